"""Pages about the frozen editions: their list, the first page of each, what has changed since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.frozen import Edition, key_of
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import difference
from impulswerk.sources.visible import differences, visible
from impulswerk.text.wording import german_date
from impulswerk.text.words import FieldChange


@dataclass(frozen=True)
class Comparison:
    """An impulse or driver in an edition and today; one of the two is None where it is missing."""

    then: Entry | None
    now: Entry | None
    changes: tuple[FieldChange, ...] = ()

    @property
    def entry(self) -> Entry:
        """Whichever there is, rather that of today."""
        found = self.now or self.then
        assert found is not None
        return found

    @property
    def is_changed(self) -> bool:
        """Whether a reader sees a difference."""
        return bool(self.changes) or self.then is None or self.now is None

    @property
    def anchor(self) -> str:
        """Id of its part of the page."""
        return anchor_of(self.entry)


def anchor_of(entry: Entry) -> str:
    """Id of an entry's part of the page that compares."""
    return f"impuls-{entry.number}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"


def edition_pages(
    graph: Graph,
    publication: Publication,
    editions: Sequence[Edition],
    files: Mapping[str, bytes],
) -> Iterator[PlannedPage]:
    """The list of editions, and for each its comparison with today, whose sources are `files`."""
    listed = sorted(editions, key=lambda edition: edition.name, reverse=True)
    view = View(graph, publication, urls.EDITIONS)
    yield PlannedPage(view.path, partial(_list, view, listed))
    for edition in listed:
        view = View(graph, publication, urls.edition_comparison(edition.prefix))
        yield PlannedPage(view.path, partial(_comparison, view, edition, files))


def edition_home(publication: Publication, edition: Edition) -> PlannedPage:
    """The first page of an edition; `publication` is that of the edition."""
    view = View(edition.graph, publication, urls.edition_home(""))
    return PlannedPage(view.path, partial(_home, view, edition))


def _list(view: View, editions: Sequence[Edition]) -> Page:
    meta = {
        "title": "Fassungen",
        "description": "Eingefrorene Stände aller Impulse, die sich nicht mehr ändern.",
        "seitenart": "text",
        "bereich": "ueber",
    }
    return view.page("fassungen.html", meta, shows=view.graph.entries, fassungen=editions)


def _comparison(view: View, edition: Edition, files: Mapping[str, bytes]) -> Page:
    date = german_date(edition.date)
    meta = {
        "title": f"Fassung {edition.name} im Vergleich",
        "description": f"Was sich seit der Fassung vom {date} geändert hat, Wort für Wort.",
        "seitenart": "verlauf",
        "bereich": "ueber",
    }
    # Of a text that is in both the former state counts: the page shows its former words, too.
    texts = {key_of(entry): entry for entry in (*view.graph.entries, *edition.graph.entries)}
    return view.page(
        "vergleich.html",
        meta,
        shows=texts.values(),
        fassung=edition,
        alle=compared(edition, view.graph, files),
        unterschied=partial(difference, view.graph, is_spoken=True),
    )


def _home(view: View, edition: Edition) -> Page:
    meta = {
        "title": f"Fassung {edition.name}",
        "description": f"Alle Impulse, wie sie am {german_date(edition.date)} auf dieser Website "
        "standen.",
        "seitenart": "text",
        "bereich": "ueber",
    }
    return view.page("fassung.html", meta, shows=edition.graph.impulses, fassung=edition)


def compared(edition: Edition, graph: Graph, files: Mapping[str, bytes]) -> list[Comparison]:
    """Every impulse, then every driver, of the edition and of today."""
    then, now = edition.sources, {key_of(entry): entry for entry in graph.entries}
    found = []
    for key in {**then, **now}:
        old, new = then.get(key), now.get(key)
        changes: tuple[FieldChange, ...] = ()
        if old and new:
            is_impulse = isinstance(new, Impulse)
            before = visible(edition.content(old), is_impulse=is_impulse)
            after = visible(files[new.source], is_impulse=is_impulse)
            changes = tuple(differences(before, after, is_impulse=is_impulse))
        found.append(Comparison(old, new, changes))
    return sorted(found, key=_order)


def _order(comparison: Comparison) -> tuple[bool, int]:
    entry = comparison.entry
    if isinstance(entry, Impulse):
        return False, entry.number
    return True, entry.order
