"""Lines of text in the site's typeface for drawings: measured and drawn letter by letter."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from PIL import ImageDraw, ImageFont

from impulswerk.exports.kerning import kerning, typeface

# Height of capitals in ems.
CAPITALS = 0.66

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


def draw_line(draw: ImageDraw.ImageDraw, x: float, y: float, text: str, style: Style) -> None:
    """Draw a line on a mask; `x` and `y` are the start of its baseline in pixels."""
    font = _font(style.weight, round(style.size))
    for offset, letter in _placed(style.weight, style.tracking, text):
        draw.text((x + offset * style.size, y), letter, font=font, fill=255, anchor="ls")


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
