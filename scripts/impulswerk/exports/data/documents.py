"""The JSON files: what stands in each, and the JSON Schema it keeps to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

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
    """A JSON file: where it lies, which schema it keeps to, and how to get its content.

    `key` is the one key below its head; where it is empty `make` gives a mapping of several.
    """

    path: str
    schema: str
    key: str
    make: Callable[[], Any]

    def content(self) -> Values:
        """What stands below the head."""
        return {self.key: self.make()} if self.key else self.make()


def documents(records: Records) -> Iterator[Document]:
    """Every JSON file but the schemas."""
    graph, folder = records.graph, urls.DATA_FOLDER
    impulses = partial(map, records.impulse, graph.impulses)
    yield Document(f"{folder}impulse.json", "impulse", "impulse", impulses)
    brief = partial(map, records.brief, graph.impulses)
    yield Document(f"{folder}uebersicht.json", "uebersicht", "impulse", brief)
    yield Document(f"{folder}aenderungen.json", "aenderungen", "", records.changes)
    yield Document(urls.CHRONICLE_DATA, "chronik", "", records.chronicle)
    drivers = partial(map, records.driver, graph.drivers)
    yield Document(f"{folder}treiber.json", "treiberliste", "treiber", drivers)
    yield Document(f"{folder}begriffe.json", "begriffe", "", records.terms)
    yield Document(f"{folder}papier.json", "papier", "papier", records.paper)
    yield Document(f"{folder}werk.json", "werk", "werk", records.work)
    for impulse in graph.impulses:
        yield Document(urls.record(impulse), "impuls", "impuls", partial(records.impulse, impulse))
    for driver in graph.drivers:
        yield Document(urls.record(driver), "treiber", "treiber", partial(records.driver, driver))


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
