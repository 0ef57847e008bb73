"""From the glyphs of a page to its lines in reading order, column by column.

All lengths are points. `y` is the baseline and grows downwards; where its zero lies is no matter.
No library does this well enough: pdfminer (and pdfplumber upon it) mixes the columns of a justified
text where their paragraphs part at one height; PDFium reads in the order of painting.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

# All in parts of a glyph's height, which is about a fifth more than the size of its font.
_SAME_BASELINE = 0.12
_RAISED = 0.6
_SUPERSCRIPT = 0.2
_SMALLER, _SMALLEST = 0.85, 0.5  # raised figures; what is smaller stands beside a large initial
_WIDEST_SPACE = 0.9  # without a glyph for it; the gutter between two columns is wider
_WIDEST_MARKED_SPACE = 1.4  # with one
_BACKWARDS = 0.1  # two letters of a ligature share one box
_NARROWEST_SPACE = 0.15  # between pieces of a line that were painted separately
_ROW = 0.35
_GUTTER = 0.7
_NARROWEST_COLUMN = 4.0
_INITIAL = 1.7  # a large initial is that much higher than the line it begins
_OTHER_SIZE = 0.1

_ALIGNED = 3.0  # points
_FEWEST_LINES = 3  # that stand beside another column
_MOST_PIECES = 4_000  # a page with more of them is a drawing
_PARAGRAPH_GAP = 1.25  # in parts of the usual distance between lines
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
class Line:
    """A line or a stretch of one, without the figures of footnotes.

    `block` counts the blocks of a page, lines that stand close to each other, from 0.
    """

    text: str
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 1.0
    block: int = 0


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page in reading order."""
    found = _with_initials(_pieces(glyphs))
    stretches = _stretches(found) if len(found) <= _MOST_PIECES else [found]
    columns = [[_line(row) for row in _rows(stretch)] for stretch in stretches]
    usual = median(
        [(b.y - a.y) / b.size for column in columns for a, b in pairwise(column)] or [0.0]
    )
    ordered: list[Line] = []
    block = -1
    for column in columns:
        for before, line in zip([None, *column], column, strict=False):
            is_apart = (
                before is None
                or line.y - before.y > _PARAGRAPH_GAP * usual * line.size
                or abs(line.size - before.size) > _OTHER_SIZE * before.size
            )
            block += is_apart
            ordered.append(replace(line, block=block))
    return ordered


def _pieces(glyphs: Iterable[Glyph]) -> list[Line]:
    """Runs of glyphs that were painted one after another on one baseline."""
    found: list[Line] = []
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


def _piece(run: Sequence[Glyph], main: Glyph) -> Line:
    seen = [glyph for glyph in run if not glyph.text.isspace()]
    text = head = ""
    in_mark = False
    for glyph in run:
        is_raised = main.y - (glyph.y - glyph.rise) > _SUPERSCRIPT * main.size
        in_mark = is_raised and (
            (in_mark and glyph.text in ",; ")
            or (glyph.text.isdigit() and (in_mark or not _TAKES_POWER.search(text)))
        )
        if not in_mark:
            text += glyph.text
        elif not text:  # the footnote itself begins with its figure
            head += glyph.text
    x0, x1 = min(glyph.x0 for glyph in seen), max(glyph.x1 for glyph in seen)
    return Line(f"{head} {text}".strip(), x0, x1, main.y, main.size)


def _with_initials(found: list[Line]) -> list[Line]:
    """Pieces, of which a large initial joins the word it begins, a large number its title."""
    for initial in [own for own in found if len(own.text) <= 2 and own.text.strip("„“").isalnum()]:
        beside = [
            place
            for place, piece in enumerate(found)
            if initial.size > _INITIAL * piece.size
            and -0.85 * initial.size < piece.y - initial.y < _ROW * piece.size
            and 0 <= piece.x0 - initial.x1 < 2 * piece.size
        ]
        if beside:
            place = min(beside, key=lambda place: found[place].y)
            space = " " if initial.text.isdigit() else ""
            text = f"{initial.text}{space}{found[place].text}"
            found[place] = replace(found[place], text=text, x0=initial.x0)
            found = [own for own in found if own is not initial]
    return found


def _stretches(found: list[Line]) -> list[list[Line]]:
    """Columns and full-width stretches in reading order, by cutting along gutters."""
    gutter = _gutter(found)
    if gutter is None:
        return [found] if found else []
    ordered: list[list[Line]] = []
    for is_crossed, run in _bands(found, gutter):
        if len(run) == len(found) and is_crossed:
            ordered.append(run)
        elif is_crossed:
            ordered += _stretches(run)
        else:
            ordered += _stretches([piece for piece in run if piece.x1 <= gutter])
            ordered += _stretches([piece for piece in run if piece.x1 > gutter])
    return ordered


def _bands(found: list[Line], gutter: float) -> list[tuple[bool, list[Line]]]:
    """Stretches from top to bottom in which something stands across the gutter, or nothing."""
    crossing = [
        (piece.y - 0.8 * piece.size, piece.y + 0.2 * piece.size)
        for piece in found
        if piece.x0 < gutter < piece.x1
    ]

    def is_crossed(piece: Line) -> bool:
        return any(top < piece.y - 0.1 * piece.size < bottom for top, bottom in crossing)

    ordered = sorted(found, key=lambda piece: (piece.y, piece.x0))
    return [(crossed, list(run)) for crossed, run in groupby(ordered, key=is_crossed)]


def _gutter(found: list[Line]) -> float | None:
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
        best = max(best or (beside - crossing, -start), (beside - crossing, -start))
    return None if best is None else -best[1] - _GUTTER * size / 2


def _beside(some: list[Line], others: list[Line]) -> int:
    """How many of `some` have one of `others` at their height."""
    heights = sorted(piece.y for piece in others)
    near = ((piece.y - piece.size * 0.6, piece.y + piece.size * 0.6) for piece in some)
    return sum(bisect_left(heights, top) < bisect_left(heights, bottom) for top, bottom in near)


def _width(column: list[Line]) -> float:
    return median(piece.x1 - piece.x0 for piece in column)


def _rows(stretch: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for piece in sorted(stretch, key=lambda piece: piece.y):
        if row and piece.y - row[0].y > _ROW * min(piece.size, row[0].size):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _line(row: list[Line]) -> Line:
    text = ""
    ordered = sorted(row, key=lambda piece: piece.x0)
    for before, piece in zip([ordered[0], *ordered], ordered, strict=False):
        is_apart = piece.x0 - before.x1 > _NARROWEST_SPACE * piece.size
        text += (" " if text and is_apart else "") + piece.text
    main = max(row, key=lambda piece: len(piece.text))
    return replace(main, text=text, x0=ordered[0].x0, x1=ordered[-1].x1)
