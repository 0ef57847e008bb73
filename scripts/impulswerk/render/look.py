"""The site's colours for whatever is drawn outside its style sheet; a test holds both together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from impulswerk.model.entries import Driver


@dataclass(frozen=True)
class Tone:
    """A driver's colour and the breath of it that lies behind texts, as #rrggbb."""

    colour: str
    tint: str


@dataclass(frozen=True)
class Scheme:
    """One set of colours; `tones` are the drivers' in their order."""

    paper: str
    ink: str
    quiet: str
    line: str
    frame: str
    on_colour: str
    tones: tuple[Tone, ...]


LIGHT = Scheme(
    paper="#fdfbf7",
    ink="#1f1c18",
    quiet="#5b544a",
    line="#d6cdbd",
    frame="#857c6e",
    on_colour="#fff",
    tones=(
        Tone("#14694a", "#e2eee6"),
        Tone("#1f52a0", "#e3eaf6"),
        Tone("#9a4f00", "#f8e9d6"),
        Tone("#8c2a5e", "#f6e4ed"),
    ),
)
DARK = Scheme(
    paper="#161513",
    ink="#ece7de",
    quiet="#b5ac9e",
    line="#3d3932",
    frame="#8b8274",
    on_colour="#161513",
    tones=(
        Tone("#7cc59b", "#17281f"),
        Tone("#8db8f2", "#182437"),
        Tone("#e5ab5e", "#2e2316"),
        Tone("#eb97b9", "#311b27"),
    ),
)


def place(driver: Driver) -> int:
    """Which of the four colours and forms is the driver's, from 0; a fifth begins anew."""
    return (driver.order - 1) % len(LIGHT.tones)


def for_typesetter() -> dict[str, Any]:
    """The colours as the templates of `templates/druck` know them."""
    return {
        "farben": {
            "papier": LIGHT.paper,
            "tinte": LIGHT.ink,
            "leise": LIGHT.quiet,
            "linie": LIGHT.line,
            "rahmen": LIGHT.frame,
        },
        "toene": [{"farbe": tone.colour, "hauch": tone.tint} for tone in LIGHT.tones],
    }
