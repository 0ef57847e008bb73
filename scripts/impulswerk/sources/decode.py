"""Turn the bytes of a source into text, and name what is wrong with its bytes and characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.marked import MAX_WIDTH
from impulswerk.text.characters import clean, is_unwanted, meant, unwanted_in

MAX_BYTES = 200_000
# Twice the longest page there is; what takes long to read grows with the length.
MAX_TEXT_BYTES = 30_000
# The ledger is written by a program and grows with every page ever published.
_LARGER = {"impulses/permalinks.yml": 50_000_000}
# What git writes around two versions of the same lines; seven `=` alone may underline a heading.
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_CONFLICT_OR_MIDDLE = re.compile(_CONFLICT.pattern + rb"|^={7}(?=\r?$)", re.MULTILINE)

# What stands for lost characters, and UTF-8 that was read as Windows-1252.
_FALLEN_APART = re.compile("\ufffd|[ÂÃ][\u00a0-¿„–œŸž]|â€[š“”œž™¦\u009d]")


@dataclass(frozen=True)
class Decoded:
    """Text of a file, `clean` and as it was written, both with LF, and what is wrong with it."""

    text: str
    written: str
    problems: list[Problem]


def max_bytes(source: str) -> int:
    """How large a source file may be."""
    return _LARGER.get(source, MAX_TEXT_BYTES if source.endswith(".md") else MAX_BYTES)


def too_large(source: str, size: int) -> Problem:
    """The problem of a file of `size` bytes, more than it may have."""
    return Problem(
        Span(source),
        "datei-zu-gross",
        f"Die Datei ist mit {size // 1000} kB zu groß.",
        allowed=f"bis {max_bytes(source) // 1000} kB",
        fix="Kürzen Sie den Text oder teilen Sie ihn auf mehrere Dateien auf.",
    )


def conflict(source: str, data: bytes) -> Problem | None:
    """The first sign of git in a file that its editor still has to merge."""
    pattern = _CONFLICT if source.endswith(".md") else _CONFLICT_OR_MIDDLE
    found = pattern.search(data)
    if found is None:
        return None
    line = data.count(b"\n", 0, found.start()) + 1
    text = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")[:MAX_WIDTH]
    return Problem(
        Span(source, line, 1, max(1, len(text))),
        "konflikt",
        "Hier steht noch ein Konflikt aus einer Zusammenführung (git merge).",
        fix="Entscheiden Sie, welche Fassung gilt, und löschen Sie die andere samt den Zeilen, die "
        "mit sieben gleichen Zeichen beginnen. Alles Weitere wird erst danach geprüft.",
        line_text=text,
    )


def decode(source: str, data: bytes) -> Decoded:
    """Text of a file, and what is wrong with its bytes and characters.

    Whatever can be read past a problem is read, so that one run names all of them.
    """
    problems: list[Problem] = []
    here = Span(source, 1)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(
            Problem(
                here,
                "bom",
                "Die Datei beginnt mit einem unsichtbaren Zeichen (BOM).",
                fix="Speichern Sie die Datei als „UTF-8“, nicht als „UTF-8 mit BOM“.",
                line_text=data.partition(b"\n")[0].decode("utf-8", "replace")[:MAX_WIDTH].rstrip(),
            )
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        col = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        shown = data.split(b"\n")[line - 1].decode("utf-8", "replace")
        problems.append(
            Problem(
                Span(source, line, col),
                "kein-utf8",
                "Hier steht ein Zeichen, das nicht in UTF-8 gespeichert ist.",
                fix="Speichern Sie die Datei im Editor mit der Zeichenkodierung UTF-8.",
                line_text=shown[:MAX_WIDTH],
            )
        )
        text = data.decode("utf-8", "replace")
    else:
        problems += _fallen_apart(source, text)
    if "\r" in text:
        lines = text.split("\n")
        line = next(number for number, value in enumerate(lines, 1) if "\r" in value)
        shown = lines[line - 1].replace("\r", "")
        problems.append(
            Problem(
                Span(source, line, len(shown) + 1),
                "zeilenende",
                "Die Zeilen enden nach Windows-Art (CRLF).",
                allowed="Zeilenenden nach Unix-Art (LF)",
                fix="Stellen Sie im Editor das Zeilenende auf „LF“ und speichern Sie neu.",
                line_text=shown[:MAX_WIDTH],
            )
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += _unwanted(source, text)
    return Decoded(clean(text), text, problems)


def _fallen_apart(source: str, text: str) -> Iterator[Problem]:
    """Letters that a program before us read or saved wrongly; once for each kind in a line."""
    if not _FALLEN_APART.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for written in sorted({*_FALLEN_APART.findall(line)}, key=line.index):
            instead = written.encode("cp1252", "ignore").decode("utf-8", "ignore")
            yield Problem(
                Span(source, number, line.index(written) + 1, len(written)),
                "kein-utf8",
                f"Aus {instead} ist {written} geworden."
                if instead
                else "Hier ist beim Speichern ein Zeichen verloren gegangen.",
                fix=f"Schreiben Sie: {instead}"
                if instead
                else "Schreiben Sie, was hier stehen soll, meist einen Umlaut.",
                line_text=line[:MAX_WIDTH].rstrip("\r"),
            )


def _unwanted(source: str, text: str) -> Iterator[Problem]:
    """Invisible characters and ligatures; once for each kind of them in a line."""
    if not any(is_unwanted(character) for character in set(text)):
        return
    for number, line in enumerate(text.split("\n"), 1):
        for col, character in sorted(unwanted_in(line)):
            instead = meant(character).strip()
            yield Problem(
                Span(source, number, col),
                "steuerzeichen",
                f"„{instead}“ ist hier nur ein einziges Zeichen (U+{ord(character):04X})."
                if len(instead) > 1
                else f"Hier steht ein unsichtbares Steuerzeichen (U+{ord(character):04X}).",
                fix=(f"Schreiben Sie „{instead}“" if instead else "Löschen Sie das Zeichen")
                + ", oder rufen Sie „impuls fmt“ auf. "
                "Oft ist es beim Einfügen aus Word oder einer PDF entstanden.",
                line_text=line[:MAX_WIDTH],
            )
