"""Split German compounds along words the site has: Fördermittelberatung, Fördermittel|beratung."""

from collections.abc import Iterable

from impulswerk.text.german import STOP_WORDS, root, stem

# What German puts between the parts of a compound; "" is nothing, as in Strom|preis.
LINKS = ("", "s", "n", "en", "e", "es", "er", "ns")
_SHORTEST_PART = 3
_SHORTEST_COMPOUND = 7
# Parts this short must be nouns of the site, or half of all words would fall to pieces.
_SHORT = 4
# Endings that look like a last part: studier|ende, ausgerech|net, invest|oren.
_NO_LAST_PARTS = "art eigen ende enden ender endes net oren tore toren"
_NO_LAST_PART = frozenset(_NO_LAST_PARTS.split())


class Splitter:
    """Splits folded words along the words it was given."""

    def __init__(self, known: Iterable[str], short: Iterable[str] = ()) -> None:
        """Take folded words; of those with up to four letters only what is also in `short`."""
        short_words = set(short)
        self._known = {
            word
            for word in set(known)
            if len(word) >= _SHORTEST_PART
            and word not in STOP_WORDS
            and (len(word) > _SHORT or word in short_words)
            and not word.isdigit()
        }
        self._stems = {stem(word) for word in self._known}
        self._roots = {root(word) for word in self._known if len(word) > _SHORT}
        self._split: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Every part of `word`, larger parts before what they consist of; empty for no compound."""
        if word not in self._split:
            self._split[word] = ()  # a word cannot be a part of itself
            self._split[word] = self._find(word)
        return self._split[word]

    def _find(self, word: str) -> tuple[str, ...]:
        halves = self.halves(word)
        return (*halves, *(part for half in halves for part in self.parts(half)))

    def halves(self, word: str) -> tuple[()] | tuple[str, str]:
        """The two parts that `word` is made of; empty for no compound."""
        if len(word) < _SHORTEST_COMPOUND:
            return ()
        # The last part is the heart of a compound: prefer the cut that leaves the longest first
        # part, so that Förder|mittel|beratung is the Beratung about Fördermittel.
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            right = word[cut:]
            if right in _NO_LAST_PART or not self._is_word(right):
                continue
            if left := self._left(word[:cut]):
                return left, right
        return ()

    def _is_word(self, text: str) -> bool:
        return text in self._known or (len(text) > _SHORT and stem(text) in self._stems)

    def _left(self, text: str) -> str:
        """The word that `text` is a first part of, or nothing."""
        for link in LINKS:
            if link and not text.endswith(link):
                continue
            plain = text.removesuffix(link) if link else text
            if len(plain) < _SHORTEST_PART or plain in STOP_WORDS:
                continue
            if self._is_word(plain):
                return plain
            if len(plain) > _SHORT and root(plain) in self._roots:
                return plain
        return ""
