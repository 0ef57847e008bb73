"""What a value in the data files can be: in words for readers, as JSON Schema for programs."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shape:
    """`words` are German; `schema` is a fragment of JSON Schema 2020-12."""

    words: str
    schema: dict[str, Any]


@dataclass(frozen=True)
class Datum:
    """A key of a data file; what is not `always` there is left out where it is not known.

    `attribute` is where the program's record has the value, `kind` which kind of value with keys of
    its own that is; each is empty where there is no such thing.
    """

    name: str
    title: str
    help: str
    shape: Shape
    always: bool = True
    attribute: str = ""
    kind: str = ""


Data = tuple[Datum, ...]

TEXT = Shape("Text", {"type": "string"})
TEXTS = Shape("Liste von Texten", {"type": "array", "items": TEXT.schema})
NUMBERS = Shape("Liste von Zahlen", {"type": "array", "items": {"type": "integer", "minimum": 1}})
NUMBER = Shape("Zahl", {"type": "integer", "minimum": 0})
TRUTH = Shape("true oder false", {"type": "boolean"})
DAY = Shape("Datum (JJJJ-MM-TT)", {"type": "string", "format": "date"})
MOMENT = Shape("Zeitpunkt (JJJJ-MM-TTThh:mm:ss+hh:mm)", {"type": "string", "format": "date-time"})
ADDRESS = Shape("Adresse", {"type": "string", "format": "uri"})


def mapping(words: str, data: Data) -> Shape:
    """A value with keys of its own."""
    return Shape(words, object_schema(data))


def many(words: str, *kinds: Shape) -> Shape:
    """A list of such values; with several kinds, each value is of one of them."""
    schemas = [kind.schema for kind in kinds]
    items = schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    return Shape(words, {"type": "array", "items": items})


def object_schema(data: Data) -> dict[str, Any]:
    """The schema of a mapping; further keys are allowed, since later editions may add some."""
    return {
        "type": "object",
        "properties": {
            datum.name: {"title": datum.title, "description": datum.help} | datum.shape.schema
            for datum in data
        },
        "required": [datum.name for datum in data if datum.always],
    }
