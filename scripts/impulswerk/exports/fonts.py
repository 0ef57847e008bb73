"""The site's typeface as one small WOFF2 file: Source Sans 3, cut down to what texts need."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from importlib import metadata, resources
from pathlib import Path

FONT_PATH = "assets/schrift.woff2"
LICENSE_PATH = "assets/schrift-lizenz.txt"

# „Source“ is a reserved name: a version that was cut down has to be called otherwise (OFL 1.1, 3).
FAMILY = "Impulsschrift"
# One variable file holds every weight in use and is smaller than two fixed ones.
WEIGHTS = (400, 700)
# Basic Latin and Latin-1 without control characters, and the letters of names that are common in
# North Rhine-Westphalia: Turkish, Polish, Czech, Croatian, Hungarian, Romanian.
LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + (
    "ĞğİıŞşŁłŚśĆćČčŠšŽžŃńĘęĄąŻżŹźĐđŐőŰűŘřĚěŇňŮůĂăȘșȚțŒœŸẞ"
)
SIGNS = "–—‘’‚‛“”„•…‹›€−→←↑↓₂\u2009\u202f"

_PACKAGE = "fontpkg_source_sans_3"


def _package_file(name: str) -> bytes:
    return resources.files(_PACKAGE).joinpath(name).read_bytes()


@cache
def web_font() -> bytes:
    """Cut the typeface down and compress it; the same packages give the same bytes."""
    # Seldom cut, and slow to import.
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.varLib.instancer import (  # type: ignore[import-untyped]  # noqa: PLC0415
        instantiateVariableFont,
    )

    # The date inside stays that of the original: a build must not depend on the clock.
    # Read where it is needed: most of the kerning is about letters that are left out.
    file = io.BytesIO(_package_file("files/SourceSans3[wght].ttf"))
    font = TTFont(file, recalcTimestamp=False, lazy=True)
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 13, 14]  # copyright and licence stay with the font
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS + SIGNS)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    for name_id, name in ((1, FAMILY), (2, "Regular"), (4, FAMILY), (6, FAMILY)):
        font["name"].setName(name, name_id, 3, 1, 0x409)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def key() -> str:
    """Changes with everything the bytes depend on."""
    parts = [Path(__file__).read_bytes()]
    for package in ("brotli", "fontpkg-source-sans-3", "fonttools"):
        parts.append(metadata.version(package).encode())
    return hashlib.sha256(b"|".join(parts)).hexdigest()[:32]


def license_text() -> bytes:
    """The licence of the typeface, which has to come with it."""
    return _package_file("LICENSE")
