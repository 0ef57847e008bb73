"""German sentences about a collation, for every way of showing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from impulswerk.collation.document import Numbering
from impulswerk.collation.quotes import FEWEST_LETTERS, FEWEST_WORDS, Run, Verdict
from impulswerk.collation.report import Check, Collation, Kind, Unit

_PLURALS = {Unit.PAGE: "Seiten", Unit.PARAGRAPH: "Absätze"}
_BY = {Unit.PAGE: "auf", Unit.PARAGRAPH: "in"}
_MOST_PLACES = 5
_AROUND = 4  # equal words shown beside a difference

NUMBERING = {
    Numbering.LABELS: "Seitenzahlen: wie die Datei ihre Seiten selbst bezeichnet",
    Numbering.PRINTED: "Seitenzahlen: wie auf die Seiten gedruckt",
    Numbering.COUNT: "Seitenzahlen: von der ersten Seite der Datei an gezählt",
}


def headline(collation: Collation) -> str:
    """`Abgleich mit „zukunftspapier-2025“: 60 Seiten`."""
    unit = collation.unit if collation.count == 1 else _PLURALS[collation.unit]
    name = f" mit „{collation.source_id}“" if collation.source_id else ""
    return f"Abgleich{name}: {collation.count} {unit}"


def named_place(check: Check, unit: Unit) -> str:
    """Where a quote or term should stand: `Seite 12`; empty where the evidence does not say."""
    evidence = check.owner.evidence
    place = evidence.page if unit is Unit.PAGE else evidence.paragraph
    return "" if place is None else f"{unit} {place}"


def outcome(check: Check, unit: Unit) -> str:
    """What became of a quote or a term, as a sentence."""
    by = _BY[unit]
    places = check.places[:_MOST_PLACES]
    found = f"{unit} {', '.join(places)}{' …' if len(places) < len(check.places) else ''}"
    note = " (in einer Fußnote)" if check.outcome.in_note else ""
    named = named_place(check, unit)
    what = "Das Zitat" if check.kind is Kind.QUOTE else "Das Stichwort"
    match check.outcome.verdict:
        case Verdict.FOUND:
            return f"{what} steht {by} {found}{note}."
        case Verdict.ELSEWHERE if named:
            return f"{what} steht nicht {by} {named}, sondern {by} {found}{note}."
        case Verdict.ELSEWHERE:
            return f"{what} steht {by} {found}{note}; der Beleg nennt keine solche Stelle."
        case Verdict.DIFFERENT if all(run.kind == "gleich" for run in check.outcome.runs):
            return f"{what} beginnt oder endet mitten in einem Wort, {by} {found}."
        case Verdict.DIFFERENT:
            return f"{what} weicht ab, {by} {found}: {comparison(check.outcome.runs)}"
        case Verdict.TOO_SHORT:
            return (
                f"{what} ist zu kurz, um etwas zu belegen: mindestens {FEWEST_WORDS} Wörter und "
                f"{FEWEST_LETTERS} Buchstaben."
            )
        case _:
            return f"{what} steht nirgends in der Quelle."


def comparison(runs: Sequence[Run]) -> str:
    """`… in der [Quelle: Region, Zitat: Gegend] finden …`."""
    return " ".join(_differences(runs))


def _differences(runs: Sequence[Run]) -> Iterator[str]:
    pending: dict[str, str] = {}
    for index, run in enumerate(runs):
        if run.kind != "gleich":
            pending[run.kind] = run.text
            following = runs[index + 1].kind if index + 1 < len(runs) else "gleich"
            if following == "gleich":
                yield _difference(pending.get("fehlt", ""), pending.get("zu viel", ""))
                pending = {}
            continue
        words = run.text.split()
        is_first, is_last = index == 0, index == len(runs) - 1
        most = _AROUND if is_first or is_last else 2 * _AROUND
        if len(words) <= most:
            yield run.text
        elif is_first:
            yield f"… {' '.join(words[-_AROUND:])}"
        elif is_last:
            yield f"{' '.join(words[:_AROUND])} …"
        else:
            yield f"{' '.join(words[:_AROUND])} … {' '.join(words[-_AROUND:])}"


def _difference(source: str, quote: str) -> str:
    if not quote:
        return f"[im Zitat fehlt: {source}]"
    if not source:
        return f"[nur im Zitat: {quote}]"
    return f"[Quelle: {source} | Zitat: {quote}]"
