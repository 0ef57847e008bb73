"""From the glyphs of a page to pieces of its lines, with the figures of footnotes set apart.

All lengths are points. `y` is the baseline and grows downwards; where its zero lies is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

# All in parts of a glyph's height, which is about a fifth more than the size of its font.
_SAME_BASELINE = 0.12
_RAISED = 0.6
_SUPERSCRIPT = 0.2
_SMALLER, _SMALLEST = 0.85, 0.5  # raised figures; what is smaller stands beside a large initial
_WIDEST_SPACE = 0.9  # without a glyph for it; the gutter between two columns is wider
_WIDEST_MARKED_SPACE = 1.4  # with one
_BACKWARDS = 0.1  # two letters of a ligature share one box
# Raised figures behind these are a power (m², x², 10³); behind a word or a sentence, a footnote.
_TAKES_POWER = re.compile(r"(?:^|[\s(/·])(?:[^\W\d_]|[cdkmnµ]m|10)$")


class Glyph(NamedTuple):
    """One character as it is painted.

    `size` is the height of its font's box, `rise` how far above the baseline a figure begins.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    rise: float = 0.0


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; `marks` are the raised figures of footnotes, which `text` leaves out."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    marks: tuple[str, ...] = ()


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Runs of glyphs that were painted one after another on one baseline."""
    found: list[Piece] = []
    run: list[Glyph] = []
    main = last = None  # the largest glyph of the run, and the last that can be seen
    for glyph in glyphs:
        if glyph.text.isspace():
            if run:
                run.append(glyph)
            continue
        if main and last and not _continues(run[-1], main, last, glyph):
            found.append(_piece(run, main))
            run, main = [], None
        run.append(glyph)
        last = glyph
        if main is None or glyph.size > main.size:
            main = glyph
    if main:
        found.append(_piece(run, main))
    return found


def _continues(before: Glyph, main: Glyph, last: Glyph, glyph: Glyph) -> bool:
    size = max(main.size, glyph.size)
    is_smaller = _SMALLEST * size <= min(main.size, glyph.size) <= _SMALLER * size
    if abs(glyph.y - main.y) > size * (_RAISED if is_smaller else _SAME_BASELINE):
        return False
    widest = _WIDEST_MARKED_SPACE if before.text.isspace() else _WIDEST_SPACE
    return last.x0 - _BACKWARDS * size <= glyph.x0 <= last.x1 + widest * size


def _piece(run: Sequence[Glyph], main: Glyph) -> Piece:
    seen = [glyph for glyph in run if not glyph.text.isspace()]
    text, marks = "", []
    for is_mark, group in groupby(_told_apart(run, main), key=lambda item: item[0]):
        part = "".join(glyph.text for _, glyph in group)
        if is_mark and not text:
            text = part + " "  # the footnote itself begins with its figure
        elif is_mark:
            marks.append(part)
        else:
            text += part
    x0, x1 = min(glyph.x0 for glyph in seen), max(glyph.x1 for glyph in seen)
    return Piece(text.strip(), x0, x1, main.y, main.size, tuple(marks))


def _told_apart(run: Sequence[Glyph], main: Glyph) -> Iterator[tuple[bool, Glyph]]:
    """Each glyph, and whether it belongs to the figure of a footnote."""
    text, in_mark = "", False
    for glyph in run:
        is_raised = main.y - (glyph.y - glyph.rise) > _SUPERSCRIPT * main.size
        in_mark = is_raised and (
            (in_mark and glyph.text in ",; ")
            or (glyph.text.isdigit() and (in_mark or not _TAKES_POWER.search(text)))
        )
        if not in_mark:
            text += glyph.text
        yield in_mark, glyph
