"""The colours and signs of `impulses/gestalt.yml` as every form needs them: CSS, SVG, Typst."""

import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Driver
from impulswerk.model.look import BOX, Look, Scheme, Sign

STYLES, ICON = "assets/gestalt.css", "assets/zeichen.svg"

# Side of the square in which all signs together stand for the site.
_BADGE = 44
# Side of the box that a number stands in on pages, in sizes of its type; see `.nummer` in stil.css.
_NUMBER_BOX = 2.5
# A form is named by the size of a circle, which leaves a little of its square free.
_FREE = 1.04
_WORD = re.compile(r'\bwort\("([^"]+)"\)')
_DARK = "@media screen and (prefers-color-scheme: dark)"


def place(graph: Graph, driver: Driver) -> int:
    """Which of the tones is the driver's, from 0."""
    return graph.drivers.index(driver)


# --- CSS -----------------------------------------------------------------------------------------


def style_sheet(graph: Graph) -> bytes:
    """Every colour and sign as properties and classes that the hand-written sheets build upon."""
    look = graph.catalog.look
    light = {**scheme(look.light), **_named(look, is_dark=False)}
    for role, colour in _roles(look):
        light |= {f"--{role}": f"var(--farbe-{colour})"}
        light |= {f"--{role}-hauch": f"var(--farbe-{colour}-hauch)"}
    dark = {**scheme(look.dark), **_named(look, is_dark=True)}
    rules = [
        "/* Made from impulses/gestalt.yml. */",
        rule(":root", light),
        f"{_DARK} {{\n{rule(':root', dark)}\n}}",
        *(rule(f".treiberfarbe--{driver.id}", _of(look, driver.id)) for driver in graph.drivers),
    ]
    return ("\n".join(rules) + "\n").encode()


def _roles(look: Look) -> Iterator[tuple[str, str]]:
    roles = {"richtig": look.roles.right, "falsch": look.roles.wrong, "fund": look.roles.found}
    return ((role, colour) for role, colour in roles.items() if colour)


def scheme(colours: Scheme) -> dict[str, str]:
    """The colours that all pages share, by the name of their property."""
    return {
        "--papier": colours.paper,
        "--flaeche": colours.surface,
        "--tinte": colours.ink,
        "--leise": colours.quiet,
        "--linie": colours.line,
        "--rahmen": colours.frame,
        "--auf-farbe": colours.on_colour,
    }


def rule(selector: str, properties: dict[str, str]) -> str:
    """A rule of CSS on one line."""
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in properties.items())} }}"


def card_colours(graph: Graph) -> str:
    """The colours of both schemes for a file that loads none of the site's sheets."""
    look = graph.catalog.look
    light = [rule(":root", scheme(look.light))]
    dark = [rule(":root", scheme(look.dark))]
    for driver in graph.drivers:
        colour, selector = look.colour(driver.id), f".treiberfarbe--{driver.id}"
        light.append(rule(selector, {"--farbe": colour.light, "--hauch": colour.light_tint}))
        dark.append(rule(selector, {"--farbe": colour.dark, "--hauch": colour.dark_tint}))
    return "\n".join([*light, "@media (prefers-color-scheme: dark) {", *dark, "}"])


def _named(look: Look, *, is_dark: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for colour in look.colours:
        full, tint = (
            (colour.dark, colour.dark_tint) if is_dark else (colour.light, colour.light_tint)
        )
        found |= {f"--farbe-{colour.id}": full, f"--farbe-{colour.id}-hauch": tint}
    return found


def _of(look: Look, driver: str) -> dict[str, str]:
    """Colour and form of a driver.

    `--senke` lowers a number into the widest part of the form; the others are what the form leaves
    free of its box: above, below and beside itself.
    """
    sign, colour = look.sign(driver), look.colour(driver)
    left, top, _, bottom = sign.bounds
    corners = ", ".join(f"{_short(x)}% {_short(y)}%" for x, y in sign.corners)
    return {
        "--farbe": f"var(--farbe-{colour.id})" if colour.id else "var(--tinte)",
        "--hauch": f"var(--farbe-{colour.id}-hauch)" if colour.id else "var(--flaeche)",
        "--form": f"polygon({corners})",
        "--senke": _em(2 * sign.middle - BOX),
        "--scheitel": _em(top),
        "--sockel": _em(BOX - bottom),
        "--seite": _em(left),
    }


def _em(share: float) -> str:
    return f"{_short(max(share, 0) / BOX * _NUMBER_BOX)}em"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


# --- SVG -----------------------------------------------------------------------------------------


def path(sign: Sign, size: float, left: float = 0, top: float = 0) -> str:
    """The outline as path data, in a square of this size that begins at `left` and `top`."""

    def written(point: tuple[float, float]) -> str:
        return f"{_short(left + point[0] * size / BOX)} {_short(top + point[1] * size / BOX)}"

    return "".join(f"{letter}{' '.join(map(written, points))}" for letter, points in sign.segments)


def framed(sign: Sign, size: float) -> dict[str, str]:
    """The form in a picture of its own that is as large as itself, and how its number stands."""
    left, top, right, bottom = (edge * size / BOX for edge in sign.bounds)
    digits = sign.digits * size / BOX
    return {
        "box": f"{_short(left)} {_short(top)} {_short(right - left)} {_short(bottom - top)}",
        "path": path(sign, size),
        # Capitals and digits are two thirds as high as their type.
        "baseline": _short(sign.middle * size / BOX + digits / 3),
        "digits": _short(digits),
    }


def badge(graph: Graph) -> str:
    """The signs of all drivers together, which stand for the site in its head and foot."""
    drawn = Markup("").join(
        Markup('<path class="treiberfarbe--{}" d="{}"/>').format(driver.id, data)
        for driver, data in _badge(graph)
    )
    return str(
        Markup(
            '<svg class="bildmarke" viewBox="0 0 {0} {0}" width="{0}" height="{0}" '
            'aria-hidden="true" focusable="false">{1}</svg>'
        ).format(_BADGE, drawn)
    )


def icon(graph: Graph) -> bytes:
    """The same as a file that browsers show beside the title; it knows both schemes itself."""
    look = graph.catalog.look
    drawn = list(enumerate(_badge(graph)))
    dark = "".join(f".t{n}{{fill:{look.colour(driver.id).dark}}}" for n, (driver, _) in drawn)
    paths = "".join(
        f'<path class="t{n}" d="{data}" fill="{escape(look.colour(driver.id).light)}"/>'
        for n, (driver, data) in drawn
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BADGE} {_BADGE}">'
        f"<style>@media(prefers-color-scheme:dark){{{dark}}}</style>{paths}</svg>\n"
    ).encode()


def _badge(graph: Graph) -> Iterator[tuple[Driver, str]]:
    look = graph.catalog.look
    side, places = arrangement(len(graph.drivers))
    for driver, (left, top) in zip(graph.drivers, places, strict=True):
        yield driver, path(look.sign(driver.id), side, left, top)


def arrangement(count: int) -> tuple[float, list[tuple[float, float]]]:
    """Side and places of squares for so many signs in a badge: row by row, there and back."""
    columns = max(1, math.ceil(math.sqrt(count)))
    gap = 6 / columns
    side = (_BADGE - 1 - (columns - 1) * gap) / columns
    rows = [min(columns, count - done) for done in range(0, count, columns)]
    height = len(rows) * (side + gap) - gap
    places = []
    for row, length in enumerate(rows):
        width = length * (side + gap) - gap
        across = [(_BADGE - width) / 2 + n * (side + gap) for n in range(length)]
        top = (_BADGE - height) / 2 + row * (side + gap)
        places += [(left, top) for left in (reversed(across) if row % 2 else across)]
    return side, places


# --- Typst ---------------------------------------------------------------------------------------


def for_typesetter(graph: Graph) -> dict[str, Any]:
    """Colours and signs as the templates of `templates/druck` know them, the drivers in order."""
    look, language = graph.catalog.look, graph.language
    side, places = arrangement(len(graph.drivers))
    code, _, region = language.locale.partition("-")
    return {
        "sprache": {"lang": code, "region": region or None},
        "worte": {word: language.say(word) for word in words_in_print()},
        "farben": {name.removeprefix("--"): value for name, value in scheme(look.light).items()},
        "toene": [
            {"farbe": colour.light, "hauch": colour.light_tint, **_form(look.sign(driver.id))}
            for driver in graph.drivers
            for colour in [look.colour(driver.id)]
        ],
        "quadrat": _FREE,
        "bildzeichen": {
            "seite": side / _BADGE,
            "plaetze": [(left / _BADGE, top / _BADGE) for left, top in places],
        },
    }


@cache
def words_in_print() -> tuple[str, ...]:
    """The German words that the templates of `templates/druck` ask for."""
    folder = Path(__file__).parent / "templates/druck"
    files = sorted(folder.glob("*.typ"))
    return tuple(
        dict.fromkeys(word for file in files for word in _WORD.findall(file.read_text("utf-8")))
    )


def _form(sign: Sign) -> dict[str, Any]:
    """A form as shares of its own width and height, and its size beside that of a circle."""
    left, top, right, bottom = sign.bounds
    # A form without any area is a problem already; while somebody is editing it must not stop all.
    width, height = max(right - left, 1), max(bottom - top, 1)
    return {
        "links": left / BOX,
        "oben": top / BOX,
        "breite": width / BOX * _FREE,
        "hoehe": height / BOX * _FREE,
        "pfad": [
            (letter, [((x - left) / width, (y - top) / height) for x, y in points])
            for letter, points in sign.segments
        ],
        "mitte": (sign.middle - top) / height,
        "ziffern": sign.digits / BOX * _FREE,
    }
