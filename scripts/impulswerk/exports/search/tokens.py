"""Turn texts into the tokens that are indexed, and into the vocabulary the browser works with.

A token is a word's stem or root with a mark that no German word ends in. Pagefind's own stemmer
and its matching of prefixes leave such tokens alone, so a search for one finds exactly its pages.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from impulswerk.exports.search.records import BODY, CONTEXT, KINDS, TERMS, TITLE, SearchRecord
from impulswerk.rules.synonyms import WordGroup
from impulswerk.text.compounds import Splitter
from impulswerk.text.german import STOP_WORDS, root, stem, words

STEM_MARK, ROOT_MARK, WHOLE_MARK, NUMBER_MARK = "qx", "qz", "qy", "qn"
# What every page is found by, so that the browser can learn Pagefind's names of all pages.
EVERY_PAGE = "jedeqs"
_SHORT_NOUN = re.compile(r"\b[A-ZÄÖÜ]\w{2,3}\b")


def content_words(text: str) -> list[str]:
    """Folded words without stop words; single letters say nothing, single digits may."""
    return [word for word in words(text) if _says_something(word)]


def _says_something(word: str) -> bool:
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


def with_words_of(
    groups: Iterable[WordGroup], found: Iterable[SearchRecord]
) -> Iterator[SearchRecord]:
    """The records, those that groups name with the words of the groups among their terms."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        for page in group.pages:
            given[page] += map(_as_word, group.words)
    for record in found:
        terms = [record.heads.get(TERMS, ""), *given[record.name]]
        yield replace(record, heads={**record.heads, TERMS: " . ".join(filter(None, terms))})


def _as_word(phrase: str) -> str:
    """One word for several: found where all of them are asked for, not where one is."""
    parts = content_words(phrase.replace("-", " "))
    return "".join(map(stem, parts)) if len(parts) > 1 else phrase


@dataclass(frozen=True)
class Words:
    """The folded words of some texts: what is needed of all pages before any can be indexed.

    `chosen` are those that somebody chose with care (titles, search terms, short texts), `rest`
    those of running text and context, `short` the parts of short nouns.
    """

    chosen: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every word."""
        return self.chosen | self.rest


def words_of(found: Iterable[SearchRecord]) -> Words:
    """The words of records."""
    chosen: set[str] = set()
    rest: set[str] = set()
    short: set[str] = set()
    for record in found:
        for name, text in record.texts.items():
            (rest if name in (BODY, CONTEXT) else chosen).update(words(text))
            short.update(_short_words(text))
    return Words(frozenset(chosen), frozenset(rest), frozenset(short))


def group_words(groups: Iterable[WordGroup]) -> Words:
    """The words of groups: they are known, but stand on no page."""
    texts = [word for group in groups for word in (*group.words, *group.means)]
    short = frozenset(word for text in texts for word in _short_words(text))
    return Words(frozenset(word for text in texts for word in words(text)), frozenset(), short)


def union(parts: Sequence[Words]) -> Words:
    """All words of all parts."""
    return Words(
        frozenset().union(*(part.chosen for part in parts)),
        frozenset().union(*(part.rest for part in parts)),
        frozenset().union(*(part.short for part in parts)),
    )


def _short_words(text: str) -> set[str]:
    return {word for noun in set(_SHORT_NOUN.findall(text)) for word in words(noun)}


class Analyzer:
    """Knows every word of the site and splits compounds along them, `whole` words excepted."""

    def __init__(self, known: Words, whole: Container[str] = ()) -> None:
        self._splitter = Splitter(known.all, known.short)
        self._whole = whole
        self._roots: dict[str, frozenset[str]] = {}
        self._tokens: dict[str, frozenset[str]] = {}

    def roots(self, word: str) -> frozenset[str]:
        """Roots of a folded word and of every part of it."""
        if word not in self._roots:
            parts = () if word in self._whole else self._splitter.parts(word)
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
                # What comes last all the same comes first to whoever types its name, most of it,
                # or what editors say it is called as well.
                if record.kind == KINDS[-1]:
                    found.add(whole(max(content_words(text), key=len, default="")))
                    found.update(map(whole, record.heads.get(TERMS, "").split(" . ")))
                if record.number is not None:
                    found.add(f"{record.number}{NUMBER_MARK}")
            if found:
                fields[name] = " ".join(sorted(found))
        return fields


def whole(title: str) -> str:
    """One token for a title as a whole: typed in full, it beats any mere mention of its words."""
    return "".join(stem(word) for word in content_words(title)) + WHOLE_MARK


def vocabulary(known: Words, groups: Sequence[WordGroup], analyzer: Analyzer) -> dict[str, Any]:
    """What the browser needs to understand a query, ready to be written as JSON.

    `words` are stems that somebody chose with care (titles, search terms, synonyms), `rest` those
    that only stand in running text: a typing error is corrected to one of the first, if possible.
    `known` are the words of all pages.
    """
    chosen_words = set(filter(_says_something, known.chosen))
    rest_words = set(filter(_says_something, known.rest))
    roots: set[str] = set().union(*map(analyzer.roots, chosen_words | rest_words))
    chosen = set(map(stem, chosen_words))
    rest = set(map(stem, rest_words)) - chosen
    derived = {root(word) for word in chosen | rest}
    return {
        "words": " ".join(sorted(chosen)),
        "rest": " ".join(sorted(rest)),
        "roots": " ".join(sorted(roots - derived)),
        "kinds": list(KINDS),
        "groups": [
            [_phrases(group.words), _phrases(group.means)] for group in groups if group.meanings
        ],
    }


def leading_nowhere(
    found: Iterable[SearchRecord], known: Words, groups: Sequence[WordGroup]
) -> list[tuple[WordGroup, str]]:
    """Every meaning in a group of which no page has a single word, and every page that is none."""
    stems = set(map(stem, known.all))
    names = {record.name for record in found}
    lost = []
    for group in groups:
        for phrase in group.means:
            if not stems & {stem(word) for word in content_words(phrase)}:
                lost.append((group, phrase))
        lost += [(group, page) for page in group.pages if page not in names]
    return lost


def _phrases(texts: Iterable[str]) -> list[str]:
    """Each word or phrase as its folded content words; the browser takes the stems."""
    return sorted({" ".join(content_words(text) or words(text)) for text in texts} - {""})
