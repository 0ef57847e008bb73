"""Spelling, by hunspell with its German dictionary and the project's own list of words."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping

from impulswerk.model.problems import Problem, Span
from impulswerk.sources.marked import MarkedDocument

MISSING = "hunspell mit deutschem Wörterbuch fehlt (Debian: hunspell-de-de)."

# The last part keeps the hyphen of „Innovations- und Wettbewerbsfähigkeit“.
_WORD = re.compile(r"[^\W\d_](?:[\w.'’-]*[^\W\d_])?(?:-(?=[\s,]))?")
_SKIPPED = re.compile(r"https?://\S+|\]\([^)]*\)|`[^`]*`")
# Front matter that is read as text; ids and terms are checked by rules of their own.
_FIELDS = re.compile(r"(?:titel|kurz):")


def is_available() -> bool:
    """Whether hunspell and its German dictionary are here."""
    if not shutil.which("hunspell"):
        return False
    return (
        subprocess.run(
            ["hunspell", "-d", "de_DE", "-l"], input=b"", capture_output=True, check=False
        ).returncode
        == 0
    )


def check_spelling(documents: Iterable[MarkedDocument], known: frozenset[str]) -> list[Problem]:
    """Words that neither the dictionary nor `known` has; all documents in one run of hunspell."""
    places = [
        (document, line, match.start() + 1, match[0])
        for document in documents
        for line, text in _lines(document)
        for match in _WORD.finditer(text)
    ]
    unknown = _unknown({word for *_, word in places} - known, known)
    suggestions = _suggestions(unknown)
    return [
        _problem(document, line, col, word, suggestions)
        for document, line, col, word in places
        if word in unknown
    ]


def _lines(document: MarkedDocument) -> Iterator[tuple[int, str]]:
    """Line number and text of everything that is German prose; the rest blanked out."""
    for number, line in enumerate(document.lines, 1):
        if number < document.body_line and not _FIELDS.match(line):
            continue
        text = _FIELDS.sub(lambda found: " " * len(found[0]), line, count=1)
        yield number, _SKIPPED.sub(lambda found: " " * len(found[0]), text)


def _unknown(words: set[str], known: frozenset[str]) -> set[str]:
    refused = _ask(words)
    # „KI-Fachkraft“ is right when both of its parts are.
    parts = {word: [part for part in re.split(r"[-:’']", word) if part] for word in refused}
    single = {part for split in parts.values() if len(split) > 1 for part in split} - known
    wrong = _ask(single)
    endings = {"innen", "in"}  # „Kund:innen“
    return {
        word
        for word, split in parts.items()
        if len(split) == 1 or any(part in wrong and part not in endings for part in split)
    }


def _ask(words: set[str]) -> set[str]:
    if not words:
        return set()
    done = subprocess.run(
        ["hunspell", "-d", "de_DE", "-i", "utf-8", "-l"],
        input="\n".join(sorted(words)).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    listed = set(done.stdout.decode("utf-8", "replace").split("\n"))
    # hunspell cuts words at full stops; a part that it refuses refuses the whole.
    return {word for word in words if word in listed or any(p in listed for p in word.split("."))}


def _suggestions(words: set[str]) -> Mapping[str, list[str]]:
    if not words:
        return {}
    done = subprocess.run(
        ["hunspell", "-d", "de_DE", "-i", "utf-8", "-a"],
        input="\n".join(f"^{word}" for word in sorted(words)).encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    found: dict[str, list[str]] = {}
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        match = re.match(r"& (\S+) \d+ \d+: (.+)", line)
        if match:
            found[match[1]] = match[2].split(", ")[:3]
    return found


def _problem(
    document: MarkedDocument, line: int, col: int, word: str, suggestions: Mapping[str, list[str]]
) -> Problem:
    near = suggestions.get(word, [])
    hint = "Meinten Sie " + " oder ".join(f"„{entry}“" for entry in near) + "? " if near else ""
    return document.problem(
        Span(document.source, line, col, len(word)),
        "rechtschreibung",
        f"Das Wort „{word}“ steht in keinem Wörterbuch.",
        fix=f"{hint}Ist es richtig, nehmen Sie es in impulses/woerter.txt auf.",
    )
