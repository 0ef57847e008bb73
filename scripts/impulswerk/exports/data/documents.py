"""The JSON files: what stands in each, and the JSON Schema it keeps to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from impulswerk.exports.data.fields import CONTENTS, HEAD, VERSION, Values
from impulswerk.exports.data.notices import rights, states_in_words
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.shapes import object_schema
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication
from impulswerk.text.as_json import readable

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Document:
    """A JSON file: where it lies, which schema it keeps to, and how to get its content."""

    path: str
    schema: str
    content: Callable[[], Values]


def documents(records: Records) -> Iterator[Document]:
    """Every JSON file but the schemas."""
    graph = records.graph
    folder = urls.DATA_FOLDER

    yield Document(f"{folder}impulse.json", "impulse", partial(_all_impulses, records))
    brief = partial(_all_in_brief, records)
    yield Document(f"{folder}uebersicht.json", "uebersicht", brief)
    yield Document(f"{folder}aenderungen.json", "aenderungen", records.changes)
    yield Document(urls.CHRONICLE_DATA, "chronik", records.chronicle)
    yield Document(f"{folder}treiber.json", "treiberliste", partial(_all_drivers, records))
    yield Document(f"{folder}begriffe.json", "begriffe", records.terms)
    yield Document(f"{folder}papier.json", "papier", partial(_one, "papier", records.paper))
    yield Document(f"{folder}werk.json", "werk", partial(_one, "werk", records.work))
    for impulse in graph.impulses:
        make = partial(records.impulse, impulse)
        yield Document(urls.record(impulse), "impuls", partial(_one, "impuls", make))
    for driver in graph.drivers:
        make = partial(records.driver, driver)
        yield Document(urls.record(driver), "treiber", partial(_one, "treiber", make))


def _all_impulses(records: Records) -> Values:
    return {"impulse": map(records.impulse, records.graph.impulses)}


def _all_in_brief(records: Records) -> Values:
    return {"impulse": map(records.brief, records.graph.impulses)}


def _all_drivers(records: Records) -> Values:
    return {"treiber": map(records.driver, records.graph.drivers)}


def _one(name: str, make: Callable[[], Values]) -> Values:
    return {name: make()}


def write(records: Records, document: Document) -> bytes:
    """The file's bytes; the same graph and edition give the same."""
    publication = records.publication
    head = {
        "$schema": publication.absolute(urls.data_schema(document.schema)),
        "version": VERSION,
        "ausgabe": publication.date.isoformat(),
        "url": publication.absolute(document.path),
        "redaktion": records.graph.catalog.work.publisher,
        "hinweis": states_in_words(records.graph),
        **rights(records.graph),
    }
    return readable(head | document.content()).encode()


def schema(publication: Publication, name: str) -> bytes:
    """The JSON Schema (2020-12) of a kind of file."""
    title, content = CONTENTS[name]
    found = {
        "$schema": _DIALECT,
        "$id": publication.absolute(urls.data_schema(name)),
        "title": title,
        **object_schema((*HEAD, *content)),
    }
    return readable(found).encode()
