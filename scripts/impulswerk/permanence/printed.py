"""The PDF files of an edition as pages and exports need to know them: bytes, pages, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, repr=False)
class PdfFile:
    """A finished PDF: its bytes and how many pages it has."""

    content: bytes
    pages: int

    def __repr__(self) -> str:
        # What pages say of it; the bytes themselves would fill a screen.
        return f"PdfFile({self.size} bytes, {self.pages} pages)"

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True)
class Printed:
    """PDF files by site address; `why_not` says in one German sentence why some are missing.

    Those of frozen editions and of other languages stand apart, by the names of the editions
    (`2026-11`) and the folders of the languages (`en/`).
    """

    files: Mapping[str, PdfFile] = field(default_factory=dict)
    editions: Mapping[str, Printed] = field(default_factory=dict)
    why_not: str = ""


NOT_PRINTED = Printed(why_not="Die PDF-Dateien entstehen beim Bauen mit „impuls build“.")
