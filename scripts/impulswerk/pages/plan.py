"""From graph to site: every page and every other file there is, and how to make each."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.card import card
from impulswerk.exports.data.sitemap import sitemap
from impulswerk.exports.files import exported_files, translated_files
from impulswerk.exports.redirects import (
    Export,
    host_list,
    mangled_addresses,
    moved_files,
    padded_files,
    redirects,
    short_addresses,
)
from impulswerk.exports.typeset.faults import printed_addresses, printed_sheets
from impulswerk.model import urls
from impulswerk.pages.changes import change_pages
from impulswerk.pages.chronicle import chronicle_pages
from impulswerk.pages.editions import anchor_of, edition_home, edition_pages
from impulswerk.pages.entries import entry_pages, index_pages
from impulswerk.pages.handwritten import handwritten_pages
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.workshop import source_files, workshop_pages
from impulswerk.permanence.addresses import address_of, published
from impulswerk.permanence.frozen import NO_PAST, Edition, Past, is_frozen, key_of
from impulswerk.permanence.losses import destinations
from impulswerk.permanence.publication import Publication
from impulswerk.sources.store import Keep, not_kept
from impulswerk.text.wording import german_date


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file that is no page: its path below the site, and how to get its bytes."""

    path: str
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """The bytes, made anew for whoever asks: nobody could hold those of all files."""
        return self.make()


class Site(NamedTuple):
    """Everything that is published, none of it made yet; paths are unique."""

    pages: tuple[PlannedPage, ...]
    files: tuple[SiteFile, ...]

    @property
    def paths(self) -> Iterator[str]:
        """Virtual docs paths of pages, then paths of files."""
        yield from (page.path for page in self.pages)
        yield from (file.path for file in self.files)


def generate(
    graph: Graph, publication: Publication, keep: Keep = not_kept, past: Past = NO_PAST
) -> Site:
    """Every page (hand-written ones first, then indexes and entries) and every other file.

    `keep` may give back bytes that an earlier call made for the same key; the outcome is the same.
    `past` are the editions that stand beside the site of today.
    """
    today = _pages(graph, publication)
    pages = [*today, *edition_pages(graph, publication, past.editions, past.today)]
    files = _files(graph, publication, keep)
    for edition in past.editions:
        frozen = publication.frozen(edition)
        pages += _frozen_pages(graph, edition, frozen, {page.path for page in today})
        own = _files(edition.graph, frozen, keep)
        files |= {edition.prefix + path: own[path] for path in filter(is_frozen, own)}
        files |= _frozen_cards(edition, publication.base)
    elsewhere = dict[str, str]()
    for there, local in languages(graph, publication):
        pages += [_placed(page, local) for page in _pages(there, local)]
        files |= {local.here(path): make for path, make in _translated(there, local, keep)}
        elsewhere |= {local.here(a): local.here(b) for a, b in short_addresses(there).items()}
    pages = [*_linked(pages, counterparts(graph, publication))]
    listed = [page.path for page in pages]
    files[urls.SITEMAP] = partial(sitemap, graph, publication, listed)
    former = destinations(graph.catalog.ledger, published(graph, (*listed, *files)))
    # Where short addresses lead, for hosts that lead on by a list.
    shorts = mangled_addresses(graph) | short_addresses(graph) | elsewhere
    for edition in past.editions:
        shorts |= {
            edition.prefix + old: edition.prefix + new
            for old, new in short_addresses(edition.graph).items()
            if is_frozen(old)
        }
    for prefix in ("", *(edition.prefix for edition in past.editions)):
        paths = (path.removeprefix(prefix) for path in files if path.startswith(prefix))
        shorts |= {prefix + old: prefix + new for old, new in padded_files(paths).items()}
    files |= redirects(former, publication, graph)
    files |= {old: files[new] for old, new in moved_files(former).items()}
    files |= host_list(former | shorts, publication)
    return Site(tuple(pages), tuple(SiteFile(path, make) for path, make in files.items()))


def published_addresses(graph: Graph, past: Past = NO_PAST) -> dict[str, frozenset[str]]:
    """What this state of the sources publishes: anchors by address; nothing is rendered."""
    found = dict(_published_today(graph))
    about = (page.path for page in edition_pages(graph, Publication(), past.editions, past.today))
    found |= published(graph, about)
    for there, own in languages(graph, Publication()):
        paths = (*own.own, *printed_sheets(there))
        anchors = published(there, paths)
        found |= {own.here(address): some for address, some in anchors.items()}
    for edition in past.editions:
        frozen = published(edition.graph, _frozen_paths(edition))
        # Its first page is not the one that somebody wrote for the site.
        frozen[urls.address(urls.HOME)] = frozenset()
        frozen |= dict.fromkeys(printed_addresses(edition.graph), frozenset())
        found |= {
            urls.card(impulse, edition.name): frozenset() for impulse in edition.graph.impulses
        }
        found |= {edition.prefix + address: anchors for address, anchors in frozen.items()}
    return found


# Asked for several times while one state of the sources is checked and built.
@lru_cache(maxsize=1)
def _published_today(graph: Graph) -> dict[str, frozenset[str]]:
    found = published(graph, _paths(graph))
    return found | dict.fromkeys(printed_addresses(graph), frozenset())


def overwritten(graph: Graph) -> Iterator[str]:
    """Sources of hand-written pages at an address where something generated lies as well."""
    times = Counter(map(address_of, _paths(graph)))
    for page in graph.catalog.handwritten:
        if times[address_of(page.path)] > 1:
            yield page.source


def _paths(graph: Graph) -> Iterator[str]:
    yield from (page.path for page in _pages(graph, Publication()))
    yield from _files(graph, Publication(), not_kept)


def _frozen_paths(edition: Edition) -> Iterator[str]:
    yield urls.edition_home("")
    yield from (path for path in _paths(edition.graph) if is_frozen(path))


def _pages(graph: Graph, publication: Publication) -> list[PlannedPage]:
    groups = [handwritten_pages, index_pages, entry_pages]
    groups.append(workshop_pages)
    # What happened and what changed is told in German.
    groups += [chronicle_pages, change_pages] if graph.language.is_source else []
    return [page for group in groups for page in group(graph, publication)]


def _files(graph: Graph, publication: Publication, keep: Keep) -> dict[str, Callable[[], bytes]]:
    """How to make each file, by its path."""
    files = dict(exported_files(graph, publication, keep))
    files |= source_files(graph)
    files |= redirects(short_addresses(graph), publication, graph)
    return files | {zero: files[path] for zero, path in padded_files(files).items()}


def _frozen_cards(edition: Edition, base: str) -> Iterator[Export]:
    for impulse in edition.graph.impulses:
        make = partial(card, edition.graph, impulse, base, edition.name)
        yield f"{urls.card(impulse, edition.name)}index.html", make


# --- Other languages ------------------------------------------------------------------------------


def languages(graph: Graph, publication: Publication) -> Iterator[tuple[Graph, Publication]]:
    """The site in every other language, as a graph and a publication of its own."""
    for there in graph.in_other_languages:
        folder, spelling = there.language.prefix, there.catalog.addresses
        bare = publication.in_language(folder, spelling)
        own = {page.path for page in _pages(there, bare)}
        own |= {path for path, _ in _translated(there, bare, not_kept)}
        yield there, publication.in_language(folder, spelling, frozenset(own))


def counterparts(graph: Graph, publication: Publication) -> list[dict[str, str]]:
    """For each page that is there in several languages, where it lies by the code of each."""
    found: dict[str, dict[str, str]] = {}
    for there, own in languages(graph, publication):
        german = {
            urls.entry_path(entry): urls.entry_path(there.original(entry))
            for entry in there.entries
        }
        for page in _pages(there, own):
            original = german.get(page.path, page.path)
            pair = found.setdefault(original, {graph.language.code: original})
            pair[there.language.code] = own.here(page.path)
    today = {page.path for page in _pages(graph, publication)}
    return [pair for original, pair in found.items() if original in today]


def _placed(planned: PlannedPage, own: Publication) -> PlannedPage:
    """A page of another language where it lies on the site."""
    path = own.here(planned.path)
    return PlannedPage(path, lambda: replace(planned.make(), path=path))


def _linked(
    pages: Iterable[PlannedPage], pairs: Iterable[Mapping[str, str]]
) -> Iterator[PlannedPage]:
    """The pages, each with the addresses of the same in other languages in its front matter."""
    by_path = {path: pair for pair in pairs for path in pair.values()}
    for planned in pages:
        pair = by_path.get(planned.path)
        yield PlannedPage(planned.path, partial(_with_others, planned, pair)) if pair else planned


def _with_others(planned: PlannedPage, pair: Mapping[str, str]) -> Page:
    page = planned.make()
    # The start of the site has no name of its own.
    addresses = {code: urls.address(path) or "./" for code, path in pair.items()}
    return replace(page, meta={**page.meta, "sprachen": addresses})


def _translated(graph: Graph, publication: Publication, keep: Keep) -> Iterator[Export]:
    yield from translated_files(graph, publication, keep)
    yield from redirects(short_addresses(graph), publication, graph)


def _frozen_pages(
    graph: Graph, edition: Edition, frozen: Publication, today: Collection[str]
) -> Iterator[PlannedPage]:
    """Every page of an edition, in its folder and marked; `today` are the paths of the site."""
    # Its first page is not the one that somebody wrote for the site.
    pages = (page for page in _pages(edition.graph, frozen) if is_frozen(page.path))
    for page in (edition_home(frozen, edition), *pages):
        make = partial(_marked, page, graph, edition, today)
        yield PlannedPage(edition.prefix + page.path, make)


def _marked(planned: PlannedPage, graph: Graph, edition: Edition, today: Collection[str]) -> Page:
    """A page of an edition that says which one it is, and that nobody can edit."""
    page = planned.make()
    mark = _mark(graph, edition, page.path, today)
    meta = {name: value for name, value in page.meta.items() if name != "quelle"} | mark
    return Page(edition.prefix + page.path, meta, page.html)


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
