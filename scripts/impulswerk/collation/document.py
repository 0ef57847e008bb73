"""A source as pages of lines, with footnotes and page numbers told apart from the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from impulswerk.collation import furniture, layout
from impulswerk.collation.glyphs import Glyph, pieces
from impulswerk.collation.layout import Line
from impulswerk.collation.normal import Flow, flow


class Numbering(StrEnum):
    """What `seite` means in a document."""

    LABELS = "seitenbezeichnungen"  # the file names its pages itself
    PRINTED = "gedruckt"  # numbers stand on the pages
    COUNT = "gezaehlt"  # neither: pages are counted from 1


@dataclass(frozen=True)
class RawPage:
    """A page as it was read; `has_pictures` says whether anything but text is painted on it."""

    glyphs: tuple[Glyph, ...]
    label: str = ""
    has_pictures: bool = False
    unreadable: int = 0  # glyphs of which the file does not say what letters they are


@dataclass(frozen=True)
class Page:
    """One page: `index` counts from 1, `number` is what `seite` calls it, None if it cannot."""

    index: int
    number: int | None
    lines: tuple[Line, ...]
    notes: tuple[tuple[Line, ...], ...] = ()
    heads: tuple[str, ...] = ()  # running heads and feet

    @property
    def name(self) -> str:
        """How people find the page: its number, and its place in the file where that differs."""
        if self.number is None:
            return f"ohne Zahl [Datei: {self.index}]"
        in_file = "" if self.number == self.index else f" [Datei: {self.index}]"
        return f"{self.number}{in_file}"


@dataclass(frozen=True)
class Document:
    """A source that can be quoted from.

    `size` is that of the running text in points, `warnings` are German sentences on what could not
    be read.
    """

    pages: tuple[Page, ...]
    numbering: Numbering = Numbering.COUNT
    size: float = 0.0
    warnings: tuple[str, ...] = ()

    @cached_property
    def text(self) -> Flow:
        """The running text of all pages, without heads, page numbers and footnotes."""
        return flow((line.text, page.index) for page in self.pages for line in page.lines)

    @cached_property
    def notes(self) -> tuple[Flow, ...]:
        """Each footnote by itself."""
        return tuple(
            flow((line.text, page.index) for line in note)
            for page in self.pages
            for note in page.notes
        )

    def numbered(self, number: int) -> tuple[int, ...]:
        """The pages (by their count) that bear this number; several where numbering starts anew."""
        return tuple(page.index for page in self.pages if page.number == number)

    def page(self, index: int) -> Page:
        """The page with this count."""
        return self.pages[index - 1]


def assemble(raw: Sequence[RawPage]) -> Document:
    """Make sense of the pages of a file."""
    found = [pieces(page.glyphs) for page in raw]
    sheets = furniture.told_apart(found)
    size = furniture.text_size([sheet.body for sheet in sheets])
    numbering, numbers = _numbers([page.label for page in raw], [sheet.printed for sheet in sheets])
    pages = []
    for index, (sheet, number) in enumerate(zip(sheets, numbers, strict=True), 1):
        lines, notes = furniture.without_notes(layout.lines(sheet.body), size)
        heads = tuple(piece.text for piece in sheet.furniture)
        pages.append(Page(index, number, tuple(lines), tuple(map(tuple, notes)), heads))
    return Document(tuple(pages), numbering, size, tuple(_warnings(raw)))


def _numbers(
    labels: Sequence[str], printed: Sequence[int | None]
) -> tuple[Numbering, list[int | None]]:
    """What each page is called.

    Labels in the file come first, if they are more than a count; then numbers printed on at least
    half of the pages, as far from the count on all of them; then the count.
    """
    count = [str(index) for index in range(1, len(labels) + 1)]
    if any(labels) and list(labels) != count:
        return Numbering.LABELS, [int(label) if label.isdecimal() else None for label in labels]
    shifts = Counter(
        number - index for index, number in enumerate(printed, 1) if number is not None
    )
    if shifts:
        shift, pages = shifts.most_common(1)[0]
        if 2 * pages >= len(printed):
            numbers = [index + shift for index in range(1, len(printed) + 1)]
            return Numbering.PRINTED, [number if number > 0 else None for number in numbers]
    return Numbering.COUNT, list(range(1, len(labels) + 1))


_FEWEST_LETTERS = 20  # a scan may bear a stamped page number


def _warnings(raw: Sequence[RawPage]) -> list[str]:
    empty = [
        index
        for index, page in enumerate(raw, 1)
        if page.has_pictures and sum(not g.text.isspace() for g in page.glyphs) < _FEWEST_LETTERS
    ]
    coded = [
        index
        for index, page in enumerate(raw, 1)
        if page.unreadable > max(5, len(page.glyphs) // 10)
    ]
    found = []
    if empty:
        verb = "enthält" if len(empty) == 1 else "enthalten"
        found.append(
            f"{_ranges(empty)} {verb} keinen oder kaum Text; vermutlich ein Scan oder ein Bild. "
            "Lassen Sie eine Texterkennung (OCR) über die PDF laufen, wenn dort Text steht."
        )
    if coded:
        found.append(
            f"Auf {_ranges(coded)} steht Text in einer Schrift ohne lesbare Zeichen. Lassen Sie "
            "die PDF mit eingebetteten Schriften neu ausgeben oder eine Texterkennung laufen."
        )
    return found


def _ranges(pages: Sequence[int]) -> str:
    """`Seite 3–5, 9 der Datei`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)
    return f"Seite {shown} der Datei"
