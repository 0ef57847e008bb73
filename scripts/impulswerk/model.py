"""The paper as data: frozen records that know nothing of files, YAML or a site engine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How far an impulse has been compared with the paper."""

    DRAFT = "entwurf"
    COMPARED = "abgeglichen"
    WITHDRAWN = "zurueckgezogen"


@dataclass(frozen=True)
class Evidence:
    """Where a statement comes from: a source, the place in it, and the term found there."""

    source_id: str
    term: str
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Term:
    """One entry of a closed list; its id is part of an address and never changes."""

    id: str
    title: str
    definition: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A published source that evidence points to."""

    id: str
    publisher: str
    title: str
    date: dt.date
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Paper:
    """The paper that the impulses are about."""

    title: str
    kind: str
    publisher: str
    handed_over_on: dt.date
    handed_over_to: str
    short: str
    edition: str
    evidence_source_id: str


@dataclass(frozen=True)
class Driver:
    """A transformation driver with its text (Markdown, links between source files)."""

    id: str
    order: int
    title: str
    short: str
    search_terms: tuple[str, ...]
    body: str
    source: str
    body_line: int = 1


@dataclass(frozen=True)
class Impulse:
    """One recommendation; `drivers[0]` is its main driver, `related` is declared on one side."""

    number: int
    slug: str
    title: str
    short: str
    drivers: tuple[str, ...]
    field: str
    groups: tuple[str, ...]
    challenges: tuple[str, ...]
    related: tuple[int, ...]
    search_terms: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    state: State
    body: str
    source: str
    replaced_by: tuple[int, ...] = ()
    body_line: int = 1

    @property
    def name(self) -> str:
        """Number and slug as in the file name and the address: `07-ki-einstieg`."""
        return f"{self.number:02d}-{self.slug}"


@dataclass(frozen=True)
class HandwrittenPage:
    """A Markdown page of docs/ with its front matter, as it stands in the repository."""

    path: str
    text: str
    source: str


@dataclass(frozen=True)
class Catalog:
    """Everything that was read and found valid, sorted and complete in itself."""

    paper: Paper
    drivers: tuple[Driver, ...]
    fields: tuple[Term, ...]
    groups: tuple[Term, ...]
    challenges: tuple[Term, ...]
    states: tuple[Term, ...]
    references: tuple[Reference, ...]
    impulses: tuple[Impulse, ...]
    handwritten: tuple[HandwrittenPage, ...] = field(default=())
