"""Problems as JSON, for other programs."""

from collections.abc import Iterable
from typing import Any

from impulswerk.model.problems import Problem
from impulswerk.text.as_json import readable


def render(problems: Iterable[Problem]) -> str:
    """A JSON array, sorted; keys are German like the words of the rules."""
    return readable([record(p) for p in sorted(problems)])


def record(problem: Problem) -> dict[str, Any]:
    """A problem by German keys; without a line where it is about the whole file."""
    span = problem.span
    return {
        "regel": problem.rule,
        "schwere": problem.severity.value,
        "datei": span.source,
        "zeile": span.line or None,
        "spalte": span.col if span.line else None,
        "breite": span.width if span.line else None,
        "meldung": problem.message,
        "erlaubt": problem.allowed,
        "abhilfe": problem.fix,
        "text": problem.line_text,
    }
