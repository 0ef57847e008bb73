"""Build the whole site beside the last good one and swap it in only when everything passed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from impulswerk import urls
from impulswerk.assets import cache_folder
from impulswerk.exports.redirects import short_addresses
from impulswerk.generate import published_addresses
from impulswerk.graph import Graph
from impulswerk.keeping import Store
from impulswerk.ledger import destinations, lost
from impulswerk.problems import Problem, errors
from impulswerk.project import Project, load
from impulswerk.swap import building_place, swap_in
from impulswerk.unchanged import Standing, recall, remember, signature
from impulswerk.verify import verify

if TYPE_CHECKING:
    from impulswerk.plugin import Progress


@dataclass(frozen=True)
class Outcome:
    """What a build did: `site` is only changed when `is_done`."""

    problems: tuple[Problem, ...]
    is_done: bool
    pages: int = 0
    links: int = 0
    seconds: float = 0.0


def build_site(root: Path, site: Path, progress: Progress, *, is_cached: bool = True) -> Outcome:
    """Build the project in `root` into the folder `site`.

    What an earlier build made and nothing has changed is taken from there, unless `is_cached` is
    False; the bytes are the same.
    """
    start = time.monotonic()
    store = Store(cache_folder(root))
    present = signature(root) if is_cached else ""
    if present and (before := recall(store, site)) and before.signature == present:
        seconds = time.monotonic() - start
        return Outcome((), True, before.pages, before.links, seconds)
    from impulswerk.engine import build_pages  # noqa: PLC0415 — MkDocs takes a while to import

    project = load(root)
    if project.graph is None or errors(project.problems):
        return Outcome(project.problems, is_done=False)
    with building_place(site) as place:
        built = build_pages(root, place, project, progress, is_cached=is_cached)
        found = [*project.problems, *built.problems]
        if errors(found):
            return Outcome(tuple(found), is_done=False)
        checked = verify(place, root, _sources(project.graph), built.base, built.facts)
        found += checked.problems
        found += lost_in_site(project, checked.ids)
        if errors(found):
            return Outcome(tuple(found), is_done=False)
        swap_in(place, site)
        # What was said of a site has to be said again: only one without a word stands as it is.
        if present and not found:
            remember(store, site, Standing(present, checked.pages, checked.links))
    seconds = time.monotonic() - start
    return Outcome(tuple(found), True, checked.pages, checked.links, seconds)


def lost_in_site(project: Project, ids: Mapping[str, frozenset[str]]) -> list[Problem]:
    """What the ledger promises and the built site (`ids` by address) does not keep.

    The sources were asked already; this asks what really came out.
    """
    graph = project.graph
    assert graph is not None
    leading = destinations(graph.catalog.ledger, published_addresses(graph, project.past))
    leading |= short_addresses(graph)
    real = {
        # A page that leads on has the sections of the page it leads to.
        address: ids.get(leading[address], frozenset()) if address in leading else found
        for address, found in ids.items()
    }
    return sorted(lost(graph.catalog.ledger, real))


def _sources(graph: Graph) -> dict[str, str]:
    """Source file by page address, for the places that problems of the built site name."""
    return {urls.address(path): source for source, path in graph.pages.items()}
