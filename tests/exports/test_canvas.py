"""The drawing surface: its few colours stand for all that blending in full colour would give."""

import io
import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

from impulswerk.exports.canvas import Box, Canvas, _sign
from impulswerk.exports.kerning import typeface
from impulswerk.exports.lettering import FINER, Style, line

SIDE = 120
COLOURS = ("#1f1c18", "#fdfbf7", "#14694a", "#1f52a0", "#9a4f00", "#8c2a5e", "#d6cdbd")
# An edge has 15 steps, so a shade is at most half a step off, and a little more where an earlier
# one that looks the same takes its place.
_OFF = 255 / 14 / 2 + 4

_PLACES = st.tuples(st.floats(-10, SIDE - 20), st.floats(-10, SIDE - 20), st.floats(4, 80))
_SIGNS = st.tuples(st.integers(0, 3), _PLACES, st.sampled_from(COLOURS))


def _picture(canvas: Canvas) -> Image.Image:
    return Image.open(io.BytesIO(canvas.png())).convert("RGB")


def _fully(image: Image.Image, place: int, box: Box, colour: str) -> None:
    """Draw a sign as a canvas does, only blended in full colour."""
    left, top = math.floor(box[0]), math.floor(box[1])
    inside = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
    image.paste(colour, (left, top), _sign(place, inside))


def _worst(one: Image.Image, other: Image.Image) -> int:
    """How far red, green or blue of any pixel is off."""
    difference = ImageChops.difference(one, other).histogram()
    return max(value % 256 for value, count in enumerate(difference) if count)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(COLOURS), st.lists(_SIGNS, max_size=6))
def test_colours_are_those_of_blending_in_full_colour(
    ground: str, signs: list[tuple[int, tuple[float, float, float], str]]
) -> None:
    canvas = Canvas(SIDE, SIDE, ground)
    expected = Image.new("RGB", (SIDE, SIDE), ground)
    for place, (left, top, side), colour in signs:
        box = (left, top, left + side, top + side)
        canvas.sign(place, box, colour)
        _fully(expected, place, box, colour)
    assert _worst(_picture(canvas), expected) <= _OFF * len(signs)


def test_where_shades_are_too_many_the_nearest_serve() -> None:
    tones = [f"#{r}{g}{b}" for r, g, b in itertools.product(("00", "80", "ff"), repeat=3)][::2]
    canvas = Canvas(SIDE, SIDE, "#fff")
    expected = Image.new("RGB", (SIDE, SIDE), "#fff")
    for index, colour in enumerate(tones):
        box = (index * 2.3, index * 1.7, index * 2.3 + 80, index * 1.7 + 80)
        canvas.sign(0, box, colour)
        _fully(expected, 0, box, colour)
    found = _picture(canvas)
    assert len(found.getcolors(SIDE * SIDE) or []) <= 256
    assert max(ImageStat.Stat(ImageChops.difference(found, expected)).mean) < 3
    # Flat colours stay as they are, to the last.
    flat = {colour for count, colour in expected.getcolors(SIDE * SIDE) or [] if count > 40}
    assert len(flat) > len(tones) / 2
    assert flat <= {colour for _, colour in found.getcolors(SIDE * SIDE) or []}


def test_a_copy_does_not_show_what_is_drawn_on_another() -> None:
    ground = Canvas(SIDE, SIDE, "#fff")
    ground.sign(0, (10, 10, 60.5, 60.5), "#14694a")
    before = ground.png()
    copy = ground.copy()
    copy.sign(2, (30, 30, 100.5, 100.5), "#9a4f00")
    assert ground.png() == before
    alone = Canvas(SIDE, SIDE, "#fff")
    alone.sign(0, (10, 10, 60.5, 60.5), "#14694a")
    alone.sign(2, (30, 30, 100.5, 100.5), "#9a4f00")
    assert copy.png() == alone.png()


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from("gÅjQW.ß"),
    st.integers(20 * FINER, 60 * FINER),
    st.integers(60 * FINER, 90 * FINER),
    st.integers(10 * FINER, 50 * FINER),
)
def test_a_letter_stands_where_it_is_put(letter: str, x: int, baseline: int, size: int) -> None:
    left, top, mask = line(x / FINER, baseline / FINER, letter, Style(700, size / FINER))
    found = Image.new("L", (SIDE, SIDE))
    found.paste(mask, (left, top))
    font = ImageFont.truetype(io.BytesIO(typeface()), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([700])
    large = Image.new("L", (SIDE * FINER, SIDE * FINER))
    ImageDraw.Draw(large).text((x, baseline), letter, font=font, fill=255, anchor="ls")
    assert found.tobytes() == large.reduce(FINER).tobytes()


def test_a_line_without_letters_leaves_no_ink() -> None:
    canvas = Canvas(SIDE, SIDE, "#fff")
    for text in ("", " "):
        canvas.text(10, 50, text, Style(400, 20), "#000")
    assert _picture(canvas).getextrema() == ((255, 255),) * 3
