"""What is new as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, in all and for each driver."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial
from xml.sax.saxutils import escape

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Driver, Impulse, Term
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.changes import LATEST, News, difference, latest
from impulswerk.render.chronicle import when, words
from impulswerk.render.environment import environment
from impulswerk.sources.history import Change, History
from impulswerk.text.as_json import readable
from impulswerk.text.convert import read
from impulswerk.text.slugs import slugify
from impulswerk.text.wording import doubted

# Where the names begin from which ids are made; any other value would make every id a new one.
_SPACE = uuid.UUID("7a6a3c0e-6d0b-5c8e-9f39-4c1c3d2a6b57")


@dataclass(frozen=True)
class _Entry:
    """One change, ready to be written."""

    id: str
    title: str
    url: str
    summary: str
    content: str
    published: dt.datetime
    updated: dt.datetime
    tags: tuple[str, ...]


@dataclass(frozen=True)
class _Feed:
    """A feed, ready to be written; addresses are absolute."""

    id: str
    title: str
    subtitle: str
    author: str
    rights: str
    home: str
    updated: dt.datetime
    entries: tuple[_Entry, ...]
    language: str


def feeds(graph: Graph, publication: Publication) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and maker of each feed.

    Where the history is not known the feeds have no entries, say why, and bear the edition's date:
    readers' programs then keep what they have. An id is made from the paper's title, the number of
    the impulse and the day of the change: it outlives a new host, a new title of the impulse and a
    rewritten history, and no two changes share one, since a day is one change.
    """
    for driver in (None, *graph.drivers):
        for form, write in _FORMS.items():
            path = urls.feed(driver, form)
            make = partial(_changes, graph, publication, driver)
            yield path, partial(_written, make, write, publication.absolute(path))


def chronicle_feeds(
    graph: Graph, publication: Publication
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same of what became of the impulses; an entry bears the day on which it was recorded."""
    for form, write in _FORMS.items():
        path = urls.chronicle_feed(form)
        make = partial(_chronicle, graph, publication)
        yield path, partial(_written, make, write, publication.absolute(path))


def _written(make: Callable[[], _Feed], write: Callable[[_Feed, str], str], address: str) -> bytes:
    return write(make(), address).encode()


def _feed(
    graph: Graph,
    publication: Publication,
    entries: Iterable[_Entry],
    *,
    name: str,
    title: str,
    subtitle: str,
    home: str,
) -> _Feed:
    """A feed of `entries`; `home` is the docs path of the page that says the same."""
    work, found = graph.catalog.work, tuple(entries)
    start = _midnight(publication.date)
    return _Feed(
        id=_id(graph, graph.language.prefix + name),
        title=f"{work.title}: {title}",
        subtitle=subtitle,
        author=work.publisher,
        rights=work.rights,
        home=page_of(publication, home),
        updated=max((entry.updated for entry in found), default=start),
        entries=found,
        language=graph.language.code,
    )


def _id(graph: Graph, name: str) -> str:
    space = uuid.uuid5(_SPACE, slugify(graph.catalog.paper.title))
    return uuid.uuid5(space, name).urn


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


# --- What became of the impulses ------------------------------------------------------------------


def _chronicle(graph: Graph, publication: Publication) -> _Feed:
    newest = sorted(graph.catalog.chronicle, key=lambda one: (one.recorded, one.id), reverse=True)
    return _feed(
        graph,
        publication,
        (_told(graph, publication, entry) for entry in newest[:LATEST]),
        name="was-daraus-wurde",
        title="was daraus wurde",
        subtitle="Was zu den Impulsen angekündigt, getan, gesagt und geprüft wurde, mit Quellen.",
        home=urls.CHRONICLE,
    )


def _told(graph: Graph, publication: Publication, entry: ChronicleEntry) -> _Entry:
    kind, text = words("chronikarten", entry.kind), read(entry.body).plain
    sources = Markup("").join(
        Markup("<li>{}, {}</li>").format(
            source.publisher,
            Markup('<a href="{}">{}</a>').format(source.url, source.title)
            if source.url
            else source.title,
        )
        for source in entry.sources
    )
    about = [f"Impuls {number}" for number in entry.impulses] or ["Das ganze Papier"]
    return _Entry(
        id=_id(graph, f"chronik/{entry.id}"),
        title=f"{kind}: {entry.title}",
        url=page_of(publication, urls.chronicle_entry(entry.id)),
        summary=text,
        content=Markup("<p>{}</p>\n<p>{} {}</p>\n<ul>{}</ul>").format(
            doubted(when(entry.when), entry.doubt), text, entry.reason, sources
        ),
        published=_midnight(entry.recorded),
        updated=_midnight(entry.recorded),
        tags=(kind, *about),
    )


# --- What changed in the impulses -----------------------------------------------------------------


def _changes(graph: Graph, publication: Publication, driver: Driver | None) -> _Feed:
    say, is_source = graph.language.say, graph.language.is_source
    # The page that tells of what is new; other languages have none, but a list of everything.
    home = urls.NEWS if is_source else urls.IMPULSE_INDEX
    news = latest(graph, publication.history, driver)
    entries: Iterable[_Entry] = (
        (_change(graph, publication, entry) for entry in news)
        if is_source
        else _summaries(graph, publication, driver)
    )
    return _feed(
        graph,
        publication,
        entries,
        name=f"treiber/{driver.id}" if driver else "impulse",
        title=say("neue und geänderte Impulse")
        + (f" {say('zum Treiber')} {driver.title}" if driver else ""),
        subtitle=_subtitle(graph, publication.history),
        home=urls.driver_path(driver) if driver else home,
    )


def _summaries(graph: Graph, publication: Publication, driver: Driver | None) -> Iterator[_Entry]:
    """The summaries in another language, that of the text which changed last first.

    What changed in the words is told of the German texts alone.
    """
    shown = [i for i in graph.active if driver is None or driver.id in i.drivers]
    for impulse in sorted(shown, key=lambda i: (publication.changed(i), -i.number), reverse=True):
        moment, state = _midnight(publication.changed(impulse)), graph.state(impulse)
        text = Markup("<p>{}</p>").format(read(impulse.body).plain)
        note = Markup("<p><em>{}: {}</em></p>").format(state.title, state.short)
        yield _Entry(
            id=_id(graph, f"{graph.language.prefix}impuls/{impulse.number}"),
            title=f"{graph.language.say('Impuls')} {impulse.number}: {impulse.title} "
            f"[{state.title}]",
            url=publication.absolute(urls.permalink(impulse)),
            summary=impulse.short,
            content=f"{text}\n{note}",
            published=moment,
            updated=moment,
            tags=_tags(graph, impulse),
        )


def _tags(graph: Graph, impulse: Impulse) -> tuple[str, ...]:
    drivers = [graph.driver(driver_id).title for driver_id in impulse.drivers]
    return tuple(dict.fromkeys((*drivers, graph.term("handlungsfelder", impulse.field).title)))


def _subtitle(graph: Graph, history: History) -> str:
    """Why there is nothing to tell, or how far the texts have got."""
    if not history.is_known and graph.language.is_source:
        reason = history.reason.replace("`", "")
        return f"Was neu ist, lässt sich in dieser Fassung nicht sagen. {reason}".strip()
    states = {impulse.state.value for impulse in graph.active}
    found = [f"{s.title}: {s.short}" for s in graph.catalog.states if s.id in states]
    return " ".join(found)


def _change(graph: Graph, publication: Publication, news: News) -> _Entry:
    impulse, revision = news.impulse, news.revision
    name, state = f"Impuls {impulse.number}: {news.title}", _state(graph, news)
    return _Entry(
        id=_id(graph, f"impuls/{impulse.number}/{revision.date.isoformat()}"),
        title=f"{revision.kind.capitalize()}: {name} [{state.title}]",
        url=publication.absolute(urls.permalink(impulse)),
        summary=news.short,
        content=_content(graph, publication, news),
        published=revision.begun,
        updated=revision.moment,
        tags=_tags(graph, impulse),
    )


def _state(graph: Graph, news: News) -> Term:
    """How far the text had got with this change."""
    states = {state.id: state for state in graph.catalog.states}
    return states.get(news.revision.state) or graph.state(news.impulse)


def _content(graph: Graph, publication: Publication, news: News) -> str:
    """What changed, how far the text has got, and where all changes stand, as HTML."""
    impulse, revision = news.impulse, news.revision
    parts = [
        Markup("<h3>{}</h3>\n<p>{}</p>").format(change.title, difference(graph, change))
        for change in revision.fields
    ]
    if not parts and revision.kind is not Change.REMOVED:
        parts.append(Markup("<p>{}</p>").format(news.short))
    state = _state(graph, news)
    is_now = state.id == impulse.state.value
    meaning = graph.state_text(impulse) if is_now else state.short
    parts.append(Markup("<p><em>{}: {}</em></p>").format(state.title, meaning))
    address = f"{page_of(publication, urls.changes_path(impulse))}#{news.anchor}"
    link = Markup('<p><a href="{}">Alle Änderungen an Impuls {}</a></p>')
    parts.append(link.format(address, impulse.number))
    return "\n".join(parts)


# --- The three forms ------------------------------------------------------------------------------


def _xml(template: str, feed: _Feed, address: str) -> str:
    return (
        environment(feed.language)
        .get_template(template)
        .render(
            feed=feed,
            adresse=address,
            # Quotes need no escaping outside of attributes, and there are many in HTML.
            xml=lambda text: Markup(escape(text)),
            zeitpunkt=_timestamp,
            mailzeit=format_datetime,
        )
    )


def _timestamp(moment: dt.datetime) -> str:
    """As RFC 3339 wants it, in UTC: `2026-11-22T20:49:56Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(feed: _Feed, address: str) -> str:
    return readable(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": address,
            "description": feed.subtitle,
            "language": feed.language,
            "authors": [{"name": feed.author}],
            "items": [
                {
                    "id": entry.id,
                    "url": entry.url,
                    "title": entry.title,
                    "summary": entry.summary,
                    "content_html": entry.content,
                    "date_published": _timestamp(entry.published),
                    "date_modified": _timestamp(entry.updated),
                    "tags": list(entry.tags),
                }
                for entry in feed.entries
            ],
        }
    )


_FORMS: dict[str, Callable[[_Feed, str], str]] = {
    "xml": partial(_xml, "feed.atom"),
    "rss": partial(_xml, "feed.rss"),
    "json": _json,
}
