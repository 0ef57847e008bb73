"""What the table of fields is written in: a kind of value, a field, a record of fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    ID = "kennung"
    DATE = "datum"
    NUMBER = "zahl"
    TERM = "begriff"  # one id of a closed list
    RECORDS = "eintraege"  # a mapping with fields of its own; with `many` a list of them
    MAIL = "mailadresse"
    PHONE = "telefonnummer"
    POSTCODE = "postleitzahl"
    ADDRESS = "webadresse"


@dataclass(frozen=True)
class Field:
    """One key of a front matter or YAML file.

    `max_length` counts characters of one text, `min_items`/`max_items` entries of a list, `minimum`
    is the least NUMBER. `vocabulary` names the closed list of a TERM; `fields` are the keys of one
    of the RECORDS. A `blank` field may stand in the file without a value.

    `schemes` are those an ADDRESS may have; `slots` the names in {braces} it must hold,
    `more_slots` those it may; where `is_file_allowed`, the path of a file in docs/ will do.

    `release` is the rule that names the field when it is missing from a site to be put online, or
    empty. `days` bounds a DATE, in days from that moment. `variable` names the environment variable
    that goes before the file.
    """

    name: str
    title: str
    help: str
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
    schemes: tuple[str, ...] = ("https",)
    slots: tuple[str, ...] = ()
    more_slots: tuple[str, ...] = ()
    is_file_allowed: bool = False
    release: str = ""
    days: tuple[int, int] | None = None
    variable: str = ""


@dataclass(frozen=True)
class Record:
    """A kind of file, or of entry in a file, with its fields in the order editors write them."""

    name: str
    title: str
    where: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field with this name; raises KeyError."""
        return {field.name: field for field in self.fields}[name]
