"""Style sheets for paper: the site's colours and signs, then the rules of `templates/druck`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

from impulswerk.exports.look import LIGHT
from impulswerk.exports.print.typeface import WEIGHTS
from impulswerk.typeface import FAMILY

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
WHITE = "#ffffff"

# The forms of the drivers as in the templates of the site: size of the box, and what is in it.
FORMS = (
    ((40, 40), '<circle cx="20" cy="20" r="20"/>'),
    ((36, 36), '<path d="M0 0h36v36H0z"/>'),
    ((44, 40), '<path d="M22 0 44 40H0z"/>'),
    ((48, 24), '<path d="M0 24a24 24 0 0 1 48 0z"/>'),
)
# Height of a sign beside a line of text, in ems: all look alike large.
_HEIGHTS = (0.78, 0.72, 0.8, 0.5)
# The cover: a window of the four forms in the lower right corner; left, top and size of each pane
# on a page of 210 by 297 mm. They reach over the edge, for printers that can.
_PANES = ((92, 179), (151, 179), (92, 238), (151, 238))
_PANE = 59
# Shares of a driver's colour behind a cell of the matrix that holds one, two, … impulses.
_SHADES = (0.0, 0.07, 0.13, 0.19, 0.25, 0.31, 0.37)


@cache
def stylesheet(*names: str) -> str:
    """Colours, typeface and signs, and then the named files."""
    rules = [(TEMPLATES / "druck" / name).read_text("utf-8") for name in names]
    return "\n".join((_colours(), *_faces(), *_drivers(), *rules))


def cover() -> str:
    """The picture behind the title page, as a rule for it."""
    parts = []
    for (left, top), tone, ((width, height), form) in zip(_PANES, LIGHT.tones, FORMS, strict=True):
        scale = min(_PANE / width, _PANE / height)
        # Every form stands on the lower edge of its pane.
        x, y = left + (_PANE - scale * width) / 2, top + _PANE - scale * height
        parts.append(
            f'<path fill="{tone.tint}" d="M{left} {top}h{_PANE}v{_PANE}h-{_PANE}z"/>'
            f'<g fill="{tone.colour}" transform="translate({x:g} {y:g}) scale({scale:g})">'
            f"{form}</g>"
        )
    return f".titel{{background:{picture(210, 297, ''.join(parts))} 0 0/210mm 297mm no-repeat}}"


def _colours() -> str:
    names = {
        "papier": LIGHT.paper,
        "tinte": LIGHT.ink,
        "leise": LIGHT.quiet,
        "linie": LIGHT.line,
        "rahmen": LIGHT.frame,
        "schrift": FAMILY,
        "zeile": picture(10, 9, f'<path d="M0 8.9h10v.2h-10z" fill="{LIGHT.line}"/>'),
    }
    return f":root{{{''.join(f'--{name}:{value};' for name, value in names.items())}}}"


def _faces() -> list[str]:
    return [
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};src:url('schrift:{weight}')}}"
        for weight in WEIGHTS
    ]


def _drivers() -> list[str]:
    """Each driver's colours, and its sign as a picture behind what stands before it."""
    rules = []
    for place, tone in enumerate(LIGHT.tones):
        (width, height), form = FORMS[place]
        sign = picture(width, height, f'<g fill="{tone.colour}">{form}</g>')
        rules.append(
            f".treiber-{place}{{--farbe:{tone.colour};--hauch:{tone.tint};--zeichen:{sign};"
            f"--mass:{_HEIGHTS[place]}em}}"
        )
        rules += [
            f".treiber-{place}.dichte-{count}{{background-color:{mixed(tone.colour, share)}}}"
            for count, share in enumerate(_SHADES)
        ]
    return rules


def picture(width: float, height: float, content: str) -> str:
    """A drawing for a background, as CSS wants it: nothing that a screen reader comes across."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{content}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(svg)}")'


def mixed(colour: str, share: float) -> str:
    """A share (0 to 1) of a colour on white paper, as #rrggbb."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)
