"""What the artifacts of an impulse depend on, as one name: equal names, equal bytes.

Too much in a name costs a page made anew; too little would publish a stale one. So everything goes
in but what provably cannot matter: the texts of other entries, and entries nothing leads to.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from impulswerk import urls
from impulswerk.graph import Entry, Graph
from impulswerk.history import UNKNOWN
from impulswerk.markdown import links
from impulswerk.model import Driver, Impulse, State
from impulswerk.printed import NOT_PRINTED, PdfFile, Printed
from impulswerk.publication import Publication
from impulswerk.rules.text import resolve

_PACKAGE = Path(__file__).parent


def digest(*parts: object) -> str:
    """A name for `parts`, whose `repr` must tell them apart from all others."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def program() -> str:
    """Stands for this program with its templates, and for the packages beside it."""
    return digest(contents(_PACKAGE), sorted(installed()), sys.version)


def contents(folder: Path) -> list[tuple[str, str]]:
    """Name and digest of every file below a folder; what Python compiles for itself is left out."""
    files = sorted(path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    return [(path.relative_to(folder).as_posix(), _hash(path.read_bytes())) for path in files]


def installed() -> Iterable[str]:
    """Name and version of every package that may be imported, as its folder has them."""
    # Asking importlib.metadata for each would take longer than building a page.
    import jinja2  # noqa: PLC0415 — any package does: they lie side by side

    folder = Path(jinja2.__file__).parent.parent
    return (path.name for path in folder.glob("*.dist-info"))


class Fingerprints:
    """Names of all that the artifacts of a graph depend on."""

    def __init__(self, graph: Graph, publication: Publication) -> None:
        self._graph = graph
        self._publication = publication
        self._common = _common(graph, publication)
        self._heads = {entry.source: _head(entry) for entry in graph.entries}
        self._drivers = {urls.driver_path(driver): driver for driver in graph.drivers}
        self._replaced: dict[int, list[Impulse]] = {}
        for impulse in graph.impulses:
            for successor in graph.replacements(impulse):
                self._replaced.setdefault(successor.number, []).append(impulse)

    def of_impulse(self, number: int) -> str:
        """The state of an impulse and of all that its pages and files speak of."""
        graph, heads = self._graph, self._heads_of
        impulse = graph.impulse(number)
        near = graph.neighbours(impulse)
        return digest(
            self._common,
            impulse,
            heads(graph.related(impulse)),
            heads(graph.backlinks(impulse)),
            heads(graph.replacements(impulse)),
            heads(self._replaced.get(impulse.number, ())),
            heads((near.previous, near.following)),
            self._targets(impulse),
            self._publication.history.revisions(impulse),
            _printed(self._publication.printed, urls.sheet(impulse)),
        )

    def of_list(self, path: str, shown: Iterable[Entry]) -> str:
        """The state of a page, by its docs path, that tells of the heads of `shown` alone.

        The page of a driver tells of that driver, too.
        """
        driver = self._drivers.get(path)
        return digest(
            self._common,
            self._heads_of(shown),
            driver and (driver, self._targets(driver), self._publication.history.revisions(driver)),
        )

    def _heads_of(self, entries: Iterable[Entry | None]) -> list[str]:
        return [self._heads[entry.source] if entry else "" for entry in entries]

    def _targets(self, entry: Entry) -> list[tuple[str, str | None]]:
        """Where the links of a text lead."""
        targets = sorted({str(resolve(entry.source, link)) for link in links(entry.body)})
        return [(target, self._graph.pages.get(target)) for target in targets]


def _common(graph: Graph, publication: Publication) -> str:
    """What every impulse may speak of."""
    catalog = graph.catalog
    return digest(
        program(),
        (catalog.paper, catalog.work),
        [_head(driver) for driver in catalog.drivers],
        (catalog.fields, catalog.groups, catalog.actors, catalog.challenges, catalog.states),
        catalog.references,
        catalog.operator,
        [state for state in State if graph.in_state(state)],
        replace(publication, history=UNKNOWN, printed=NOT_PRINTED),
        publication.printed.why_not,
        (publication.history.is_known, publication.history.reason),
    )


def _printed(printed: Printed, address: str) -> tuple[str, PdfFile | None]:
    """A PDF file that lies among what is about an impulse, and what its page says of it."""
    file = printed.files.get(address)
    return (_hash(file.content) if file else "", file)


def _head(entry: Entry) -> str:
    """Everything about an entry but its text and where that stands in the file."""
    if isinstance(entry, Driver):
        return digest(replace(entry, body="", body_line=0))
    return digest(replace(entry, body="", body_line=0))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
