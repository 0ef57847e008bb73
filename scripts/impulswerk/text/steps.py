"""The steps of an impulse: one of its sections is a list, and each item says first who acts.

`- **Land, Kommunen:** Land und Kommunen könnten …` is a step with its mark. A text that stands
outside the list is no step.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from impulswerk.text.convert import read

_ITEM = re.compile(r"^(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE)
# A blank line ends an item, unless what follows is indented and so belongs to it.
_END = re.compile(r"\n[ \t]*\n(?=[^\s])")
_MARK = re.compile(r"\*\*(?P<names>[^*\n:]+):\*\*[ \t]*")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the list as it is written: `start:end` in the body, without bullet or number.

    `names` are those of the mark with their places, empty where there is no mark. `text_start` is
    where the words of the step begin.
    """

    start: int
    end: int
    names: tuple[tuple[int, str], ...]
    text_start: int
    text: str


def items(body: str, section: str) -> tuple[Item, ...]:
    """Every item of the section with this id in a body, in order."""
    return tuple(_item(body, start, end) for start, end in _places(body, section))


def with_links(body: str, section: str, link: Callable[[str], str | None]) -> str:
    """The body with each name in a mark as a link to the address that `link` gives for it."""
    parts, position = [], 0
    for item in items(body, section):
        for start, name in item.names:
            address = link(name)
            if address is not None:
                parts += [body[position:start], f"[{name}]({address})"]
                position = start + len(name)
    return "".join([*parts, body[position:]])


def _places(body: str, section: str) -> Iterator[tuple[int, int]]:
    text = read(body)
    starts = [0, *(found.end() for found in re.finditer("\n", body)), len(body)]
    found = [heading for heading in text.headings if heading.level <= 2]
    for number, heading in enumerate(found):
        if heading.level == 2 and heading.id == section:
            lines = range(
                heading.line, found[number + 1].line if found[number + 1 :] else len(starts)
            )
            break
    else:
        return
    inside = [starts[item.line - 1] for item in text.items if item.line in lines]
    begins = [match.span() for at in inside if (match := _ITEM.match(body, at))]
    for number, (_, begin) in enumerate(begins):
        limit = begins[number + 1][0] if number + 1 < len(begins) else starts[lines.stop - 1]
        blank = _END.search(body, begin, limit)
        words = body[begin : blank.start() if blank else limit]
        yield begin, begin + len(words.rstrip())


def _item(body: str, start: int, end: int) -> Item:
    mark = _MARK.match(body, start, end)
    names: list[tuple[int, str]] = []
    if mark:
        at = mark.start("names")
        for part in mark["names"].split(","):
            names.append((at + len(part) - len(part.lstrip()), part.strip()))
            at += len(part) + 1
    begin = min(mark.end(), end) if mark else start
    # The indentation of further lines is that of the list, not of the step.
    text = re.sub(r"\n {1,4}", "\n", body[begin:end])
    return Item(start, end, tuple(names), begin, text)
