"""From the pieces of a page to its lines in reading order, column by column."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from impulswerk.collation.glyphs import Piece

# In parts of a piece's height.
_NARROWEST_SPACE = 0.15  # between pieces of a line that were painted separately
_ROW = 0.35
_GUTTER = 0.7
_NARROWEST_COLUMN = 4.0
_INITIAL = 1.7  # a large initial is that much higher than the line it begins

_ALIGNED = 3.0  # points
_FEWEST_LINES = 3  # that stand beside another column
_MOST_PIECES = 4_000  # a page with more of them is a drawing


@dataclass(frozen=True)
class Line(Piece):
    """A whole line; `column` counts the columns and full-width stretches of a page from 0."""

    column: int = 0


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
    """Rows with what is set so large that it stands beside several of them in its place.

    A large initial joins the word it begins; a large number comes before the rows beside it.
    """
    numbers: dict[int, Piece] = {}
    for index, row in enumerate(rows):
        initial = row[0]
        if len(initial.text) > 2 or not initial.text.isalnum():
            continue
        for place in range(max(0, index - 4), index + 1):
            beside = next((piece for piece in rows[place] if piece is not initial), None)
            if beside is None or not _is_beside(initial, beside):
                continue
            row.remove(initial)
            if initial.text.isdigit():
                numbers[place] = initial
            else:
                joined = replace(beside, text=initial.text + beside.text, x0=initial.x0)
                rows[place][rows[place].index(beside)] = joined
            break
    placed = ([numbers[place]] if place in numbers else [] for place in range(len(rows)))
    return [row for pair in zip(placed, rows, strict=True) for row in pair if row]


def _is_beside(initial: Piece, piece: Piece) -> bool:
    """Whether a piece stands to the right of something much larger, at its height."""
    return (
        initial.size > _INITIAL * piece.size
        and piece.y > initial.y - 0.85 * initial.size
        and 0 <= piece.x0 - initial.x1 < 2 * piece.size
    )


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
