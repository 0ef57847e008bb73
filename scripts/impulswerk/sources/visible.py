"""The words that a reader sees of any version of a source, however many mistakes it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from impulswerk.model.record import Kind
from impulswerk.model.schema import DRIVER, IMPULSE
from impulswerk.sources.decode import MAX_BYTES
from impulswerk.sources.marked import Node, Scalar, Sequence
from impulswerk.sources.read import read_markdown
from impulswerk.text.characters import clean
from impulswerk.text.convert import Text
from impulswerk.text.words import FieldChange, Words, shortened, word_changes

# Fields that a page shows; the others help the search or are shown on other pages.
_SHOWN = {
    "titel",
    "kurz",
    "treiber",
    "handlungsfeld",
    "zielgruppen",
    "herausforderungen",
    "stand",
}
_TEXT = "Text"
# What an item of a list begins with, whatever sign its source has.
BULLET = "• "

_PARTS = re.compile(r"\s*^---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)(.*)", re.DOTALL | re.MULTILINE)
_CODE = {"fence", "indented"}


@dataclass(frozen=True)
class Visible:
    """Words of one version of a source: `fields` by name, `sections` by heading, in order.

    What could not be read is left out: of it nothing is known, least of all that it was empty.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] | None = None

    def since(self, before: Visible) -> Visible:
        """The same version, with what is not known of it taken from the one before."""
        sections = before.sections if self.sections is None else self.sections
        return Visible({**before.fields, **self.fields}, sections)


def visible(data: bytes, *, is_impulse: bool) -> Visible:
    """What the bytes of an impulse or a driver show."""
    if len(data) > MAX_BYTES:
        return Visible()
    parts = _PARTS.match(_decoded(data))
    if parts is None:
        return Visible()
    return Visible(_fields(parts[1], is_impulse), _sections(parts[2]))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What else German editors have written: Windows' own encoding.
        text = data.decode("cp1252", "replace")
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


# Versions of a source are read one after the other, and most change either its head or its text.
@lru_cache(maxsize=4)
def _fields(front: str, is_impulse: bool) -> Mapping[str, str]:
    document = read_markdown("", f"---\n{front}---\n".encode()).document
    if document is None:
        return {}
    found = {}
    for entry in (IMPULSE if is_impulse else DRIVER).fields:
        if entry.name not in _SHOWN:
            continue
        given = document.front.entries.get(entry.name)
        words = _words(given, entry.kind) if given else ""
        # Whatever has to be there and is not was a mistake; the rest may be left out.
        if words or not (given or entry.required):
            found[entry.name] = words
    return found


def _words(value: Node, kind: Kind) -> str:
    if isinstance(value, Sequence):
        return " ".join(filter(None, (_words(item, kind) for item in value.items)))
    if not isinstance(value, Scalar) or value.is_null:
        return ""
    # Each id stays one word, even a wrong one, so that words are compared as ids are.
    return _plain(value.text) if kind is Kind.TEXT else "-".join(value.text.split())


@lru_cache(maxsize=4)
def _sections(body: str) -> Mapping[str, str]:
    """Words under each second-level heading, a line for each paragraph, item and cell.

    What stands above the first heading is under an empty one.
    """
    text = Text(body)
    items = {
        item.line: f"{item.number}{item.mark} " if item.number else BULLET for item in text.items
    }
    shown = [(block.line, block.element, block.text) for block in text.blocks]
    shown += [(part.line, "pre", part.text) for part in text.parts if part.kind in _CODE]
    found: dict[str, list[str]] = {}
    heading = ""
    for line, element, words in sorted(shown, key=lambda one: one[0]):
        if element == "h2":
            heading = _plain(words)
            found.setdefault(heading, [])
        elif plain := _plain(words):
            found.setdefault(heading, []).append(items.pop(line, "") + plain)
    return {title: "\n".join(lines) for title, lines in found.items()}


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def differences(before: Visible, after: Visible, *, is_impulse: bool) -> Iterator[FieldChange]:
    """What a reader sees change, field by field and section by section, shortened to its place."""
    for entry in (IMPULSE if is_impulse else DRIVER).fields:
        old, new = before.fields.get(entry.name), after.fields.get(entry.name)
        if old is not None and new is not None and old != new:
            vocabulary = entry.vocabulary
            yield FieldChange(entry.title, _compared(old, new), vocabulary)
    if before.sections is None or after.sections is None:
        return
    old_only = [title for title in before.sections if title not in after.sections]
    new_only = [title for title in after.sections if title not in before.sections]
    # A heading that was only reworded keeps its text: compare with what is in its place.
    renamed = dict(zip(new_only, old_only, strict=False))
    for title, text in after.sections.items():
        former = title if title in before.sections else renamed.get(title)
        if former is None:
            yield FieldChange(title or _TEXT, (Words("neu", text),))
        elif former != title:
            old = f"{former}\n{before.sections[former]}"
            yield FieldChange(title or _TEXT, _compared(old, f"{title}\n{text}"))
        elif before.sections[title].split() != text.split():
            yield FieldChange(title or _TEXT, _compared(before.sections[title], text))
    for title in old_only[len(new_only) :]:
        yield FieldChange(title or _TEXT, (Words("weg", before.sections[title]),))


def _compared(old: str, new: str) -> tuple[Words, ...]:
    return shortened(tuple(word_changes(old, new)))
