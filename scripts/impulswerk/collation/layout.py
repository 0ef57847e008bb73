"""From the glyphs of a page to its lines in reading order, column by column.

All lengths are points. `y` is the baseline and grows downwards; where its zero lies is no matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import NamedTuple

# All in parts of a glyph's height, which is about a fifth more than the size of its font.
_SAME_BASELINE = 0.12
_RAISED = 0.6
_SUPERSCRIPT = 0.2
_SMALLER, _SMALLEST = 0.85, 0.5  # raised figures; what is smaller stands beside a large initial
_WIDEST_SPACE = 0.9  # without a glyph for it; the gutter between two columns is wider
_WIDEST_MARKED_SPACE = 1.4  # with one
_NARROWEST_SPACE = 0.15  # between pieces of a line that were painted separately
_BACKWARDS = 0.1  # two letters of a ligature share one box
_ROW = 0.35
_GUTTER = 0.7
_NARROWEST_COLUMN = 4.0
_INITIAL = 1.7  # a large initial is that much higher than the line it begins

_ALIGNED = 3.0  # points
_FEWEST_LINES = 3  # that stand beside another column
_MOST_PIECES = 4_000  # a page with more of them is a drawing
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


@dataclass(frozen=True)
class Line(Piece):
    """A whole line; `column` counts the columns and full-width stretches of a page from 0."""

    column: int = 0


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


def lines(found: Sequence[Piece]) -> list[Line]:
    """The lines of a page in reading order."""
    stretches = _stretches(list(found)) if len(found) <= _MOST_PIECES else [list(found)]
    return [
        _line(row, column) for column, stretch in enumerate(stretches) for row in _rows(stretch)
    ]


def _stretches(found: list[Piece]) -> list[list[Piece]]:
    """Columns and full-width stretches in reading order, by cutting along gutters."""
    gutter = _gutter(found)
    if gutter is None:
        return [found] if found else []
    ordered: list[list[Piece]] = []
    for is_crossed, run in _bands(found, gutter):
        if len(run) == len(found) and is_crossed:
            ordered.append(run)
        elif is_crossed:
            ordered += _stretches(run)
        else:
            left = [piece for piece in run if piece.x1 <= gutter]
            ordered += _stretches(left)
            ordered += _stretches([piece for piece in run if piece.x1 > gutter])
    return ordered


def _bands(found: list[Piece], gutter: float) -> list[tuple[bool, list[Piece]]]:
    """Stretches from top to bottom in which something stands across the gutter, or nothing."""
    crossing = sorted(
        (piece.y - 0.8 * piece.size, piece.y + 0.2 * piece.size)
        for piece in found
        if piece.x0 < gutter < piece.x1
    )

    def is_crossed(piece: Piece) -> bool:
        return any(top < piece.y - 0.1 * piece.size < bottom for top, bottom in crossing)

    ordered = sorted(found, key=lambda piece: (piece.y, piece.x0))
    return [(crossed, list(run)) for crossed, run in groupby(ordered, key=is_crossed)]


def _gutter(found: list[Piece]) -> float | None:
    """Where the gutter is that most lines stand on both sides of; None in a single column."""
    best: tuple[int, float] | None = None
    if len(found) < 2 * _FEWEST_LINES:
        return None
    size = median(piece.size for piece in found)
    starts = sorted(piece.x0 for piece in found)
    tried = -1.0
    for index, start in enumerate(starts):
        aligned = bisect_left(starts, start + _ALIGNED) - index
        if start < tried + _ALIGNED or aligned < _FEWEST_LINES:
            continue
        tried = start
        right = [piece for piece in found if piece.x0 >= start]
        left = [piece for piece in found if piece.x1 <= start - _GUTTER * size]
        beside = min(_beside(left, right), _beside(right, left))
        if beside < _FEWEST_LINES or min(map(_width, (left, right))) < _NARROWEST_COLUMN * size:
            continue
        crossing = len(found) - len(left) - len(right)
        if best is None or (beside - crossing, -start) > best:
            best = (beside - crossing, -start)
    return None if best is None else -best[1] - _GUTTER * size / 2


def _beside(some: list[Piece], others: list[Piece]) -> int:
    """How many of `some` have one of `others` at their height."""
    heights = sorted(piece.y for piece in others)
    count = 0
    for piece in some:
        place = bisect_left(heights, piece.y - piece.size * 0.6)
        count += place < len(heights) and heights[place] < piece.y + piece.size * 0.6
    return count


def _width(column: list[Piece]) -> float:
    return median(piece.x1 - piece.x0 for piece in column)


def _rows(stretch: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(stretch, key=lambda piece: piece.y):
        if rows and piece.y - rows[-1][0].y <= _ROW * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return _with_initials([sorted(row, key=lambda piece: piece.x0) for row in rows])


def _with_initials(rows: list[list[Piece]]) -> list[list[Piece]]:
    """A large initial stands on the baseline of a later line; move it to the line it begins."""
    for index, row in enumerate(rows):
        initial = row[0]
        if len(initial.text) > 2 or not initial.text.isalpha():
            continue
        top = initial.y - 0.85 * initial.size
        for earlier in rows[max(0, index - 4) : index + 1]:
            beside = [piece for piece in earlier if piece is not initial]
            if (
                beside
                and initial.size > _INITIAL * beside[0].size
                and beside[0].y > top
                and 0 <= beside[0].x0 - initial.x1 < 2 * beside[0].size
            ):
                row.remove(initial)
                joined = replace(beside[0], text=initial.text + beside[0].text, x0=initial.x0)
                earlier[earlier.index(beside[0])] = joined
                break
    return [row for row in rows if row]


def _line(row: list[Piece], column: int) -> Line:
    text = ""
    end = row[0].x0
    for piece in row:
        if text and piece.x0 - end > _NARROWEST_SPACE * piece.size:
            text += " "
        text += piece.text
        end = piece.x1
    marks = tuple(mark for piece in row for mark in piece.marks)
    main = max(row, key=lambda piece: len(piece.text))
    return Line(text, row[0].x0, end, main.y, main.size, marks, column)
