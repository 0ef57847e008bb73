"""The catalogue seen as a web: relations both ways, backlinks, groups, neighbours, the matrix."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from impulswerk.catalogue.translated import translated
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Feedback
from impulswerk.model.entries import (
    Catalog,
    Driver,
    Impulse,
    Organisation,
    Reference,
    Role,
    State,
    Step,
    Term,
)
from impulswerk.model.progress import Standing, standing
from impulswerk.model.schema import DRIVER_STATES
from impulswerk.rules.text import resolve
from impulswerk.text.convert import read
from impulswerk.text.interface import Language, language

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

# What a text can belong to: an impulse or a driver.
Entry = Impulse | Driver


@dataclass(frozen=True)
class Neighbours:
    """The impulses before and after one in the order of its main driver."""

    previous: Impulse | None
    following: Impulse | None


@dataclass(frozen=True)
class Asked:
    """What one impulse asks of an actor: its steps with their numbers, from 1."""

    impulse: Impulse
    steps: tuple[tuple[int, Step], ...]


# What stands where a source would be named.
NO_SOURCE = "Nicht aus dem Papier: eine eigene Idee der Redaktion, für die es keine Quelle gibt."


class Graph:
    """Everything that pages and exports ask about the catalogue; built once, then only read."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.impulses = catalog.impulses
        self.drivers = catalog.drivers
        self.term_lists: dict[str, tuple[Term, ...]] = {
            "handlungsfelder": catalog.fields,
            "zielgruppen": catalog.groups,
            "herausforderungen": catalog.challenges,
            "handelnde": catalog.actors,
        }
        self.entries: tuple[Entry, ...] = (*catalog.drivers, *catalog.impulses)
        self._impulses = {impulse.number: impulse for impulse in catalog.impulses}
        self._drivers = {driver.id: driver for driver in catalog.drivers}
        self._references = {reference.id: reference for reference in catalog.references}
        self._terms = {
            (name, term.id): term for name, terms in self.term_lists.items() for term in terms
        }
        self._states = {term.id: term for term in catalog.states}

    @cached_property
    def language(self) -> Language:
        """The language of all its texts."""
        return language(self.catalog.language)

    @cached_property
    def in_other_languages(self) -> tuple[Graph, ...]:
        """The same in every other language that there are texts in."""
        translations = self.catalog.translations
        return tuple(Graph(translated(self.catalog, found)) for found in translations)

    @cached_property
    def pages(self) -> dict[str, str]:
        """Virtual docs path by repository path, for every source that becomes a page."""
        pages = {entry.source: urls.entry_path(entry) for entry in self.entries}
        pages |= {entry.source: urls.chronicle_entry(entry.id) for entry in self.catalog.chronicle}
        return pages | {page.source: page.path for page in self.catalog.handwritten}

    def impulse(self, number: int) -> Impulse:
        """The impulse with this number; raises KeyError."""
        return self._impulses[number]

    def has_impulse(self, number: int) -> bool:
        """Whether there is an impulse with this number that is not withdrawn."""
        found = self._impulses.get(number)
        return found is not None and found.state is not State.WITHDRAWN

    def driver(self, driver_id: str) -> Driver:
        """The driver with this id; raises KeyError."""
        return self._drivers[driver_id]

    def term(self, vocabulary: str, term_id: str) -> Term:
        """The entry of a closed list; raises KeyError."""
        return self._terms[vocabulary, term_id]

    def listed(self, vocabulary: str) -> tuple[Term | Driver, ...]:
        """What may be chosen from a closed list that readers know; drivers and states are such."""
        if vocabulary == "treiber":
            return self.drivers
        if vocabulary in ("staende", DRIVER_STATES):
            return self.catalog.states
        return self.term_lists.get(vocabulary, ())

    def reference(self, reference_id: str) -> Reference:
        """The source with this id.

        One whose entry has a mistake goes by its id alone, so that pages can be shown while
        somebody is editing.
        """
        known = self._references.get(reference_id)
        return known or Reference(reference_id, publisher=reference_id, title=reference_id)

    def original(self, entry: Entry) -> Entry:
        """The German entry that a translated one is made from; raises KeyError for all others."""
        return self.catalog.originals[entry.source]

    def is_outdated(self, entry: Entry) -> bool:
        """Whether the German text has changed since this translation was made."""
        return entry.source in self.catalog.outdated

    def state(self, entry: Entry) -> Term:
        """Title and meaning of the entry's state."""
        return self._states[entry.state.value]

    def state_text(self, entry: Entry) -> str:
        """What the entry's state means, and from which sources its text comes."""
        own = dict.fromkeys(evidence.source_id for evidence in entry.evidence)
        sources = [self.reference(source_id) for source_id in own]
        meaning = self.state(entry).short
        if entry.is_own_idea:
            no_source = self.language.say(NO_SOURCE)
            return no_source if entry.state is State.DRAFT else f"{meaning} {no_source}"
        if not sources:  # drivers of early editions name none
            return meaning
        named = "; ".join(f"{source.title} ({source.publisher})" for source in sources)
        return f"{meaning} {self.language.plural(len(sources), 'Quelle', 'Quellen')}: {named}."

    @cached_property
    def active(self) -> tuple[Impulse, ...]:
        """Every impulse that has not been withdrawn."""
        return tuple(i for i in self.impulses if i.state is not State.WITHDRAWN)

    @cached_property
    def states(self) -> frozenset[State]:
        """Every state that an impulse or a driver is in."""
        return frozenset(entry.state for entry in self.entries)

    @cached_property
    def is_mixed(self) -> bool:
        """Whether texts in force differ in their state, so that lists have to tell them apart."""
        return len(self.states - {State.WITHDRAWN}) > 1

    @cached_property
    def _by_state(self) -> dict[State, tuple[Impulse, ...]]:
        return _grouped((impulse.state, impulse) for impulse in self.impulses)

    def in_state(self, state: State) -> tuple[Impulse, ...]:
        """The impulses in this state."""
        return self._by_state.get(state, ())

    @cached_property
    def _related(self) -> dict[int, set[int]]:
        related: defaultdict[int, set[int]] = defaultdict(set)
        for impulse in self.impulses:
            for number in self._known(impulse.related):
                related[impulse.number].add(number)
                related[number].add(impulse.number)
        return related

    def _known(self, numbers: tuple[int, ...]) -> list[int]:
        """Numbers of impulses that are there: under `serve` one may be left out for a mistake."""
        return [number for number in numbers if number in self._impulses]

    def replacements(self, impulse: Impulse) -> tuple[Impulse, ...]:
        """The impulses that take the place of a withdrawn one."""
        return tuple(self._impulses[number] for number in self._known(impulse.replaced_by))

    def related(self, impulse: Impulse) -> tuple[Impulse, ...]:
        """Related impulses, whichever side declares the relation, by number."""
        return tuple(self._impulses[n] for n in sorted(self._related.get(impulse.number, ())))

    @cached_property
    def _backlinks(self) -> dict[str, tuple[Entry, ...]]:
        return _grouped(
            (target, entry)
            for entry in self.entries
            for target in {resolve(entry.source, link) for link in read(entry.body).links}
            if target and target != entry.source
        )

    def backlinks(self, entry: Entry) -> tuple[Entry, ...]:
        """Drivers, then impulses, whose text links here."""
        return self._backlinks.get(entry.source, ())

    @cached_property
    def _main(self) -> dict[str, tuple[Impulse, ...]]:
        return _grouped((impulse.drivers[0], impulse) for impulse in self.active)

    @cached_property
    def _further(self) -> dict[str, tuple[Impulse, ...]]:
        return _grouped(
            (driver, impulse) for impulse in self.active for driver in impulse.drivers[1:]
        )

    def main_impulses(self, driver: Driver) -> tuple[Impulse, ...]:
        """Impulses whose main driver this is."""
        return self._main.get(driver.id, ())

    def further_impulses(self, driver: Driver) -> tuple[Impulse, ...]:
        """Impulses that name this driver, but not first."""
        return self._further.get(driver.id, ())

    @cached_property
    def _neighbours(self) -> dict[int, Neighbours]:
        found = {}
        for impulses in self._main.values():
            for index, impulse in enumerate(impulses):
                before = impulses[index - 1] if index else None
                after = impulses[index + 1] if index + 1 < len(impulses) else None
                found[impulse.number] = Neighbours(before, after)
        return found

    def neighbours(self, impulse: Impulse) -> Neighbours:
        """The impulses before and after this one within its main driver."""
        return self._neighbours.get(impulse.number, Neighbours(None, None))

    @cached_property
    def _members(self) -> dict[tuple[str, str], tuple[Impulse, ...]]:
        return _grouped(
            ((vocabulary, term), impulse)
            for impulse in self.active
            for vocabulary, terms in impulse.terms.items()
            for term in terms
        )

    def members(self, vocabulary: str, term: Term) -> tuple[Impulse, ...]:
        """The impulses under an entry of a closed list."""
        return self._members.get((vocabulary, term.id), ())

    def asked(self, actor: Term | None = None) -> tuple[Asked, ...]:
        """What the impulses ask of an actor, or of everybody: by main driver, then by number."""
        found = (
            Asked(
                impulse,
                tuple(
                    (number, step)
                    for number, step in enumerate(impulse.steps, 1)
                    if actor is None or actor.id in step.actors
                ),
            )
            for driver in self.drivers
            for impulse in self.main_impulses(driver)
        )
        return tuple(asked for asked in found if asked.steps)

    def role(self, path: str) -> Role | None:
        """The role that a page is for, by its virtual docs path."""
        roles = self.catalog.roles
        return next((role for role in roles if urls.role_path(role.id) == path), None)

    def chosen(self, role: Role) -> tuple[tuple[Impulse, str], ...]:
        """What somebody in this role should begin with, and why."""
        known = [choice for choice in role.choices if choice.number in self._impulses]
        return tuple((self._impulses[choice.number], choice.reason) for choice in known)

    def further(self, role: Role) -> tuple[Impulse, ...]:
        """The other impulses for somebody in this role, by number."""
        chosen = {choice.number for choice in role.choices}
        groups, actors = set(role.groups), set(role.actors)
        return tuple(
            impulse
            for impulse in self.active
            if impulse.number not in chosen
            and (
                not groups | actors or groups & set(impulse.groups) or actors & set(impulse.actors)
            )
        )

    def organisations(self, field_id: str) -> tuple[Organisation, ...]:
        """Whom readers can turn to today in a field."""
        return tuple(one for one in self.catalog.organisations if field_id in one.fields)

    @cached_property
    def _told(self) -> dict[int, tuple[ChronicleEntry, ...]]:
        entries = self.catalog.chronicle
        return _grouped((number, entry) for entry in entries for number in entry.impulses)

    def told(self, impulse: Impulse) -> tuple[ChronicleEntry, ...]:
        """What the chronicle tells of an impulse, in the order of what happened."""
        return self._told.get(impulse.number, ())

    def standing(self, impulse: Impulse) -> Standing:
        """How far an impulse has come, as far as the chronicle tells."""
        return standing(impulse.criteria, self.told(impulse))

    def heard(self, impulse: Impulse) -> tuple[Feedback, ...]:
        """What readers said about an impulse."""
        return tuple(one for one in self.catalog.feedback if impulse.number in one.impulses)

    @cached_property
    def corrected(self) -> dict[str, ChronicleEntry]:
        """By the id of an entry that was wrong the one that says what is right."""
        entries = self.catalog.chronicle
        return {one.entry_id: entry for entry in entries for one in entry.corrections}

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Impulse, ...]]:
        return _grouped(
            ((driver, impulse.field), impulse)
            for impulse in self.active
            for driver in impulse.drivers
        )

    def cell(self, driver: Driver, field: Term) -> tuple[Impulse, ...]:
        """The impulses of a field that name this driver, first or not."""
        return self._cells.get((driver.id, field.id), ())


def _grouped(pairs: Iterable[tuple[_Key, _Value]]) -> dict[_Key, tuple[_Value, ...]]:
    """The values that have the same key, in their order."""
    groups: defaultdict[_Key, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
