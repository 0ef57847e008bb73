"""Read source files: YAML, Markdown with front matter, and plain text."""

import re
from functools import lru_cache

from impulswerk.model.problems import Span
from impulswerk.sources.decode import decode, max_bytes, too_large
from impulswerk.sources.marked import Mapping, MarkedDocument, Reading, problem_at
from impulswerk.sources.parse import parse

# Several ask for the same file, and a browser checks one change after the other.
_MOST = 1024
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@lru_cache(maxsize=_MOST)
def read_yaml(source: str, data: bytes) -> Reading:
    """Read a YAML file whose top level is a mapping."""
    if len(data) > max_bytes(source):
        return Reading(None, (too_large(source, len(data)),))
    decoded = decode(source, data)
    text, problems = decoded.text, decoded.problems
    lines = tuple(decoded.written.split("\n"))
    front = parse(source, text, lines, 1, problems)
    if front is None:
        return Reading(None, tuple(problems))
    return Reading(MarkedDocument(source, text, front, written=decoded.written), tuple(problems))


@lru_cache(maxsize=_MOST)
def read_markdown(source: str, data: bytes) -> Reading:
    """Read a Markdown file that begins with front matter between two lines `---`."""
    if len(data) > max_bytes(source):
        return Reading(None, (too_large(source, len(data)),))
    decoded = decode(source, data)
    text, problems = decoded.text, decoded.problems
    lines = tuple(decoded.written.split("\n"))
    opening = _FENCE.match(text)
    if opening is None:
        problems.append(
            problem_at(
                lines,
                Span(source, 1, 1, max(1, len(lines[0]))),
                "kopf-fehlt",
                "Die Datei beginnt nicht mit einem Kopf.",
                allowed="In Zeile 1 stehen drei Bindestriche: ---",
                fix="Setzen Sie den Kopf mit den Feldern zwischen zwei Zeilen ---.",
            )
        )
        return Reading(None, tuple(problems))
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        problems.append(
            problem_at(
                lines,
                Span(source, 1, 1, 3),
                "kopf-offen",
                "Der Kopf wird nicht geschlossen.",
                fix="Setzen Sie nach dem letzten Feld eine Zeile mit drei Bindestrichen: ---",
            )
        )
        return Reading(None, tuple(problems))
    front_text = text[opening.end() + 1 : closing.start()]
    body_start = closing.end() + 1
    body_line = text.count("\n", 0, body_start) + 1
    front = parse(source, front_text, lines, 2, problems)
    if front is None:
        return Reading(None, tuple(problems))
    return Reading(
        MarkedDocument(
            source, text[:body_start], front, text[body_start:], body_line, decoded.written
        ),
        tuple(problems),
    )


def read_plain(source: str, data: bytes) -> Reading:
    """Read a text without front matter."""
    decoded = decode(source, data)
    front = Mapping({}, {}, Span(source))
    document = MarkedDocument(source, "", front, decoded.text, 1, decoded.written)
    return Reading(document, tuple(decoded.problems))
