"""Makes the files of `impulswerk.text.typeface` from the font in the package fontpkg-source-sans-3.

Run `python -m recipes.typeface` after a new version of the font, or to add characters.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from importlib import resources
from itertools import groupby

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

from impulswerk.text import typeface

# One variable file holds every weight in use and is smaller than two fixed ones.
WEIGHTS = (400, 700)
# What every page loads: letters and signs of German and English texts.
COMMON = "".join(map(chr, range(0x20, 0x7F))) + (
    "ÄÖÜßẞäöüàáçèéêëïñóô§°²·×«»–—‘’‚‛“”„•…‹›€−→←↑↓₂\u00a0\u00ad\u2009\u202f"
)
# What browsers load where a page has one of them: the rest of Latin-1, and letters of names
# common in North Rhine-Westphalia: Turkish, Polish, Czech, Croatian, Hungarian, Romanian.
OTHERS = "".join(
    character for code in range(0xA1, 0x100) if (character := chr(code)) not in COMMON
) + ("ĞğİıŞşŁłŚśĆćČčŠšŽžŃńĘęĄąŻżŹźĐđŐőŰűŘřĚěŇňŮůĂăȘșȚțŒœŸ")
FONTS = dict(zip(typeface.FONTS, (COMMON, OTHERS), strict=True))


def package_file(name: str) -> bytes:
    """A file of the package that brings the font."""
    return resources.files("fontpkg_source_sans_3").joinpath(name).read_bytes()


def license_text() -> bytes:
    """The licence that comes with the font, with LF line ends."""
    return package_file("LICENSE").replace(b"\r\n", b"\n")


def whole_font() -> TTFont:
    """The font as it comes; its date stays, however long ago it was made."""
    file = io.BytesIO(package_file("files/SourceSans3[wght].ttf"))
    # Read where it is needed: most of the kerning is about letters that are left out.
    return TTFont(file, recalcTimestamp=False, lazy=True)


def web_font(text: str) -> bytes:
    """The font cut down to the characters of `text`, with two weights and all between, as WOFF2."""
    font = whole_font()
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = [0, 13, 14]  # copyright and licence stay with the font
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    family = typeface.FAMILY
    for name_id, name in ((1, family), (2, "Regular"), (4, family), (6, family)):
        font["name"].setName(name, name_id, 3, 1, 0x409)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def ranges(codes: Iterable[int]) -> str:
    """Code points as lines `20-7E`, or `A0` for one alone, in hexadecimal digits."""
    lines = []
    for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0]):
        found = [code for _, code in run]
        lines.append(f"{found[0]:X}" + (f"-{found[-1]:X}" if len(found) > 1 else ""))
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Write all files."""
    found = ranges(whole_font().getBestCmap())
    (typeface.FOLDER / typeface.CHARACTERS_FILE).write_text(found, "ascii")
    for name, text in FONTS.items():
        (typeface.FOLDER / name).write_bytes(web_font(text))
    (typeface.FOLDER / "schrift-lizenz.txt").write_bytes(license_text())


if __name__ == "__main__":
    main()
