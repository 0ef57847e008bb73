"""The picture of the whole site: its name beside the figure of all impulses, 1200 by 630 pixels."""

from __future__ import annotations

from dataclasses import dataclass

from impulswerk.exports.canvas import Canvas, Point
from impulswerk.exports.lettering import CAPITALS, Style
from impulswerk.exports.line_breaks import fit
from impulswerk.exports.look import LIGHT
from impulswerk.exports.share_page import (
    HEIGHT,
    MARGIN,
    MARK_HEIGHT,
    TEXT_LEADING,
    TEXT_SIZES,
    TITLE_LEADING,
    TITLE_SIZES,
    TRACKING,
    WIDTH,
    Label,
    draw_label,
    draw_mark,
    label_width,
    site_sign,
)

# Pixels.
_COLUMN = 520
_NET = (484, 566)  # room for the figure
# Units of the figure: a sign from the middle of its cell, and the baseline of its number.
_NODES = (
    (-15, -16, 15, 14),
    (-13.5, -14.5, 13.5, 12.5),
    (-17, -16, 17, 14),
    (-17, -9, 17, 8),
)
_BASELINES = (4, 4, 10, 5)
_NUMBER, _NAME = Style(700, 14), Style(700, 15)
# Numbers smaller than this many pixels are left out.
_LEAST = 9


@dataclass(frozen=True)
class Corner:
    """A driver's name in the figure: where it stands, and whether it ends there."""

    label: Label
    x: float
    y: float
    is_end: bool


@dataclass(frozen=True)
class Net:
    """The figure in units of its own.

    `nodes` are x, y, sign and number; `threads` start, bend and end of a curve.
    """

    width: int
    height: int
    corners: tuple[Corner, ...]
    nodes: tuple[tuple[int, int, int, int], ...]
    threads: tuple[tuple[Point, Point, Point], ...]


@dataclass(frozen=True)
class HomeMotif:
    """What the picture shows; `mark` is what a reader has to know about the state of the texts."""

    title: str
    short: str
    mark: str
    net: Net | None

    def png(self) -> bytes:
        """The picture as a PNG file."""
        canvas = Canvas(WIDTH, HEIGHT, LIGHT.paper)
        title = fit(
            self.title,
            _COLUMN,
            HEIGHT / 3,
            TITLE_SIZES,
            weight=700,
            leading=TITLE_LEADING,
            tracking=TRACKING,
        )
        short = fit(self.short, _COLUMN, HEIGHT / 4, TEXT_SIZES, leading=TEXT_LEADING)
        height = 100 + title.height + 22 + short.height
        height += 40 + MARK_HEIGHT if self.mark else 0
        top = (HEIGHT - height) / 2
        site_sign(canvas, MARGIN, top, 64)
        top = canvas.lines(MARGIN, top + 100, title, LIGHT.ink) + 22
        top = canvas.lines(MARGIN, top, short, LIGHT.ink) + 40
        if self.mark:
            draw_mark(canvas, MARGIN, top + MARK_HEIGHT / 2, self.mark)
        if self.net:
            _draw_net(canvas, self.net)
        else:
            size = _NET[0] * 0.8
            site_sign(canvas, WIDTH - MARGIN - size, (HEIGHT - size) / 2, size)
        return canvas.png()


def _draw_net(canvas: Canvas, net: Net) -> None:
    scale = min(_NET[0] / net.width, _NET[1] / net.height)
    left = WIDTH - MARGIN - (_NET[0] + net.width * scale) / 2
    top = (HEIGHT - net.height * scale) / 2

    def at(x: float, y: float) -> Point:
        return left + x * scale, top + y * scale

    if net.threads:
        curves = [[at(*point) for point in _bent(*thread)] for thread in net.threads]
        canvas.curves(curves, LIGHT.line, 0.9 * scale)
    for x, y, place, number in net.nodes:
        _draw_node(canvas, at(x, y), scale, place, str(number))
    name = _NAME.scaled(scale)
    for corner in net.corners:
        start, middle = at(corner.x, corner.y)
        if corner.is_end:
            start -= label_width(corner.label, name)
        draw_label(canvas, start, middle + CAPITALS / 2 * name.size, corner.label, name)


def _draw_node(canvas: Canvas, middle: Point, scale: float, place: int, number: str) -> None:
    x, y = middle
    x0, y0, x1, y1 = (value * scale for value in _NODES[place])
    rim = 1.5 * scale
    canvas.sign(place, (x + x0 - rim, y + y0 - rim, x + x1 + rim, y + y1 + rim), LIGHT.paper)
    canvas.sign(place, (x + x0, y + y0, x + x1, y + y1), LIGHT.tones[place].colour)
    style = _NUMBER.scaled(scale)
    if style.size >= _LEAST:
        style = style.within(number, (x1 - x0) * 0.7)
        left = x - style.width(number) / 2
        canvas.text(left, y + _BASELINES[place] * scale, number, style, LIGHT.on_colour)


def _bent(start: Point, bend: Point, end: Point) -> list[Point]:
    """Points of a quadratic Bézier curve, close enough to look round."""
    steps = 16
    shares = [step / steps for step in range(steps + 1)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t**2 * end[1],
        )
        for t in shares
    ]
