"""OpenAPI 3.1: what a program may ask of the data files, and what it gets."""

from typing import Any

from impulswerk.exports.data.documents import Document, documents
from impulswerk.exports.data.fields import CONTENTS, HEAD
from impulswerk.exports.data.listing import JSON, OFFERS
from impulswerk.exports.data.notices import contact, states_in_words
from impulswerk.exports.data.records import Records
from impulswerk.exports.data.shapes import object_schema
from impulswerk.text.as_json import readable

# Of the description: it grows with every key or file that is added.
VERSION = "1.1.0"

# Of the files there is one of for each impulse or driver: id, title, words for its name.
_MANY = {
    "impuls": ("nummer", "Nummer des Impulses, ohne führende Null.", {"type": "integer"}),
    "treiber": ("id", "Kennung des Treibers.", {"type": "string"}),
}


def openapi(records: Records) -> bytes:
    """The description: static files, read with GET, without a key and without limits."""
    publication, work = records.publication, records.graph.catalog.work
    info: dict[str, Any] = {
        "title": f"{work.title}: Daten",
        "description": f"{work.short} {states_in_words(records.graph)}".strip(),
        "version": VERSION,
    }
    if found := contact(records.graph):
        info["contact"] = found
    if work.licence:
        info["license"] = {"name": work.rights or work.licence, "url": work.licence}
    return readable(
        {
            "openapi": "3.1.0",
            "info": info,
            "servers": [{"url": publication.base.rstrip("/")}],
            "security": [],
            "paths": _paths(records),
            "components": {
                "schemas": {
                    name: {"title": title, **object_schema((*HEAD, *content))}
                    for name, (title, content) in CONTENTS.items()
                }
            },
        }
    ).encode()


def _paths(records: Records) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for document in documents(records):
        path = _pattern(document)
        found.setdefault(f"/{path}", {"get": _json_file(document)})
    for offer in OFFERS:
        if offer.form != JSON:
            name = offer.path.rpartition("/")[2]
            content: dict[str, Any] = {offer.form.media_type: {}}
            found[f"/{offer.path}"] = {"get": _file(name, offer.title, offer.text, content)}
    return found


def _pattern(document: Document) -> str:
    if document.schema not in _MANY:
        return document.path
    folder, _, _ = document.path.rpartition("/")
    return f"{folder}/{{{_MANY[document.schema][0]}}}.json"


def _json_file(document: Document) -> dict[str, Any]:
    title = CONTENTS[document.schema][0]
    schema = {"$ref": f"#/components/schemas/{document.schema}"}
    found = _file(document.schema, title, title, {JSON.media_type: {"schema": schema}})
    if document.schema in _MANY:
        name, text, of = _MANY[document.schema]
        found["parameters"] = [
            {"name": name, "in": "path", "required": True, "description": text, "schema": of}
        ]
        found["responses"]["404"] = {"description": "Das gibt es nicht."}
    return found


def _file(name: str, title: str, text: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": title,
        "responses": {"200": {"description": text, "content": content}},
    }
