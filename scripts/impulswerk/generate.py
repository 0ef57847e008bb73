"""The pure function from graph to artifacts: everything the site engine gets to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


def _artifact(page: RenderedPage) -> Artifact:
    return Artifact(page.path, page.text.encode(), page.source)
