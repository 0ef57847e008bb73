"""Characters that the typeface cannot show, and invisible ones that are written as entities."""

import html
import re
from collections.abc import Iterator

from impulswerk.model.problems import Problem, Span
from impulswerk.rules.prose import masked
from impulswerk.sources.marked import MarkedDocument, Scalar, nodes
from impulswerk.text.characters import is_unwanted
from impulswerk.text.typeface import characters

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Not shown as they are: the ends of lines, and what stands for bytes that were not UTF-8.
_OTHER = frozenset("\n\ufffd")


def check_characters(document: MarkedDocument) -> Iterator[Problem]:
    """Every such character in the values and the text, once for each kind of them in a line."""
    found = [*_in_values(document), *_in_text(document)]
    seen = set()
    for span, character, written in sorted(found):
        if (span.line, character) not in seen:
            seen.add((span.line, character))
            yield _problem(document, span, character, written)


def _missing(text: str) -> frozenset[str]:
    return frozenset(text) - characters() - _OTHER


def _in_values(document: MarkedDocument) -> Iterator[tuple[Span, str, str]]:
    values = [node for node in nodes(document.front) if isinstance(node, Scalar)]
    for number, value in enumerate(values):
        for character in _missing(value.text):
            last = values[number + 1].span if number + 1 < len(values) else None
            yield _place(document, value.span, last, character), character, character


def _place(document: MarkedDocument, start: Span, end: Span | None, character: str) -> Span:
    """Where a character stands between two places; where it was written otherwise, the first."""
    for line in range(start.line, (end.line if end else len(document.lines)) + 1):
        text = document.lines[line - 1]
        if end and line == end.line:
            text = text[: end.col - 1]
        col = text.find(character, start.col - 1 if line == start.line else 0)
        if col >= 0:
            return Span(start.source, line, col + 1)
    return start


def _in_text(document: MarkedDocument) -> Iterator[tuple[Span, str, str]]:
    text = document.body
    if _missing(text):
        for number, line in enumerate(text.split("\n"), document.body_line):
            for character in _missing(line):
                span = Span(document.source, number, line.index(character) + 1)
                yield span, character, character
    if "&" not in text:
        return
    for number, line in enumerate(masked(text).raw.split("\n"), document.body_line):
        for match in _ENTITY.finditer(line):
            for character in html.unescape(match[0]):
                if is_unwanted(character) or character in _missing(character):
                    span = Span(document.source, number, match.start() + 1, len(match[0]))
                    yield span, character, match[0]


def _problem(document: MarkedDocument, span: Span, character: str, written: str) -> Problem:
    code = f"U+{ord(character):04X}"
    if is_unwanted(character):
        return document.problem(
            span,
            "steuerzeichen",
            f"„{written}“ ist ein unsichtbares Steuerzeichen ({code}).",
            fix=f"Löschen Sie „{written}“.",
        )
    return document.problem(
        span,
        "zeichen-fehlt",
        f"Das Zeichen „{character}“ ({code}) fehlt in der Schrift.",
        allowed="Zeichen der Schrift Source Sans 3: lateinische, griechische und kyrillische "
        "Buchstaben, Satzzeichen, wenige Symbole",
        fix="Löschen Sie das Zeichen, oder sagen Sie es mit Worten.",
    )
