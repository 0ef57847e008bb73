"""The pure function from graph to artifacts: everything the site engine gets to see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from impulswerk.exports.jsonschema import json_schemas
from impulswerk.graph import Graph
from impulswerk.pages.generated import RenderedPage, entry_pages, index_pages
from impulswerk.pages.handwritten import handwritten_pages


@dataclass(frozen=True)
class Artifact:
    """A file for the site engine: virtual docs path, bytes, and the source it was made from.

    `source` is a repository path, or empty where no single file stands behind the artifact.
    """

    path: str
    content: bytes
    source: str = ""


def generate(graph: Graph) -> Iterator[Artifact]:
    """Every artifact, hand-written pages first, then indexes, then entries; paths are unique."""
    for pages in (handwritten_pages(graph), index_pages(graph), entry_pages(graph)):
        yield from (_artifact(page) for page in pages)
    for path, text in json_schemas(graph):
        yield Artifact(path, text.encode())


def _artifact(page: RenderedPage) -> Artifact:
    text = _with_source(page.text, page.source) if page.source else page.text
    return Artifact(page.path, text.encode(), page.source)


def _with_source(text: str, source: str) -> str:
    """Name the source in the page's front matter, where the theme finds it for its edit link.

    The site engine's own edit links know only files below docs/.
    """
    line = f"quelle: {json.dumps(source)}\n"
    if text.startswith("---\n"):
        return f"---\n{line}{text[4:]}"
    return f"---\n{line}---\n\n{text}"
