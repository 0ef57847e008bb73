"""Compare two states of the sources: what a change does to impulses, pages, addresses, problems."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.model import urls
from impulswerk.model.chronicle import Criterion
from impulswerk.model.entries import Evidence, Impulse, Organisation, State
from impulswerk.model.problems import Problem
from impulswerk.model.schema import DRIVER, IMPULSE
from impulswerk.pages.page import Page
from impulswerk.pages.plan import generate, published_addresses
from impulswerk.permanence.addresses import held_back
from impulswerk.permanence.losses import destinations
from impulswerk.permanence.publication import Publication
from impulswerk.render.chronicle import when, words
from impulswerk.rules.style import readability
from impulswerk.text.words import FieldChange, word_changes

# What a translation says itself.
_TRANSLATED_FIELDS = ("Dateiname", "Titel", "Kurztext", "Suchbegriffe", "Text")
# Share of words in order that two versions of one text have in common; below it is another text.
_SAME_TEXT = 0.25


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
    # Published addresses, and sections with `#`, that would no longer work.
    lost_pages: tuple[str, ...] = ()
    # What changes of the chronicle, of how far impulses have come, and of actors, as sentences.
    told: tuple[str, ...] = ()
    # Impulses whose number would be given to something else.
    reused: tuple[str, ...] = ()
    caused: tuple[Problem, ...] = ()
    standing: tuple[Problem, ...] = field(default=())

    @property
    def is_blocked(self) -> bool:
        """Whether the change must not be published: new errors, or addresses that would vanish."""
        return bool(self.lost_pages or self.reused) or any(
            problem.is_error for problem in self.caused
        )


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
    return Changes(
        entries=(*_entries(before, after, broken), *_translated(before, after)),
        new_pages=tuple(sorted(pages_after.keys() - pages_before.keys())),
        changed_pages=tuple(
            sorted(
                address
                for address in pages_before.keys() & pages_after.keys()
                if pages_before[address] != pages_after[address]
            )
        ),
        lost_pages=tuple(_lost(before, after, broken)),
        told=(*_told(before, after), *_organisations(before, after)),
        reused=tuple(_reused(before, after)),
        caused=caused,
        standing=standing,
    )


def _lost(before: Graph, after: Graph, broken: set[str]) -> Iterable[str]:
    """What the ledger kept, or would have kept at the next publication, and now gets lost.

    A former address only leads on if the ledger still names it.
    """
    published, kept = published_addresses(after), after.catalog.ledger
    before_all = dict(published_addresses(before))
    for address, entry in before.catalog.ledger.entries.items():
        before_all[address] = before_all.get(address, frozenset()) | entry.anchors
    held = held_back(before_all, broken)
    places = destinations(kept, published)
    for address, anchors in sorted(before_all.items()):
        goal = address if address in published else places.get(address)
        if address in held or goal in held:
            continue
        if goal is None:
            yield address
        else:
            yield from (f"{address}#{name}" for name in sorted(anchors - published[goal]))


def _reused(before: Graph, after: Graph) -> Iterable[str]:
    """Impulses that carry the number of another one: a new name and hardly a word of the text."""
    old = {impulse.number: impulse for impulse in before.impulses}
    for impulse in after.impulses:
        was = old.get(impulse.number)
        if was is None or (was.slug == impulse.slug or was.title == impulse.title):
            continue
        old_words, new_words = (
            re.findall(r"\w{4,}", f"{entry.short} {entry.body}".lower()) for entry in (was, impulse)
        )
        if SequenceMatcher(None, old_words, new_words, autojunk=False).ratio() < _SAME_TEXT:
            yield f"Impuls {impulse.number}: bisher „{was.title}“, jetzt „{impulse.title}“"


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


def _pages(graph: Graph) -> dict[str, Page]:
    planned = generate(graph, Publication()).pages
    return {urls.address(page.path): page.make() for page in planned}


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


def _told(before: Graph, after: Graph) -> Iterator[str]:
    """What becomes of the chronicle; whatever is changed instead of corrected is named."""
    old = {entry.id: entry for entry in before.catalog.chronicle}
    for entry in after.catalog.chronicle:
        kind = words("chronikarten", entry.kind)
        if entry.id not in old:
            sources = ", ".join(dict.fromkeys(source.kind for source in entry.sources))
            about = ", ".join(f"Impuls {number}" for number in entry.impulses) or "das ganze Papier"
            wrong = " und ".join(f"„{one.entry_id}“" for one in entry.corrections)
            yield (
                f"Neuer Eintrag „{entry.title}“ ({kind}, {when(entry.when)}) über {about}; "
                f"Quellen: {sources}.{f' Er berichtigt {wrong}.' if wrong else ''}"
            )
        elif replace(old[entry.id], body_line=0) != replace(entry, body_line=0):
            yield (
                f"Der Eintrag „{entry.title}“ stand schon da und wird geändert. Einen Fehler "
                "sollte ein neuer Eintrag mit „berichtigt“ zeigen."
            )
    former = {impulse.number: impulse for impulse in before.impulses}
    for impulse in after.impulses:
        was = former.get(impulse.number)
        if was is None:
            continue
        then, now = before.standing(was), after.standing(impulse)
        if then.progress is not now.progress:
            said = f" Das sagt „{now.entry.title}“: {now.entry.reason}" if now.entry else ""
            yield (
                f"Impuls {impulse.number}: bisher „{words('fortschritte', then.progress)}“, danach "
                f"„{words('fortschritte', now.progress)}“.{said}"
            )
        elif then.met != now.met:
            names = ", ".join(sorted(then.met ^ now.met))
            yield f"Impuls {impulse.number}: Es ändert sich, welche Kriterien belegt sind: {names}."
        if was.criteria != impulse.criteria and before.told(was):
            yield (
                f"Impuls {impulse.number}: Die Kriterien („woran“) ändern sich, obwohl die Chronik "
                "schon Einträge dazu hat."
            )


def _organisations(before: Graph, after: Graph) -> Iterator[str]:
    """Who is new in the list of actors, gone from it, or told of otherwise."""
    old = {one.id: one for one in before.catalog.organisations}
    new = {one.id: one for one in after.catalog.organisations}
    for id, one in new.items():
        was, said = old.get(id), _said(one)
        if was is None:
            yield f"Neue Organisation „{one.name}“: {said}"
        elif was != one:
            yield f"Organisation „{one.name}“: bisher „{_said(was)}“, jetzt „{said}“"
    for id in old.keys() - new.keys():
        yield f"Die Organisation „{old[id].name}“ steht nicht mehr in der Liste."


def _said(one: Organisation) -> str:
    facts = {
        "Mitglied laut": one.member_source_id,
        "Handlungsfelder": ", ".join(one.fields),
        "Ort": one.place,
        "Webadresse": one.url,
        "Quellen": ", ".join(one.source_ids),
    }
    return " ".join([one.short, *(f"{name}: {fact}." for name, fact in facts.items() if fact)])


def _translated(before: Graph, after: Graph) -> Iterator[EntryChange]:
    """Impulses and drivers whose texts change in another language, word by word."""
    languages = {there.language.code: there for there in before.in_other_languages}
    for there in after.in_other_languages:
        former = languages.get(there.language.code)
        old = {_key(entry): entry for entry in former.entries} if former else {}
        for entry in there.entries:
            was = old.get(_key(entry))
            fields = tuple(_fields(was, entry)) if was else ()
            # What follows from the German file is told with that.
            own = tuple(field for field in fields if field.title in _TRANSLATED_FIELDS)
            if own:
                change = _change("geändert", entry, own)
                address = there.language.prefix + urls.spelled(change.page, there.catalog.addresses)
                yield replace(change, name=f"{change.name} ({there.language.name})", page=address)


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
    record, name = (IMPULSE, entry.name) if isinstance(entry, Impulse) else (DRIVER, entry.id)
    fields = {
        field.title: _text(getattr(entry, field.attribute))
        for field in record.fields
        if field.attribute
    }
    if entry.is_own_idea:
        fields[record.field("belege").title] = NO_SOURCE
    return {"Dateiname": name} | fields | {"Text": entry.body.strip()}


def _text(value: object) -> str:
    match value:
        case tuple():
            is_plain = all(isinstance(one, str | int) for one in value)
            return (", " if is_plain else "; ").join(map(_text, value))
        case Criterion():
            return f"{value.id} ({value.kind}): {value.text}"
        case Evidence():
            return _evidence(value)
        case dt.date():
            return value.isoformat()
        case _:
            return "" if value is None else str(value)


def _evidence(evidence: Evidence) -> str:
    place = f"Absatz {evidence.paragraph}" if evidence.paragraph else f"Seite {evidence.page}"
    quote = f", Zitat „{evidence.quote}“" if evidence.quote else ""
    return f"{evidence.source_id}, {place}, „{evidence.term}“{quote}"
