"""How much a phrase says: enough to link an impulse, or only that it may be the one.

It is worked out, not listed: a pair of words or a rare compound says more than an everyday noun, a
word of the title more than one that is only searched for, and a word that many impulses use, or
that a closed list has as its entry, says little about any one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from impulswerk.exports.linkaid.labels import EVIDENCE, TERM, TITLE
from impulswerk.exports.linkaid.lexicon import (
    MANY,
    WORD,
    Commonness,
    commonness,
    key,
    title_labels,
)
from impulswerk.exports.linkaid.texts import Lexicon
from impulswerk.model.entries import Impulse
from impulswerk.text.german import STOP_WORDS, fold

# STRONG is enough by itself in any short text, MEDIUM in a text on our subject; ALMOST and FAIR
# need company; SLIGHT and WEAK are nothing but company.
STRONG, MEDIUM, ALMOST, FAIR, SLIGHT, WEAK = 10, 6, 5, 4, 3, 2

ACRONYM = re.compile("[A-Z]{2,4}|[A-Z][a-z][A-Z]")
DOTTED_NAME = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)+")
# Used by MANY others, a word says nothing, by so many not much, or less than one of its own.
_SEVERAL, _FEW = 5, 3


def weight_of(
    lexicon: Lexicon, impulse: Impulse, origin: str, label: str, words: Sequence[str]
) -> int:
    """What the phrase `label` with these content words says about the impulse; 0 for nothing."""
    if not words:
        return 0
    if DOTTED_NAME.fullmatch(label):
        return STRONG
    if origin == TERM and lexicon.lists.has_title(label) and not has_title(impulse, label):
        return 0
    if len(words) > 1:
        return _of_pair(lexicon, impulse, origin, label, words)
    # Of a question such as „Was bringt das“ one word is left, which nobody meant.
    is_rest = origin == TERM and " " in label
    return 0 if is_rest else _of_word(lexicon, impulse, origin, words[0])


def lower(weight: int) -> int:
    """The next lower weight, for a phrase that others lay claim to."""
    return {STRONG: MEDIUM, MEDIUM: FAIR}.get(weight, WEAK)


def has_title(impulse: Impulse, label: str) -> bool:
    """Whether the title of the impulse has the phrase."""
    return f" {key(label)} " in f" {key(impulse.title)} "


def is_common(lexicon: Lexicon, impulse: Impulse, label: str) -> bool:
    """Whether the phrase is a subject of the whole paper rather than of this impulse.

    It is one if a closed list has it, except for a rare word or a compound by which the impulse
    itself is called: Nachhaltigkeit is common, Fachkräftemangel belongs to its impulse.
    """
    if not lexicon.lists.has_title(label):
        return False
    # No list of common nouns has two words in one.
    is_rare = " " in label or commonness(label) == Commonness.RARE
    is_telling = is_rare or lexicon.parts(label) is not None
    return not (is_telling and has_title(impulse, label))


def _of_pair(
    lexicon: Lexicon, impulse: Impulse, origin: str, label: str, words: Sequence[str]
) -> int:
    # Of „andere Branche“ only one word says something.
    if sum(map(_says_something, words)) < 2:
        return 0
    if not any(word[0].isupper() for word in words):
        return WEAK
    last = words[-1]
    if origin == TERM:
        # A borrowed word with a hyphen is one word, and not a rare one: Know-how.
        is_word = len(words) == 2 and "-" in label and last[0].islower()
        return FAIR if is_word else MEDIUM
    if origin == EVIDENCE:
        return STRONG
    others = lexicon.others(last, impulse)
    if others < _FEW or commonness(last) != Commonness.EVERYDAY:
        return STRONG
    return MEDIUM if others < _SEVERAL else 0


@cache
def _says_something(word: str) -> bool:
    return fold(word) not in STOP_WORDS


def _of_word(lexicon: Lexicon, impulse: Impulse, origin: str, word: str) -> int:
    if ACRONYM.fullmatch(word):
        return MEDIUM if _abbreviates(word, impulse) else WEAK
    is_compound = lexicon.is_compound(word)
    if word[0].islower():
        return MEDIUM if is_compound else WEAK
    how_common = commonness(word)
    others = lexicon.others(word, impulse)
    if origin == EVIDENCE or (is_compound and has_title(impulse, word)):
        return _of_name(lexicon, impulse, origin, word)
    if origin == TITLE or others >= MANY:
        return 0
    by_commonness = {
        Commonness.EVERYDAY: WEAK,
        Commonness.KNOWN: FAIR,
        Commonness.RARE: MEDIUM,
    }
    if lexicon.is_subject(word, impulse):
        by_commonness = {
            Commonness.EVERYDAY: SLIGHT,
            Commonness.KNOWN: MEDIUM,
            Commonness.RARE: STRONG if is_compound else MEDIUM,
        }
    weight = by_commonness[how_common]
    if others >= _SEVERAL:
        return lower(weight)
    # By itself a word must be this impulse's alone.
    return ALMOST if others and weight == MEDIUM else weight


def _of_name(lexicon: Lexicon, impulse: Impulse, origin: str, word: str) -> int:
    """The weight of a word by which the impulse is called, or to which it owes its existence."""
    how_common = commonness(word)
    # What a title begins with is what the impulse is about.
    start = " ".join(title_labels(impulse.title)[:1]).split()
    if origin == TITLE and word not in start:
        return 0 if how_common == Commonness.EVERYDAY else SLIGHT
    if how_common == Commonness.EVERYDAY:
        return MEDIUM
    is_part = origin == TITLE and len(start) > 1
    is_used = origin == TITLE and lexicon.others(word, impulse) > _SEVERAL
    return MEDIUM if is_part or is_used else STRONG


def _abbreviates(acronym: str, impulse: Impulse) -> bool:
    """Whether the letters stand for words of the title: KI for Künstliche Intelligenz."""
    initials = "".join(word[0] for word in WORD.findall(impulse.title) if word[0].isupper())
    return acronym.upper() in initials
