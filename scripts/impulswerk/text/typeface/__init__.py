"""The typeface: Source Sans 3, which characters it has, and two small files of it for the web.

The files beside this module are made by `python -m recipes.typeface`; tests hold them to the font.
"""

from functools import cache
from pathlib import Path

# „Source“ is a reserved name: a version that was cut down has to be called otherwise (OFL 1.1, 3).
FAMILY = "Impulsschrift"
# For every page, and for pages with rarer letters of names.
FONTS = ("schrift.woff2", "schrift-namen.woff2")
LICENSE = "schrift-lizenz.txt"

FOLDER = Path(__file__).parent
# Ranges of characters in the whole typeface, which PDF files and pictures are set with.
CHARACTERS_FILE = "characters.txt"


def file(name: str) -> bytes:
    """One of `FONTS` as WOFF2, or the licence that has to come with them."""
    return (FOLDER / name).read_bytes()


@cache
def characters() -> frozenset[str]:
    """Every character that the typeface can show."""
    found: set[str] = set()
    for line in (FOLDER / CHARACTERS_FILE).read_text("ascii").split():
        first, _, last = line.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)
