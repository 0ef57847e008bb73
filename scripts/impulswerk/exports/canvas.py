"""A drawing surface: flat colours, the four signs and lines of text, all with smooth edges."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw

from impulswerk.exports.lettering import CAPITALS, Style, draw_line
from impulswerk.exports.line_breaks import Setting

# Edges are drawn this much larger and then averaged: smooth, and not bent to whole pixels.
_FINER = 4
# Steps of an edge from one colour to the other: smooth to the eye, and so few that all colours of a
# picture fit the palette of a small file.
_STEPS = 14
_TO_STEPS = [round(round(value / 255 * _STEPS) / _STEPS * 255) for value in range(256)]
# More than this takes five times as long and makes a file a tenth smaller.
_EFFORT = 7

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_ToMask = Callable[[float, float], Point]


class Canvas:
    """A picture in the making; all measures are pixels from the upper left corner."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self._image = Image.new("RGB", (width, height), ground)

    def rectangle(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle: left, top, right and bottom."""
        self._image.paste(colour, box)

    def text(self, x: float, baseline: float, text: str, style: Style, colour: str) -> None:
        """Draw one line of text from `x` on."""
        overhang = style.size / 2
        box = (
            x - overhang,
            baseline - 1.2 * style.size,
            x + style.width(text) + overhang,
            baseline + overhang,
        )

        def draw(pen: ImageDraw.ImageDraw, at: _ToMask) -> None:
            draw_line(pen, *at(x, baseline), text, style.scaled(_FINER))

        self._paint(box, colour, draw)

    def lines(self, x: float, top: float, setting: Setting, colour: str) -> float:
        """Draw lines of text and return where they end below."""
        style = setting.style
        for number, line in enumerate(setting.lines):
            middle = top + (number + 0.5) * setting.leading
            self.text(x, middle + CAPITALS / 2 * style.size, line, style, colour)
        return top + setting.height

    def sign(self, place: int, box: Box, colour: str) -> None:
        """Fill `box` with a driver's form: circle, square, triangle or half disc."""
        left, top, right, bottom = box

        def draw(pen: ImageDraw.ImageDraw, at: _ToMask) -> None:
            upper, lower = at(left, top), at(right, bottom)
            if place == 0:
                pen.ellipse((*upper, *lower), fill=255)
            elif place == 1:
                pen.rectangle((*upper, lower[0] - 1, lower[1] - 1), fill=255)
            elif place == 2:
                pen.polygon([at((left + right) / 2, top), lower, at(left, bottom)], fill=255)
            else:
                pen.pieslice((*upper, *at(right, 2 * bottom - top)), 180, 360, fill=255)

        self._paint(box, colour, draw)

    def dashes(self, box: Box, colour: str, width: float, dash: float) -> None:
        """Frame a box on the inside with dashes that meet in its corners."""
        half = width / 2
        left, top, right, bottom = box[0] + half, box[1] + half, box[2] - half, box[3] - half
        sides = [_dashes(left, right, dash), _dashes(top, bottom, dash)]
        pieces = [(a, y, b, y) for y in (top, bottom) for a, b in sides[0]]
        pieces += [(x, a, x, b) for x in (left, right) for a, b in sides[1]]

        def draw(pen: ImageDraw.ImageDraw, at: _ToMask) -> None:
            for x0, y0, x1, y1 in pieces:
                upper, lower = at(x0 - half, y0 - half), at(x1 + half, y1 + half)
                pen.rectangle((*upper, lower[0] - 1, lower[1] - 1), fill=255)

        self._paint(box, colour, draw)

    def curve(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Draw a line through points that lie close together."""
        across, down = [x for x, _ in points], [y for _, y in points]
        box = (min(across) - width, min(down) - width, max(across) + width, max(down) + width)

        def draw(pen: ImageDraw.ImageDraw, at: _ToMask) -> None:
            pen.line([at(*point) for point in points], 255, round(width * _FINER), joint="curve")

        self._paint(box, colour, draw)

    def png(self) -> bytes:
        """The picture as a PNG file; the same versions of the packages give the same bytes."""
        few = self._image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        few.save(buffer, "PNG", compress_level=_EFFORT)
        return buffer.getvalue()

    def _paint(
        self, box: Box, colour: str, draw: Callable[[ImageDraw.ImageDraw, _ToMask], None]
    ) -> None:
        """Draw on a larger mask of the box, make it as small as the box, and paint through it."""
        left, top = math.floor(box[0]), math.floor(box[1])
        size = (math.ceil(box[2]) - left, math.ceil(box[3]) - top)
        mask = Image.new("L", (size[0] * _FINER, size[1] * _FINER))
        draw(ImageDraw.Draw(mask), lambda x, y: ((x - left) * _FINER, (y - top) * _FINER))
        self._image.paste(colour, (left, top), mask.reduce(_FINER).point(_TO_STEPS))


def _dashes(start: float, end: float, dash: float) -> list[tuple[float, float]]:
    """Dashes and gaps of about this length; one dash at either end."""
    count = 2 * round(((end - start) / dash - 1) / 2) + 1
    step = (end - start) / count
    return [(start + index * step, start + (index + 1) * step) for index in range(0, count, 2)]
