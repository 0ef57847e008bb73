"""The keys of the data files, from keys.yml: schemas, CSV and the page on data all read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from impulswerk.exports.data.shapes import (
    ADDRESS,
    DAY,
    MOMENT,
    NUMBER,
    NUMBERS,
    TEXT,
    TEXTS,
    TRUTH,
    Data,
    Datum,
    Shape,
    many,
    mapping,
)
from impulswerk.model.chronicle import When
from impulswerk.model.record import Field
from impulswerk.model.schema import RECORDS, TERM_PAGES
from impulswerk.model.tables import read_table

VERSION = "v1"

# Values under their keys, ready to be written as JSON.
Values = dict[str, Any]


@dataclass(frozen=True)
class _Key:
    """A key as keys.yml has it; what is not said comes from the field that `of` names."""

    name: str = ""
    of: str = ""
    attribute: str = ""
    title: str = ""
    help: str = ""
    shape: str = "text"
    list_of: tuple[str, ...] = ()
    always: bool | None = None


@dataclass(frozen=True)
class _Kind:
    """A kind of value with keys of its own, in words: one of it, and „Liste von …“ many."""

    name: str
    words: str
    keys: tuple[_Key, ...]
    plural: str = ""


@dataclass(frozen=True)
class _File:
    """A kind of file, and what it holds below its head."""

    name: str
    title: str
    keys: tuple[_Key, ...]


@dataclass(frozen=True)
class _Table:
    """What keys.yml holds."""

    shared: object
    records: tuple[_Kind, ...]
    files: tuple[_File, ...]


_SHAPES = {
    "text": TEXT,
    "texte": TEXTS,
    "zahl": NUMBER,
    "zahlenliste": NUMBERS,
    "wahrheit": TRUTH,
    "datum": DAY,
    "zeitpunkt": MOMENT,
    "adresse": ADDRESS,
    "version": Shape("Text", {"const": VERSION}),
}
_TABLE = read_table(Path(__file__).with_name("keys.yml"), _Table)
# Each kind of value in words.
WORDS = {kind.name: kind.words for kind in _TABLE.records}
_PLURALS = {kind.name: kind.plural for kind in _TABLE.records}


def _field(path: str) -> Field:
    """The field of the sources at `record.field` or below it."""
    first, *names = path.split(".")
    fields = next(record.fields for record in RECORDS if record.name == first)
    for name in names:
        found = next(field for field in fields if field.name == name)
        fields = found.fields
    return found


def _datum(key: _Key) -> Datum:
    own = _field(key.of) if key.of else Field(key.name, key.title, key.help, key.attribute)
    return Datum(
        own.name,
        own.title,
        (key.help or own.help).replace("`", ""),
        _list(key.list_of) if key.list_of else _SHAPES[key.shape],
        own.required if key.always is None else key.always,
        own.attribute,
        key.list_of[0] if key.list_of else key.shape,
    )


def _list(kinds: Iterable[str]) -> Shape:
    words = " und ".join(_PLURALS[kind] for kind in kinds)
    return many(f"Liste von {words}", *(_SHAPES[kind] for kind in kinds))


# The keys of each kind of value; a kind stands in the table behind those that it holds.
DATA: dict[str, Data] = {}
for _kind in _TABLE.records:
    DATA[_kind.name] = tuple(map(_datum, _kind.keys))
    _SHAPES[_kind.name] = mapping(_kind.words, DATA[_kind.name])


def values(kind: str, record: object, **more: Any) -> Values:
    """What a record of the program says under the keys of a kind, in their order.

    `more` are values that the record does not know or says otherwise. Whatever is empty is left out
    unless its key is always there.
    """
    found = {}
    for datum in DATA[kind]:
        if datum.name in more:
            found[datum.name] = more.pop(datum.name)
        elif datum.attribute:
            found[datum.name] = _plain(datum.kind, getattr(record, datum.attribute))
        if not datum.always and found.get(datum.name) in ("", None, []):
            found.pop(datum.name, None)
    if more:
        raise ValueError(f"no such keys of {kind}: {', '.join(more)}")
    return found


def _plain(kind: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(kind, each) for each in value]
    if kind in DATA:
        return values(kind, value)
    return value.iso if isinstance(value, When) else value


# What stands at the head of every data file, whatever it is about.
HEAD = DATA["kopf"]

# The title of each kind of file, and what it holds below its head.
CONTENTS = {file.name: (file.title, tuple(map(_datum, file.keys))) for file in _TABLE.files}
_LISTS = tuple(Datum(p.name, p.title, p.intro, _list(["begriff"])) for p in TERM_PAGES)
CONTENTS["begriffe"] = (CONTENTS["begriffe"][0], (*_LISTS, *CONTENTS["begriffe"][1]))
