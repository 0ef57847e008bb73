"""What a word is: its forms, how common it is, whether the closed lists have it."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.words import normal, noun_forms, other_forms

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
LONG = 13
# A word that so many other impulses use says nothing about any one of them.
MANY = 8


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
def words_of(text: str) -> frozenset[str]:
    """Every word of a text in normal spelling."""
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
