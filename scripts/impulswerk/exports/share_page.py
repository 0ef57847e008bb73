"""The picture of an impulse or a driver: the head of its page, 1200 by 630 pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from impulswerk.exports.canvas import Box, Canvas
from impulswerk.exports.lettering import CAPITALS, Style
from impulswerk.exports.line_breaks import Setting, fit
from impulswerk.exports.look import LIGHT

# All measures are pixels. Services show 1.91:1; some cut a little off the edges.
WIDTH, HEIGHT = 1200, 630
MARGIN = 64
_ROW = WIDTH - 2 * MARGIN
_HEAD = 84  # middle of the line with the site's name
TOP, BOTTOM = 142, 466  # of the texts
BAND = 496  # lower edge of the tinted band: the sign stands on it, as on the site's pages
_FOOT = (BAND + HEIGHT) / 2
COLUMN = 692  # width of the texts; the sign stands in what is left
TITLE_SIZES = (80, 76, 72, 68, 64, 60, 56, 52, 48, 44, 40, 36, 32, 28, 24, 20, 16, 12)
TEXT_SIZES = (32, 30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10)
TITLE_LEADING, TEXT_LEADING = 1.08, 1.36
TRACKING = -0.018  # of titles, in ems
_SMALL = Style(400, 28)
_SITE_INDENT = 62
MARK_HEIGHT, _PADDING = 50, 18
_LEAST = 18  # names smaller than this are left to their signs

# Width and height of each driver's form: areas that look alike.
_FORMS = ((306, 306), (282, 282), (340, 306), (340, 170))
# Where the number's middle is in it, from the top, and its size, both as shares of the form's
# height; and the width it may take, as a share of the form's width.
_NUMBERS = ((0.5, 0.52, 0.76), (0.5, 0.56, 0.8), (0.68, 0.38, 0.5), (0.56, 0.66, 0.66))
# The four signs in a square of 44 units, as in the site's head.
_SITE_SIGN = ((1, 1, 20, 20), (25, 2, 42, 19), (24, 24, 43, 42), (0.5, 28.5, 20.5, 38.5))
# A sign beside a line of text, in ems from the start of its baseline.
_BESIDE = (
    (0, -0.74, 0.8, 0.06),
    (0.02, -0.71, 0.76, 0.03),
    (0, -0.76, 0.88, 0.04),
    (0, -0.46, 0.88, -0.02),
)
INDENT = 1.16
_GAP = 1.3


@dataclass(frozen=True)
class Label:
    """A driver: which of the four signs, counted from 0, and the name."""

    place: int
    title: str


@dataclass(frozen=True)
class PageMotif:
    """What the picture shows; the first driver gives the colour and the large sign.

    `mark` is what a reader has to know about the state of the text. `foot` stands below the band;
    without it the drivers' names do.
    """

    site_name: str
    mark: str
    kicker: str
    title: str
    drivers: tuple[Label, ...]
    number: str = ""
    short: str = ""
    foot: str = ""

    def png(self) -> bytes:
        """The picture as a PNG file."""
        main = self.drivers[0].place
        canvas = _ground(self.site_name, self.mark, main).copy()
        _number(canvas, main, self.number)
        _texts(canvas, self)
        _foot(canvas, self)
        return canvas.png()


def site_sign(canvas: Canvas, left: float, top: float, size: float) -> None:
    """The four signs together, in a square of this size."""
    for place, box in enumerate(_SITE_SIGN):
        x0, y0, x1, y1 = (value * size / 44 for value in box)
        colour = LIGHT.tones[place].colour
        canvas.sign(place, (left + x0, top + y0, left + x1, top + y1), colour)


def mark_width(mark: str) -> float:
    """Width of a state in its frame."""
    return _mark(mark).width + 2 * _PADDING


def draw_mark(canvas: Canvas, left: float, middle: float, mark: str) -> None:
    """A state in its dashed frame."""
    box = (left, middle - MARK_HEIGHT / 2, left + mark_width(mark), middle + MARK_HEIGHT / 2)
    canvas.dashes(box, LIGHT.frame, width=3, dash=9)
    setting = _mark(mark)
    canvas.lines(left + _PADDING, middle - setting.height / 2, setting, LIGHT.ink)


def _mark(mark: str) -> Setting:
    return fit(mark, _ROW / 3, MARK_HEIGHT, TEXT_SIZES[3:], weight=600, leading=1.1)


def _head(canvas: Canvas, site_name: str, mark: str) -> None:
    room: float = _ROW - _SITE_INDENT
    if mark:
        draw_mark(canvas, WIDTH - MARGIN - mark_width(mark), _HEAD, mark)
        room -= mark_width(mark) + 40
    site_sign(canvas, MARGIN, _HEAD - 23, 46)
    name = fit(site_name, room, 64, TEXT_SIZES, weight=700, leading=1.1, tracking=-0.01)
    canvas.lines(MARGIN + _SITE_INDENT, _HEAD - name.height / 2, name, LIGHT.ink)


# The same for hundreds of impulses.
@lru_cache(maxsize=32)
def _ground(site_name: str, mark: str, place: int) -> Canvas:
    """The tinted band with its head and the large sign, in a driver's colour; never drawn on."""
    canvas = Canvas(WIDTH, HEIGHT, LIGHT.paper)
    canvas.rectangle((0, 0, WIDTH, BAND), LIGHT.tones[place].tint)
    _head(canvas, site_name, mark)
    canvas.sign(place, _large_sign(place), LIGHT.tones[place].colour)
    return canvas


def _large_sign(place: int) -> Box:
    width, height = _FORMS[place]
    right = WIDTH - MARGIN
    return right - width, BAND - height, right, BAND


def _number(canvas: Canvas, place: int, number: str) -> None:
    width, height = _FORMS[place]
    left, top, _, _ = _large_sign(place)
    middle, size, share = _NUMBERS[place]
    style = Style(700, size * height).within(number, share * width)
    x = left + (width - style.width(number)) / 2
    baseline = top + middle * height + CAPITALS / 2 * style.size
    canvas.text(x, baseline, number, style, LIGHT.on_colour)


def _texts(canvas: Canvas, motif: PageMotif) -> None:
    room: float = BOTTOM - TOP
    kicker = fit(motif.kicker, COLUMN, room / 4, TEXT_SIZES[2:], leading=TEXT_LEADING)
    room -= kicker.height + 8
    title = fit(
        motif.title,
        COLUMN,
        room * 0.45 if motif.short else room,
        TITLE_SIZES,
        weight=700,
        leading=TITLE_LEADING,
        tracking=TRACKING,
    )
    room -= title.height
    texts = [(kicker, LIGHT.quiet, 8), (title, LIGHT.ink, 16)]
    if motif.short:
        room -= 16
        short = fit(motif.short, COLUMN, room, TEXT_SIZES, leading=TEXT_LEADING)
        room -= short.height
        texts.append((short, LIGHT.ink, 0))
    top = TOP + room / 2
    for setting, colour, gap in texts:
        top = canvas.lines(MARGIN, top, setting, colour) + gap


def _foot(canvas: Canvas, motif: PageMotif) -> None:
    if motif.foot:
        style = _SMALL.within(motif.foot, _ROW)
        canvas.text(MARGIN, _FOOT + CAPITALS / 2 * style.size, motif.foot, style, LIGHT.ink)
        return
    labels = motif.drivers
    size = _row_size(labels)
    if size < _LEAST:
        labels = (labels[0], *(Label(label.place, "") for label in labels[1:]))
        size = _row_size(labels)
    left: float = MARGIN
    for index, label in enumerate(labels):
        left = draw_label(canvas, left, _FOOT + CAPITALS / 2 * size, label, _name(index, size))
        left += _GAP * size


def draw_label(canvas: Canvas, left: float, baseline: float, label: Label, style: Style) -> float:
    """A driver's sign and name from `left` on; returns where the name ends."""
    x0, y0, x1, y1 = (value * style.size for value in _BESIDE[label.place])
    colour = LIGHT.tones[label.place].colour
    canvas.sign(label.place, (left + x0, baseline + y0, left + x1, baseline + y1), colour)
    if not label.title:
        return left + style.size
    canvas.text(left + INDENT * style.size, baseline, label.title, style, LIGHT.ink)
    return left + label_width(label, style)


def label_width(label: Label, style: Style) -> float:
    """Width of a sign with its name."""
    return INDENT * style.size + style.width(label.title) if label.title else style.size


def _row_size(labels: Sequence[Label]) -> float:
    """Size at which the names stand side by side."""
    size = _SMALL.size
    widths = [label_width(label, _name(index, size)) for index, label in enumerate(labels)]
    return size * min(1, _ROW / (sum(widths) + (len(labels) - 1) * _GAP * size))


def _name(index: int, size: float) -> Style:
    """The first driver is the main one."""
    return Style(400 if index else 700, size)
