"""Read a PDF file into pages of lines, with PDFium."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from impulswerk.collation.document import Document, PdfError
from impulswerk.collation.furniture import Sheet, assembled
from impulswerk.collation.layout import Glyph, lines

MAX_BYTES = 200_000_000
MAX_PAGES = 1_000
MAX_GLYPHS = 60_000  # on a page; a densely set one has 6 000
_UNREADABLE = "\ufffd"
_SAMPLED = 8  # every so many glyphs, whether they can be read is asked
_LINE_END_HYPHENS = (0x2, 0xFFFE)  # how PDFium shows a hyphen after which a word goes on
_Box = tuple[float, float, float, float]


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
    document = assembled(list(_sheets(data)))
    if not document.text.text and not document.notes:
        raise PdfError(
            "Die PDF enthält keinen Text; vermutlich ist sie ein Scan. Lassen Sie zuerst eine "
            "Texterkennung (OCR) laufen."
        )
    return document


def _sheets(data: bytes) -> Iterator[Sheet]:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise PdfError(
                "Die PDF ist mit einem Kennwort geschützt. Speichern Sie eine Fassung ohne "
                "Kennwort, zum Beispiel über „Drucken als PDF“."
            ) from error
        raise PdfError(
            "Die PDF ist beschädigt oder leer und lässt sich nicht öffnen. Laden Sie sie noch "
            "einmal herunter."
        ) from error
    with file:
        if len(file) > MAX_PAGES:
            raise PdfError(f"Die PDF hat {len(file)} Seiten; gelesen werden bis zu {MAX_PAGES}.")
        for index in range(len(file)):
            try:
                yield _sheet(file, index)
            except pypdfium2.PdfiumError as error:
                raise PdfError(
                    f"Die {index + 1}. Seite der PDF ist beschädigt und lässt sich nicht lesen."
                ) from error


def _sheet(file: pypdfium2.PdfDocument, index: int) -> Sheet:
    page = file[index]
    text = page.get_textpage()
    count = text.count_chars()
    if count > MAX_GLYPHS:
        raise PdfError(f"Auf der {index + 1}. Seite der PDF stehen zu viele Zeichen ({count}).")
    painted = list(_painted(text, count))
    turns = Counter(turn for glyph, turn in painted if not glyph.text.isspace())
    main = turns.most_common(1)[0][0] if turns else 0
    return Sheet(
        # Text that runs in another direction, up the edge of a page, is left out.
        lines(glyph for glyph, turn in painted if turn in (main, None)),
        file.get_page_label(index),
        any(own.type != raw.FPDF_PAGEOBJ_TEXT for own in page.get_objects(max_depth=1)),
        _SAMPLED * sum(_is_coded(text, position) for position in range(0, count, _SAMPLED)),
    )


def _painted(text: Any, count: int) -> Iterator[tuple[Glyph, int | None]]:
    """Each glyph, turned to stand upright, and how many quarter turns clockwise it was painted.

    Spaces and line ends that PDFium put between glyphs have no turn; where they stand is no matter.
    """
    x, y = ctypes.c_double(), ctypes.c_double()
    for position in range(count):
        letter = _letter(raw.FPDFText_GetUnicode(text, position))
        if letter == " " and raw.FPDFText_IsGenerated(text, position) == 1:
            yield Glyph(" ", 0.0, 0.0, 0.0, 0.0), None
            continue
        raw.FPDFText_GetCharOrigin(text, position, x, y)
        turn = round(raw.FPDFText_GetCharAngle(text, position) / (math.pi / 2)) % 4
        left, bottom, right, top = _turned(text.get_charbox(position, loose=True), turn)
        baseline = _turned((x.value, y.value, x.value, y.value), turn)[1]
        # Where the ink begins: fonts have raised figures on their baseline.
        rise = _turned(text.get_charbox(position), turn)[1] - baseline if letter.isdigit() else 0.0
        yield Glyph(letter, left, right, -baseline, top - bottom, rise), turn


def _turned(box: _Box, turn: int) -> _Box:
    """A box (left, bottom, right, top) after as many quarter turns counter-clockwise."""
    for _ in range(turn):
        left, bottom, right, top = box
        box = -top, left, -bottom, right
    return box


def _is_coded(text: Any, position: int) -> bool:
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
