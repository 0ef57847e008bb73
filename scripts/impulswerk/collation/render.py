"""A collation as a table for the terminal, a checklist for a pull request, or JSON."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from json import dumps
from typing import Any

from impulswerk.collation.matching import SUPPORTED
from impulswerk.collation.report import (
    Candidate,
    Check,
    Collation,
    ImpulseReport,
    Kind,
    NumberedReport,
    Unit,
)
from impulswerk.collation.sentences import NUMBERING, headline, named_place, outcome
from impulswerk.model.entries import State
from impulswerk.rules.report.comment import plain

_TITLE = 46  # characters of a title in the table
_QUOTE = 70


def terminal(collation: Collation) -> str:
    """The whole collation for a terminal, 100 columns wide at most in its tables."""
    return _safe("\n".join(_terminal(collation))) + "\n"


def _terminal(collation: Collation) -> Iterator[str]:
    yield headline(collation)
    yield f"SHA-256 {collation.sha256}"
    if collation.unit is Unit.PAGE:
        yield NUMBERING[collation.numbering]
    for sentence in (collation.refusal, *collation.warnings):
        if sentence:
            yield f"! {sentence}"
    if collation.checks:
        yield ""
        yield _checks_title(collation)
        for check in collation.failed:
            yield f"  ✗ {check.owner.name}, {_named(check, collation.unit)}{_shown(check.text)}"
            yield f"      {outcome(check, collation.unit)}"
    if collation.impulses:
        yield ""
        yield f"Impulse und ihre Fundstellen (Ähnlichkeit 0–100, ab {SUPPORTED} wahrscheinlich)"
        for impulse in collation.impulses:
            title = _cut(impulse.title, _TITLE)
            yield f"  {impulse.number:02d}  {title:<{_TITLE}}  {_places(impulse.candidates)}"
    if collation.numbered:
        yield ""
        yield _numbered_title(collation)
        yield from (f"  {_uncovered(entry)}" for entry in collation.uncovered)
    if collation.unsupported:
        yield ""
        yield f"Impulse ohne Fundstelle: {len(collation.unsupported)} von {len(collation.impulses)}"
        yield from (f"  {entry.number:02d}  {entry.title}" for entry in collation.unsupported)


def markdown(collation: Collation) -> str:
    """A checklist: what is done is ticked, what somebody must look at is not."""
    return "\n".join(_markdown(collation)) + "\n"


def _markdown(collation: Collation) -> Iterator[str]:
    yield f"## {plain(headline(collation))}"
    yield ""
    yield f"SHA-256 `{collation.sha256}`"
    if collation.unit is Unit.PAGE:
        yield f"{NUMBERING[collation.numbering]}."
    for sentence in (collation.refusal, *collation.warnings):
        if sentence:
            yield ""
            yield f"⚠️ {plain(sentence)}"
    if collation.checks:
        yield ""
        yield f"### {_checks_title(collation)}"
        yield ""
        for check in (*collation.failed, *(c for c in collation.quotes if c.is_found)):
            place = f"{check.owner.name}, {_named(check, collation.unit)}{_shown(check.text)}"
            said = outcome(check, collation.unit)
            yield f"- [{'x' if check.is_found else ' '}] {plain(place)} – {plain(said)}"
    if collation.impulses:
        yield ""
        yield "### Impulse und ihre Fundstellen"
        yield ""
        for impulse in collation.impulses:
            yield from _item(impulse)
    if collation.numbered:
        yield ""
        yield f"### {_numbered_title(collation)}"
        yield ""
        yield from (f"- [ ] {plain(_uncovered(entry))}" for entry in collation.uncovered)


def _item(impulse: ImpulseReport) -> Iterator[str]:
    done = "x" if impulse.state is State.COMPARED else " "
    places = (
        _places(impulse.candidates)
        if impulse.is_supported
        else (
            f"keine Fundstelle; am nächsten: {_places(impulse.candidates)}"
            if impulse.candidates
            else "keine Fundstelle"
        )
    )
    yield f"- [{done}] **Impuls {impulse.number:02d}** {plain(impulse.title)} – {plain(places)}"
    if impulse.candidates:
        yield f"  > {plain(impulse.candidates[0].excerpt)}"


def json(collation: Collation) -> str:
    """The whole collation as JSON; keys are German like the fields of the sources."""
    return dumps(_data(collation), ensure_ascii=False, indent=2) + "\n"


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
                "stelle": named_place(check, collation.unit) or None,
                "befund": check.outcome.verdict.value,
                "gefunden": list(check.places),
                "fussnote": check.outcome.in_note,
                "vergleich": [{"art": run.kind, "text": run.text} for run in check.outcome.runs],
            }
            for check in collation.checks
        ],
        "impulse": [
            {
                "nummer": impulse.number,
                "titel": impulse.title,
                "stand": impulse.state.value,
                "gestuetzt": impulse.is_supported,
                "fundstellen": [
                    {
                        "stelle": candidate.place,
                        "wert": candidate.score,
                        "auszug": candidate.excerpt,
                        "woerter": list(candidate.words),
                    }
                    for candidate in impulse.candidates
                ],
            }
            for impulse in collation.impulses
        ],
        "empfehlungen": [
            {
                "nummer": entry.number,
                "titel": entry.title,
                "stelle": entry.place,
                "abgedeckt": entry.is_covered,
                "impulse": [{"nummer": n, "wert": score} for n, score in entry.impulses],
            }
            for entry in collation.numbered
        ],
    }


def _checks_title(collation: Collation) -> str:
    quotes = collation.quotes
    terms = [check for check in collation.checks if check.kind is Kind.TERM]
    parts = [
        f"{sum(check.is_found for check in checks)} von {len(checks)} {name}"
        for checks, name in ((quotes, "Zitaten"), (terms, "Stichwörtern"))
        if checks
    ]
    places = Counter(check.owner.place for check in collation.checks)
    owners = ", ".join(f"{count} in {place}" for place, count in places.items())
    return f"An ihrer Stelle: {', '.join(parts)}{f' ({owners})' if len(places) > 1 else ''}"


def _numbered_title(collation: Collation) -> str:
    return (
        "Nummerierte Empfehlungen der Quelle ohne Impuls: "
        f"{len(collation.uncovered)} von {len(collation.numbered)}"
    )


def _uncovered(entry: NumberedReport) -> str:
    near = ", ".join(f"{number:02d} ({score})" for number, score in entry.impulses[:2])
    nearest = f"; am nächsten: Impuls {near}" if near else ""
    return f"{entry.number}. {_cut(entry.title, _QUOTE)} – {entry.place}{nearest}"


def _places(candidates: tuple[Candidate, ...]) -> str:
    return ", ".join(f"{candidate.place}: {candidate.score}" for candidate in candidates) or "–"


def _named(check: Check, unit: Unit) -> str:
    place = named_place(check, unit)
    return f"{place}: " if place else ""


def _shown(text: str) -> str:
    return f"„{_cut(' '.join(text.split()), _QUOTE)}“"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _safe(text: str) -> str:
    """Without characters from the source that would speak to the terminal."""
    return "".join(
        "·" if unicodedata.category(sign) in ("Cc", "Cf") and sign != "\n" else sign
        for sign in text
    )
