"""What each impulse is looked for by: its evidence, its title, its search terms."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from impulswerk.exports.linkaid.lexicon import FUNCTION_WORDS, WORD, title_labels
from impulswerk.exports.linkaid.words import normal
from impulswerk.model.entries import Impulse

EVIDENCE, TITLE, TERM, SYNONYM = "Stichwort", "Titelwort", "Suchbegriff", "Synonym"

_FUNCTION_WORDS = frozenset(FUNCTION_WORDS)


def labels(impulse: Impulse) -> Iterator[tuple[str, str]]:
    """Every phrase of an impulse as the sources have it, with its origin, in their order."""
    for evidence in impulse.evidence:
        yield EVIDENCE, evidence.term
    for label in title_labels(impulse.title):
        yield TITLE, label
    for label in impulse.search_terms:
        yield TERM, label


@lru_cache(maxsize=65_536)
def content_words(label: str) -> tuple[str, ...]:
    """The words of a phrase that say something."""
    return tuple(word for word in WORD.findall(label) if normal(word) not in _FUNCTION_WORDS)
