"""Problems as a Code Quality report, which GitLab shows in the merge request."""

import hashlib
from collections.abc import Iterable
from typing import Any

from impulswerk.model.problems import Problem, Severity
from impulswerk.text.as_json import one_line

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(problems: Iterable[Problem]) -> str:
    """A JSON array as GitLab reads it; fingerprints stay when other lines move."""
    seen: dict[str, int] = {}
    return one_line([_issue(p, seen) for p in sorted(problems)]) + "\n"


def _issue(problem: Problem, seen: dict[str, int]) -> dict[str, Any]:
    span = problem.span
    key = "\0".join([problem.rule, span.source, problem.message, problem.line_text])
    # The same mistake twice in a file needs two fingerprints, or GitLab shows it once.
    seen[key] = seen.get(key, 0) + 1
    fingerprint = hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()
    fix = f" Abhilfe: {problem.fix}" if problem.fix else ""
    return {
        "check_name": problem.rule,
        "description": problem.message + fix,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": span.source, "lines": {"begin": max(1, span.line)}},
    }
