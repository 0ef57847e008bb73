"""Which passages of a source speak of an impulse: those that share its rare words.

The measure is BM25 over families of words and parts of compounds (fördern, Fördermittel),
weighted by where the impulse has the word: the title says more than the search terms, and these
more than the text. The score runs from 0 to 100 and reaches 50 where a passage can be taken for
support.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.records import (
    BODY,
    SHORT,
    TERMS,
    TITLE,
    SearchRecord,
    entry_addresses,
    records,
)
from impulswerk.exports.search.tokens import Analyzer, content_words, words_of
from impulswerk.model.entries import Impulse
from impulswerk.text.plain import BuiltPage

SUPPORTED = 50
# Measured on invented papers: passages on an impulse's subject begin at 28, others end at 20.
_HALF = 25.0
_WEIGHTS = {TITLE: 3.0, TERMS: 2.0, SHORT: 1.5, BODY: 0.3}
_SATURATION, _LENGTH = 1.2, 0.75  # the customary constants of BM25
_FEWEST = 100  # texts: in a short source, rare words would otherwise not count as rare
_MOST = 20  # likeliest texts for an impulse
_SHOWN = 6  # words
_WORD = re.compile(r"\w(?:[\w.:-]*\w)?")


@dataclass(frozen=True)
class Match:
    """How well a text (by its place among those given) suits an impulse, and by which words."""

    place: int
    score: int
    words: tuple[str, ...]


class Matcher:
    """Compares impulses with texts of a source."""

    def __init__(self, graph: Graph, texts: Sequence[str]) -> None:
        entries = list(records(graph, dict.fromkeys(entry_addresses(graph), BuiltPage())))
        found = [SearchRecord("", "", "", "", text, {}) for text in texts]
        self._analyzer = Analyzer(words_of([*entries, *found]))
        self._texts = [self._families(text) for text in texts]
        self._average = sum(map(_length, self._texts)) / max(1, len(texts))
        self._impulses = {
            record.number: self._profile(record, graph) for record in entries if record.number
        }
        holders: Counter[str] = Counter()
        for text in self._texts:
            holders.update(text.keys())
        for profile in self._impulses.values():
            holders.update(profile.keys())
        count = max(_FEWEST, len(self._texts) + len(self._impulses))
        self._rarity = {
            family: math.log(1 + (count - own + 0.5) / (own + 0.5))
            for family, own in holders.items()
        }

    def best(self, impulse: Impulse, among: int) -> list[Match]:
        """The likeliest of the first `among` texts for an impulse, best first."""
        scores = [(-self.score(impulse, place), place) for place in range(among)]
        return [
            Match(place, -score, self._shared(impulse, place))
            for score, place in sorted(scores)[:_MOST]
            if score
        ]

    def score(self, impulse: Impulse, place: int) -> int:
        """How well the text at `place` suits an impulse, from 0 to 100."""
        total = sum(self._parts(impulse, place).values())
        return round(100 * total / (total + _HALF))

    def _shared(self, impulse: Impulse, place: int) -> tuple[str, ...]:
        """The words of the text that tell most."""
        parts = self._parts(impulse, place)
        telling = sorted(parts, key=lambda family: (-parts[family], family))
        return tuple(dict.fromkeys(self._texts[place][family][0] for family in telling))[:_SHOWN]

    def _parts(self, impulse: Impulse, place: int) -> dict[str, float]:
        """What each family that both have adds to the score."""
        profile, text = self._impulses[impulse.number], self._texts[place]
        length = 1 - _LENGTH + _LENGTH * _length(text) / self._average
        return {
            family: profile[family]
            * self._rarity[family]
            * (_SATURATION + 1)
            * len(words)
            / (len(words) + _SATURATION * length)
            for family, words in text.items()
            if family in profile
        }

    def _families(self, text: str) -> dict[str, list[str]]:
        """The words of a text, as they stand there, by family."""
        found: dict[str, list[str]] = {}
        for shown in _WORD.findall(text):
            for word in content_words(shown):
                for family in self._analyzer.roots(word):
                    found.setdefault(family, []).append(shown)
        return found

    def _profile(self, record: SearchRecord, graph: Graph) -> dict[str, float]:
        """The families of an impulse with their weights."""
        impulse = graph.impulse(record.number or 0)
        fields = record.texts
        texts = [(name, fields.get(name, "")) for name in _WEIGHTS]
        # What the impulse was found under once, another source may call the same.
        texts += [(TITLE, evidence.term) for evidence in impulse.evidence]
        profile: dict[str, float] = {}
        for name, text in texts:
            for family in self._families(text):
                profile[family] = max(profile.get(family, 0.0), _WEIGHTS[name])
        return profile


def _length(families: Mapping[str, Sequence[str]]) -> int:
    return sum(map(len, families.values()))
