"""What the sources, and a list of common nouns, tell about a word."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from impulswerk.graph import Entry, Graph
from impulswerk.linkaid.words import normal, noun_forms, other_forms
from impulswerk.model import Impulse
from impulswerk.search.compounds import Splitter
from impulswerk.search.german import fold, words
from impulswerk.search.plain import from_markdown

WORD = re.compile("[0-9A-Za-zÀ-ÿ]+")
_NOUN = re.compile("[A-ZÄÖÜ][0-9A-Za-zäöüß]{2,}")
_INSIDE_NOUN = re.compile("(?<=[a-zäöüß,;–] )[A-ZÄÖÜ][a-zäöüß]+")
ADJECTIVE = re.compile("[a-zäöüß]{3}(?:en|er|es|em|e)$")

_FUNCTION_WORDS = """
aller alle allen an am auf aus bei beim dem den der des die das dass diese diesen dieser dieses
durch ein eine einem einen einer eines für gegen ihr ihre ihrem ihren ihrer im in ins mehr mit nach
oder ohne sein seine seinem seinen seiner sich so sowie über um und unser unsere unserem unseren
unserer unter vom von vor zu zum zur zwischen
"""
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())

# So long a word is rare whatever it is.
_LONG = 13
# So short a word begins or ends compounds only if it is a noun.
_SHORT = 4


class Commonness(IntEnum):
    """How common a noun is in German texts of all kinds."""

    RARE = 0
    KNOWN = 1
    EVERYDAY = 2


@cache
def _common_nouns() -> dict[str, Commonness]:
    path = Path(__file__).with_name("haeufig.txt")
    text = "".join(
        line for line in path.read_text("utf-8").splitlines(keepends=True) if line[0] != "#"
    )
    everyday, known = text.strip().split("\n\n")
    return {normal(word): Commonness.KNOWN for word in known.split()} | {
        normal(word): Commonness.EVERYDAY for word in everyday.split()
    }


@cache
def forms(word: str) -> tuple[str, ...]:
    """Every form of a word that is given as dictionaries do: nouns capitalised."""
    return tuple(noun_forms(word) if word[0].isupper() else other_forms(word))


@cache
def commonness(word: str) -> Commonness:
    """How common the noun is, in whichever of its forms it is most common."""
    common = _common_nouns()
    return max(common.get(form, Commonness.RARE) for form in forms(word))


@cache
def key(text: str) -> str:
    """A phrase or a title as its words in normal spelling: equal where readers read the same."""
    return " ".join(normal(word) for word in WORD.findall(text))


class Vocabulary(NamedTuple):
    """The words of a text, each once, in normal spelling and as the search folds them.

    `nouns` are those that its spelling shows to be nouns, `short` folded nouns of up to four
    letters.
    """

    used: frozenset[str]
    nouns: frozenset[str]
    folded: frozenset[str]
    short: frozenset[str]


def _vocabulary(text: str) -> Vocabulary:
    return Vocabulary(
        frozenset(map(normal, WORD.findall(text))),
        frozenset(map(normal, _INSIDE_NOUN.findall(text))),
        frozenset(words(text)),
        frozenset(fold(noun) for noun in _NOUN.findall(text) if len(noun) <= _SHORT),
    )


@lru_cache(maxsize=16_384)
def _said(title: str, short: str, body: str) -> Vocabulary:
    return _vocabulary(" . ".join((title, short, from_markdown(body))))


def said(entry: Entry) -> Vocabulary:
    """The words of all that an impulse or a driver says; a text is read once in a process."""
    return _said(entry.title, entry.short, entry.body)


@lru_cache(maxsize=16_384)
def _listed(terms: tuple[str, ...]) -> Vocabulary:
    return _vocabulary(" . ".join(terms))


@lru_cache(maxsize=16_384)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(map(normal, WORD.findall(text)))


@cache
def title_labels(title: str) -> tuple[str, ...]:
    """The nouns of a title, each with the adjective before it."""
    tokens = re.findall(r"[0-9A-Za-zÀ-ÿ]+(?:-[0-9A-Za-zÀ-ÿ]+)*", title)
    found: list[str] = []
    skip = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if skip:
            skip = False
        elif following[:1].isupper() and normal(token) not in FUNCTION_WORDS:
            if token[0].isupper() or ADJECTIVE.search(token):
                found += [f"{token} {following}", following]
                skip = True
        elif token[0].isupper():
            found.append(token)
    return tuple(found)


class Lexicon:
    """Looks up what the sources say about a word."""

    def __init__(self, graph: Graph) -> None:
        self._users: defaultdict[str, list[int]] = defaultdict(list)
        self._noun_users: defaultdict[str, list[int]] = defaultdict(list)
        for impulse in graph.active:
            found = said(impulse)
            for word in found.used:
                self._users[word].append(impulse.number)
            for noun in found.nouns:
                self._noun_users[noun].append(impulse.number)
        known = [said(entry) for entry in graph.entries]
        known += [_listed(entry.search_terms) for entry in graph.entries]
        self._splitter = Splitter(
            set().union(*(found.folded for found in known)),
            set().union(*(found.short for found in known)),
        )
        lists = [entry.title for entries in graph.term_lists.values() for entry in entries]
        self.list_titles = (*lists, *(driver.title for driver in graph.drivers))
        self._list_keys = {key(title) for title in self.list_titles}
        subjects = [term for driver in graph.drivers for term in driver.search_terms]
        self._subjects = {
            form
            for text in (*subjects, *self.list_titles)
            for word in WORD.findall(text)
            for form in forms(word)
        }
        self._size = len(graph.active)
        # However many impulses there are, their labels are made of the same few thousand words.
        self._known_users: dict[str, frozenset[int]] = {}
        self._known_parts: dict[str, tuple[str, str] | None] = {}

    def others(self, word: str, impulse: Impulse) -> int:
        """How many other impulses use the word, in any form."""
        found = self._known_users.get(word)
        if found is None:
            lists = (self._users.get(form, ()) for form in forms(word))
            found = self._known_users[word] = frozenset().union(*lists)
        return len(found) - (impulse.number in found)

    def is_everywhere(self, noun: str) -> bool:
        """Whether two impulses of three use the noun."""
        lists = [self._noun_users.get(form, ()) for form in forms(noun)]
        # Most nouns are so rare that nobody need find out which impulses use two forms of them.
        if sum(map(len, lists)) * 3 < self._size * 2:
            return False
        return len(set().union(*lists)) * 3 >= self._size * 2

    def is_list_title(self, label: str) -> bool:
        """Whether a closed list has exactly this as an entry, or a driver is called so."""
        return key(label) in self._list_keys

    def is_subject(self, word: str, impulse: Impulse) -> bool:
        """Whether the impulse's short text, a driver's terms or a closed list name the word."""
        known = (self._subjects, _words_of(impulse.short))
        return any(not names.isdisjoint(forms(word)) for names in known)

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two parts of a compound in normal spelling, the first with its linking letters."""
        if word not in self._known_parts:
            self._known_parts[word] = self._parts(word)
        return self._known_parts[word]

    def _parts(self, word: str) -> tuple[str, str] | None:
        text, folded = normal(word), fold(word)
        parts = self._splitter.parts(folded)
        if not parts or len(text) != len(folded):
            return None
        cut = len(text) - len(parts[1])
        return text[:cut], text[cut:]

    def is_compound(self, word: str) -> bool:
        """Whether the word is made of others, as far as its length or the sources show it."""
        return len(word) >= _LONG or self.parts(word) is not None

    def everywhere(self) -> list[str]:
        """Nouns that two impulses of three use, in one of their forms, sorted."""
        return sorted(
            noun.capitalize() for noun in self._noun_users if self.is_everywhere(noun.capitalize())
        )
