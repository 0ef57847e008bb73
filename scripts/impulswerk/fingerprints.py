"""What the artifacts of an impulse depend on, as one name: equal names, equal bytes.

Too much in a name costs a page made anew; too little would publish a stale one. So everything goes
in but what provably cannot matter: the texts of other entries, and entries nothing leads to.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterable
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


def fingerprints(graph: Graph, publication: Publication) -> Callable[[int], str]:
    """A function from an impulse's number to the state of it and of all its artifacts speak of."""
    common = _common(graph, publication)
    heads = {entry.source: _head(entry) for entry in graph.entries}
    replaced: dict[int, list[Impulse]] = {}
    for impulse in graph.impulses:
        for successor in graph.replacements(impulse):
            replaced.setdefault(successor.number, []).append(impulse)

    def heads_of(entries: Iterable[Entry | None]) -> list[str]:
        return [heads[entry.source] if entry else "" for entry in entries]

    def fingerprint(number: int) -> str:
        impulse = graph.impulse(number)
        near = graph.neighbours(impulse)
        targets = sorted({str(resolve(impulse.source, link)) for link in links(impulse.body)})
        return digest(
            common,
            impulse,
            heads_of(graph.related(impulse)),
            heads_of(graph.backlinks(impulse)),
            heads_of(graph.replacements(impulse)),
            heads_of(replaced.get(impulse.number, ())),
            heads_of((near.previous, near.following)),
            [(target, graph.pages.get(target)) for target in targets],
            publication.history.revisions(impulse),
            _printed(publication.printed, urls.sheet(impulse)),
        )

    return fingerprint


def _common(graph: Graph, publication: Publication) -> str:
    """What every impulse may speak of."""
    catalog = graph.catalog
    return digest(
        program(),
        catalog.paper,
        [_head(driver) for driver in catalog.drivers],
        (catalog.fields, catalog.groups, catalog.challenges, catalog.states),
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
