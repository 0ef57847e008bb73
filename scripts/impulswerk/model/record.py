"""What the table of fields is written in: a kind of value, a field, a record of fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_type_hints

Made = TypeVar("Made")


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    ID = "kennung"
    DATE = "datum"
    WHEN = "zeitangabe"  # a day, a month or a year
    NUMBER = "zahl"
    TERM = "begriff"  # one id of a closed list
    RECORDS = "eintraege"  # a mapping with fields of its own; with `many` a list of them
    MAIL = "mailadresse"
    PHONE = "telefonnummer"
    POSTCODE = "postleitzahl"
    ADDRESS = "webadresse"
    COLOUR = "farbwert"
    OUTLINE = "umriss"


@dataclass(frozen=True)
class Field:
    """One key of a front matter or YAML file.

    `attribute` is its name in the program's record, empty where the program keeps no such value.

    `max_length` counts characters of one text, `min_items`/`max_items` entries of a list, `minimum`
    is the least NUMBER. `vocabulary` names the closed list of a TERM; `fields` are the keys of one
    of the RECORDS. A `blank` field may stand in the file without a value. `nothing` are words that
    stand for an empty list on purpose.

    `schemes` are those an ADDRESS may have; `slots` the names in {braces} it must hold,
    `more_slots` those it may; where `is_file_allowed`, the path of a file in docs/ will do.

    `release` is the rule that names the field when it is missing from a site to be put online, or
    empty. `days` bounds a DATE, in days from that moment. `variable` names the environment variable
    that goes before the file.
    """

    name: str
    title: str
    help: str
    attribute: str = ""
    kind: Kind = Kind.TEXT
    many: bool = False
    required: bool = True
    max_length: int = 0
    min_items: int = 1
    max_items: int = 0
    minimum: int = 1
    vocabulary: str = ""
    fields: tuple[Field, ...] = ()
    example: str = ""
    blank: bool = False
    nothing: str = ""
    schemes: tuple[str, ...] = ("https",)
    slots: tuple[str, ...] = ()
    more_slots: tuple[str, ...] = ()
    is_file_allowed: bool = False
    release: str = ""
    days: tuple[int, int] | None = None
    variable: str = ""


@dataclass(frozen=True)
class Record:
    """A kind of file, or of entry in a file, with its fields in the order editors write them.

    Entries stand in the `lists` of the file `where`. A project can do without a file that
    `is_optional`.
    """

    name: str
    title: str
    where: str
    fields: tuple[Field, ...]
    lists: tuple[str, ...] = ()
    is_optional: bool = False

    def field(self, name: str) -> Field:
        """The field with this name; raises KeyError."""
        return {field.name: field for field in self.fields}[name]


def make(
    kind: type[Made], fields: tuple[Field, ...], values: Mapping[str, Any], **more: Any
) -> Made:
    """The program's record of checked `values` by field name, with whatever it holds `more`.

    `kind` is a dataclass; what is left out has the value that it has by default.
    """
    types = _types(cast(type, kind))
    given = {
        field.attribute: _value(types[field.attribute], field, values[field.name])
        for field in fields
        if field.attribute and field.name in values
    }
    return kind(**given, **more)


_types = cache(get_type_hints)


def _value(kind: Any, field: Field, value: Any) -> Any:
    if field.fields and field.many:
        return tuple(make(get_args(kind)[0], field.fields, entry) for entry in value)
    if field.fields:
        return make(kind, field.fields, value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value
