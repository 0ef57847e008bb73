"""The one environment of our templates: HTML-escaped by default, a missing name is a mistake."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from impulswerk.render.look import framed
from impulswerk.text.interface import SOURCE, language

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment(code: str = SOURCE) -> Environment:
    """The environment that every generated page and file in a language is rendered with."""
    words = language(code)
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    # The extension adds this method.
    found.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    found.filters["gerahmt"] = framed
    found.filters["datum"] = words.date
    found.filters["erschienen"] = words.published
    found.filters["groesse"] = words.size
    found.filters["im_original"] = _as_it_is if words.is_source else _in_german
    found.globals.update(
        anzahl=words.counted, mehrzahl=words.plural, in_worten=words.in_words, sprache=words
    )
    return found


def _as_it_is(text: str) -> str:
    return text


def _in_german(text: str) -> Markup:
    """Words of a source on a page in another language: a screen reader speaks them rightly."""
    return Markup('<span lang="{}">{}</span>').format(SOURCE, text)
