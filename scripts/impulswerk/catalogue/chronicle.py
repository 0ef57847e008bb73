"""Read what became of the impulses: the entries of the chronicle, with all that they refer to."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from impulswerk.model.chronicle import ChronicleEntry, Criterion, Feedback, Source, When
from impulswerk.model.entries import Reference
from impulswerk.model.record import make
from impulswerk.model.schema import CHRONICLE, IMPULSE
from impulswerk.rules.chronicle import Recorded, check_chronicle, check_entry
from impulswerk.rules.fields import Values
from impulswerk.rules.names import CHRONICLE_NAME, wrong_name
from impulswerk.rules.records import RecordReader
from impulswerk.rules.relations import ReadImpulse, check_mentioned
from impulswerk.sources.marked import MarkedDocument

_Told = TypeVar("_Told", ChronicleEntry, Feedback)

_CRITERIA = IMPULSE.field("woran").fields


def read_chronicle(
    reader: RecordReader,
    documents: Iterable[MarkedDocument],
    impulses: Iterable[ReadImpulse],
    references: Iterable[Reference],
    numbers: set[int],
) -> list[ChronicleEntry]:
    """The entries in `documents`; what is wrong is noted by the `reader`.

    `impulses` are those that could be read, `numbers` those of all. A project can do without any.
    """
    known = {reference.id: reference for reference in references}
    criteria = {
        entry.number: tuple(make(Criterion, _CRITERIA, one) for one in given)
        for entry in impulses
        if (given := _criteria(entry.values)) is not None
    }
    found = []
    for document in documents:
        name = CHRONICLE_NAME.fullmatch(document.source)
        day = When.parse(name[1]) if name else None
        if name is None or day is None:
            reader.problems.append(wrong_name(document.source))
            continue
        values = reader.head(document, CHRONICLE)
        reader.problems += check_mentioned(values, "impulse", numbers)
        if values.problems:
            continue
        reader.problems += check_entry(values, day.first)
        entry = make(
            ChronicleEntry,
            CHRONICLE.fields,
            values.plain,
            id=name[2],
            recorded=day.first,
            body=document.body,
            body_line=document.body_line,
            source=document.source,
        )
        sources = tuple(_sourced(one, known) for one in entry.sources)
        found.append(Recorded(values, dataclasses.replace(entry, sources=sources)))
    reader.problems += check_chronicle(found, criteria)
    return [one.entry for one in found]


def about(found: Iterable[_Told], there: Collection[int]) -> Iterator[_Told]:
    """Each with only those of its impulses that are there; one with a mistake is left out."""
    for one in found:
        kept = tuple(number for number in one.impulses if number in there)
        yield dataclasses.replace(one, impulses=kept)


def _criteria(values: Values) -> tuple[Mapping[str, Any], ...] | None:
    """The criteria in an impulse's head; None where they cannot be read."""
    if "woran" in values.spans and "woran" not in values.plain:
        return None
    return tuple(values.plain.get("woran", ()))


def _sourced(source: Source, known: Mapping[str, Reference]) -> Source:
    """A source with what quellen.yml says of it, where it names one."""
    found = known.get(source.reference_id)
    if found is None:
        return source
    return dataclasses.replace(
        source,
        publisher=source.publisher or found.publisher,
        title=source.title or found.title,
        date=source.date or found.date,
        url=source.url or found.url,
    )
