"""The chronicle and readers' feedback as data: JSON under the keys of `fields`, and a table."""

from collections.abc import Iterable, Mapping

from impulswerk.exports.data.fields import Values, values
from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Feedback, Progress
from impulswerk.model.progress import Standing
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.chronicle import overdue, stated, when, words
from impulswerk.text.convert import read
from impulswerk.text.wording import doubted

_HEAD = (
    *("kennung", "datum", "datum_wie_bekannt", "erfasst", "art", "titel", "impulse", "bezug"),
    *("stand_danach", "grund", "erfuellt", "text", "quellen", "quellenarten", "einwaende"),
    *("berichtigt", "berichtigt_durch", "link"),
)


def progress(standing: Standing, publication: Publication) -> Values:
    """How far an impulse has come, with the sentence that pages say."""
    return values(
        "fortschritt",
        standing,
        id=standing.progress,
        titel=words("fortschritte", standing.progress),
        satz=stated(standing, publication.date),
        eintrag=standing.entry.id if standing.entry else "",
        frist=overdue(standing, publication.date),
    )


def chronicle(
    entries: Iterable[ChronicleEntry],
    feedback: Iterable[Feedback],
    corrected: Mapping[str, ChronicleEntry],
    publication: Publication,
) -> Values:
    """Every entry in the order of what happened, and every feedback."""
    return {
        "chronik": [_entry(one, corrected, publication) for one in entries],
        "rueckmeldungen": [values("rueckmeldung", one) for one in feedback],
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
                _claimed(one),
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
    return values(
        "chronikeintrag",
        one,
        datum_wie_bekannt=when(one.when),
        text=read(one.body).plain,
        stand_danach=_claimed(one),
        berichtigt_durch=corrected[one.id].id if one.id in corrected else "",
        url=page_of(publication, urls.chronicle_entry(one.id)),
        bild=publication.absolute(urls.chronicle_image(one.id)),
    )


def _claimed(one: ChronicleEntry) -> str:
    return "" if one.progress is Progress.UNKNOWN else one.progress
