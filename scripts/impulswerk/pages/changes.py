"""The pages on what is new: the latest changes of all impulses, and every change of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import nsmallest
from itertools import groupby, zip_longest

from markupsafe import Markup, escape

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.history import History, Revision
from impulswerk.model import Driver, Impulse, Term
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.rendering import View
from impulswerk.publication import Publication
from impulswerk.schema import DRIVER_STATES, IMPULSE
from impulswerk.wording import german_date
from impulswerk.words import FieldChange

LATEST = 50  # changes that the page on what is new, and each feed, shows
_MANY = {field.vocabulary for field in IMPULSE.fields if field.many}
_TAGS = {"weg": ("del", "gestrichen"), "neu": ("ins", "eingefügt")}


@dataclass(frozen=True)
class News:
    """A change of an impulse, to be told of."""

    impulse: Impulse
    revision: Revision

    @property
    def title(self) -> str:
        """The impulse's title, as it was after this change."""
        return self.revision.title or self.impulse.title

    @property
    def short(self) -> str:
        """The impulse's short text, as it was after this change."""
        return self.revision.short or self.impulse.short

    @property
    def anchor(self) -> str:
        """Id of the change on the page with all changes of the impulse."""
        return f"fassung-{self.revision.date.isoformat()}"


def change_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """The page on what is new, then the history of each impulse."""
    view = View(graph, publication, urls.NEWS)
    yield PlannedPage(view.path, partial(_news, view))
    for impulse in graph.impulses:
        view = View(graph, publication, urls.changes_path(impulse))
        yield PlannedPage(view.path, partial(_changes, view, impulse))


def _news(view: View) -> Page:
    graph = view.graph
    news = latest(graph, view.publication.history)
    feeds = [("Alle Impulse", None), *((driver.title, driver) for driver in graph.drivers)]
    meta = {
        "title": "Neues",
        "description": "Welche Impulse zuletzt hinzugekommen sind, sich geändert haben oder "
        "zurückgezogen wurden.",
        "seitenart": "verlauf",
        "bereich": "neues",
    }
    months, is_cut = list(_months(news)), len(news) == LATEST
    return view.page(
        "neues.html", meta, shows=graph.impulses, monate=months, gekuerzt=is_cut, abos=feeds
    )


def _changes(view: View, impulse: Impulse) -> Page:
    graph, publication = view.graph, view.publication
    meta = {
        "title": f"Änderungen an Impuls {impulse.number}",
        "description": f"Wie sich der Impuls „{impulse.title}“ von Tag zu Tag geändert hat.",
        "seitenart": "verlauf",
        "bereich": "impulse",
        "treiberfolge": graph.driver(impulse.drivers[0]).order,
    }
    found = reversed(publication.history.revisions(impulse))
    return view.page(
        "aenderungen.html",
        meta,
        shows=[impulse],
        impuls=impulse,
        fassungen=[News(impulse, revision) for revision in found],
        unterschied=partial(difference, graph, is_spoken=True),
        stelle=partial(_version, publication.version_pattern),
    )


def latest(graph: Graph, history: History, driver: Driver | None = None) -> list[News]:
    """The last changes of all impulses, or of those with this driver, newest first."""
    every = (
        News(impulse, revision)
        for impulse in graph.impulses
        if driver is None or driver.id in impulse.drivers
        for revision in history.revisions(impulse)
    )
    return nsmallest(LATEST, every, key=_age)


def _age(news: News) -> tuple[float, int]:
    return -news.revision.moment.timestamp(), news.impulse.number


def _months(news: Sequence[News]) -> Iterator[tuple[str, list[tuple[dt.date, list[News]]]]]:
    """Month in words, then its days with what they brought."""
    days = groupby(news, key=lambda entry: entry.revision.date)
    listed = [(day, list(entries)) for day, entries in days]
    for _, group in groupby(listed, key=lambda entry: (entry[0].year, entry[0].month)):
        found = list(group)
        yield german_date(found[0][0]).partition("\u00a0")[2], found


def _version(pattern: str, revision: Revision) -> str:
    """Address of the file as this revision left it, or an empty text; see Publication."""
    return pattern.replace("{commit}", revision.commit).replace("{datei}", revision.source)


def difference(graph: Graph, change: FieldChange, *, is_spoken: bool = False) -> Markup:
    """The changed words as <ins> and <del>; `is_spoken` adds words for those who only hear."""
    if change.vocabulary:
        titles = _titles(graph, change.vocabulary)
        single = [(run.kind, word) for run in change.words for word in run.text.split()]
        marked = (_marked(kind, titles.get(word, word), is_spoken) for kind, word in single)
        return Markup(", " if change.vocabulary in _MANY else " ").join(marked)
    parts = []
    for run, following in zip_longest(change.words, change.words[1:]):
        text = run.text.strip()
        left, _, right = run.text.partition(text) if text else (run.text, "", "")
        # What took the place of something stands beside it, not on a line of its own.
        is_replaced = run.kind == "weg" and following is not None and following.kind == "neu"
        parts += [_lines(left), _marked(run.kind, text, is_spoken)]
        parts.append(_lines(" " if is_replaced else right))
    return Markup("").join(parts).strip()


def _titles(graph: Graph, vocabulary: str) -> dict[str, str]:
    """Titles that readers know, by id."""
    lists: dict[str, Sequence[Driver | Term]] = {
        "treiber": graph.drivers,
        "staende": graph.catalog.states,
        DRIVER_STATES: graph.catalog.states,
        **graph.term_lists,
    }
    return {term.id: term.title for term in lists.get(vocabulary, ())}


def _marked(kind: str, text: str, is_spoken: bool) -> Markup:
    inner = _lines(text)
    if kind == "gleich" or not text:
        return inner
    tag, word = _TAGS[kind]
    if is_spoken:
        inner = Markup('<span class="nur-vorlesen">({}: </span>').format(word) + inner
        inner += Markup('<span class="nur-vorlesen">)</span>')
    return Markup(f"<{tag}>{{}}</{tag}>").format(inner)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
