"""Language care: German typography, length and style of a text, as hints to its editor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from impulswerk.model.problems import Problem, Span
from impulswerk.rules.prose import Passage, first_line, passages, prose, sentences, words
from impulswerk.sources.marked import MarkedDocument

LONGEST_SENTENCE = 30  # words
SHORTEST_TEXT, LONGEST_TEXT = 200, 400  # words of an impulse's body


@dataclass(frozen=True)
class _Pattern:
    """A spelling to mend: what it looks like, what to say and what to write.

    Where `hint` finds nothing, `pattern` does not either; it is much quicker to tell.
    """

    rule: str
    pattern: re.Pattern[str]
    message: str
    fix: str
    hint: re.Pattern[str] | None = None


_PATTERNS = (
    _Pattern(
        "anfuehrungszeichen",
        re.compile(r'"|„[^“"\n]*”|“[^“”„\n]*”'),
        "Hier stehen keine deutschen Anführungszeichen.",
        "Schreiben Sie „…“.",
    ),
    _Pattern(
        "gedankenstrich",
        re.compile(r" (?<=\w )(?:-|--|—) (?=\w)"),
        "Hier steht ein Bindestrich, wo ein Gedankenstrich hingehört.",
        "Schreiben Sie – mit einem Leerzeichen davor und danach.",
    ),
    _Pattern(
        "auslassungspunkte",
        re.compile(r"\.\.\."),
        "Hier stehen drei einzelne Punkte.",
        "Schreiben Sie das Zeichen …",
    ),
    _Pattern(
        "geschuetztes-leerzeichen",
        re.compile(r"\b(?:z\. ?B|d\. ?h|u\. ?a|o\. ?ä|i\. ?d\. ?R|u\. ?U|z\. ?T)\."),
        "In dieser Abkürzung fehlt das geschützte Leerzeichen.",
        "Schreiben Sie das Wort aus, oder setzen Sie ein geschütztes Leerzeichen (U+00A0).",
        hint=re.compile(r"[zduoi]\. ?[BTUahäd]"),
    ),
    _Pattern(
        "gender-doppelpunkt",
        # From the start of a word, or where the last find ended: else long words take for ever.
        re.compile(
            r"(?:(?<!\w)|(?<=innen))\w+"
            r"(?:[*_/]-?innen|[*_/]-?in\b|[a-zäöüß]Innen\b|[a-zäöüß]In\b)"
        ),
        "Hier wird anders gegendert als auf der übrigen Website.",
        "Schreiben Sie eine neutrale Form oder den Doppelpunkt: Akteur:innen.",
        hint=re.compile(r"[*_/]-?in|In(?<=[a-zäöüß]In)"),
    ),
    _Pattern(
        "ausrufezeichen",
        re.compile(r"!(?!\[)"),
        "Hier steht ein Ausrufezeichen.",
        "Setzen Sie einen Punkt; der Satz trägt auch so.",
    ),
    _Pattern(
        "floskel",
        re.compile(
            r"\b(?:im Rahmen (?:von|des|der|einer|eines)|vor dem Hintergrund|ganzheitlich\w*|"
            r"nachhaltig zu? ?stärken|nachhaltig stärken|zielgerichtet\w*|Synergie\w*|"
            r"Mehrwert\w*|auf Augenhöhe|nicht zuletzt)\b",
            re.IGNORECASE,
        ),
        "Diese Wendung füllt nur.",
        "Sagen Sie, was genau gemeint ist, oder streichen Sie die Wendung.",
    ),
)

_PASSIVE = re.compile(
    r"\b(?:wird|werden|wurde|wurden|worden)\b(?:\W+\w+){0,9}?\W+"
    r"(?:\w*ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{3,}(?:t|en)|\w+iert)\b"
)
# A run of vowels is a syllable; „eu“, „ei“ and the like are one run anyway.
_VOWELS = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)
CAPITALS = re.compile(r"[A-ZÄÖÜ](?<![\w-].)[A-ZÄÖÜ]{1,5}(?![\w-])")


def check_style(
    document: MarkedDocument, known: frozenset[str], *, is_impulse: bool
) -> Iterator[Problem]:
    """Every hint for one text, its title and its summary.

    `known` are words and abbreviations that need no explanation.
    """
    texts = passages(document)
    for text in texts:
        yield from spelled_right(text)
        yield from _sentences(text)
    yield from _abbreviations(texts, known)
    if is_impulse and document.body.strip():
        yield from _length(document, texts[0].prose)


def readability(body: str) -> int | None:
    """Flesch's reading ease for German (Amstad 1978): 0 very hard to 100 very easy; advice only.

    None for a text too short to say anything about.
    """
    text = prose(body)
    found = words(text)
    count = sum(1 for _, sentence in sentences(text) if len(words(sentence)) > 2)
    if len(found) < 50 or not count:
        return None
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in found)
    ease = 180 - len(found) / count - 58.5 * syllables / len(found)
    return round(min(100, max(0, ease)))


def spelled_right(text: Passage) -> Iterator[Problem]:
    """Typography, and turns of phrase that say nothing."""
    for entry in _PATTERNS:
        # Marks of Markdown are no prose; gendered forms are looked for in the text with them.
        content = text.raw if entry.rule == "gender-doppelpunkt" else text.prose
        if entry.hint and not entry.hint.search(content):
            continue
        for match in entry.pattern.finditer(content):
            yield text.problem(
                match.start(), len(match[0]), entry.rule, entry.message, fix=entry.fix
            )


def _sentences(text: Passage) -> Iterator[Problem]:
    passive_before = False
    for start, sentence in sentences(text.prose):
        # Words have something between them: in few characters there cannot be too many.
        count = len(words(sentence)) if len(sentence) > 2 * LONGEST_SENTENCE else 0
        if count > LONGEST_SENTENCE:
            yield text.problem(
                start,
                first_line(sentence),
                "langer-satz",
                f"Dieser Satz hat {count} Wörter.",
                allowed=f"bis {LONGEST_SENTENCE} Wörter",
                fix="Machen Sie zwei Sätze daraus.",
            )
        is_passive = bool(_PASSIVE.search(sentence))
        if is_passive and passive_before:
            yield text.problem(
                start,
                first_line(sentence),
                "passiv-kette",
                "Zwei Sätze hintereinander stehen im Passiv.",
                fix="Sagen Sie in einem der beiden, wer handelt.",
            )
        passive_before = is_passive


def _abbreviations(texts: tuple[Passage, ...], known: frozenset[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for text in texts:
        for match in CAPITALS.finditer(text.prose):
            short = match[0]
            if short in known or short in seen:
                continue
            seen.add(short)
            if not any(f"({short})" in other.raw for other in texts):
                yield text.problem(
                    match.start(),
                    len(short),
                    "abkuerzung",
                    f"Die Abkürzung „{short}“ ist nicht erklärt.",
                    fix=f"Schreiben Sie sie beim ersten Mal aus: … ({short}), oder nehmen Sie sie "
                    "in impulses/woerter.txt auf.",
                )


def _length(document: MarkedDocument, text: str) -> Iterator[Problem]:
    count = len(words(text))
    if not SHORTEST_TEXT <= count <= LONGEST_TEXT:
        yield document.problem(
            Span(document.source, document.body_line),
            "textlaenge",
            f"Der Text hat {count} Wörter.",
            allowed=f"{SHORTEST_TEXT} bis {LONGEST_TEXT} Wörter",
            fix="Kürzen Sie den Text." if count > LONGEST_TEXT else "Führen Sie ihn weiter aus.",
        )
