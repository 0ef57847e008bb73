"""The pure function from graph to artifacts: everything the site engine gets to see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from impulswerk import urls
from impulswerk.addresses import published
from impulswerk.exports.data.sitemap import sitemap
from impulswerk.exports.files import exported_files
from impulswerk.exports.redirects import (
    Export,
    host_list,
    moved_files,
    redirects,
    short_addresses,
)
from impulswerk.exports.typeset.printing import printed_addresses
from impulswerk.frozen import NO_PAST, Edition, Past, is_frozen, key_of
from impulswerk.graph import Graph
from impulswerk.keeping import Keep, not_kept
from impulswerk.losses import destinations
from impulswerk.pages.changes import change_pages
from impulswerk.pages.editions import anchor_of, edition_home, edition_pages
from impulswerk.pages.generated import entry_pages, index_pages
from impulswerk.pages.handwritten import handwritten_pages
from impulswerk.pages.rendering import RenderedPage, front_lines
from impulswerk.publication import Publication
from impulswerk.wording import german_date


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file for the site engine: virtual docs path, how to get its bytes, and its source.

    `source` is a repository path, or empty where no single file stands behind the artifact.
    """

    path: str
    make: Callable[[], bytes]
    source: str = ""

    @property
    def content(self) -> bytes:
        """The bytes, made anew for whoever asks: nobody could hold those of all artifacts."""
        return self.make()


def generate(
    graph: Graph, publication: Publication, keep: Keep = not_kept, past: Past = NO_PAST
) -> Iterator[Artifact]:
    """Every artifact, hand-written pages first, then indexes, entries, files; paths are unique.

    `keep` may give back bytes that an earlier call made for the same key; the outcome is the same.
    `past` are the editions that stand beside the site of today.
    """
    present = [*_present(graph, publication, keep), *_past(graph, publication, keep, past)]
    pages = [artifact.path for artifact in present if artifact.path.endswith(".md")]
    present.append(Artifact(urls.SITEMAP, partial(sitemap, graph, publication, pages)))
    yield from present
    by_path = {artifact.path: artifact for artifact in present}
    former = destinations(graph.catalog.ledger, published(graph, by_path))
    for path, make in redirects(former, publication):
        yield Artifact(path, make)
    for old, new in moved_files(former).items():
        yield Artifact(old, by_path[new].make)
    shorts = short_addresses(graph)
    for edition in past.editions:
        shorts |= {
            edition.prefix + old: edition.prefix + new
            for old, new in short_addresses(edition.graph).items()
        }
    for path, make in host_list(former | shorts, publication):
        yield Artifact(path, make)


def published_addresses(graph: Graph, past: Past = NO_PAST) -> dict[str, frozenset[str]]:
    """What this state of the sources publishes: anchors by address; nothing is rendered."""
    found = dict(_published_today(graph))
    about = (page.path for page in edition_pages(graph, Publication(), past.editions, past.today))
    found |= published(graph, about)
    for edition in past.editions:
        frozen = published(edition.graph, _frozen_paths(edition))
        # Its first page is not the one that somebody wrote for the site.
        frozen[urls.address(urls.HOME)] = frozenset()
        frozen[urls.COLLECTION_PDF] = frozenset()
        found |= {edition.prefix + address: anchors for address, anchors in frozen.items()}
    return found


# Asked for several times while one state of the sources is checked and built.
@lru_cache(maxsize=1)
def _published_today(graph: Graph) -> dict[str, frozenset[str]]:
    present = _present(graph, Publication(), not_kept)
    found = published(graph, (artifact.path for artifact in present))
    return found | dict.fromkeys(printed_addresses(graph), frozenset())


def _present(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Artifact]:
    for page in _pages(graph, publication):
        yield Artifact(page.path, partial(_content, page), page.source)
    for path, make in _files(graph, publication, keep):
        yield Artifact(path, make)


def _past(graph: Graph, publication: Publication, keep: Keep, past: Past) -> Iterator[Artifact]:
    """The pages about editions, and every edition in a folder of its own."""
    for page in edition_pages(graph, publication, past.editions, past.today):
        yield Artifact(page.path, partial(_content, page))
    if not past.editions:
        return
    today = {page.path for page in _pages(graph, publication)}
    for edition in past.editions:
        frozen = publication.frozen(edition)
        for page in (edition_home(frozen, edition), *_pages(edition.graph, frozen)):
            if page.path == urls.edition_home("") or is_frozen(page.path):
                mark = _mark(graph, edition, page.path, today)
                text = partial(_content, replace(page, source=""), mark)
                yield Artifact(edition.prefix + page.path, text)
        for path, make in _files(edition.graph, frozen, keep):
            if is_frozen(path):
                yield Artifact(edition.prefix + path, make)


def _frozen_paths(edition: Edition) -> Iterator[str]:
    yield urls.edition_home("")
    paths = (artifact.path for artifact in _present(edition.graph, Publication(), not_kept))
    yield from (path for path in paths if is_frozen(path))


def _mark(graph: Graph, edition: Edition, path: str, today: Collection[str]) -> dict[str, Any]:
    """Front matter of a page of an edition: which one it is, and where the same is today."""
    here = edition.prefix + path
    same, anchor = (path if path in today else urls.HOME), ""
    entry = {urls.entry_path(entry): entry for entry in edition.graph.entries}.get(path)
    if entry:
        anchor = anchor_of(entry)
        now = {key_of(entry): entry for entry in graph.entries}.get(key_of(entry))
        same = urls.entry_path(now) if now else urls.HOME
    comparison = urls.edition_comparison(edition.prefix)
    return {
        "eingefroren": {
            "name": edition.name,
            "datum": german_date(edition.date),
            "heute": urls.between(here, same),
            "vergleich": urls.between(here, comparison),
            "stelle": anchor,
        }
    }


def _pages(graph: Graph, publication: Publication) -> Iterator[RenderedPage]:
    for pages in (handwritten_pages, index_pages, entry_pages, change_pages):
        yield from pages(graph, publication)


def _files(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Export]:
    yield from exported_files(graph, publication, keep)
    yield from redirects(short_addresses(graph), publication)


def _content(page: RenderedPage, more: Mapping[str, Any] | None = None) -> bytes:
    """The page's text, its front matter completed: source, status, and whatever else is given.

    There the theme finds the source for its edit link, since the site engine's own know only files
    below docs/, and the phrase that says whose texts the page shows.
    """
    text = page.make()
    found = page.status() if page.status else None
    front: dict[str, Any] = {"quelle": page.source} if page.source else {}
    if found:
        front["standzeile"] = {"stand": found.state, "marke": found.tag, "satz": found.sentence}
    added = front_lines(front, dict(more or {}))
    if not added:
        return text.encode()
    if text.startswith("---\n"):
        return "\n".join(["---", *added, text[4:]]).encode()
    return "\n".join(["---", *added, "---", "", text]).encode()
