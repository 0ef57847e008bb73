"""The front matter of impulses and drivers as JSON Schema 2020-12, for completion in editors."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.model.chronicle import WHEN_PATTERN
from impulswerk.model.operator_fields import own_terms
from impulswerk.model.record import Field, Kind, Record
from impulswerk.model.schema import DRIVER, DRIVER_STATES, IMPULSE, RECORDS, driver_states
from impulswerk.rules import forms
from impulswerk.rules.scaffold import STEP_NAMES
from impulswerk.text.as_json import readable

VERSION = "v1"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

# Ids that a field may hold, by closed list.
Terms = Mapping[str, tuple[str, ...]]


def json_schemas(graph: Graph) -> Iterator[tuple[str, str]]:
    """Path and text of each published schema."""
    terms = allowed_terms(graph)
    for record in (IMPULSE, DRIVER):
        schema = record_schema(record, terms)
        yield f"schema/{record.name}/{VERSION}.json", readable(schema)


def file_schemas(graph: Graph) -> Iterator[tuple[str, str]]:
    """Name and JSON Schema of each YAML file in the sources, for completion in an editor."""
    terms = allowed_terms(graph)
    for record in (record for record in RECORDS if record.where.endswith(".yml")):
        schema = record_schema(record, terms)
        if record.lists:
            least = 0 if record.is_optional else 1
            items = {"type": "array", "minItems": least, "items": _object(record.fields, terms)}
            schema = _file(dict.fromkeys(record.lists, items))
        yield PurePath(record.where).stem, readable(schema)


def _file(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def allowed_terms(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Ids of every closed list, as the validator knows them."""
    catalog = graph.catalog
    return {
        **{name: tuple(term.id for term in terms) for name, terms in graph.term_lists.items()},
        STEP_NAMES: tuple(actor.name for actor in catalog.actors),
        "staende": tuple(term.id for term in catalog.states),
        DRIVER_STATES: driver_states(term.id for term in catalog.states),
        "treiber": tuple(driver.id for driver in catalog.drivers),
        "quellen": tuple(reference.id for reference in catalog.references),
        "rechtsrahmen": tuple(frame.id for frame in catalog.frames),
        "farben": tuple(colour.id for colour in catalog.look.colours),
        "zeichen": tuple(sign.id for sign in catalog.look.signs),
        **own_terms(),
    }


def record_schema(record: Record, terms: Terms) -> dict[str, Any]:
    """JSON Schema of one kind of front matter."""
    return {
        "$schema": _DIALECT,
        "title": record.title,
        "description": f"Kopf der Datei {record.where}",
        **_object(record.fields, terms),
    }


def _object(fields: tuple[Field, ...], terms: Terms) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _field(field, terms) for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }
    if {"absatz", "seite"} <= {field.name for field in fields}:
        schema["oneOf"] = [{"required": ["absatz"]}, {"required": ["seite"]}]
    return schema


def _field(field: Field, terms: Terms) -> dict[str, Any]:
    described = {"title": field.title, "description": field.help}
    content = _content(field, terms)
    others = [{"type": "null"}] if field.blank else []
    others += [{"const": field.nothing}] if field.nothing else []
    return described | ({"anyOf": [content, *others]} if others else content)


def _content(field: Field, terms: Terms) -> dict[str, Any]:
    if not field.many:
        return _value(field, terms)
    items: dict[str, Any] = {
        "type": "array",
        "items": _value(field, terms),
        "minItems": field.min_items,
        "uniqueItems": True,
    }
    if field.max_items:
        items["maxItems"] = field.max_items
    return items


def _value(field: Field, terms: Terms) -> dict[str, Any]:
    match field.kind:
        case Kind.NUMBER:
            return {"type": "integer", "minimum": field.minimum, "maximum": 9999}
        case Kind.TERM:
            return {"type": "string", "enum": list(terms[field.vocabulary])}
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case Kind.WHEN:
            # Without quotes YAML takes a year for a number.
            return {"type": ["string", "integer"], "pattern": WHEN_PATTERN}
        case Kind.ID:
            return {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
        case Kind.RECORDS:
            return _object(field.fields, terms)
        case Kind.MAIL | Kind.ADDRESS | Kind.COLOUR | Kind.OUTLINE:
            return {"type": "string", "pattern": forms.pattern(field)}
        case Kind.PHONE | Kind.POSTCODE:
            # Without quotes and blanks YAML takes them for numbers.
            return {"type": ["string", "integer"], "pattern": forms.pattern(field)}
        case _:
            # Whatever holds a visible character; the validator folds white space before it counts.
            text: dict[str, Any] = {"type": "string", "pattern": "\\S"}
            return text | ({"maxLength": field.max_length} if field.max_length else {})
