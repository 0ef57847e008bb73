"""The one table of fields: validator, JSON Schema, reference page and scaffold all read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from impulswerk.model.entries import State
from impulswerk.model.operator_fields import LEGAL_FRAME, OPERATOR
from impulswerk.model.record import Record
from impulswerk.model.tables import read_table


@dataclass(frozen=True)
class Vocabulary:
    """A closed list as the validator speaks of it."""

    id: str
    rule: str
    unknown: str  # sentence for an id that is not in the list; {} is the id
    where: str  # file or folder in which the list is kept


@dataclass(frozen=True)
class TermList:
    """A closed list that has pages: its key in the sources, its title and one entry's name."""

    name: str
    title: str
    singular: str
    intro: str


@dataclass(frozen=True)
class _Table:
    """What fields.yml holds."""

    shared: object
    records: tuple[Record, ...]
    others: tuple[Record, ...]
    vocabularies: tuple[Vocabulary, ...]
    term_pages: tuple[TermList, ...]


_TABLE = read_table(Path(__file__).with_name("fields.yml"), _Table)
_BY_NAME = {record.name: record for record in (*_TABLE.records, *_TABLE.others)}

IMPULSE = _BY_NAME["impuls"]
DRIVER = _BY_NAME["treiber"]
TERM = _BY_NAME["begriff"]
LOOK = _BY_NAME["gestalt"]
ACTOR = _BY_NAME["handelnde"]
GLOSSARY = _BY_NAME["glossar"]
REFERENCE = _BY_NAME["quelle"]
ORGANISATION = _BY_NAME["akteur"]
ROLE = _BY_NAME["rolle"]
PAPER = _BY_NAME["papier"]
WORK = _BY_NAME["werk"]
PRESS = _BY_NAME["presse"]
PAGE = _BY_NAME["seite"]
SYNONYMS = _BY_NAME["wortgruppe"]
PROOF = _BY_NAME["abgleich"]
WORD_RUNS = _BY_NAME["wortfolgen"]
TRANSLATED_IMPULSE = _BY_NAME["uebersetzter-impuls"]
TRANSLATED_DRIVER = _BY_NAME["uebersetzter-treiber"]
TRANSLATED_WORDS = _BY_NAME["uebersetzte-woerter"]
CHRONICLE = _BY_NAME["chronik"]
FEEDBACK = _BY_NAME["rueckmeldung"]
LINK_EXCEPTION = _BY_NAME["linkausnahme"]

# Whatever editors write, in the order of the page that explains it.
RECORDS = (*_TABLE.records, OPERATOR, LEGAL_FRAME)
# The record that the entries of a closed list are, by the name of the list.
LISTED = {name: record for record in RECORDS for name in record.lists}

# Every YAML file that such records lie in, or that a program writes for itself.
DATA_FILES = {
    record.where for record in (*RECORDS, *_TABLE.others) if record.where.endswith(".yml")
}

VOCABULARIES = {vocabulary.id: vocabulary for vocabulary in _TABLE.vocabularies}
# The states a driver may be in: all but withdrawn, since its address has no successor to name.
DRIVER_STATES = "treiberstaende"

TERM_PAGES = _TABLE.term_pages


def driver_states(states: Iterable[str]) -> tuple[str, ...]:
    """Of the ids of all states those that a driver may have."""
    return tuple(state for state in states if state != State.WITHDRAWN)
