"""Turn texts into the tokens that are indexed, and into the vocabulary the browser works with.

A token is a word's stem or root with a mark that no German word ends in. Pagefind's own stemmer
and its matching of prefixes leave such tokens alone, so a search for one finds exactly its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from impulswerk.rules.synonyms import WordGroup
from impulswerk.search.compounds import Splitter
from impulswerk.search.german import STOP_WORDS, root, stem, words
from impulswerk.search.records import BODY, CONTEXT, KINDS, TITLE, SearchRecord

STEM_MARK, ROOT_MARK, WHOLE_MARK, NUMBER_MARK = "qx", "qz", "qy", "qn"
_SHORT_NOUN = re.compile(r"\b[A-ZÄÖÜ]\w{2,3}\b")


def content_words(text: str) -> list[str]:
    """Folded words without stop words; single letters say nothing, single digits may."""
    return [w for w in words(text) if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())]


class Analyzer:
    """Knows every word of the site and splits compounds along them."""

    def __init__(self, found: Sequence[SearchRecord], groups: Sequence[WordGroup]) -> None:
        texts = [text for record in found for text in record.texts.values()]
        texts += [word for group in groups for word in (*group.words, *group.means)]
        nouns = {noun for text in texts for noun in _SHORT_NOUN.findall(text)}
        self._splitter = Splitter(
            (word for text in texts for word in words(text)),
            (word for noun in nouns for word in words(noun)),
        )
        self._roots: dict[str, frozenset[str]] = {}
        self._tokens: dict[str, frozenset[str]] = {}

    def roots(self, word: str) -> frozenset[str]:
        """Roots of a folded word and of every part of it."""
        if word not in self._roots:
            parts = self._splitter.parts(word)
            self._roots[word] = frozenset((root(word), *(root(part) for part in parts)))
        return self._roots[word]

    def tokens(self, text: str) -> set[str]:
        """Every token under which `text` is found."""
        return set().union(*(self._word_tokens(word) for word in set(content_words(text))))

    def _word_tokens(self, word: str) -> frozenset[str]:
        if word not in self._tokens:
            roots = (part + ROOT_MARK for part in self.roots(word))
            self._tokens[word] = frozenset((stem(word) + STEM_MARK, *roots))
        return self._tokens[word]

    def fields(self, record: SearchRecord) -> dict[str, str]:
        """Tokens of a record by field, those of a field sorted and joined by spaces."""
        fields: dict[str, str] = {}
        for name, text in record.texts.items():
            found = self.tokens(text)
            if name == TITLE:
                found.add(whole(text))
                if record.number is not None:
                    found.add(f"{record.number}{NUMBER_MARK}")
            if found:
                fields[name] = " ".join(sorted(found))
        return fields


def whole(title: str) -> str:
    """One token for a title as a whole: typed in full, it beats any mere mention of its words."""
    return "".join(stem(word) for word in content_words(title)) + WHOLE_MARK


def vocabulary(
    found: Sequence[SearchRecord], groups: Sequence[WordGroup], analyzer: Analyzer
) -> dict[str, Any]:
    """What the browser needs to understand a query, ready to be written as JSON.

    `words` are stems that somebody chose with care (titles, search terms, synonyms), `rest` those
    that only stand in running text: a typing error is corrected to one of the first, if possible.
    """
    chosen_words: set[str] = set()
    rest_words: set[str] = set()
    for record in found:
        for name, text in record.texts.items():
            (rest_words if name in (BODY, CONTEXT) else chosen_words).update(content_words(text))
    roots: set[str] = set().union(*map(analyzer.roots, chosen_words | rest_words))
    chosen = set(map(stem, chosen_words))
    rest = set(map(stem, rest_words)) - chosen
    derived = {root(word) for word in chosen | rest}
    return {
        "words": " ".join(sorted(chosen)),
        "rest": " ".join(sorted(rest)),
        "roots": " ".join(sorted(roots - derived)),
        "kinds": list(KINDS),
        "groups": [[_phrases(group.words), _phrases(group.means)] for group in groups],
    }


def leading_nowhere(
    found: Sequence[SearchRecord], groups: Sequence[WordGroup]
) -> list[tuple[WordGroup, str]]:
    """Every meaning in a group of which no page has a single word, with its group."""
    spoken = {word for record in found for text in record.texts.values() for word in words(text)}
    known = set(map(stem, spoken))
    return [
        (group, phrase)
        for group in groups
        for phrase in group.means
        if not known & {stem(word) for word in content_words(phrase)}
    ]


def _phrases(texts: Iterable[str]) -> list[str]:
    """Each word or phrase as its folded content words; the browser takes the stems."""
    return sorted({" ".join(content_words(text) or words(text)) for text in texts} - {""})
