"""The pages on what is new: the latest changes of all impulses, and every change of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.rendering import View
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import LATEST, News, difference, latest
from impulswerk.sources.history import Revision
from impulswerk.text.wording import german_date


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
        "treiberfarbe": impulse.drivers[0],
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
