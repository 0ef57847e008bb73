"""Compare two states of the sources: what a change does to impulses, pages, addresses, problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from impulswerk import urls
from impulswerk.generate import generate
from impulswerk.graph import Entry, Graph
from impulswerk.model import Evidence, Impulse, State
from impulswerk.problems import Problem
from impulswerk.rules.style import readability
from impulswerk.schema import DRIVER, IMPULSE


@dataclass(frozen=True)
class Words:
    """A run of words of a text: kept, added or removed."""

    kind: str  # "gleich", "neu" or "weg"
    text: str


@dataclass(frozen=True)
class FieldChange:
    """One field, or the text, of an entry before and after."""

    title: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class EntryChange:
    """An impulse or driver that a change adds, edits, withdraws or removes."""

    kind: str  # "neu", "geändert", "zurückgezogen" or "gelöscht"
    name: str
    title: str
    source: str
    page: str
    fields: tuple[FieldChange, ...] = ()
    # How easily the text reads, before and after; see `readability`.
    ease: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True)
class Changes:
    """Everything a change does; addresses are site addresses like `impulse/07-ki-einstieg/`."""

    entries: tuple[EntryChange, ...] = ()
    new_pages: tuple[str, ...] = ()
    changed_pages: tuple[str, ...] = ()
    lost_pages: tuple[str, ...] = ()
    caused: tuple[Problem, ...] = ()
    standing: tuple[Problem, ...] = field(default=())

    @property
    def is_blocked(self) -> bool:
        """Whether the change must not be published: new errors, or addresses that would vanish."""
        return bool(self.lost_pages) or any(problem.is_error for problem in self.caused)


def compare(
    before: Graph | None,
    after: Graph | None,
    problems_before: Iterable[Problem],
    problems_after: Iterable[Problem],
) -> Changes:
    """What lies between two states; a graph is None where nothing could be read."""
    caused, standing = _caused(problems_before, problems_after)
    if before is None or after is None:
        return Changes(caused=caused, standing=standing)
    pages_before, pages_after = _pages(before), _pages(after)
    # A page that is only missing because its source has a problem is not lost: the problem says so.
    broken = {problem.span.source for problem in caused if problem.is_error}
    held = {urls.address(path) for source, path in before.pages.items() if source in broken}
    return Changes(
        entries=tuple(_entries(before, after, broken)),
        new_pages=tuple(sorted(pages_after.keys() - pages_before.keys())),
        changed_pages=tuple(
            sorted(
                address
                for address in pages_before.keys() & pages_after.keys()
                if pages_before[address] != pages_after[address]
            )
        ),
        lost_pages=tuple(sorted(pages_before.keys() - pages_after.keys() - held)),
        caused=caused,
        standing=standing,
    )


def _caused(
    before: Iterable[Problem], after: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems split into new ones and those that stood before, wherever their line has moved."""
    left = Counter(_identity(problem) for problem in before)
    caused, standing = [], []
    for problem in after:
        key = _identity(problem)
        if left[key]:
            left[key] -= 1
            standing.append(problem)
        else:
            caused.append(problem)
    return tuple(caused), tuple(standing)


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    return problem.rule, problem.span.source, problem.message, problem.line_text


def _pages(graph: Graph) -> dict[str, bytes]:
    return {
        urls.address(artifact.path): artifact.content
        for artifact in generate(graph)
        if artifact.path.endswith(".md")
    }


def _entries(before: Graph, after: Graph, broken: set[str]) -> Iterable[EntryChange]:
    old = {_key(entry): entry for entry in before.entries}
    new = {_key(entry): entry for entry in after.entries}
    for key, entry in new.items():
        if key not in old:
            yield replace(_change("neu", entry), ease=(None, readability(entry.body)))
        elif old[key] != entry:
            withdrawn = (
                isinstance(entry, Impulse)
                and entry.state is State.WITHDRAWN
                and getattr(old[key], "state", None) is not State.WITHDRAWN
            )
            fields = tuple(_fields(old[key], entry))
            if fields:
                ease = readability(old[key].body), readability(entry.body)
                kind = "zurückgezogen" if withdrawn else "geändert"
                yield replace(_change(kind, entry, fields), ease=ease)
    for key, entry in old.items():
        if key not in new and entry.source not in broken:
            yield _change("gelöscht", entry)


def _key(entry: Entry) -> str:
    return f"impuls {entry.number}" if isinstance(entry, Impulse) else f"treiber {entry.id}"


def _change(kind: str, entry: Entry, fields: tuple[FieldChange, ...] = ()) -> EntryChange:
    name = f"Impuls {entry.number}" if isinstance(entry, Impulse) else "Treiber"
    page = urls.address(urls.entry_path(entry))
    return EntryChange(kind, name, entry.title, entry.source, page, fields)


def _fields(old: Entry, new: Entry) -> Iterable[FieldChange]:
    before, after = _texts(old), _texts(new)
    for title in after:
        if before[title] != after[title]:
            yield FieldChange(title, tuple(word_changes(before[title], after[title])))


def _texts(entry: Entry) -> dict[str, str]:
    """Every field of an entry as text, by the title that editors know."""
    if isinstance(entry, Impulse):
        titles = {field.name: field.title for field in IMPULSE.fields}
        values = {
            "titel": entry.title,
            "kurz": entry.short,
            "treiber": ", ".join(entry.drivers),
            "handlungsfeld": entry.field,
            "zielgruppen": ", ".join(entry.groups),
            "herausforderungen": ", ".join(entry.challenges),
            "verwandt": ", ".join(map(str, entry.related)),
            "suchbegriffe": ", ".join(entry.search_terms),
            "belege": "; ".join(map(_evidence, entry.evidence)),
            "stand": entry.state.value,
            "ersetzt_durch": ", ".join(map(str, entry.replaced_by)),
        }
        head = {"Dateiname": entry.name}
    else:
        titles = {field.name: field.title for field in DRIVER.fields}
        values = {
            "reihenfolge": str(entry.order),
            "titel": entry.title,
            "kurz": entry.short,
            "suchbegriffe": ", ".join(entry.search_terms),
        }
        head = {"Dateiname": entry.id}
    named = {title: values[name] for name, title in titles.items()}
    return head | named | {"Text": entry.body.strip()}


def _evidence(evidence: Evidence) -> str:
    place = f"Absatz {evidence.paragraph}" if evidence.paragraph else f"Seite {evidence.page}"
    return f"{evidence.source_id}, {place}, „{evidence.term}“"


def word_changes(before: str, after: str) -> Iterable[Words]:
    """`after` against `before`, word by word; joined, "gleich" and "neu" give `after` again."""
    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Words("gleich", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield Words("weg", "".join(old[i1:i2]))
        if j2 > j1:
            yield Words("neu", "".join(new[j1:j2]))
