"""Check what only shows when all impulses lie side by side: numbers, titles, relations."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from impulswerk.model.entries import State
from impulswerk.model.problems import Problem, Span
from impulswerk.rules.fields import Values
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.slugs import slugify


@dataclass(frozen=True)
class ReadImpulse:
    """An impulse as read: its number from the file name, its document and checked values."""

    number: int
    document: MarkedDocument
    values: Values


def check_relations(entries: Iterable[ReadImpulse], numbers: set[int]) -> Iterator[Problem]:
    """All problems between impulses; `numbers` are those of every file, readable or not."""
    ordered = sorted(entries, key=lambda entry: (entry.number, entry.document.source))
    for rule in (_related, _declared_twice, _replacement):
        yield from rule(ordered, numbers)
    for entry in ordered:
        yield from check_comparison(entry.document, entry.values, "Der Impuls")
    yield from _titles(ordered)


def _number_problem(
    entry: ReadImpulse, span: Span, number: int, name: str, numbers: set[int]
) -> Problem | None:
    if number == entry.number:
        return entry.document.problem(
            span,
            "verwandt-mit-sich",
            f"Impuls {number} nennt sich in „{name}“ selbst.",
            fix=f"Löschen Sie die {number} aus der Liste.",
        )
    if number not in numbers:
        return unknown_number(entry.document, span, number, numbers)
    return None


def unknown_number(
    document: MarkedDocument, span: Span, number: int, numbers: Collection[int]
) -> Problem:
    """The problem that no impulse has the `number` that a source names at `span`."""
    return document.problem(
        span,
        "verwandt-unbekannt",
        f"Einen Impuls mit der Nummer {number} gibt es nicht.",
        allowed=f"{min(numbers)} bis {max(numbers)}" if numbers else "",
        fix="Prüfen Sie die Nummer in der Liste der Impulse.",
    )


def _related(entries: list[ReadImpulse], numbers: set[int]) -> Iterator[Problem]:
    for entry in entries:
        for name in ("verwandt", "ersetzt_durch"):
            for number, span in entry.values.each(name):
                problem = _number_problem(entry, span, number, name, numbers)
                if problem:
                    yield problem


def _declared_twice(entries: list[ReadImpulse], _numbers: set[int]) -> Iterator[Problem]:
    declared = {entry.number: set(entry.values.plain.get("verwandt", ())) for entry in entries}
    for entry in entries:
        for number, span in entry.values.each("verwandt"):
            if number < entry.number and entry.number in declared.get(number, set()):
                yield entry.document.problem(
                    span,
                    "verwandt-doppelt",
                    f"Die Beziehung zu Impuls {number} steht schon dort.",
                    fix=f"Löschen Sie die {number} hier; die Seite zeigt die Beziehung trotzdem.",
                )


def _replacement(entries: list[ReadImpulse], _numbers: set[int]) -> Iterator[Problem]:
    for entry in entries:
        values = entry.values
        withdrawn = values.plain.get("stand") == State.WITHDRAWN
        if withdrawn and "ersetzt_durch" not in values.spans:
            yield entry.document.problem(
                values.spans["stand"],
                "ersatz-unklar",
                "Der Impuls ist zurückgezogen, nennt aber keinen Nachfolger.",
                fix="Ergänzen Sie „ersetzt_durch: [12]“ oder, ohne Nachfolger, „ersetzt_durch: []“",
            )
        elif "ersetzt_durch" in values.spans and "stand" in values.plain and not withdrawn:
            yield entry.document.problem(
                values.spans["ersetzt_durch"],
                "ersatz-unklar",
                "Ein Nachfolger ist genannt, aber der Impuls ist nicht zurückgezogen.",
                fix="Setzen Sie „stand: zurueckgezogen“ oder löschen Sie „ersetzt_durch“.",
            )


def check_comparison(document: MarkedDocument, values: Values, who: str) -> Iterator[Problem]:
    """Whoever says that a text was compared names a quote, the role and the day.

    `who` is the kind of text in a German sentence: Der Impuls, Der Treiber.
    """
    plain, spans = values.plain, values.spans
    if "stand" not in plain:
        return
    named = [name for name in ("abgeglichen_von", "abgeglichen_am") if name in spans]
    if plain["stand"] == State.COMPARED:
        missing = [name for name in ("abgeglichen_von", "abgeglichen_am") if name not in named]
        if not any(item.get("wortlaut") for item in plain.get("belege", ())):
            missing.insert(0, "wortlaut")
        if missing and "belege" in plain:
            yield document.problem(
                spans["stand"],
                "abgleich-unvollstaendig",
                f"{who} gilt als abgeglichen, aber der Nachweis ist unvollständig.",
                allowed="ein Zitat aus dem Papier („wortlaut“ in „belege“), wer verglichen hat "
                "und wann",
                fix=f"Ergänzen Sie: {', '.join(missing)}",
            )
    elif named and plain["stand"] == State.DRAFT:
        yield document.problem(
            spans[named[0]],
            "abgleich-unvollstaendig",
            f"„{named[0]}“ ist genannt, aber {who[0].lower()}{who[1:]} ist noch ein Entwurf.",
            fix="Setzen Sie „stand: abgeglichen“ oder löschen Sie das Feld.",
        )


def _titles(entries: list[ReadImpulse]) -> Iterator[Problem]:
    first: dict[str, ReadImpulse] = {}
    for entry in entries:
        title = entry.values.plain.get("titel")
        if not title:
            continue
        other = first.setdefault(title.casefold(), entry)
        if other is not entry:
            yield entry.document.problem(
                entry.values.spans["titel"],
                "doppelter-titel",
                f"Denselben Titel trägt schon Impuls {other.number}.",
                fix="Geben Sie dem Impuls einen eigenen Titel.",
            )


def check_mentioned(values: Values, name: str, numbers: Collection[int]) -> Iterator[Problem]:
    """Every number of an impulse in the field `name` is that of one there is."""
    for number, span in values.each(name):
        if number not in numbers:
            yield unknown_number(values.document, span, number, numbers)


def check_chosen(
    values: Values, numbers: Collection[int], withdrawn: Collection[int]
) -> Iterator[Problem]:
    """What readers should begin with is there and in force."""
    for choice, span in values.each("auswahl"):
        number = choice["impuls"]
        if number not in numbers:
            yield unknown_number(values.document, span, number, numbers)
        elif number in withdrawn:
            yield values.document.problem(
                span,
                "auswahl-zurueckgezogen",
                f"Der Impuls {number} ist zurückgezogen.",
                fix="Wählen Sie einen anderen, oder löschen Sie den Eintrag.",
            )


def check_states(entries: Sequence[Values]) -> Iterator[Problem]:
    """The program reckons with the states, so that list of vokabular.yml cannot be changed."""
    known = [state.value for state in State]
    if entries and sorted(values.plain["id"] for values in entries) != sorted(known):
        document = entries[0].document
        yield document.problem(
            document.front.keys["staende"],
            "unbekannter-stand",
            "Die Liste der Stände ist fest: Mit ihr rechnet das Programm.",
            allowed=", ".join(known),
            fix="Führen Sie genau diese Kennungen; alles andere ist frei.",
        )


def check_actors(entries: Iterable[Values]) -> Iterator[Problem]:
    """Names of actors are their ids in German, so that no two have the same."""
    for values in entries:
        name, id_ = values.plain["name"], values.plain["id"]
        if slugify(name) != id_:
            yield values.document.problem(
                values.spans["name"],
                "kennung-ungueltig",
                f"Der Name „{name}“ und die Kennung „{id_}“ passen nicht zusammen.",
                allowed="die Kennung in deutscher Schreibung: zu „beschaeftigte“ der Name "
                "„Beschäftigte“",
                fix="Ändern Sie den Namen; die Kennung steht in Adressen und bleibt.",
            )
