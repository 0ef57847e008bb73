"""A drawing surface: flat colours, the four signs and lines of text, all with smooth edges."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw

from impulswerk.exports.lettering import CAPITALS, FINER, Style, line
from impulswerk.exports.line_breaks import Setting

# Steps of an edge from one colour to the other: smooth to the eye, and so few that all colours of a
# picture fit the palette of a small file.
_STEPS = 14
_TO_STEPS = [round(value / 255 * _STEPS) for value in range(256)]
# Shades of an edge look the same whose red, green and blue all lie in one such part of the scale.
_ALIKE = 4
# A palette holds 256 colours; the last ones are left to what is more than a shade of an edge.
_MOST_SHADES = 240
# More than this takes half as long again and makes a file a fiftieth smaller.
_EFFORT = 6

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_Colour = tuple[int, ...]
_ToMask = Callable[[float, float], Point]


class Canvas:
    """A picture in the making; all measures are pixels from the upper left corner."""

    # Pixels are places in a palette that grows while drawing: so no colours have to be sought
    # together from a million pixels in the end.

    def __init__(self, width: int, height: int, ground: str) -> None:
        self._image = Image.new("L", (width, height))
        self._palette: list[_Colour] = [_rgb(ground)]
        self._shades: dict[_Colour, int] = {}

    def copy(self) -> Canvas:
        """Another canvas that shows the same so far."""
        other = Canvas.__new__(Canvas)
        other._image = self._image.copy()
        other._palette = self._palette.copy()
        other._shades = self._shades.copy()
        return other

    def rectangle(self, box: tuple[int, int, int, int], colour: str) -> None:
        """Fill a rectangle: left, top, right and bottom."""
        self._image.paste(self._plain(colour), box)

    def text(self, x: float, baseline: float, text: str, style: Style, colour: str) -> None:
        """Draw one line of text from `x` on."""
        self._paint(*line(x, baseline, text, style), colour)

    def lines(self, x: float, top: float, setting: Setting, colour: str) -> float:
        """Draw lines of text and return where they end below."""
        style = setting.style
        for number, text in enumerate(setting.lines):
            middle = top + (number + 0.5) * setting.leading
            self.text(x, middle + CAPITALS / 2 * style.size, text, style, colour)
        return top + setting.height

    def sign(self, place: int, box: Box, colour: str) -> None:
        """Fill `box` with a driver's form: circle, square, triangle or half disc."""
        left, top = math.floor(box[0]), math.floor(box[1])
        inside = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
        self._paint(left, top, _sign(place, inside), colour)

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

        self._paint(math.floor(box[0]), math.floor(box[1]), _mask(box, draw), colour)

    def curves(self, curves: Sequence[Sequence[Point]], colour: str, width: float) -> None:
        """Draw lines, each through points that lie close together."""
        across = [x for curve in curves for x, _ in curve]
        down = [y for curve in curves for _, y in curve]
        box = (min(across) - width, min(down) - width, max(across) + width, max(down) + width)

        def draw(pen: ImageDraw.ImageDraw, at: _ToMask) -> None:
            for curve in curves:
                pen.line([at(*point) for point in curve], 255, round(width * FINER), joint="curve")

        self._paint(math.floor(box[0]), math.floor(box[1]), _mask(box, draw), colour)

    def png(self) -> bytes:
        """The picture as a PNG file; the same versions of the packages give the same bytes."""
        image = self._image.copy()
        image.putpalette([value for colour in self._palette for value in colour])
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=_EFFORT)
        return buffer.getvalue()

    def _paint(self, left: int, top: int, mask: Image.Image, colour: str) -> None:
        """Paint a colour through a mask, whose lightest pixels let all of it through."""
        paint = self._plain(colour)
        steps = mask.point(_TO_STEPS)
        ground = self._image.crop((left, top, left + mask.width, top + mask.height))
        # Mostly a single colour lies beneath.
        for beneath in _present(ground.histogram(steps)):
            here = ground.point([255 if value == beneath else 0 for value in range(256)])
            shades = [beneath] * 256
            for step in _present(steps.histogram(here)):
                shades[step] = self._blend(beneath, paint, step)
            self._image.paste(steps.point(shades), (left, top), here)

    def _plain(self, colour: str) -> int:
        """Place of a colour in the palette."""
        wanted = _rgb(colour)
        if wanted not in self._palette:
            self._palette.append(wanted)
        return self._palette.index(wanted)

    def _blend(self, beneath: int, paint: int, step: int) -> int:
        """Place of a shade in the palette: at step 0 what lies beneath, at the last the paint."""
        if step in (0, _STEPS):
            return paint if step else beneath
        pair = zip(self._palette[beneath], self._palette[paint], strict=True)
        wanted = tuple(round(a + (b - a) * step / _STEPS) for a, b in pair)
        look = tuple(value // _ALIKE for value in wanted)
        if look not in self._shades:
            self._shades[look] = self._new(wanted)
        return self._shades[look]

    def _new(self, shade: _Colour) -> int:
        """Place of a new shade in the palette, or of the nearest where there is no room left."""
        if len(self._palette) < _MOST_SHADES:
            self._palette.append(shade)
            return len(self._palette) - 1
        return min(range(len(self._palette)), key=lambda at: _far(self._palette[at], shade))


@lru_cache(maxsize=256)
def _sign(place: int, box: Box) -> Image.Image:
    """The mask of a driver's form."""
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

    return _mask(box, draw)


def _mask(box: Box, draw: Callable[[ImageDraw.ImageDraw, _ToMask], None]) -> Image.Image:
    """Draw on a larger mask of the box, and make it as small as the box in whole pixels."""
    left, top = math.floor(box[0]), math.floor(box[1])
    size = (math.ceil(box[2]) - left, math.ceil(box[3]) - top)
    mask = Image.new("L", (size[0] * FINER, size[1] * FINER))
    draw(ImageDraw.Draw(mask), lambda x, y: ((x - left) * FINER, (y - top) * FINER))
    return mask.reduce(FINER)


def _dashes(start: float, end: float, dash: float) -> list[tuple[float, float]]:
    """Dashes and gaps of about this length; one dash at either end."""
    count = 2 * round(((end - start) / dash - 1) / 2) + 1
    step = (end - start) / count
    return [(start + index * step, start + (index + 1) * step) for index in range(0, count, 2)]


def _present(histogram: Sequence[int]) -> list[int]:
    return [value for value, count in enumerate(histogram) if count]


def _rgb(colour: str) -> _Colour:
    return ImageColor.getrgb(colour)


def _far(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
