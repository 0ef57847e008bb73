"""Read a PDF file into the glyphs of its pages, with PDFium."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from impulswerk.collation.document import Document, RawPage, assemble
from impulswerk.collation.glyphs import Glyph

MAX_BYTES = 200_000_000
MAX_PAGES = 1_000
MAX_GLYPHS = 60_000  # on a page; a densely set one has 6 000
_PASSWORD, _SECURITY = 4, 5  # error codes of PDFium
_DIRECTIONS = ((1, 0), (0, -1), (-1, 0), (0, 1))  # cosine and sine, by quarter turns clockwise
_UNREADABLE = "\ufffd"
_SAMPLED = 8  # every so many glyphs, whether they can be read is asked
_SPACE = Glyph(" ", 0.0, 0.0, 0.0, 0.0)
_LINE_END_HYPHENS = (0x2, 0xFFFE)  # how PDFium shows a hyphen after which a word goes on


class PdfError(Exception):
    """Why a PDF cannot be collated, as a German sentence."""


def read(data: bytes) -> Document:
    """The text of a PDF; raises PdfError."""
    if len(data) > MAX_BYTES:
        raise PdfError(
            f"Die Datei ist mit {len(data) // 1_000_000} MB zu groß (höchstens "
            f"{MAX_BYTES // 1_000_000} MB). Speichern Sie die PDF mit kleineren Bildern."
        )
    if not data:
        raise PdfError("Die Datei ist leer. Laden Sie sie noch einmal herunter.")
    if b"%PDF-" not in data[:1024]:
        raise PdfError("Die Datei ist keine PDF.")
    document = assemble(tuple(_pages(data)))
    if not document.text.text and not document.notes:
        raise PdfError(
            "Die PDF enthält keinen Text; vermutlich ist sie ein Scan. Lassen Sie zuerst eine "
            "Texterkennung (OCR) laufen."
        )
    return document


def _pages(data: bytes) -> Iterator[RawPage]:
    try:
        pdfium: Any = import_module("pypdfium2")
    except ImportError:
        raise PdfError(
            "Zum Lesen von PDF-Dateien fehlt das Paket pypdfium2. Installieren Sie es mit: "
            "pip install pypdfium2"
        ) from None
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise PdfError(_reason(error)) from error
    with file:
        if len(file) > MAX_PAGES:
            raise PdfError(f"Die PDF hat {len(file)} Seiten; gelesen werden bis zu {MAX_PAGES}.")
        for index in range(len(file)):
            try:
                yield _page(pdfium.raw, file, index)
            except pdfium.PdfiumError as error:
                raise PdfError(
                    f"Die {index + 1}. Seite der PDF ist beschädigt und lässt sich nicht lesen."
                ) from error


def _reason(error: Any) -> str:
    if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
        return (
            "Die PDF ist mit einem Kennwort geschützt. Speichern Sie eine Fassung ohne Kennwort, "
            "zum Beispiel über „Drucken als PDF“."
        )
    return (
        "Die PDF ist beschädigt oder leer und lässt sich nicht öffnen. Laden Sie sie noch einmal "
        "herunter."
    )


def _page(raw: Any, file: Any, index: int) -> RawPage:
    page = file[index]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > MAX_GLYPHS:
            raise PdfError(f"Auf der {index + 1}. Seite der PDF stehen zu viele Zeichen ({count}).")
        painted = list(_painted(raw, text, count))
        turns = Counter(turn for glyph, turn in painted if not glyph.text.isspace())
        main = turns.most_common(1)[0][0] if turns else 0
        sample = range(0, count, _SAMPLED)
        return RawPage(
            # Text that runs in another direction, up the edge of a page, is left out.
            tuple(glyph for glyph, turn in painted if turn in (main, None)),
            file.get_page_label(index),
            has_pictures=_has_pictures(raw, page),
            unreadable=_SAMPLED * sum(_is_coded(raw, text, position) for position in sample),
        )
    finally:
        text.close()
        page.close()


def _has_pictures(raw: Any, page: Any) -> bool:
    """Whether anything but text is painted on a page."""
    return any(
        raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, place)) != raw.FPDF_PAGEOBJ_TEXT
        for place in range(raw.FPDFPage_CountObjects(page))
    )


def _painted(raw: Any, text: Any, count: int) -> Iterator[tuple[Glyph, int | None]]:
    """Each glyph, turned to stand upright, and how many quarter turns clockwise it was painted.

    Spaces and line ends that PDFium put between glyphs have no turn; where they stand is no matter.
    """
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    for position in range(count):
        letter = _letter(raw.FPDFText_GetUnicode(text, position))
        if letter == " " and raw.FPDFText_IsGenerated(text, position) == 1:
            yield _SPACE, None
            continue
        raw.FPDFText_GetCharOrigin(text, position, to_x, to_y)
        raw.FPDFText_GetLooseCharBox(text, position, to_box)
        turn = round(raw.FPDFText_GetCharAngle(text, position) / (math.pi / 2)) % 4
        left, right, bottom, top = _turned(box.left, box.right, box.bottom, box.top, turn)
        cosine, sine = _DIRECTIONS[turn]
        height = x.value * sine - y.value * cosine
        rise = _rise(raw, text, position, turn) + height if letter.isdigit() else 0.0
        yield Glyph(letter, left, right, height, top - bottom, rise), turn


def _turned(
    left: float, right: float, bottom: float, top: float, turn: int
) -> tuple[float, float, float, float]:
    """The edges of a box after as many quarter turns counter-clockwise."""
    return (
        (left, right, bottom, top),
        (-top, -bottom, left, right),
        (-right, -left, -top, -bottom),
        (bottom, top, -right, -left),
    )[turn]


def _rise(raw: Any, text: Any, position: int, turn: int) -> float:
    """The lower edge of a glyph's ink, upwards: fonts have raised figures on their baseline."""
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    raw.FPDFText_GetCharBox(text, position, *map(ctypes.byref, edges))
    left, right, bottom, top = (edge.value for edge in edges)
    return _turned(left, right, bottom, top, turn)[2]


def _is_coded(raw: Any, text: Any, position: int) -> bool:
    """Whether the file does not say which letter a glyph is."""
    letter = _letter(raw.FPDFText_GetUnicode(text, position))
    return letter == _UNREADABLE or raw.FPDFText_HasUnicodeMapError(text, position) == 1


@cache
def _letter(code: int) -> str:
    letter = chr(code)
    if code in _LINE_END_HYPHENS:
        return "-"
    if letter.isspace():
        return " "
    return _UNREADABLE if unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") else letter
