"""Problems as workflow commands, which GitHub shows beside the line of the change."""

from collections.abc import Iterable

from impulswerk.model.problems import Problem, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def render(problems: Iterable[Problem], rules_page: str = "") -> str:
    """One `::error …` line for each problem; empty for none.

    `rules_page` is the address of the page "Prüfregeln"; each message ends with its section.
    """
    return "".join(f"{_line(problem, rules_page)}\n" for problem in sorted(problems))


def _line(problem: Problem, rules_page: str) -> str:
    span = problem.span
    properties = {"file": span.source, "title": problem.rule}
    if span.line:
        properties |= {
            "line": str(span.line),
            "col": str(span.col),
            "endColumn": str(span.col + span.width),
        }
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    parts = [problem.message]
    if problem.allowed:
        parts.append(f"Erlaubt: {problem.allowed}")
    if problem.fix:
        parts.append(f"Abhilfe: {problem.fix}")
    if rules_page:
        parts.append(f"Mehr dazu: {rules_page}#{problem.rule}")
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(chr(10).join(parts))}"


def _data(text: str) -> str:
    """Escaped as the runner reads it: nothing in a source may become a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
