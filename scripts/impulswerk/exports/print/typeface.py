"""The site's typeface for print: two static weights, cut down to the letters of European texts."""

from __future__ import annotations

import hashlib
import io
from functools import cache, partial
from importlib import metadata
from pathlib import Path

from impulswerk.exports.kerning import typeface
from impulswerk.keeping import Keep
from impulswerk.typeface import FAMILY

WEIGHTS = (400, 700)
# Latin with its extensions, Greek, Cyrillic; punctuation, currencies, arrows, mathematics; a tick.
_RANGES = ((0x20, 0x250), (0x370, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2300), (0x2713, 0x2714))
_FEATURES = ("kern", "liga", "locl", "ccmp", "mark", "tnum", "lnum", "pnum")
# What sets text without showing itself.
_UNSEEN = frozenset("\n\t\u00ad\u200b\u2060")


def print_fonts(keep: Keep) -> dict[int, bytes]:
    """A TrueType file by weight."""
    return {
        weight: keep(f"druckschrift-{_key()}-{weight}", partial(_static, weight))
        for weight in WEIGHTS
    }


def unknown_letters(text: str) -> list[str]:
    """Letters of a text that the typeface does not have, each once and in their order."""
    known = _letters()
    return list(dict.fromkeys(letter for letter in text if ord(letter) not in known))


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    found = TTFont(io.BytesIO(typeface()), lazy=True).getBestCmap()
    known = {code for code in found if any(start <= code < end for start, end in _RANGES)}
    return frozenset(known | {ord(sign) for sign in _UNSEEN})


def _static(weight: int) -> bytes:
    # fontTools takes a while to import, and mostly the result is kept from an earlier build.
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import (  # type: ignore[import-untyped]  # noqa: PLC0415
        instantiateVariableFont,
    )

    font = TTFont(io.BytesIO(_cut()), recalcTimestamp=False)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    style = "Bold" if weight > 500 else "Regular"  # the middle between the two
    for name_id, name in ((1, FAMILY), (2, style), (4, f"{FAMILY} {style}")):
        font["name"].setName(name, name_id, 3, 1, 0x409)
    # As the name inside a PDF it may have no space.
    font["name"].setName(f"{FAMILY}-{style}", 6, 3, 1, 0x409)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


@cache
def _cut() -> bytes:
    """The variable typeface with the letters above: making a weight of it is then quick."""
    from fontTools.subset import (  # type: ignore[import-untyped]  # noqa: PLC0415
        Options,
        Subsetter,
    )
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(typeface()), recalcTimestamp=False)
    options = Options()
    options.layout_features = list(_FEATURES)
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 13, 14]  # copyright and licence stay with the font
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_letters())
    subsetter.subset(font)
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


@cache
def _key() -> str:
    """Changes with everything the bytes depend on."""
    parts = [Path(__file__).read_bytes()]
    for package in ("fontpkg-source-sans-3", "fonttools"):
        parts.append(metadata.version(package).encode())
    return hashlib.sha256(b"|".join(parts)).hexdigest()[:32]
