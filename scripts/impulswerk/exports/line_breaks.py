"""Set a text in lines, as large as its box allows; words are divided only where it helps a lot."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple

from impulswerk.exports.lettering import Style

# A word may end a line behind such a sign; fewer than four letters look lost on either side.
_OWN_BREAK = re.compile(r"(?<=\w{4}[-./–])(?=\w{4})")
# As in the style sheet: words from eleven letters on, at least five of them on either side.
_SHORTEST_WORD, _SHORTEST_PART = 11, 5
# Ways to divide words that are wider than the box, and what a size is worth that takes it.
_WAYS = {"whole": 1.0, "syllables": 0.7, "anywhere": 0.4}
# A dash never begins a line.
_DASH = re.compile(r" (?=[–—] )")
# More lines than these are a text, and a text fills its lines.
_MOST_BALANCED = 5


@dataclass(frozen=True)
class Setting:
    """A text in lines: their style, and the distance between two baselines in pixels."""

    lines: tuple[str, ...]
    style: Style
    leading: float

    @property
    def width(self) -> float:
        """Width of the longest line in pixels."""
        return max(self.style.width(line) for line in self.lines)

    @property
    def height(self) -> float:
        """Height of all lines in pixels."""
        return len(self.lines) * self.leading


class _Part(NamedTuple):
    """What stays together: a word or a piece of one, and what joins it to the part before."""

    text: str
    joint: str
    hyphen: str = ""  # ends the line before if this part begins one


def fit(
    text: str,
    width: float,
    height: float,
    sizes: Sequence[int],
    *,
    weight: int = 400,
    leading: float = 1.2,
    tracking: float = 0.0,
) -> Setting:
    """The text in the largest of `sizes` (falling) that fits a box of `width` by `height` pixels.

    Raises ValueError where not even the smallest does, which is a mistake in `sizes`.
    """
    text = _DASH.sub("\u00a0", unicodedata.normalize("NFC", text))
    found: dict[float, Setting] = {}
    for way, worth in _WAYS.items():
        if found and max(found) >= sizes[0] * worth:
            break
        for size in sizes:
            parts = list(_parts(text, width, style := Style(weight, size, tracking), way))
            setting = Setting(_lines(parts, width, style), style, size * leading)
            if setting.height <= height and setting.width <= width:
                found.setdefault(size * worth, _balanced(setting, parts, width))
                break
    if not found:
        raise ValueError(f"{text!r} does not fit {width:.0f} by {height:.0f} pixels")
    return found[max(found)]


def _balanced(setting: Setting, parts: Sequence[_Part], width: float) -> Setting:
    """The parts as narrow as that number of lines allows: they come out about equally long."""
    lines, style = setting.lines, setting.style
    if len(lines) > _MOST_BALANCED:
        return setting
    narrow, wide = 0.0, width
    while wide - narrow > 1:
        middle = (narrow + wide) / 2
        tried = replace(setting, lines=_lines(parts, middle, style))
        if len(tried.lines) > len(lines) or tried.width > middle:
            narrow = middle
        else:
            wide = middle
    return replace(setting, lines=_lines(parts, wide, style))


def _lines(parts: Sequence[_Part], width: float, style: Style) -> tuple[str, ...]:
    lines = [""]
    for part, following in zip(parts, [*parts[1:], _Part("", "")], strict=True):
        longer = lines[-1] + part.joint + part.text
        if lines[-1] and style.width(longer + following.hyphen) > width:
            lines[-1] += part.hyphen
            lines.append(part.text)
        else:
            lines[-1] = longer
    return tuple(lines)


def _parts(text: str, width: float, style: Style, way: str) -> Iterator[_Part]:
    # A no-break space is none of these: it holds its words together.
    for index, word in enumerate(filter(None, re.split("[ \t\n]+", text))):
        joint = " " if index else ""
        for piece in _OWN_BREAK.split(word):
            pieces = [piece] if style.width(piece) <= width else _divided(piece, way)
            yield _Part(pieces[0], joint)
            yield from (_Part(rest, "", "-") for rest in pieces[1:])
            joint = ""


def _divided(word: str, way: str) -> Sequence[str]:
    if way == "anywhere":
        return word
    if way == "whole" or len(word) < _SHORTEST_WORD:
        return [word]
    places = [
        place
        for place in _dictionary().positions(word)
        if _SHORTEST_PART <= place <= len(word) - _SHORTEST_PART
        # The dictionary does not know the colon of „Akteur:innen“.
        and ":" not in word[place - _SHORTEST_PART : place + 1]
    ]
    bounds = [0, *places, len(word)]
    return [word[start:end] for start, end in itertools.pairwise(bounds)]


@cache
def _dictionary() -> Any:
    import pyphen  # type: ignore[import-untyped]  # noqa: PLC0415 — few texts need it

    return pyphen.Pyphen(lang="de_DE")
