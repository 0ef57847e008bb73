"""Find questions and samples that `impuls new` wrote and nobody has replaced."""

import re
from collections.abc import Iterable, Iterator

from impulswerk.model.entries import Section
from impulswerk.model.problems import Problem, Span
from impulswerk.rules.scaffold import PROPOSED_TITLE, REMARKS, SAMPLE_TERM, SAMPLES
from impulswerk.sources.marked import MarkedDocument
from impulswerk.text.convert import read

_RULE = "geruest-nicht-ersetzt"
# Each question and each hint by itself: an answer may have been written behind it.
# What a step begins with, and bold type.
_MARK = re.compile(r"\*\*…:\*\* |\*\*")
_PART_ENDS = re.compile(r"(?<=[.?])\s+")


def check_scaffold(document: MarkedDocument, sections: Iterable[Section]) -> Iterator[Problem]:
    """Every prompt, sample and remark of the scaffold that nobody has replaced."""
    yield from _samples(document)
    yield from _remarks(document)
    asked = [_MARK.sub("", text) for section in sections for text in section.prompts]
    prompts = [part for text in asked for part in _PART_ENDS.split(text)]
    named = set()
    headings = {heading.line: heading.text for heading in read(document.body).headings}
    section = ""
    for number, line in enumerate(document.body.split("\n"), 1):
        section = headings.get(number, section)
        if section not in named and any(prompt in line for prompt in prompts):
            named.add(section)
            yield document.problem(
                Span(document.source, number + document.body_line - 1, 1, len(line)),
                _RULE,
                f"{f'Unter „{section}“' if section else 'Hier'} steht noch die Frage des Gerüsts.",
                fix="Schreiben Sie die Antwort an ihre Stelle.",
            )


def _samples(document: MarkedDocument) -> Iterator[Problem]:
    for name, samples in (("titel", (PROPOSED_TITLE,)), *SAMPLES.items()):
        if {node.words for node in document.front.scalars(name)} & {*samples}:
            yield document.problem(
                document.front.entries[name].span,
                _RULE,
                f"In „{name}“ steht noch das Beispiel des Gerüsts.",
                fix="Schreiben Sie an seine Stelle, was für diesen Impuls gilt.",
            )
    for item in document.front.records("belege"):
        term = item.scalar("stichwort")
        if term and term.words == SAMPLE_TERM:
            yield document.problem(
                term.span,
                _RULE,
                "In „belege“ steht noch das Beispiel des Gerüsts.",
                fix="Nennen Sie Quelle, Stelle und ein Stichwort, das dort steht.",
            )


def _remarks(document: MarkedDocument) -> Iterator[Problem]:
    lines = document.head.split("\n")
    found = [number for number, line in enumerate(lines, 1) if line.startswith(REMARKS)]
    if found:
        count = f"{len(found)} Zeilen" if len(found) > 1 else "eine Zeile"
        yield document.problem(
            Span(document.source, found[0], 1, len(lines[found[0] - 1])),
            _RULE,
            f"Im Kopf stehen noch Erklärungen des Gerüsts ({count}).",
            fix="Löschen Sie die Zeilen, die mit # beginnen.",
        )
