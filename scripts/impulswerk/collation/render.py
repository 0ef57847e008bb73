"""A collation as a checklist, for the terminal or a pull request, or as JSON."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from impulswerk.collation.document import Numbering
from impulswerk.collation.matching import SUPPORTED
from impulswerk.collation.quotes import FEWEST_LETTERS, FEWEST_WORDS, Verdict
from impulswerk.collation.report import Check, Collation, Kind, Unit
from impulswerk.model.entries import State
from impulswerk.rules.report.comment import plain
from impulswerk.text.as_json import readable
from impulswerk.text.words import Words, shortened

_PLURALS = {Unit.PAGE: "Seiten", Unit.PARAGRAPH: "Absätze"}
_BY = {Unit.PAGE: "auf", Unit.PARAGRAPH: "in"}
_MOST_PLACES = 5

_NUMBERING = {
    Numbering.LABELS: "Seitenzahlen: wie die Datei ihre Seiten selbst bezeichnet",
    Numbering.PRINTED: "Seitenzahlen: wie auf die Seiten gedruckt",
    Numbering.COUNT: "Seitenzahlen: von der ersten Seite der Datei an gezählt",
}
_RUNS = {"weg": "fehlt", "neu": "zu viel"}  # words that only the source has, or only the quote
_QUOTE = 70  # characters shown of a quote or a title

# What stands before each kind of line; kinds that are missing are not shown.
_TERMINAL = {
    "title": "",
    "": "",
    "warning": "! ",
    "heading": "\n",
    "todo": "  [ ] ",
    "done": "  [x] ",
}
_MARKDOWN = {
    "title": "## ",
    "": "\n",
    "warning": "\n⚠️ ",
    "heading": "\n### ",
    "todo": "- [ ] ",
    "done": "- [x] ",
    "excerpt": "  > ",
}


def terminal(collation: Collation) -> str:
    """The collation for a terminal, without what would speak to the terminal."""
    return _text(collation, _TERMINAL, _safe)


def markdown(collation: Collation) -> str:
    """The collation as a checklist for a pull request."""
    return _text(collation, _MARKDOWN, plain)


def _text(collation: Collation, heads: Mapping[str, str], safe: Callable[[str], str]) -> str:
    """A heading has a blank line before it, and in Markdown one behind."""
    shown = [(kind, safe(text)) for kind, text in _lines(collation) if kind in heads]
    gap = "\n" if heads is _MARKDOWN else ""
    return "".join(
        f"{heads[kind]}{text}\n{gap if kind == 'heading' else ''}" for kind, text in shown
    )


def _lines(collation: Collation) -> Iterator[tuple[str, str]]:
    """Every line with its kind: what is done is ticked, what somebody must look at is not."""
    yield "title", _headline(collation)
    yield "", f"SHA-256 {collation.sha256}"
    if collation.unit is Unit.PAGE:
        yield "", _NUMBERING[collation.numbering]
    for sentence in (collation.refusal, *collation.warnings):
        if sentence:
            yield "warning", sentence
    if collation.checks:
        yield "heading", _checks_title(collation)
    for check in (*collation.failed, *(own for own in collation.of(Kind.QUOTE) if own.is_found)):
        place = _named_place(check, collation.unit)
        yield (
            "done" if check.is_found else "todo",
            f"{check.owner.name}, {place}{': ' if place else ''}„{_cut(check.text)}“ – "
            f"{_outcome(check, collation.unit)}",
        )
    if collation.impulses:
        yield (
            "heading",
            f"Impulse ohne Fundstelle: {len(collation.unsupported)} von {len(collation.impulses)} "
            f"(Ähnlichkeit 0–100, ab {SUPPORTED} wahrscheinlich)",
        )
    for entry in collation.impulses:
        places = ", ".join(f"{own.place}: {own.score}" for own in entry.candidates)
        if not entry.is_supported:
            places = f"keine Fundstelle{'; am nächsten: ' if places else ''}{places}"
        title = f"Impuls {entry.impulse.number:02d} {_cut(entry.impulse.title)}"
        kind = "done" if entry.impulse.state is State.COMPARED else "todo"
        yield kind, f"{title} – {places}"
        for own in entry.candidates[:1]:
            yield "excerpt", own.excerpt
    if collation.numbered:
        yield (
            "heading",
            "Nummerierte Empfehlungen der Quelle ohne Impuls: "
            f"{len(collation.uncovered)} von {len(collation.numbered)}",
        )
    for found in collation.uncovered:
        near = ", ".join(f"{number:02d} ({score})" for number, score in found.impulses[:2])
        nearest = f"; am nächsten: Impuls {near}" if near else ""
        yield "todo", f"{found.number}. {_cut(found.title)} – {found.place}{nearest}"


def json(collation: Collation) -> str:
    """The whole collation as JSON; keys are German like the fields of the sources."""
    return readable(_data(collation))


def _data(collation: Collation) -> dict[str, Any]:
    return {
        "quelle": collation.source_id or None,
        "sha256": collation.sha256,
        "einheit": collation.unit.lower(),
        "anzahl": collation.count,
        "seitenzaehlung": collation.numbering.value if collation.unit is Unit.PAGE else None,
        "hindernis": collation.refusal or None,
        "hinweise": list(collation.warnings),
        "pruefungen": [
            {
                "ort": check.owner.name,
                "datei": check.owner.source,
                "impuls": check.owner.number,
                "art": check.kind.value,
                "text": check.text,
                "stelle": _named_place(check, collation.unit) or None,
                "befund": check.outcome.verdict.value,
                "gefunden": list(check.places),
                "fussnote": check.outcome.in_note,
                "vergleich": [
                    {"art": _RUNS.get(run.kind, run.kind), "text": run.text.strip()}
                    for run in check.outcome.words
                ],
            }
            for check in collation.checks
        ],
        "impulse": [
            {
                "nummer": entry.impulse.number,
                "titel": entry.impulse.title,
                "stand": entry.impulse.state.value,
                "gestuetzt": entry.is_supported,
                "fundstellen": [
                    {
                        "stelle": candidate.place,
                        "wert": candidate.score,
                        "auszug": candidate.excerpt,
                        "woerter": list(candidate.words),
                    }
                    for candidate in entry.candidates
                ],
            }
            for entry in collation.impulses
        ],
        "empfehlungen": [
            {
                "nummer": found.number,
                "titel": found.title,
                "stelle": found.place,
                "abgedeckt": found.is_covered,
                "impulse": [{"nummer": n, "wert": score} for n, score in found.impulses],
            }
            for found in collation.numbered
        ],
    }


def _headline(collation: Collation) -> str:
    """`Abgleich mit „zukunftspapier-2025“: 60 Seiten`."""
    unit = collation.unit if collation.count == 1 else _PLURALS[collation.unit]
    name = f" mit „{collation.source_id}“" if collation.source_id else ""
    return f"Abgleich{name}: {collation.count} {unit}"


def _named_place(check: Check, unit: Unit) -> str:
    """Where a quote or term should stand: `Seite 12`; empty where the evidence does not say."""
    evidence = check.owner.evidence
    place = evidence.page if unit is Unit.PAGE else evidence.paragraph
    return "" if place is None else f"{unit} {place}"


def _outcome(check: Check, unit: Unit) -> str:
    """What became of a quote or a term, as a sentence."""
    by = _BY[unit]
    places = check.places[:_MOST_PLACES]
    found = f"{unit} {', '.join(places)}{' …' if len(places) < len(check.places) else ''}"
    note = " (in einer Fußnote)" if check.outcome.in_note else ""
    named = _named_place(check, unit)
    what = "Das Zitat" if check.kind is Kind.QUOTE else "Das Stichwort"
    match check.outcome.verdict:
        case Verdict.FOUND:
            return f"{what} steht {by} {found}{note}."
        case Verdict.ELSEWHERE if named:
            return f"{what} steht nicht {by} {named}, sondern {by} {found}{note}."
        case Verdict.ELSEWHERE:
            return f"{what} steht {by} {found}{note}; der Beleg nennt keine solche Stelle."
        case Verdict.DIFFERENT if all(run.kind == "gleich" for run in check.outcome.words):
            return f"{what} beginnt oder endet mitten in einem Wort, {by} {found}."
        case Verdict.DIFFERENT:
            return f"{what} weicht ab, {by} {found}: {comparison(check.outcome.words)}"
        case Verdict.TOO_SHORT:
            return (
                f"{what} ist zu kurz, um etwas zu belegen: mindestens {FEWEST_WORDS} Wörter und "
                f"{FEWEST_LETTERS} Buchstaben."
            )
        case _:
            return f"{what} steht nirgends in der Quelle."


def comparison(words: Sequence[Words]) -> str:
    """`… in der [Quelle: Region | Zitat: Gegend] finden …`."""
    parts: list[str] = []
    source = ""  # what only the source has, just before
    for run in shortened(words):
        text = run.text.strip()
        if run.kind == "weg":
            parts.append(f"[im Zitat fehlt: {text}]")
        elif run.kind == "neu" and source:
            parts[-1] = f"[Quelle: {source} | Zitat: {text}]"
        else:
            parts.append(f"[nur im Zitat: {text}]" if run.kind == "neu" else text)
        source = text if run.kind == "weg" else ""
    return " ".join(parts)


def counted(collation: Collation) -> str:
    """`1 von 3 Zitaten, 2 von 3 Stichwörtern`: what stands in its place."""
    kinds = ((collation.of(Kind.QUOTE), "Zitaten"), (collation.of(Kind.TERM), "Stichwörtern"))
    return ", ".join(
        f"{sum(check.is_found for check in checks)} von {len(checks)} {name}"
        for checks, name in kinds
        if checks
    )


def _checks_title(collation: Collation) -> str:
    places = Counter(check.owner.place for check in collation.checks)
    owners = ", ".join(f"{count} in {place}" for place, count in places.items())
    return f"An ihrer Stelle: {counted(collation)}{f' ({owners})' if len(places) > 1 else ''}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1].rstrip()}…"


def _safe(text: str) -> str:
    return "".join("·" if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)
