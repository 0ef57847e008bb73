"""What became of the impulses: the time line, a page for each entry, and what readers said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.metadata import chronicle_metadata
from impulswerk.model import urls
from impulswerk.model.chronicle import LISTS, ChronicleEntry
from impulswerk.model.schema import FEEDBACK
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.render.chronicle import drivers_of, headline
from impulswerk.text.convert import read


@dataclass(frozen=True)
class Register:
    """A way through the time line: by impulse, driver, kind or source, and what is under each.

    `name` is the key in the address of a selection, `groups` are id, title and entries.
    """

    name: str
    title: str
    groups: tuple[tuple[str, str, tuple[ChronicleEntry, ...]], ...]


def chronicle_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """The time line, what readers said, and each entry."""
    makers = {urls.CHRONICLE: _time_line, urls.DIALOGUE: _dialogue}
    for path, make in makers.items():
        yield PlannedPage(path, partial(make, View(graph, publication, path)))
    for entry in graph.catalog.chronicle:
        view = View(graph, publication, urls.chronicle_entry(entry.id))
        yield PlannedPage(view.path, partial(_entry, view, entry))


def _time_line(view: View) -> Page:
    meta = {
        "title": "Was daraus wurde",
        "description": "Was zu den Impulsen angekündigt, getan, gesagt und geprüft wurde, Eintrag "
        "für Eintrag mit Quellen.",
        "seitenart": "chronik",
        "bereich": "chronik",
    }
    newest = view.graph.catalog.chronicle[::-1]
    years = [
        (year, list(entries)) for year, entries in groupby(newest, key=lambda one: one.when.year)
    ]
    return view.page(
        "chronik.html",
        meta,
        shows=view.graph.impulses,
        jahre=years,
        register=registers(view.graph, newest),
    )


def registers(graph: Graph, entries: Sequence[ChronicleEntry]) -> tuple[Register, ...]:
    """Every way through the time line, and below each only what there is."""

    def by(name: str, title: str, terms: dict[str, str], found: list[set[str]]) -> Register:
        groups = (
            (term, shown, tuple(e for e, own in zip(entries, found, strict=True) if term in own))
            for term, shown in terms.items()
        )
        return Register(name, title, tuple(group for group in groups if group[2]))

    impulses = {str(i.number): f"Impuls {i.number}: {i.title}" for i in graph.impulses}
    drivers = {driver.id: driver.title for driver in graph.drivers}
    sources = [{source.kind for source in entry.sources} for entry in entries]
    return (
        by("impuls", "Impuls", impulses, [set(map(str, e.impulses)) for e in entries]),
        by("treiber", "Treiber", drivers, [set(drivers_of(graph, e)) for e in entries]),
        by("art", "Art", LISTS["chronikarten"], [{e.kind.value} for e in entries]),
        by("quelle", "Quelle", LISTS["quellenarten"], sources),
    )  # fmt: skip


def _entry(view: View, entry: ChronicleEntry) -> Page:
    meta = {
        "title": entry.title,
        "description": f"{headline(entry)}. {read(entry.body).plain}",
        "seitenart": "chronik",
        "bereich": "chronik",
        **chronicle_metadata(view.graph, view.publication, entry),
    }
    shown = [view.graph.impulse(number) for number in entry.impulses]
    return view.page("chronikeintrag.html", meta, entry.source, shown, einer=entry)


def _dialogue(view: View) -> Page:
    meta = {
        "title": "Gefragt – gehört – getan",
        "description": "Was uns zu den Impulsen gesagt wurde, was wir daraus gemacht haben und "
        "warum.",
        "seitenart": "chronik",
        "bereich": "dialog",
    }
    feedback = view.graph.catalog.feedback[::-1]
    return view.page("dialog.html", meta, FEEDBACK.where, view.graph.impulses, stimmen=feedback)
