"""What stands on a page besides its text: running heads, page numbers, footnotes.

A quote is looked for in the text and in each footnote, never in a running head or across one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from impulswerk.collation.document import Document, Numbering, Page
from impulswerk.collation.layout import Line
from impulswerk.collation.numbered import HEADING

_EDGE_LINES = 3  # blocks of so many at the top and at the bottom may be running heads
_SAME_PLACE = 4.0  # points
_HEADING_SIZE = 1.1  # in parts of the text's own size
_NOTE_SIZE = 0.93  # what is smaller may be a footnote
_FEWEST_LETTERS = 20  # a scan may bear a stamped page number
_NUMBER_ALONE = re.compile(
    r"(?:seite|s\.|[-–—|·•\s])*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|von)\s*\d+|[-–—|·•\s])*", re.I
)
# In a frame, the number stands apart from a name: „7 | Impulspapier“; „Kapitel 7“ is a heading.
_APART = re.compile(r"#\s*[|·•–—/]|[|·•–—/]\s*#")
_NOTE = re.compile(r"(?:\d{1,3}\.?|\*{1,3}|†)[)\s]\s*[^\W\d]")  # a footnote begins with its figure


@dataclass(frozen=True)
class Sheet:
    """A page as it was read; `has_pictures` says whether anything but text is painted on it."""

    lines: list[Line]
    label: str = ""
    has_pictures: bool = False
    unreadable: int = 0  # glyphs of which the file does not say what letters they are


def assembled(sheets: Sequence[Sheet]) -> Document:
    """Tell apart what stands on the pages besides their text."""
    size = _text_size([line for sheet in sheets for line in sheet.lines])
    aside = _furniture(sheets, size)
    numbering, numbers = _numbers(sheets, aside)
    pages = []
    for index, (sheet, number) in enumerate(zip(sheets, numbers, strict=True)):
        text, notes = _without_notes(
            [line for row, line in enumerate(sheet.lines) if row not in aside[index]], size
        )
        heads = tuple(sheet.lines[row].text for row in sorted(aside[index]))
        pages.append(Page(index + 1, number, tuple(text), tuple(map(tuple, notes)), heads))
    return Document(tuple(pages), numbering, size, tuple(_warnings(sheets)))


def _text_size(lines: Sequence[Line]) -> float:
    """The size in which most of a document is set; 0 for an empty one."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _furniture(sheets: Sequence[Sheet], size: float) -> list[dict[int, int | None]]:
    """Of each page the lines that are running heads or feet, with the page number they show.

    They stand on two pages or more in the same place with the same words, or with a number that
    grows with the pages.
    """
    seen: defaultdict[tuple[str, int | None], list[tuple[int, int]]] = defaultdict(list)
    for index, sheet in enumerate(sheets):
        for row in _edges(sheet):
            for key in _keys(sheet.lines[row], index, size):
                seen[key].append((index, row))
    found: list[dict[int, int | None]] = [{} for _ in sheets]
    for (_, shift), places in seen.items():
        for index, row in places:
            height = sheets[index].lines[row].y
            if any(
                other != index and abs(sheets[other].lines[twin].y - height) <= _SAME_PLACE
                for other, twin in places
            ):
                number = None if shift is None else index + shift
                found[index][row] = number if number is not None else found[index].get(row)
    return found


def _edges(sheet: Sheet) -> Iterator[int]:
    """The outermost rows of a page, and small blocks from there up to the first larger one."""
    rows = sorted(range(len(sheet.lines)), key=lambda row: sheet.lines[row].y)
    sizes = Counter(line.block for line in sheet.lines)
    for ordered in (rows, rows[::-1]):
        for row in ordered:
            line = sheet.lines[row]
            is_outermost = abs(line.y - sheet.lines[ordered[0]].y) <= _SAME_PLACE
            if not is_outermost and sizes[line.block] > _EDGE_LINES:
                break
            yield row


def _keys(line: Line, index: int, size: float) -> Iterator[tuple[str, int | None]]:
    """By what a line can be known on another page: its words, or a number that counts the pages."""
    is_alone = bool(_NUMBER_ALONE.fullmatch(line.text))
    if not is_alone or line.text.isdecimal():
        yield line.text, None
    if not is_alone and HEADING.match(line.text):
        return
    if is_alone and not re.search(r"\d", line.text):
        yield "i", None
    for match in re.finditer(r"\d+", line.text):
        frame = f"{line.text[: match.start()]}#{line.text[match.end() :]}"
        is_heading = line.size > _HEADING_SIZE * size and not _APART.search(frame)
        if len(match.group()) <= 4 and (is_alone or not is_heading):
            yield "" if is_alone else frame, int(match.group()) - index


def _numbers(
    sheets: Sequence[Sheet], aside: Sequence[Mapping[int, int | None]]
) -> tuple[Numbering, list[int | None]]:
    """What each page is called.

    Labels in the file come first, if they are more than a count; then numbers printed on at least
    half of the pages, as far from the count on all of them; then the count.
    """
    labels = [sheet.label for sheet in sheets]
    count = range(1, len(sheets) + 1)
    if any(labels) and labels != list(map(str, count)):
        return Numbering.LABELS, [int(label) if label.isdecimal() else None for label in labels]
    shifts = Counter(
        number - index
        for index, found in enumerate(aside, 1)
        for number in {*found.values()}
        if number is not None
    )
    if shifts:
        shift, pages = shifts.most_common(1)[0]
        if 2 * pages >= len(sheets):
            return Numbering.PRINTED, [n + shift if n + shift > 0 else None for n in count]
    return Numbering.COUNT, list(count)


def _without_notes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[list[Line]]]:
    """Lines of the text and, apart from it, footnotes: small print that begins with a figure.

    Small print without one is a caption and stays.
    """
    text: list[Line] = []
    notes: list[list[Line]] = []
    is_note = False
    for line in lines:
        is_head = line.size < _NOTE_SIZE * size and bool(_NOTE.match(line.text))
        is_note = is_head or (is_note and line.size < _NOTE_SIZE * size)
        if is_head:
            notes.append([])
        (notes[-1] if is_note else text).append(line)
    return text, notes


def _warnings(sheets: Sequence[Sheet]) -> Iterator[str]:
    letters = [sum(len(line.text.replace(" ", "")) for line in sheet.lines) for sheet in sheets]
    counted = list(zip(range(1, len(sheets) + 1), sheets, letters, strict=True))
    empty = [n for n, sheet, count in counted if sheet.has_pictures and count < _FEWEST_LETTERS]
    coded = [n for n, sheet, count in counted if sheet.unreadable > max(5, count // 10)]
    if empty:
        verb = "enthält" if len(empty) == 1 else "enthalten"
        yield (
            f"{_ranges(empty)} {verb} keinen oder kaum Text; vermutlich ein Scan oder ein Bild. "
            "Lassen Sie eine Texterkennung (OCR) über die PDF laufen, wenn dort Text steht."
        )
    if coded:
        yield (
            f"Auf {_ranges(coded)} steht Text in einer Schrift ohne lesbare Zeichen. Lassen Sie "
            "die PDF mit eingebetteten Schriften neu ausgeben oder eine Texterkennung laufen."
        )


def _ranges(pages: Sequence[int]) -> str:
    """`Seite 3–5, 9 der Datei`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else f"{run[0]}" for run in runs)
    return f"Seite {shown} der Datei"
