"""Read a plain text, such as a press release, into numbered paragraphs."""

from __future__ import annotations

import re

from impulswerk.collation.document import Document, Numbering, Page
from impulswerk.collation.layout import Line

# A text whose lines are all this short was broken by hand: there, blank lines part paragraphs.
_LONGEST_BROKEN = 120
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def read(text: str) -> Document:
    """A document whose pages are the paragraphs of `text`, counted from 1.

    A paragraph is a line that is not empty; in a text broken by hand, what stands between blank
    lines.
    """
    clean = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
    is_broken = max(map(len, clean.split("\n"))) <= _LONGEST_BROKEN and _BLANK.search(clean)
    blocks = _BLANK.split(clean) if is_broken else clean.split("\n")
    paragraphs = [block for block in blocks if block.strip()]
    return Document(
        tuple(
            Page(
                number,
                number,
                tuple(_line(line, row) for row, line in enumerate(block.split("\n"))),
            )
            for number, block in enumerate(paragraphs, 1)
        ),
        Numbering.COUNT,
    )


def _line(text: str, row: int) -> Line:
    return Line(text.strip(), 0.0, 0.0, float(row), 1.0)
