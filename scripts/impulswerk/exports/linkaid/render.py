"""Give the text back with its links: as Markdown, as HTML, or as plain text with notes.

Plain text is meant for mails: an address in the middle of a sentence is hard to read, so the
passages carry figures, and the addresses stand below the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from impulswerk.exports.linkaid.choose import Link
from impulswerk.exports.linkaid.tables import Entry, LinkData

_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]<>]")
_ESCAPED_SIGN = r"\\\g<0>"
_ADDRESS_SIGN = re.compile("[ ()<>]")
_NOTE = re.compile(r"\[([0-9]{1,6})\]")
_LINE_END = re.compile("\r\n?")
_PARAGRAPH_END = re.compile("\n[\t ]*(?:\n[\t ]*)+")


class Goal(NamedTuple):
    """Where a link leads: title, full address, and the remark behind the link or an empty text."""

    title: str
    address: str
    remark: str


def render(
    form: str,
    text: str,
    links: Sequence[Link],
    data: LinkData,
    base: str,
    *,
    is_marked: bool = True,
) -> str:
    """The text with its links in one of `FORMS`; `base` is the site's address, or empty.

    Behind each link stands whether it leads to a draft, unless the links are not `is_marked`: who
    reads a press release elsewhere would take it for the paper itself.
    Raises KeyError for an unknown form.
    """
    goals = [_goal(data.entries[link.entry], base, is_marked=is_marked) for link in links]
    return FORMS[form](text, links, goals, data)


def _goal(entry: Entry, base: str, *, is_marked: bool) -> Goal:
    address = (base and base.removesuffix("/") + "/") + entry.address
    return Goal(entry.title, address, f" ({entry.mark})" if is_marked and entry.mark else "")


def reason(link: Link, data: LinkData) -> str:
    """Why a passage is linked: Suchbegriff „Fördermittel“ von Impuls 25."""
    return f"{link.origin} „{link.label}“ von Impuls {data.entries[link.entry].number}"


def _markdown(text: str, links: Sequence[Link], goals: Sequence[Goal], _: LinkData) -> str:
    def passage(part: str, place: int) -> str:
        goal = goals[place]
        address = _ADDRESS_SIGN.sub(lambda found: f"%{ord(found[0]):X}", goal.address)
        return f"[{_MARKDOWN_SIGN.sub(_ESCAPED_SIGN, part)}]({address}){goal.remark}"

    return _woven(text, links, str, passage)


def _html(text: str, links: Sequence[Link], goals: Sequence[Goal], _: LinkData) -> str:
    def passage(part: str, place: int) -> str:
        goal = goals[place]
        return f'<a href="{_escaped(goal.address)}">{_escaped(part)}</a>{_escaped(goal.remark)}'

    whole = _LINE_END.sub("\n", _woven(text, links, _escaped, passage))
    paragraphs = [part.strip("\n\t ") for part in _PARAGRAPH_END.split(whole)]
    broken = [part.replace("\n", "<br>\n") for part in paragraphs if part]
    return "".join(f"<p>{part}</p>\n" for part in broken)


def _plain(text: str, links: Sequence[Link], goals: Sequence[Goal], _: LinkData) -> str:
    if not links:
        return text
    # The text may have notes of its own.
    start = max([0, *(int(found[1]) for found in _NOTE.finditer(text))]) + 1
    line = "\r\n" if "\r\n" in text else "\n"
    notes = [
        f"[{number}] {goal.title}{goal.remark}: {goal.address}"
        for number, goal in enumerate(goals, start)
    ]
    body = _woven(text, links, str, lambda part, place: f"{part} [{start + place}]")
    return line.join([body.rstrip("\n\r\t "), "", *notes, ""])


def _listing(text: str, links: Sequence[Link], goals: Sequence[Goal], data: LinkData) -> str:
    lines = [
        f"„{' '.join(text[link.start : link.end].split())}“ → {goal.title}{goal.remark}"
        f" ({goal.address})\n  {reason(link, data)}\n"
        for link, goal in zip(links, goals, strict=True)
    ]
    return "".join(lines) or "Keine Stelle gefunden.\n"


FORMS: dict[str, Callable[[str, Sequence[Link], Sequence[Goal], LinkData], str]] = {
    "markdown": _markdown,
    "html": _html,
    "text": _plain,
    "liste": _listing,
}


def _woven(
    text: str,
    links: Sequence[Link],
    between: Callable[[str], str],
    passage: Callable[[str, int], str],
) -> str:
    """The text put together again, its passages and what lies between them each in its own way."""
    parts = []
    position = 0
    for place, link in enumerate(links):
        parts += [between(text[position : link.start]), passage(text[link.start : link.end], place)]
        position = link.end
    return "".join([*parts, between(text[position:])])


def _escaped(text: str) -> str:
    for sign, entity in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        text = text.replace(sign, f"&{entity};")
    return text
