"""What all texts together tell about a word: who uses it, and of which parts it is made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.linkaid.lexicon import LONG, WORD, Lists, forms, words_of
from impulswerk.exports.linkaid.words import normal
from impulswerk.model.entries import Impulse
from impulswerk.text.compounds import Splitter
from impulswerk.text.convert import read
from impulswerk.text.german import fold, words

_NOUN = re.compile("[A-ZÄÖÜ][0-9A-Za-zäöüß]{2,}")
_INSIDE_NOUN = re.compile("(?<=[a-zäöüß,;–] )[A-ZÄÖÜ][a-zäöüß]+")
# So short a word begins or ends compounds only if it is a noun.
_SHORT = 4


class Lexicon:
    """Looks up what the sources of a graph say about a word.

    Which impulses use a word is a number with one bit for each impulse: there are many words, and
    what is asked for is mostly how many impulses use this or that form.
    """

    def __init__(self, graph: Graph) -> None:
        self.lists = Lists(graph)
        self._size = len(graph.active)
        self._used: defaultdict[str, int] = defaultdict(int)
        # Only what its spelling shows to be a noun.
        self._nouns: defaultdict[str, int] = defaultdict(int)
        self._masks: dict[str, int] = {}
        self._halves: dict[str, tuple[str, str] | None] = {}
        self._splitter = self._read(graph)

    def _read(self, graph: Graph) -> Splitter:
        entries: tuple[Entry, ...] = (*graph.drivers, *graph.impulses)
        texts = {
            entry.source: " . ".join((entry.title, entry.short, read(entry.body).plain))
            for entry in entries
        }
        for impulse in graph.active:
            text, own = texts[impulse.source], _bit(impulse)
            for pattern, found in ((WORD, self._used), (_INSIDE_NOUN, self._nouns)):
                for word in set(map(normal, pattern.findall(text))):
                    found[word] |= own
        # No word reaches beyond a blank, and most come back in many texts.
        everything = [*texts.values(), *(term for entry in entries for term in entry.search_terms)]
        once = " ".join({chunk for text in everything for chunk in text.split()})
        short = {fold(noun) for noun in _NOUN.findall(once) if len(noun) <= _SHORT}
        return Splitter(set(words(once)), short)

    def others(self, word: str, impulse: Impulse) -> int:
        """How many other impulses use the word, in any form."""
        mask = self._masks.get(word)
        if mask is None:
            mask = self._masks[word] = _union(self._used, forms(word))
        return (mask & ~_bit(impulse)).bit_count()

    def is_subject(self, word: str, impulse: Impulse) -> bool:
        """Whether the impulse's short text, a driver's terms or a closed list name the word."""
        return self.lists.is_subject(word) or not words_of(impulse.short).isdisjoint(forms(word))

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two parts of a compound in normal spelling, the first with its linking letters."""
        if word not in self._halves:
            self._halves[word] = self._split(word)
        return self._halves[word]

    def _split(self, word: str) -> tuple[str, str] | None:
        text, folded = normal(word), fold(word)
        halves = self._splitter.halves(folded)
        if not halves or len(text) != len(folded):
            return None
        cut = len(text) - len(halves[1])
        return text[:cut], text[cut:]

    def is_compound(self, word: str) -> bool:
        """Whether the word is made of others, as far as its length or the sources show it."""
        return len(word) >= LONG or self.parts(word) is not None

    def everywhere(self) -> Iterator[str]:
        """Nouns that two impulses of three use, in one of their forms, sorted."""
        for noun in sorted(map(str.capitalize, self._nouns)):
            if _union(self._nouns, forms(noun)).bit_count() * 3 >= self._size * 2:
                yield noun


def _bit(impulse: Impulse) -> int:
    return 1 << impulse.number


def _union(masks: Mapping[str, int], keys: Iterable[str]) -> int:
    found = 0
    for one in keys:
        found |= masks.get(one, 0)
    return found
