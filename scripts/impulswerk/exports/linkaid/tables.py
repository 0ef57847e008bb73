"""The data file made ready for looking words up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

# Flags of words and phrases, added up.
NOUN, LAST = 1, 2
DOTTED, TURNED, COMMON, SHARED = 1, 2, 4, 8


class Entry(NamedTuple):
    """An impulse: its number, its title and its address below the site's root.

    `mark` is what to say behind a link to it (`Arbeitsentwurf`), empty where nothing is.
    """

    number: int
    title: str
    address: str
    mark: str


class Term(NamedTuple):
    """A phrase: `impulse` is a place among the entries, `words` are places among the words."""

    impulse: int
    origin: str
    label: str
    words: list[int]
    weight: int
    flags: int


class Spelling(NamedTuple):
    """A word: its forms and first parts joined by blanks, its flags, and its exact spelling."""

    forms: str
    firsts: str
    flags: int
    exact: str


class LinkData:
    """The impulses and the words that lead to them; `data` is what `link_data` returns."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.entries = [Entry(*row) for row in data["impulse"]]
        self.terms = [Term(*row) for row in data["begriffe"]]
        self.words = [Spelling(*row) for row in data["woerter"]]
        self.figures: dict[str, int] = data["zahlen"]
        self.markers = frozenset(data["umfeld"])
        self.paper: list[int] = data["papier"]
        self.between = frozenset(data["dazwischen"].split())
        self.no_seconds = frozenset(data["keineZweitglieder"].split())
        patterns = data["muster"]
        self.word = re.compile(patterns["wort"])
        self.gap = re.compile(patterns["luecke"])
        self.hyphen = re.compile(patterns["bindestrich"])
        self.protected = re.compile(patterns["geschuetzt"])

    @cached_property
    def by_form(self) -> dict[str, list[int]]:
        """Places of the words that may look like this."""
        return _by_blank([word.forms for word in self.words])

    @cached_property
    def by_first(self) -> dict[str, list[int]]:
        """Places of the words that may begin a compound like this."""
        return _by_blank([word.firsts for word in self.words])

    @cached_property
    def by_word(self) -> dict[int, list[int]]:
        """Places of the phrases that begin with a word."""
        table: defaultdict[int, list[int]] = defaultdict(list)
        for place, term in enumerate(self.terms):
            table[term.words[0]].append(place)
        return dict(table)


def _by_blank(columns: list[str]) -> dict[str, list[int]]:
    table: defaultdict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(columns):
        for form in column.split():
            table[form].append(place)
    return dict(table)
