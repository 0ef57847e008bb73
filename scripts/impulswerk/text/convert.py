"""The one place where Markdown becomes HTML: for pages, feeds, PDF files, whoever needs it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from impulswerk.text.slugs import slugify

if TYPE_CHECKING:
    from markdown import Markdown  # type: ignore[import-untyped]

# Those of mkdocs.yml, as MkDocs understands it: a test compares the two.
EXTENSIONS = ("toc", "tables", "fenced_code", "footnotes", "pymdownx.superfences")
SETTINGS: dict[str, dict[str, Any]] = {
    "footnotes": {
        "BACKLINK_TEXT": "↑ zum Text",
        "BACKLINK_TITLE": "Zurück zur Fußnote {} im Text",
    },
    "toc": {"slugify": slugify, "title": "Inhalt"},
}


class Heading(NamedTuple):
    """A heading of a text: its level, its id and its title as HTML."""

    level: int
    id: str
    title: str


class Converted(NamedTuple):
    """HTML, and the headings that were written as Markdown, in order."""

    html: str
    headings: tuple[Heading, ...]


def convert(text: str) -> Converted:
    """HTML of a Markdown text; whatever HTML stands in it stays as it is."""
    converter = _converter()
    converter.reset()
    html: str = converter.convert(text)
    return Converted(html, tuple(_headings(converter.toc_tokens)))


@cache
def _converter() -> Markdown:
    # Only who builds needs it, and it takes a while.
    from markdown import Markdown  # noqa: PLC0415

    return Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)


def _headings(tokens: list[dict[str, Any]]) -> list[Heading]:
    found = []
    for token in tokens:
        found.append(Heading(token["level"], token["id"], token["html"]))
        found += _headings(token["children"])
    return found
