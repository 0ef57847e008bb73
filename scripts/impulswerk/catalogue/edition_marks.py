"""From which commit each published edition was made: the ledger keeps it, since tags can move."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from impulswerk.model.problems import Problem
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Scalar

KEY = "fassungen"
_NAME = re.compile(r"\d{4}-\d{2}")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")

# Names of editions (`2026-11`) with the full ids of their commits.
Marks = Mapping[str, str]


def read_marks(document: MarkedDocument) -> tuple[Marks, list[Problem]]:
    """The editions that a ledger names; none where it has no such list."""
    if KEY not in document.front.entries:
        return {}, []
    node = document.front.entries[KEY]
    entries = node.entries if isinstance(node, Front) else {}
    marks = {
        name: value.text
        for name, value in entries.items()
        if isinstance(value, Scalar) and _NAME.fullmatch(name) and _COMMIT.fullmatch(value.text)
    }
    if isinstance(node, Front) and len(marks) == len(entries):
        return marks, []
    problem = document.problem(
        document.front.keys[KEY],
        "permalink-form",
        f"Die Liste „{KEY}“ lässt sich nicht lesen.",
        allowed='"JJJJ-MM": der Commit der Fassung, 40 Zeichen',
        fix="Stellen Sie die Datei aus der letzten Fassung wieder her.",
    )
    return marks, [problem]


def mark_lines(marks: Marks) -> Iterator[str]:
    """The list as it stands in the ledger; nothing where there is no edition."""
    if marks:
        yield f"{KEY}:"
        yield from (f'  "{name}": {commit}' for name, commit in sorted(marks.items()))
