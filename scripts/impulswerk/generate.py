"""The pure function from graph to artifacts: everything the site engine gets to see."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from impulswerk.addresses import published
from impulswerk.exports.files import exported_files
from impulswerk.exports.redirects import moved_files, redirects, server_maps, short_addresses
from impulswerk.graph import Graph
from impulswerk.keeping import Keep, not_kept
from impulswerk.ledger import destinations
from impulswerk.pages.changes import change_pages
from impulswerk.pages.generated import entry_pages, index_pages
from impulswerk.pages.handwritten import handwritten_pages
from impulswerk.pages.rendering import RenderedPage
from impulswerk.publication import Publication


@dataclass(frozen=True)
class Artifact:
    """A file for the site engine: virtual docs path, how to get its bytes, and its source.

    `source` is a repository path, or empty where no single file stands behind the artifact.
    """

    path: str
    make: Callable[[], bytes]
    source: str = ""

    @cached_property
    def content(self) -> bytes:
        """The bytes; made when they are first asked for."""
        return self.make()


def generate(graph: Graph, publication: Publication, keep: Keep = not_kept) -> Iterator[Artifact]:
    """Every artifact, hand-written pages first, then indexes, entries, files; paths are unique.

    `keep` may give back bytes that an earlier call made for the same key; the outcome is the same.
    """
    present = list(_present(graph, publication, keep))
    yield from present
    by_path = {artifact.path: artifact for artifact in present}
    former = destinations(graph.catalog.ledger, published(graph, by_path))
    for path, make in redirects(former, publication):
        yield Artifact(path, make)
    for old, new in moved_files(former).items():
        yield Artifact(old, by_path[new].make)
    for path, make in server_maps(former | short_addresses(graph), publication):
        yield Artifact(path, make)


def published_addresses(graph: Graph) -> dict[str, frozenset[str]]:
    """What this state of the sources publishes: anchors by address; nothing is rendered."""
    return published(
        graph, (artifact.path for artifact in _present(graph, Publication(), not_kept))
    )


def _present(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Artifact]:
    for pages in (handwritten_pages, index_pages, entry_pages, change_pages):
        for page in pages(graph, publication):
            yield Artifact(page.path, partial(_content, page), page.source)
    for path, make in exported_files(graph, publication, keep):
        yield Artifact(path, make)
    for path, make in redirects(short_addresses(graph), publication):
        yield Artifact(path, make)


def _content(page: RenderedPage) -> bytes:
    text = page.make()
    return (_with_source(text, page.source) if page.source else text).encode()


def _with_source(text: str, source: str) -> str:
    """Name the source in the page's front matter, where the theme finds it for its edit link.

    The site engine's own edit links know only files below docs/.
    """
    line = f"quelle: {json.dumps(source)}\n"
    if text.startswith("---\n"):
        return f"---\n{line}{text[4:]}"
    return f"---\n{line}---\n\n{text}"
