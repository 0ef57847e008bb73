"""What stands on a page besides its text: running heads, page numbers, footnotes.

A quote is looked for in the text and in each footnote, never in a running head or across one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from impulswerk.collation.glyphs import Piece
from impulswerk.collation.layout import Line
from impulswerk.collation.numbered import HEADING

_EDGE_ROWS = 3  # from the top and from the bottom, in which running heads are looked for
_SAME_PLACE = 4.0  # points
_WIDE_GAP = 1.5  # between baselines, in parts of a line's height
_LARGEST = 1.1  # of the text's own size; what is larger is a heading
_SMALLEST = 0.93  # of the text's own size; what is smaller may be a footnote
_NUMBER = re.compile(r"\d+")
# In a frame, the number stands apart from a name: „7 | Impulspapier“; „Kapitel 7“ is a heading.
_APART = re.compile(r"#\s*[|·•–—/]|[|·•–—/]\s*#")
_NUMBER_ALONE = re.compile(
    r"(?:seite|s\.|[-–—|·•\s])*\d{1,4}(?:\s*(?:/|von)\s*\d+|[-–—|·•\s])*", re.I
)
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# A footnote begins with its figure.
_NOTE = re.compile(r"(?:\d{1,3}\.?|\*{1,3}|†)[)\s]\s*[^\W\d]")


@dataclass(frozen=True)
class Sheet:
    """The pieces of a page told apart, and the page number printed on it, if one was found."""

    body: tuple[Piece, ...]
    furniture: tuple[Piece, ...]
    printed: int | None = None


def text_size(sheets: Sequence[Sequence[Piece]]) -> float:
    """The size in which most of a document is set; 0 for an empty one."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for piece in sheet:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def told_apart(sheets: Sequence[Sequence[Piece]]) -> list[Sheet]:
    """Each page without what repeats at its edges; the pages are those of one document."""
    size = text_size(sheets)
    edges = [_edges(sheet) for sheet in sheets]
    numbers = _page_numbers(edges, size)
    repeated = _repeated(edges)
    found = []
    for index, sheet in enumerate(sheets):
        aside = {id(piece) for piece in repeated.get(index, ())}
        aside |= {id(piece) for piece, _ in numbers.get(index, ())}
        counted = numbers.get(index, ())
        printed = [number for piece, number in counted if not _ROMAN.fullmatch(piece.text)]
        found.append(
            Sheet(
                tuple(piece for piece in sheet if id(piece) not in aside),
                tuple(piece for piece in sheet if id(piece) in aside),
                printed[0] if printed else None,
            )
        )
    return found


def _edges(sheet: Sequence[Piece]) -> list[Piece]:
    """The pieces above the first and below the last wide gap of a page, or its outermost rows."""
    rows: list[list[Piece]] = []
    for piece in sorted(sheet, key=lambda piece: piece.y):
        if rows and piece.y - rows[-1][0].y <= _SAME_PLACE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    upper, lower = _zone(rows), _zone(rows[::-1])
    chosen = rows if upper + lower >= len(rows) else [*rows[:upper], *rows[len(rows) - lower :]]
    return [piece for row in chosen for piece in row]


def _zone(rows: Sequence[Sequence[Piece]]) -> int:
    """How many rows from an edge stand apart from the text; at least the first one may.

    They end at the first wide gap, and go on with single rows between wide gaps.
    """
    wide = [
        abs(after[0].y - before[0].y) >= _WIDE_GAP * max(before[0].size, after[0].size)
        for before, after in pairwise(rows[: _EDGE_ROWS + 1])
    ]
    if True not in wide:
        return min(1, len(rows))
    count = wide.index(True) + 1
    while count < len(wide) and wide[count]:
        count += 1
    return count


def _repeated(edges: Sequence[Sequence[Piece]]) -> dict[int, list[Piece]]:
    """Pieces that stand on two pages or more, with the same words in the same place."""
    seen: defaultdict[str, list[tuple[int, Piece]]] = defaultdict(list)
    for index, sheet in enumerate(edges):
        for piece in sheet:
            seen[piece.text].append((index, piece))
    found: defaultdict[int, list[Piece]] = defaultdict(list)
    for places in seen.values():
        for index, piece in places:
            if any(
                other != index and abs(twin.y - piece.y) <= _SAME_PLACE for other, twin in places
            ):
                found[index].append(piece)
    return found


def _page_numbers(
    edges: Sequence[Sequence[Piece]], size: float
) -> dict[int, list[tuple[Piece, int]]]:
    """Pieces with a number that counts the pages, and that number, by page.

    A number counts the pages if it grows with them: on two pages or more, in the same place and
    among the same words, it is as far from the count of pages.
    """
    found: defaultdict[tuple[str, int], list[tuple[int, Piece, int]]] = defaultdict(list)
    for index, sheet in enumerate(edges):
        for piece in sheet:
            is_alone = bool(_NUMBER_ALONE.fullmatch(piece.text))
            if not is_alone and HEADING.match(piece.text):
                continue
            is_large = piece.size > _LARGEST * size
            for frame, number in _framed(piece.text):
                if is_large and not is_alone and not _APART.search(frame):
                    continue
                found["" if is_alone else frame, number - index].append((index, piece, number))
    numbers: defaultdict[int, list[tuple[Piece, int]]] = defaultdict(list)
    for places in found.values():
        for index, piece, number in places:
            if any(
                other != index and abs(twin.y - piece.y) <= _SAME_PLACE for other, twin, _ in places
            ):
                numbers[index].append((piece, number))
    return numbers


def _framed(text: str) -> Iterator[tuple[str, int]]:
    """Every number in a text with the text around it; a Roman one only where it stands alone."""
    if _ROMAN.fullmatch(text):
        yield "", _roman(text)
    for match in _NUMBER.finditer(text):
        if len(match.group()) <= 4:
            yield f"{text[: match.start()]}#{text[match.end() :]}", int(match.group())


def _roman(text: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in text.lower()]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)


def without_notes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[list[Line]]]:
    """Lines of the text and, apart from it, footnotes: small print that ends a column.

    `size` is that of the document's text. Small print without a figure at its head is a caption
    and stays.
    """
    text: list[Line] = []
    notes: list[list[Line]] = []
    columns = sorted({line.column for line in lines})
    for column in columns:
        own = [line for line in lines if line.column == column]
        start = len(own)
        while start and own[start - 1].size < _SMALLEST * size:
            start -= 1
        heads = [index for index in range(start, len(own)) if _NOTE.match(own[index].text)]
        if not heads:
            text += own
            continue
        text += own[: heads[0]]
        ends = [*heads[1:], len(own)]
        notes += [own[head:end] for head, end in zip(heads, ends, strict=True)]
    return text, notes
