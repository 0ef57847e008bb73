"""One document from HTML to the bytes of a PDF/UA-1 file, in whatever process it happens."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from impulswerk.exports.print.tagging import complete_tags
from impulswerk.exports.print.typeface import unknown_letters
from impulswerk.typeface import FAMILY

_PACKAGES = ("weasyprint", "pydyf", "pyphen", "tinycss2", "tinyhtml5", "cssselect2", "fonttools")
_MODULES = ("render.py", "tagging.py", "typeface.py")
# Where the style sheet asks for a weight of the typeface: url("schrift:400").
_FONT_SCHEME = "schrift:"


@dataclass(frozen=True)
class Job:
    """A document to print: its site address, the source to blame, and its HTML.

    Of several versions, each tighter than the one before, the first that fits on `most_pages` is
    taken; 0 means that any number of pages is right.
    """

    address: str
    source: str
    versions: tuple[str, ...]
    most_pages: int = 0

    @property
    def key(self) -> str:
        """Differs wherever the bytes might, except for another release of the system's Pango."""
        parts = (fingerprint(), str(self.most_pages), *self.versions)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Rendered:
    """What came of a job; `faults` are German sentences that say why it is not fit to publish."""

    content: bytes = b""
    pages: int = 0
    faults: tuple[str, ...] = ()


class _Faults(logging.Handler):
    """Collects what WeasyPrint complains of; it only logs what other programs fail for."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        # Letters are looked for by us: what WeasyPrint sees depends on the fonts of the machine.
        if not message.startswith(".notdef"):
            self.found.append(f"WeasyPrint meldet: {message}")


def render(job: Job, fonts: Mapping[int, bytes]) -> Rendered:
    """Lay out and write the job; the same job gives the same bytes.

    Whatever goes wrong inside comes back as a fault: one document must not take the others down.
    """
    try:
        return _render(job, fonts)
    except Exception as error:
        return Rendered(faults=(f"WeasyPrint bricht ab: {type(error).__name__}: {error}",))


def _render(job: Job, fonts: Mapping[int, bytes]) -> Rendered:
    import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415 — an extra, and slow

    faults = _Faults()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(faults)
    propagates, logger.propagate = logger.propagate, False
    try:
        with complete_tags(faults.found.append):
            document = None
            for version in job.versions:
                del faults.found[:]
                page = weasyprint.HTML(string=version, url_fetcher=_fetcher(fonts))
                document = page.render(pdf_variant="pdf/ua-1")
                if not job.most_pages or len(document.pages) <= job.most_pages:
                    break
            assert document is not None
            foreign: list[str] = []
            content = document.write_pdf(
                pdf_variant="pdf/ua-1", finisher=lambda _, pdf: foreign.extend(_foreign_fonts(pdf))
            )
            # A letter that our typeface lacks brings a font of this machine along, or none.
            if letters := unknown_letters(_visible(document)):
                named = " ".join(letters[:9])
                faults.found.append(f"Diese Zeichen fehlen in der Schrift: {named}")
            elif foreign:
                faults.found.append(f"Eine fremde Schrift wäre enthalten: {foreign[0]}")
    finally:
        logger.removeHandler(faults)
        logger.propagate = propagates
    return Rendered(content, len(document.pages), tuple(dict.fromkeys(faults.found)))


def _fetcher(fonts: Mapping[int, bytes]) -> Any:
    """Hands out the typeface and nothing else: a document has everything in it."""
    from weasyprint.urls import (  # type: ignore[import-untyped]  # noqa: PLC0415
        URLFetcher,
        URLFetcherResponse,
    )

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith(_FONT_SCHEME):
                weight = int(url.removeprefix(_FONT_SCHEME))
                return URLFetcherResponse(url, fonts[weight], {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols={"data"})


def _foreign_fonts(pdf: Any) -> list[str]:
    """Names of the fonts inside a PDF that are not ours."""
    names = [
        str(part["FontName"]).rpartition("+")[2]  # in front of it stands a mark of the subset
        for part in pdf.objects
        if isinstance(part, dict) and "FontName" in part
    ]
    return [name for name in names if not name.startswith(FAMILY)]


def _visible(document: Any) -> str:
    """The text of all pages as it is set."""
    found: list[str] = []
    for page in document.pages:
        found += [box.text for box in page._page_box.descendants() if hasattr(box, "text")]
    return "".join(found)


@cache
def fingerprint() -> str:
    """Stands for the code and the packages that print; raises PackageNotFoundError."""
    folder = Path(__file__).parent
    parts = [(folder / name).read_bytes() for name in _MODULES]
    parts += [f"{name} {metadata.version(name)}".encode() for name in _PACKAGES]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()
