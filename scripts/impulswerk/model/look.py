"""Colours and signs as data: what `impulses/gestalt.yml` says, and how contrast is measured."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

# A sign is drawn in a square of this side.
BOX = 100

_Point = tuple[float, float]
# A letter of SVG's path language with its points: M and L one, C three, Z none.
Segment = tuple[str, tuple[_Point, ...]]

_POINTS = {"M": 1, "L": 1, "C": 3, "Z": 0}
_NUMBER = r"(?:100|\d{1,2})(?:\.\d{1,2})?"
OUTLINE = rf"M(?: {_NUMBER}){{2}}(?: L(?: {_NUMBER}){{2}}| C(?: {_NUMBER}){{6}})+ Z"
COLOUR = "#[0-9a-fA-F]{6}"
# Pieces that a curve is cut into where only straight lines are understood.
_PIECES = 16


@dataclass(frozen=True)
class Sign:
    """A form with one closed outline, written as an SVG path in a square of 100 by 100.

    `middle` is the height at which the middle of a number stands, `digits` the size of its type;
    both in hundredths of the square.
    """

    id: str
    outline: str
    middle: int = 50
    digits: int = 45

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The outline letter by letter."""
        segments = []
        words = iter(self.outline.split())
        for letter in words:
            numbers = [float(next(words)) for _ in range(2 * _POINTS[letter])]
            segments.append((letter, tuple(zip(numbers[::2], numbers[1::2], strict=True))))
        return tuple(segments)

    @cached_property
    def corners(self) -> tuple[_Point, ...]:
        """The outline as a polygon, with curves cut into short lines."""
        found: list[_Point] = []
        for letter, points in self.segments:
            found += _curve(found[-1], *points) if letter == "C" else points
        return tuple(found)

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the form."""
        across, down = zip(*self.corners, strict=True)
        return min(across), min(down), max(across), max(down)


def _curve(start: _Point, first: _Point, second: _Point, end: _Point) -> Iterator[_Point]:
    for piece in range(1, _PIECES + 1):
        t = piece / _PIECES
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        points = (start, first, second, end)
        yield (
            sum(w * x for w, (x, _) in zip(weights, points, strict=True)),
            sum(w * y for w, (_, y) in zip(weights, points, strict=True)),
        )


@dataclass(frozen=True)
class Scheme:
    """The colours of light or dark pages, as #rrggbb; `on_colour` is that of numbers in signs."""

    paper: str = "#ffffff"
    surface: str = "#ffffff"
    ink: str = "#000000"
    quiet: str = "#000000"
    line: str = "#000000"
    frame: str = "#000000"
    on_colour: str = "#ffffff"


@dataclass(frozen=True)
class Colour:
    """A colour in both schemes, each with the breath of it that lies behind texts.

    Paper shows the light one.
    """

    id: str
    light: str
    light_tint: str
    dark: str
    dark_tint: str


# Stand in where a driver was given none: while somebody is editing, the page stays whole.
PLAIN_SIGN = Sign("", "M 10 10 L 90 10 L 90 90 L 10 90 Z")
PLAIN_COLOUR = Colour("", "#000000", "#ffffff", "#ffffff", "#000000")


@dataclass(frozen=True)
class Assignment:
    """Which sign and which colour stand for a driver, by their ids."""

    driver: str
    sign: str
    colour: str


@dataclass(frozen=True)
class Roles:
    """Ids of the colours that mark what is right or new, wrong or gone, and found."""

    right: str = ""
    wrong: str = ""
    found: str = ""


@dataclass(frozen=True)
class Look:
    """Everything that `gestalt.yml` says."""

    light: Scheme = Scheme()
    dark: Scheme = Scheme(*("#000000",) * 2, *("#ffffff",) * 4, "#000000")
    colours: tuple[Colour, ...] = ()
    signs: tuple[Sign, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    roles: Roles = Roles()

    @cached_property
    def _drivers(self) -> dict[str, tuple[Sign, Colour]]:
        signs = {sign.id: sign for sign in self.signs}
        colours = {colour.id: colour for colour in self.colours}
        return {
            given.driver: (signs[given.sign], colours[given.colour]) for given in self.assignments
        }

    def sign(self, driver: str) -> Sign:
        """The sign of a driver."""
        return self._drivers.get(driver, (PLAIN_SIGN, PLAIN_COLOUR))[0]

    def colour(self, driver: str) -> Colour:
        """The colour of a driver."""
        return self._drivers.get(driver, (PLAIN_SIGN, PLAIN_COLOUR))[1]


# Where nothing is said.
NEUTRAL = Look()


def contrast(one: str, other: str) -> float:
    """How much two colours differ in lightness, from 1 to 21, as WCAG 2 measures it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", colour))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def shifted(colour: str, towards: str, share: float) -> str:
    """A colour with this share of another in it."""
    pairs = zip(
        *(re.findall("[0-9a-f]{2}", each) for each in (colour, towards)),
        strict=True,
    )
    mixed = (round(int(a, 16) * (1 - share) + int(b, 16) * share) for a, b in pairs)
    return "#" + "".join(f"{value:02x}" for value in mixed)
