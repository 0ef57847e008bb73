"""Lines of text in the site's typeface for drawings: measured and put together letter by letter."""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from PIL import Image, ImageDraw, ImageFont

from impulswerk.exports.kerning import kerning, typeface

# Height of capitals in ems.
CAPITALS = 0.66

# Letters are drawn this much larger and then averaged: smooth, and not bent to whole pixels.
FINER = 4
# Size at which letters are measured: a pixel is then a thousandth of the size.
_MEASURE = 1000


@dataclass(frozen=True)
class Style:
    """Weight (200 to 900), size in pixels, and what is added between letters, in ems."""

    weight: int
    size: float
    tracking: float = 0.0

    def width(self, text: str) -> float:
        """Width of a line in pixels, from the first letter's origin to the end of the last."""
        return _width(self.weight, self.tracking, text) * self.size

    def scaled(self, factor: float) -> Style:
        """The same at another size."""
        return replace(self, size=self.size * factor)

    def within(self, text: str, width: float) -> Style:
        """The same, only as small as the line needs to be no wider than `width` pixels."""
        return self.scaled(min(1, width / self.width(text))) if text else self


def line(x: float, baseline: float, text: str, style: Style) -> tuple[int, int, Image.Image]:
    """A line as a mask, with the whole pixels at which its left and upper edges lie.

    `x` and `baseline` are where the line starts, in pixels.
    """
    size = round(style.size * FINER)
    top, down = divmod(round(baseline * FINER), FINER)
    letters = []
    for offset, letter in _placed(style.weight, style.tracking, text):
        left, across = divmod(round((x + offset * style.size) * FINER), FINER)
        box, mask = _letter(style.weight, size, letter, across, down)
        if mask:
            letters.append((left + box[0], top + box[1], mask))
    if not letters:
        return math.floor(x), top, Image.new("L", (1, 1))
    left = min(at for at, _, _ in letters)
    top = min(at for _, at, _ in letters)
    right = max(at + mask.width for at, _, mask in letters)
    bottom = max(at + mask.height for _, at, mask in letters)
    whole = Image.new("L", (right - left, bottom - top))
    for across, down, mask in letters:
        whole.paste(255, (across - left, down - top), mask)
    return left, top, whole


# Texts are made of the same letters over and over.
@lru_cache(maxsize=8192)
def _letter(
    weight: int, size: int, letter: str, across: int, down: int
) -> tuple[tuple[int, int], Image.Image | None]:
    """A letter as a mask, with the place of its corner from the start of its baseline in pixels.

    `size` and how far the start lies from a whole pixel are in parts of a pixel, `FINER` to one.
    """
    font = _font(weight, size)
    x0, y0, x1, y1 = font.getbbox(letter, anchor="ls")
    left, top = math.floor((x0 + across) / FINER), math.floor((y0 + down) / FINER)
    width = math.ceil((x1 + across) / FINER) - left
    height = math.ceil((y1 + down) / FINER) - top
    if x0 == x1 or y0 == y1:
        return (left, top), None
    mask = Image.new("L", (width * FINER, height * FINER))
    start = (across - left * FINER, down - top * FINER)
    ImageDraw.Draw(mask).text(start, letter, font=font, fill=255, anchor="ls")
    return (left, top), mask.reduce(FINER)


def _placed(weight: int, tracking: float, text: str) -> Iterator[tuple[float, str]]:
    """Every letter with its distance from the start in ems, and at last the end itself."""
    position, before = 0.0, ""
    # A mark apart from its letter could not be placed; nearly all pairs exist as one letter.
    for letter in unicodedata.normalize("NFC", text):
        if before:
            position += kerning(weight).between(before, letter) + tracking
        yield position, letter
        position += _advance(weight, letter)
        before = letter
    yield position, ""


@cache
def _width(weight: int, tracking: float, text: str) -> float:
    *_, (end, _) = _placed(weight, tracking, text)
    return end


@cache
def _advance(weight: int, letter: str) -> float:
    return _font(weight, _MEASURE).getlength(letter) / _MEASURE


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    file = io.BytesIO(typeface())
    # The other engine shapes text with a library of the system, where there is one.
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font
