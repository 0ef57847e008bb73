"""Language care: German typography, length and style of a text, as hints to its editor."""

import re
from collections.abc import Iterator

from impulswerk.model.problems import Problem, Span
from impulswerk.model.rulebook import RULES
from impulswerk.rules.prose import Passage, first_line, passages, prose, sentences, words
from impulswerk.sources.marked import MarkedDocument

LONGEST_SENTENCE = 30  # words
SHORTEST_TEXT, LONGEST_TEXT = 200, 400  # words of an impulse's body


# Rules of the table that a spelling tells, with their pattern and hint.
_SPELLINGS = tuple(
    (rule, re.compile(rule.pattern), re.compile(rule.hint))
    for rule in RULES.values()
    if rule.pattern
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
    for rule, pattern, hint in _SPELLINGS:
        # Marks of Markdown are no prose; gendered forms are looked for in the text with them.
        content = text.raw if rule.code == "gender-doppelpunkt" else text.prose
        for match in pattern.finditer(content) if hint.search(content) else ():
            yield text.problem(match.start(), len(match[0]), rule.code, rule.message, fix=rule.fix)


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
