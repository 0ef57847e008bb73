"""A collation as a checklist, for the terminal or a pull request, or as JSON."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from impulswerk.collation.matching import SUPPORTED
from impulswerk.collation.report import Collation, Unit
from impulswerk.collation.sentences import NUMBERING, headline, named_place, outcome
from impulswerk.model.entries import State
from impulswerk.rules.report.comment import plain
from impulswerk.text.output import to_json

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
    yield "title", headline(collation)
    yield "", f"SHA-256 {collation.sha256}"
    if collation.unit is Unit.PAGE:
        yield "", NUMBERING[collation.numbering]
    for sentence in (collation.refusal, *collation.warnings):
        if sentence:
            yield "warning", sentence
    if collation.checks:
        yield "heading", _checks_title(collation)
    for check in (*collation.failed, *(own for own in collation.quotes if own.is_found)):
        place = named_place(check, collation.unit)
        yield (
            "done" if check.is_found else "todo",
            f"{check.owner.name}, {place}{': ' if place else ''}„{_cut(check.text)}“ – "
            f"{outcome(check, collation.unit)}",
        )
    if collation.impulses:
        yield (
            "heading",
            f"Impulse ohne Fundstelle: {len(collation.unsupported)} von {len(collation.impulses)} "
            f"(Ähnlichkeit 0–100, ab {SUPPORTED} wahrscheinlich)",
        )
    for impulse in collation.impulses:
        places = ", ".join(f"{own.place}: {own.score}" for own in impulse.candidates)
        if not impulse.is_supported:
            places = f"keine Fundstelle{'; am nächsten: ' if places else ''}{places}"
        is_done = impulse.state is State.COMPARED
        title = f"Impuls {impulse.number:02d} {_cut(impulse.title)}"
        yield "done" if is_done else "todo", f"{title} – {places}"
        for own in impulse.candidates[:1]:
            yield "excerpt", own.excerpt
    if collation.numbered:
        yield (
            "heading",
            "Nummerierte Empfehlungen der Quelle ohne Impuls: "
            f"{len(collation.uncovered)} von {len(collation.numbered)}",
        )
    for entry in collation.uncovered:
        near = ", ".join(f"{number:02d} ({score})" for number, score in entry.impulses[:2])
        nearest = f"; am nächsten: Impuls {near}" if near else ""
        yield "todo", f"{entry.number}. {_cut(entry.title)} – {entry.place}{nearest}"


def json(collation: Collation) -> str:
    """The whole collation as JSON; keys are German like the fields of the sources."""
    return to_json(_data(collation))


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
    parts = [
        f"{sum(check.is_found for check in checks)} von {len(checks)} {name}"
        for checks, name in ((collation.quotes, "Zitaten"), (collation.terms, "Stichwörtern"))
        if checks
    ]
    places = Counter(check.owner.place for check in collation.checks)
    owners = ", ".join(f"{count} in {place}" for place, count in places.items())
    return f"An ihrer Stelle: {', '.join(parts)}{f' ({owners})' if len(places) > 1 else ''}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else f"{text[: _QUOTE - 1].rstrip()}…"


def _safe(text: str) -> str:
    return "".join("·" if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)
