"""The JSON files: what stands in each, and the JSON Schema it keeps to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from impulswerk.exports.data.fields import (
    ACTOR_DATA,
    DRIVER_DATA,
    HEAD,
    IMPULSE_DATA,
    PAPER_DATA,
    STATE_DATA,
    TERM_DATA,
    VERSION,
    WORK_DATA,
)
from impulswerk.exports.data.records import Records, Values
from impulswerk.exports.data.shapes import Datum, many, mapping, object_schema
from impulswerk.exports.data.standing import rights, standing
from impulswerk.model import urls
from impulswerk.model.schema import TERM_PAGES
from impulswerk.permanence.publication import Publication
from impulswerk.text.output import to_json

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_IMPULSE = mapping("Impuls", IMPULSE_DATA)
_DRIVER = mapping("Treiber", DRIVER_DATA)
_TERMS = many("Liste von Begriffen", mapping("Begriff", TERM_DATA))

# What each kind of file holds below its head.
CONTENTS: dict[str, tuple[str, tuple[Datum, ...]]] = {
    "impulse": (
        "Alle Impulse",
        (
            Datum(
                "impulse",
                "Impulse",
                "Alle Impulse nach ihrer Nummer, auch zurückgezogene.",
                many("Liste von Impulsen", _IMPULSE),
            ),
        ),
    ),
    "impuls": ("Ein Impuls", (Datum("impuls", "Impuls", "Der Impuls.", _IMPULSE),)),
    "treiberliste": (
        "Alle Treiber",
        (
            Datum(
                "treiber",
                "Treiber",
                "Alle Treiber in ihrer Reihenfolge.",
                many("Liste von Treibern", _DRIVER),
            ),
        ),
    ),
    "treiber": ("Ein Treiber", (Datum("treiber", "Treiber", "Der Treiber.", _DRIVER),)),
    "begriffe": (
        "Geschlossene Listen",
        (
            *(Datum(page.name, page.title, page.intro, _TERMS) for page in TERM_PAGES),
            Datum(
                "handelnde",
                "Handelnde",
                "Wer einen Impuls umsetzen kann.",
                many("Liste von Handelnden", mapping("Handelnde", ACTOR_DATA)),
            ),
            Datum(
                "staende",
                "Stände",
                "Wie weit ein Impuls mit dem Papier abgeglichen sein kann.",
                many("Liste von Ständen", mapping("Stand", STATE_DATA)),
            ),
        ),
    ),
    "papier": (
        "Das Papier und seine Quellen",
        (Datum("papier", "Papier", "Das Papier.", mapping("Papier", PAPER_DATA)),),
    ),
    "werk": (
        "Diese Texte als Werk der Redaktion",
        (Datum("werk", "Werk", "Die Texte zusammen.", mapping("Werk", WORK_DATA)),),
    ),
}


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
        "hinweis": standing(records.graph),
        **rights(records.graph),
    }
    return to_json(head | document.content()).encode()


def schema(publication: Publication, name: str) -> bytes:
    """The JSON Schema (2020-12) of a kind of file."""
    title, content = CONTENTS[name]
    found = {
        "$schema": _DIALECT,
        "$id": publication.absolute(urls.data_schema(name)),
        "title": title,
        **object_schema((*HEAD, *content)),
    }
    return to_json(found).encode()
