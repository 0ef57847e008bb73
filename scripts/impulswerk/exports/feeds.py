"""What is new as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, in all and for each driver."""

from __future__ import annotations

import datetime as dt
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from functools import partial
from typing import Any

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Driver, Term
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.changes import LATEST, News, difference, latest
from impulswerk.render.chronicle import when, words
from impulswerk.sources.history import Change, History
from impulswerk.text.as_json import readable
from impulswerk.text.convert import read
from impulswerk.text.slugs import slugify
from impulswerk.text.wording import doubted

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
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
    published: str
    updated: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class _Feed:
    """A feed, ready to be written; addresses are absolute, dates in the form of RFC 3339."""

    id: str
    title: str
    subtitle: str
    author: str
    rights: str
    home: str
    updated: str
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
        for form, write in (("xml", _atom), ("rss", _rss), ("json", _json)):
            path = urls.feed(driver, form)
            feed = partial(_feed, graph, publication, driver)
            yield path, partial(_written, feed, write, publication.absolute(path))


def chronicle_feeds(
    graph: Graph, publication: Publication
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The same of what became of the impulses; an entry bears the day on which it was recorded."""
    for form, write in (("xml", _atom), ("rss", _rss), ("json", _json)):
        path = urls.chronicle_feed(form)
        feed = partial(_chronicle, graph, publication)
        yield path, partial(_written, feed, write, publication.absolute(path))


def _chronicle(graph: Graph, publication: Publication) -> _Feed:
    work = graph.catalog.work
    space = uuid.uuid5(_SPACE, slugify(graph.catalog.paper.title))
    newest = sorted(graph.catalog.chronicle, key=lambda one: (one.recorded, one.id), reverse=True)
    entries = tuple(_told(publication, space, entry) for entry in newest[:LATEST])
    start = dt.datetime.combine(publication.date, dt.time(), dt.UTC)
    return _Feed(
        id=uuid.uuid5(space, "was-daraus-wurde").urn,
        title=f"{work.title}: was daraus wurde",
        subtitle="Was zu den Impulsen angekündigt, getan, gesagt und geprüft wurde, mit Quellen.",
        author=work.publisher,
        rights=work.rights,
        home=page_of(publication, urls.CHRONICLE),
        updated=max((entry.updated for entry in entries), default=_timestamp(start)),
        entries=entries,
        language=graph.language.code,
    )


def _told(publication: Publication, space: uuid.UUID, entry: ChronicleEntry) -> _Entry:
    kind = words("chronikarten", entry.kind)
    recorded = _timestamp(dt.datetime.combine(entry.recorded, dt.time(), dt.UTC))
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
    text = read(entry.body).plain
    return _Entry(
        id=uuid.uuid5(space, f"chronik/{entry.id}").urn,
        title=f"{kind}: {entry.title}",
        url=page_of(publication, urls.chronicle_entry(entry.id)),
        summary=text,
        content=Markup("<p>{}</p>\n<p>{} {}</p>\n<ul>{}</ul>").format(
            doubted(when(entry.when), entry.doubt), text, entry.reason, sources
        ),
        published=recorded,
        updated=recorded,
        tags=(kind, *about),
    )


def _written(feed: Callable[[], _Feed], write: Callable[[_Feed, str], str], address: str) -> bytes:
    return write(feed(), address).encode()


def _feed(graph: Graph, publication: Publication, driver: Driver | None) -> _Feed:
    work = graph.catalog.work
    space = uuid.uuid5(_SPACE, slugify(graph.catalog.paper.title))
    say = graph.language.say
    if graph.language.is_source:
        news = latest(graph, publication.history, driver)
        entries = tuple(_entry(graph, publication, space, entry) for entry in news)
    else:
        entries = tuple(_summaries(graph, publication, space, driver))
    start = dt.datetime.combine(publication.date, dt.time(), dt.UTC)
    about = f" {say('zum Treiber')} {driver.title}" if driver else ""
    id_of = f"treiber/{driver.id}" if driver else "impulse"
    return _Feed(
        id=uuid.uuid5(space, graph.language.prefix + id_of).urn,
        title=f"{work.title}: {say('neue und geänderte Impulse')}{about}",
        subtitle=_subtitle(graph, publication.history),
        author=work.publisher,
        rights=work.rights,
        home=page_of(publication, urls.driver_path(driver) if driver else _home(graph)),
        updated=max((entry.updated for entry in entries), default=_timestamp(start)),
        entries=entries,
        language=graph.language.code,
    )


def _home(graph: Graph) -> str:
    """The page that tells of what is new; other languages have none, but a list of everything."""
    return urls.NEWS if graph.language.is_source else urls.IMPULSE_INDEX


def _summaries(
    graph: Graph, publication: Publication, space: uuid.UUID, driver: Driver | None
) -> Iterator[_Entry]:
    """The summaries in another language, that of the text which changed last first.

    What changed in the words is told of the German texts alone.
    """
    shown = [i for i in graph.active if driver is None or driver.id in i.drivers]
    for impulse in sorted(shown, key=lambda i: (publication.changed(i), -i.number), reverse=True):
        moment = dt.datetime.combine(publication.changed(impulse), dt.time(), dt.UTC)
        state = graph.state(impulse)
        text = Markup("<p>{}</p>").format(read(impulse.body).plain)
        note = Markup("<p><em>{}: {}</em></p>").format(state.title, state.short)
        tags = [graph.driver(driver_id).title for driver_id in impulse.drivers]
        yield _Entry(
            id=uuid.uuid5(space, f"{graph.language.prefix}impuls/{impulse.number}").urn,
            title=f"{graph.language.say('Impuls')} {impulse.number}: {impulse.title} "
            f"[{state.title}]",
            url=publication.absolute(urls.permalink(impulse)),
            summary=impulse.short,
            content=f"{text}\n{note}",
            published=_timestamp(moment),
            updated=_timestamp(moment),
            tags=(*tags, graph.term("handlungsfelder", impulse.field).title),
        )


def _subtitle(graph: Graph, history: History) -> str:
    """Why there is nothing to tell, or how far the texts have got."""
    if not history.is_known and graph.language.is_source:
        reason = history.reason.replace("`", "")
        return f"Was neu ist, lässt sich in dieser Fassung nicht sagen. {reason}".strip()
    states = {impulse.state.value for impulse in graph.active}
    found = [f"{s.title}: {s.short}" for s in graph.catalog.states if s.id in states]
    return " ".join(found)


def _entry(graph: Graph, publication: Publication, space: uuid.UUID, news: News) -> _Entry:
    impulse, revision = news.impulse, news.revision
    tags = [graph.driver(driver_id).title for driver_id in impulse.drivers]
    tags.append(graph.term("handlungsfelder", impulse.field).title)
    name, state = f"Impuls {impulse.number}: {news.title}", _state(graph, news)
    return _Entry(
        id=uuid.uuid5(space, f"impuls/{impulse.number}/{revision.date.isoformat()}").urn,
        title=f"{revision.kind.capitalize()}: {name} [{state.title}]",
        url=publication.absolute(urls.permalink(impulse)),
        summary=news.short,
        content=_content(graph, publication, news),
        published=_timestamp(revision.begun),
        updated=_timestamp(revision.moment),
        tags=tuple(dict.fromkeys(tags)),
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


def _timestamp(moment: dt.datetime) -> str:
    """As RFC 3339 wants it, in UTC: `2026-11-22T20:49:56Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _atom(feed: _Feed, address: str) -> str:
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"xml:lang": feed.language})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", feed.author)
    if feed.rights:
        _add(root, "rights", feed.rights)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home)
    for entry in feed.entries:
        node = _add(root, "entry")
        _add(node, "id", entry.id)
        _add(node, "title", entry.title)
        _add(node, "published", entry.published)
        _add(node, "updated", entry.updated)
        _add(node, "link", rel="alternate", type="text/html", href=entry.url)
        for tag in entry.tags:
            _add(node, "category", term=tag)
        _add(node, "summary", entry.summary)
        _add(node, "content", entry.content, type="html")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'


def _rss(feed: _Feed, address: str) -> str:
    ET.register_namespace("atom", _ATOM)
    ET.register_namespace("content", _CONTENT)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    about = {
        "title": feed.title,
        "link": feed.home,
        "description": feed.subtitle,
        "language": feed.language,
        "copyright": feed.rights,
        "lastBuildDate": _rfc822(feed.updated),
    }
    for name, text in about.items():
        if text:
            _add(channel, name, text, space="")
    _add(channel, "link", rel="self", type="application/rss+xml", href=address)
    for entry in feed.entries:
        item = ET.SubElement(channel, "item")
        _add(item, "title", entry.title, space="")
        _add(item, "link", entry.url, space="")
        _add(item, "guid", entry.id, space="", isPermaLink="false")
        _add(item, "pubDate", _rfc822(entry.updated), space="")
        for tag in entry.tags:
            _add(item, "category", tag, space="")
        _add(item, "description", entry.summary, space="")
        _add(item, "encoded", entry.content, space=f"{{{_CONTENT}}}")
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'


def _rfc822(timestamp: str) -> str:
    return format_datetime(dt.datetime.fromisoformat(timestamp))


def _add(
    parent: ET.Element, name: str, text: str = "", space: str = f"{{{_ATOM}}}", **attributes: str
) -> ET.Element:
    node = ET.SubElement(parent, f"{space}{name}", attributes)
    node.text = text or None
    return node


def _json(feed: _Feed, address: str) -> str:
    found: dict[str, Any] = {
        "version": _JSON_FEED,
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
                "date_published": entry.published,
                "date_modified": entry.updated,
                "tags": list(entry.tags),
            }
            for entry in feed.entries
        ],
    }
    return readable(found)
