"""The one environment of our templates: HTML-escaped by default, a missing name is a mistake."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from impulswerk.render.look import framed

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The environment that every generated page and file is rendered with."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["gerahmt"] = framed
    return found
