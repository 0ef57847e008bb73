"""The chronicle and readers' feedback as data: JSON under the keys of `fields`, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Feedback, Objection, Source
from impulswerk.model.entries import Impulse
from impulswerk.model.progress import Standing
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.chronicle import overdue, stated, when, words
from impulswerk.text.convert import read
from impulswerk.text.wording import doubted

Values = dict[str, Any]

_HEAD = (
    *("kennung", "datum", "datum_wie_bekannt", "erfasst", "art", "titel", "impulse", "bezug"),
    *("stand_danach", "grund", "erfuellt", "text", "quellen", "quellenarten", "einwaende"),
    *("berichtigt", "berichtigt_durch", "link"),
)


def progress(standing: Standing, publication: Publication) -> Values:
    """How far an impulse has come, with the sentence that pages say."""
    return _known(
        {
            "id": standing.progress.value,
            "titel": words("fortschritte", standing.progress),
            "satz": stated(standing, publication.date),
            "eintrag": standing.entry.id if standing.entry else "",
            "frist": overdue(standing, publication.date),
        }
    )


def criteria(impulse: Impulse, standing: Standing) -> list[Values]:
    """What one would see of an impulse, and what of it entries show to be met."""
    return [
        {"id": one.id, "art": one.kind, "text": one.text, "belegt": one.id in standing.met}
        for one in impulse.criteria
    ]


def chronicle(
    entries: Iterable[ChronicleEntry],
    feedback: Iterable[Feedback],
    corrected: Mapping[str, ChronicleEntry],
    publication: Publication,
) -> Values:
    """Every entry in the order of what happened, and every feedback."""
    return {
        "chronik": [_entry(one, corrected, publication) for one in entries],
        "rueckmeldungen": [_feedback(one) for one in feedback],
    }


def table(
    entries: Iterable[ChronicleEntry],
    corrected: Mapping[str, ChronicleEntry],
    publication: Publication,
) -> bytes:
    """A line for each entry, for a spreadsheet; several values of a cell stand behind a bar."""

    def joined(found: Iterable[object]) -> str:
        return " | ".join(map(str, found))

    return csv_table(
        _HEAD,
        (
            (
                one.id,
                one.when.iso,
                doubted(when(one.when), one.doubt),
                one.recorded.isoformat(),
                one.kind.value,
                one.title,
                joined(one.impulses),
                one.relation,
                "" if one.progress == "keine-angaben" else one.progress.value,
                one.reason,
                joined(one.met),
                read(one.body).plain,
                joined(f"{own.publisher}: {own.title} {own.url}" for own in one.sources),
                joined(dict.fromkeys(own.kind for own in one.sources)),
                joined(f"{said.by}: {said.text} ({said.state})" for said in one.objections),
                joined(correction.entry_id for correction in one.corrections),
                corrected[one.id].id if one.id in corrected else "",
                page_of(publication, urls.chronicle_entry(one.id)),
            )
            for one in entries
        ),
    )


def _entry(
    one: ChronicleEntry, corrected: Mapping[str, ChronicleEntry], publication: Publication
) -> Values:
    return _known(
        {
            "id": one.id,
            "datum": one.when.iso,
            "datum_wie_bekannt": when(one.when),
            "zweifel": one.doubt,
            "erfasst": one.recorded.isoformat(),
            "art": one.kind.value,
            "titel": one.title,
            "text": read(one.body).plain,
            "impulse": list(one.impulses),
            "bezug": one.relation,
            "stand_danach": "" if one.progress == "keine-angaben" else one.progress.value,
            "grund": one.reason,
            "erfuellt": list(one.met),
            "quellen": [_source(source) for source in one.sources],
            "einwaende": [_objection(said) for said in one.objections],
            "berichtigt": [
                {
                    "eintrag": wrong.entry_id,
                    "vorher": wrong.before,
                    "nachher": wrong.after,
                    "grund": wrong.reason,
                }
                for wrong in one.corrections
            ],
            "berichtigt_durch": corrected[one.id].id if one.id in corrected else "",
            "wieder_pruefen": one.check_again.isoformat() if one.check_again else "",
            "url": page_of(publication, urls.chronicle_entry(one.id)),
            "bild": publication.absolute(urls.chronicle_image(one.id)),
        }
    )


def _source(source: Source) -> Values:
    return _known(
        {
            "quelle": source.reference_id,
            "art": source.kind,
            "herausgeber": source.publisher,
            "titel": source.title,
            "datum": source.date.isoformat() if source.date else "",
            "adresse": source.url,
            "gesehen": source.seen.isoformat(),
            "stelle": source.place,
            "archiv": source.archive,
            "zitat": source.quote,
        }
    )


def _objection(said: Objection) -> Values:
    return _known(
        {
            "von": said.by,
            "text": said.text,
            "adresse": said.url,
            "stand": said.state,
            "antwort": said.answer,
        }
    )


def _feedback(one: Feedback) -> Values:
    return _known(
        {
            "id": one.id,
            "eingang": one.received.isoformat(),
            "weg": one.channel,
            "gruppe": one.group,
            "name": one.name,
            "impulse": list(one.impulses),
            "gefragt": one.question,
            "gesagt": one.said,
            "entscheidung": one.decision,
            "grund": one.reason,
            "aenderung": one.change,
            "ausserhalb": one.outside,
        }
    )


def _known(values: Values) -> Values:
    """Without what is not known; an empty list says that there is none."""
    return {name: value for name, value in values.items() if value != ""}
