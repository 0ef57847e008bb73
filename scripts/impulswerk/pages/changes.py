"""The pages on what is new: the latest changes of all impulses, and every change of each."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, State
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import LATEST, News, choices_in_words, difference, latest
from impulswerk.sources.history import History, Revision
from impulswerk.sources.visible import BULLET, Visible, visible
from impulswerk.text.wording import german_date


def change_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """The page on what is new, the history of each impulse, its words after each change.

    A page of words stays once it was published: where git does not know them, it says so.
    """
    view = View(graph, publication, urls.NEWS)
    yield PlannedPage(view.path, partial(_news, view))
    for impulse in graph.impulses:
        view = View(graph, publication, urls.changes_path(impulse))
        yield PlannedPage(view.path, partial(_changes, view, impulse))
    for number, day in sorted(_promised(graph) | known_versions(graph, publication.history)):
        view = View(graph, publication, urls.version_path(number, day))
        yield PlannedPage(view.path, partial(_version, view, graph.impulse(number), day))


def known_versions(graph: Graph, history: History) -> set[tuple[int, dt.date]]:
    """Number and day of each change that left words to read."""
    return {
        (impulse.number, revision.date)
        for impulse in graph.impulses
        for revision in history.revisions(impulse)
        if revision.content
    }


def _promised(graph: Graph) -> set[tuple[int, dt.date]]:
    """The same of every address that was ever published, whether its history is at hand or not."""
    found = map(urls.version_of, graph.catalog.ledger.entries)
    return {version for version in found if version and graph.has_impulse(version[0])}


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
        stelle=partial(_place, publication.version_pattern),
    )


def _version(view: View, impulse: Impulse, day: dt.date) -> Page:
    graph, publication = view.graph, view.publication
    revision = publication.history.at(impulse, day)
    shown = visible(revision.content, is_impulse=True) if revision else Visible()
    title = shown.fields.get("titel") or impulse.title
    meta = {
        "title": f"Impuls {impulse.number}: {title}, Fassung vom {german_date(day)}",
        "description": f"Der Wortlaut von Impuls {impulse.number} am {german_date(day)}.",
        "textdatum": german_date(day),
        "seitenart": "verlauf",
        "bereich": "impulse",
        "treiberfarbe": impulse.drivers[0],
    }
    return view.page(
        "wortlaut.html",
        meta,
        shows=[_in_state(impulse, shown.fields.get("stand", ""))],
        impuls=impulse,
        tag=day,
        revision=revision,
        titel=title,
        kurz=shown.fields.get("kurz", ""),
        angaben=choices_in_words(graph, shown),
        abschnitte=[(name, _blocks(text)) for name, text in (shown.sections or {}).items()],
        stelle=_place(publication.version_pattern, revision) if revision else "",
    )


def _in_state(impulse: Impulse, state: str) -> Impulse:
    """The impulse as far as it had got, where that is known."""
    known = {found.value: found for found in State}
    return replace(impulse, state=known.get(state, impulse.state))


def _blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Paragraphs, each a line, and lists, as what git knows is told; whether it is a list."""
    groups = groupby(text.split("\n"), key=lambda line: line.startswith(BULLET))
    return [(is_list, [line.removeprefix(BULLET) for line in lines]) for is_list, lines in groups]


def _months(news: Sequence[News]) -> Iterator[tuple[str, list[tuple[dt.date, list[News]]]]]:
    """Month in words, then its days with what they brought."""
    days = groupby(news, key=lambda entry: entry.revision.date)
    listed = [(day, list(entries)) for day, entries in days]
    for _, group in groupby(listed, key=lambda entry: (entry[0].year, entry[0].month)):
        found = list(group)
        yield german_date(found[0][0]).partition("\u00a0")[2], found


def _place(pattern: str, revision: Revision) -> str:
    """Address of the file as this revision left it, or an empty text; see Publication."""
    return pattern.replace("{commit}", revision.commit).replace("{datei}", revision.source)
