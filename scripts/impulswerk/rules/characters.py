"""Characters that the typeface cannot show, and invisible ones that are written as entities."""

import html
import re
from collections.abc import Iterator

from impulswerk.model.problems import Problem, Span
from impulswerk.rules.prose import masked
from impulswerk.sources.marked import MarkedDocument, Scalar, nodes
from impulswerk.text.characters import is_unwanted
from impulswerk.text.convert import Text
from impulswerk.text.typeface import characters

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LOST = "\ufffd"  # stands for what is no character, such as bytes that were not UTF-8
# Not shown as they are, or told of otherwise.
_OTHER = frozenset(("\n", _LOST))


def check_characters(document: MarkedDocument) -> Iterator[Problem]:
    """Every such character in the values and the text, once for each spelling in a line."""
    found = [*_in_values(document), *_in_text(document)]
    seen = set()
    for span, character, written in sorted(found):
        if (span.line, character, written) not in seen:
            seen.add((span.line, character, written))
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
            # What browsers read otherwise is no matter: our pages come from this reading.
            for character in Text(match[0]).html():
                if is_unwanted(character) or _missing(character) or character == _LOST:
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
    if character == _LOST:
        instead = html.unescape(written).replace(_LOST, "")
        return document.problem(
            span,
            "zeichen-fehlt",
            f"„{written}“ ist kein Zeichen; auf der Seite stünde „{_LOST}“.",
            fix=f"Schreiben Sie „{instead}“." if instead else f"Löschen Sie „{written}“.",
        )
    return document.problem(
        span,
        "zeichen-fehlt",
        f"Das Zeichen „{character}“ ({code}) fehlt in der Schrift.",
        allowed="Zeichen der Schrift Source Sans 3: lateinische, griechische und kyrillische "
        "Buchstaben, Satzzeichen, wenige Symbole",
        fix="Löschen Sie das Zeichen, oder sagen Sie es mit Worten.",
    )
