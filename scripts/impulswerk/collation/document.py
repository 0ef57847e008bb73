"""A source as pages of lines, with footnotes and page numbers told apart from the text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from impulswerk.collation.layout import Line
from impulswerk.collation.normal import Flow, flow

# A text whose lines are all this short was broken by hand: there, blank lines part paragraphs.
_LONGEST_BROKEN = 120
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


class PdfError(Exception):
    """Why a PDF cannot be collated, as a German sentence."""


class Numbering(StrEnum):
    """What `seite` means in a document."""

    LABELS = "seitenbezeichnungen"  # the file names its pages itself
    PRINTED = "gedruckt"  # numbers stand on the pages
    COUNT = "gezaehlt"  # neither: pages are counted from 1


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


def of_text(text: str) -> Document:
    """A document whose pages are the paragraphs of a plain text, counted from 1.

    A paragraph is a line that is not empty; in a text broken by hand, what stands between blank
    lines.
    """
    clean = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    is_broken = max(map(len, clean.split("\n"))) <= _LONGEST_BROKEN and _BLANK.search(clean)
    blocks = _BLANK.split(clean) if is_broken else clean.split("\n")
    paragraphs = [block for block in blocks if block.strip()]
    return Document(
        tuple(
            Page(number, number, tuple(Line(line.strip()) for line in block.split("\n")))
            for number, block in enumerate(paragraphs, 1)
        )
    )
