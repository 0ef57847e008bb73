"""What the sources, and a list of common nouns, tell about a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from impulswerk.graph import Graph
from impulswerk.linkaid.words import normal, noun_forms, other_forms
from impulswerk.model import Impulse

WORD = re.compile("[0-9A-Za-zÀ-ÿ]+")
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
# More users of a word are as good as so many, the impulse itself not counted.
MANY = 8
MOST_USERS = MANY + 1


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


# Impulses of a block, by number: no edit, not even a new impulse, moves another.
BLOCK = 64


def block_of(number: int) -> int:
    """The block in which an impulse lies."""
    return (number - 1) // BLOCK


def bit(number: int) -> int:
    """An impulse within its block, as a set of bits that has just this one."""
    return 1 << (number - 1) % BLOCK


def union(masks: Mapping[str, int], keys: Iterable[str]) -> int:
    """All bits that the masks of these keys have."""
    found = 0
    for one in keys:
        found |= masks.get(one, 0)
    return found


class Answer(NamedTuple):
    """What all texts together say about a word.

    `users` is how many impulses use it in any form, but no more than `MOST_USERS`; `first` and
    `last` are the two parts of a compound in normal spelling, the first with its linking letters.
    """

    users: int
    first: str = ""
    last: str = ""


class Lists:
    """What the closed lists and the drivers say; it holds for all impulses."""

    def __init__(self, graph: Graph) -> None:
        lists = [entry.title for entries in graph.term_lists.values() for entry in entries]
        self.titles = (*lists, *(driver.title for driver in graph.drivers))
        self.terms = tuple(term for driver in graph.drivers for term in driver.search_terms)
        self._keys = {key(title) for title in self.titles}
        self._subjects = {
            form
            for text in (*self.terms, *self.titles)
            for word in WORD.findall(text)
            for form in forms(word)
        }

    def has_title(self, label: str) -> bool:
        """Whether a closed list has exactly this as an entry, or a driver is called so."""
        return key(label) in self._keys

    def is_subject(self, word: str) -> bool:
        """Whether a driver's terms or a closed list name the word."""
        return not self._subjects.isdisjoint(forms(word))


class Lexicon:
    """Looks up what the sources say about a word, for the impulses of one block.

    `answers` are there for all `questions` that their labels raise: what is made of these impulses
    can be kept by them. `used` has the forms in the texts of the block.
    """

    def __init__(
        self, lists: Lists, answers: Mapping[str, Answer], used: Mapping[str, int]
    ) -> None:
        self.lists = lists
        self._answers = answers
        self._used = used
        self._masks: dict[str, int] = {}

    def others(self, word: str, impulse: Impulse) -> int:
        """How many other impulses use the word, in any form; of many no more than matter."""
        mask = self._masks.get(word)
        if mask is None:
            mask = self._masks[word] = union(self._used, forms(word))
        return self._answers[word].users - bool(mask & bit(impulse.number))

    def is_subject(self, word: str, impulse: Impulse) -> bool:
        """Whether the impulse's short text, a driver's terms or a closed list name the word."""
        return self.lists.is_subject(word) or not _words_of(impulse.short).isdisjoint(forms(word))

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two parts of a compound in normal spelling, the first with its linking letters."""
        _, first, last = self._answers[word]
        return (first, last) if last else None

    def is_compound(self, word: str) -> bool:
        """Whether the word is made of others, as far as its length or the sources show it."""
        return len(word) >= _LONG or self.parts(word) is not None
