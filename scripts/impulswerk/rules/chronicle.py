"""Check chronicle and feedback: sources, reasons, criteria, corrections; no personal data."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from impulswerk.model.chronicle import LISTS, ChronicleEntry, Criterion
from impulswerk.model.problems import Problem, Span
from impulswerk.model.progress import replay
from impulswerk.model.rulebook import RULES
from impulswerk.rules.fields import Values, suggest
from impulswerk.rules.forms import MAIL
from impulswerk.rules.relations import check_mentioned
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.wording import german_date

# Criteria by the number of their impulse; one whose head has a mistake is absent.
Criteria = Mapping[int, tuple[Criterion, ...]]

_PERSONAL = re.compile(rf"{MAIL}|(?:\+|\b0)[0-9](?:[ ()/-]{{0,3}}[0-9]){{5,16}}")
_WEB = re.compile(r"https?://[^\s<>\"]+")  # pages have numbers as well
_SPELLED_OUT = ("herausgeber", "titel")


@dataclass(frozen=True)
class Recorded:
    """An entry as read: its checked values, and the record made from them."""

    values: Values
    entry: ChronicleEntry


def check_criteria(heads: Iterable[Values]) -> Iterator[Problem]:
    """Entries name criteria by their ids, so no two impulses share one."""
    first: dict[str, str] = {}
    for values in heads:
        for criterion, span in values.each("woran"):
            if criterion["id"] in first:
                yield values.document.problem(
                    span,
                    "doppelte-kennung",
                    f"Die Kennung „{criterion['id']}“ hat schon ein Kriterium in "
                    f"„{first[criterion['id']]}“.",
                    fix="Geben Sie dem Kriterium eine eigene Kennung.",
                )
            first.setdefault(criterion["id"], values.document.source)


def check_entry(values: Values, recorded: dt.date) -> Iterator[Problem]:
    """What one entry says of itself; `recorded` is the day in its file's name."""
    plain, spans, document = values.plain, values.spans, values.document
    when = plain.get("datum")
    if when and when.first > recorded:
        yield document.problem(
            spans["datum"],
            "chronik-datum",
            f"Das Datum „{when}“ liegt nach dem Tag, an dem der Eintrag entstand "
            f"({german_date(recorded)}).",
            allowed="was schon geschehen ist; eine Ankündigung hat das Datum, an dem sie fiel",
            fix="Berichtigen Sie das Datum oder den Dateinamen.",
        )
    claims = [name for name in ("stand_danach", "erfuellt") if name in plain]
    if claims and not plain["impulse"]:
        yield document.problem(
            spans[claims[0]],
            "stand-ohne-bezug",
            "Der Eintrag gilt dem ganzen Papier; nur einzelne Impulse haben einen Stand.",
            allowed="Nummern in „impulse“",
            fix="Nennen Sie die Impulse, oder löschen Sie „stand_danach“ und „erfuellt“.",
        )
    for source, span in values.each("quellen"):
        missing = [name for name in _SPELLED_OUT if name not in source]
        if "quelle" not in source and missing:
            yield document.problem(
                span,
                "chronik-quelle",
                f"Zur Quelle fehlt: {', '.join(missing)}.",
                allowed="eine Kennung aus quellen.yml („quelle“), oder Herausgeber und Titel",
                fix="Ergänzen Sie, wer die Quelle veröffentlicht hat und wie sie heißt.",
            )
        if source["gesehen"] > recorded:
            yield document.problem(
                span,
                "chronik-datum",
                f"Die Quelle wurde erst am {german_date(source['gesehen'])} gesehen, der Eintrag "
                f"entstand am {german_date(recorded)}.",
                allowed="gesehen: ein Tag bis zu dem im Dateinamen",
                fix="Berichtigen Sie „gesehen“ oder den Dateinamen.",
            )
    for objection, span in values.each("einwaende"):
        if objection["stand"] != "offen" and not objection.get("antwort"):
            yield document.problem(
                span,
                "einwand-ohne-antwort",
                f"Der Einwand gilt als „{objection['stand']}“, aber eine Antwort fehlt.",
                allowed="eine Antwort, oder stand: offen",
                fix="Ergänzen Sie „antwort“ mit einem Satz.",
            )


def check_chronicle(
    entries: Iterable[Recorded], criteria: Criteria, numbers: set[int]
) -> Iterator[Problem]:
    """What only shows when all entries lie side by side; `numbers` are those of every impulse."""
    found = sorted(entries, key=lambda one: one.entry.source)
    by_id: dict[str, ChronicleEntry] = {}
    for one in found:
        first = by_id.setdefault(one.entry.id, one.entry)
        if first is not one.entry:
            yield one.values.document.problem(
                Span(one.entry.source, 1),
                "doppelte-kennung",
                f"Den Kurznamen „{one.entry.id}“ hat schon „{first.source}“.",
                fix="Benennen Sie die neue Datei um: Der Kurzname wird zur Adresse.",
            )
    for one in found:
        yield from check_mentioned(one.values, "impulse", numbers)
        yield from _met(one, criteria)
        yield from _corrections(one, by_id)
    yield from _refused(found, criteria)


def _met(one: Recorded, criteria: Criteria) -> Iterator[Problem]:
    entry, values = one.entry, one.values
    if any(number not in criteria for number in entry.impulses):
        return  # their heads cannot be read just now
    known = tuple(c.id for number in entry.impulses for c in criteria[number])
    for name, span in values.each("erfuellt"):
        if name not in known:
            yield values.document.problem(
                span,
                "kriterium-unbekannt",
                f"Ein Kriterium „{name}“ hat keiner der genannten Impulse.",
                allowed=", ".join(known) or "keines: In „woran“ steht dort nichts",
                fix=suggest(name, known) or "Legen Sie es zuerst im Kopf des Impulses fest.",
            )


def _corrections(one: Recorded, by_id: Mapping[str, ChronicleEntry]) -> Iterator[Problem]:
    given = one.values.each("berichtigt")
    for correction, (_, span) in zip(one.entry.corrections, given, strict=True):
        wrong = by_id.get(correction.entry_id)
        is_earlier = wrong is not None and wrong is not one.entry
        # On the same day two entries could correct each other, and neither would count.
        if wrong and is_earlier and one.entry.recorded == wrong.recorded:
            is_earlier = one.entry.id not in {c.entry_id for c in wrong.corrections}
        elif wrong and one.entry.recorded < wrong.recorded:
            is_earlier = False
        if not is_earlier:
            known = tuple(name for name in by_id if name != one.entry.id)
            yield one.values.document.problem(
                span,
                "berichtigung-ohne-ziel",
                f"Einen früheren Eintrag „{correction.entry_id}“ gibt es nicht.",
                allowed="Kurzname eines Eintrags, der vorher entstand",
                fix=suggest(correction.entry_id, known) or "Prüfen Sie den Namen der Datei.",
            )


def _refused(found: list[Recorded], criteria: Criteria) -> Iterator[Problem]:
    """Every claim that its entry does not support; the first impulse that shows it is named."""
    by_number: defaultdict[int, list[ChronicleEntry]] = defaultdict(list)
    for one in found:
        for number in one.entry.impulses:
            by_number[number].append(one.entry)
    values = {one.entry.source: one.values for one in found}
    named = set()
    for number, entries in sorted(by_number.items()):
        if number not in criteria:
            continue
        before = "keine Angaben"
        for entry, rule, now in replay(criteria[number], entries):
            if rule and (entry.source, rule) not in named:
                named.add((entry.source, rule))
                found_at = values[entry.source]
                yield _refusal(found_at, entry, rule, before, (number, criteria[number]))
            before = LISTS["fortschritte"][now.progress]


def _refusal(
    values: Values,
    entry: ChronicleEntry,
    rule: str,
    before: str,
    about: tuple[int, tuple[Criterion, ...]],
) -> Problem:
    number, criteria = about
    needed = [criterion.id for criterion in criteria if criterion.kind == "umsetzung"]
    words = {
        "nummer": number,
        "art": LISTS["chronikarten"][entry.kind],
        "vorher": before,
        "nachher": LISTS["fortschritte"][entry.progress],
        "kriterien": f"Belegen Sie in „erfuellt“: {', '.join(needed)}"
        if needed
        else f"Legen Sie im Kopf von Impuls {number} fest, woran man die Umsetzung erkennt.",
    }
    said = RULES[rule]
    message, allowed, fix = (
        text.format(**words) for text in (said.message, said.allowed, said.fix)
    )
    span = values.spans.get("stand_danach") or values.spans["erfuellt"]
    return values.document.problem(span, rule, message, allowed=allowed, fix=fix)


def check_feedback(entries: Iterable[Values], numbers: set[int]) -> Iterator[Problem]:
    """Who decides says why, who takes something over says what; names need consent."""
    for values in entries:
        plain = values.plain
        yield from check_mentioned(values, "impulse", numbers)
        decision = plain["entscheidung"]
        needed = [] if decision == "offen" else ["grund"]
        needed += ["aenderung"] if decision in {"uebernommen", "teilweise"} else []
        missing = [name for name in needed if name not in plain]
        if missing:
            yield values.document.problem(
                values.spans["entscheidung"],
                "rueckmeldung-unvollstaendig",
                f"Die Entscheidung steht da, aber es fehlt: {', '.join(missing)}.",
                allowed="grund, sobald entschieden ist; aenderung, wenn etwas übernommen wurde",
                fix="Ergänzen Sie, was fehlt, oder schreiben Sie „entscheidung: offen“.",
            )
        if "name" in plain and (plain["weg"] == "mail" or "einverstanden_am" not in plain):
            yield values.document.problem(
                values.spans["name"],
                "rueckmeldung-person",
                "Ein Name aus einer Mail gehört nicht hierher."
                if plain["weg"] == "mail"
                else "Hier steht ein Name, aber nicht, wann die Person zugestimmt hat.",
                allowed="ein Name nur mit Einverständnis, und nie aus einer Mail",
                fix="Löschen Sie den Namen; die Gruppe genügt.",
            )


def check_exposed(document: MarkedDocument) -> Iterator[Problem]:
    """Whatever looks like the mail address or the telephone number of somebody, anywhere."""
    for number, line in enumerate(document.lines, 1):
        for found in _PERSONAL.finditer(_WEB.sub(lambda web: "x" * len(web[0]), line)):
            yield document.problem(
                Span(document.source, number, found.start() + 1, len(found[0])),
                "rueckmeldung-person",
                f"Hier steht eine Adresse oder Nummer einer Person: {found[0]}",
                allowed="eine Zusammenfassung, in der niemand zu erkennen ist",
                fix="Löschen Sie sie: Was einmal in git steht, bleibt dort.",
            )
