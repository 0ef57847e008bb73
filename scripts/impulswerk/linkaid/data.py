"""The data file of the link aid: all that the browser and the command line know of the impulses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.linkaid import signs
from impulswerk.linkaid.lexicon import FUNCTION_WORDS, Lexicon
from impulswerk.linkaid.phrases import Phrase, Word, markers, paper_name, phrases
from impulswerk.linkaid.weights import FAIR, MEDIUM, STRONG

# A second part that is none: Export|eur, Patent|iert.
_NO_SECOND_PARTS = """
bar eur eure euren erin erinnen haft ier ieren iert ierte ierten ierung isch ische ischen ischer
isten lern lich liche lichen ling los lose losen nern ung ungen
"""

# The figures that say how much is enough. They are data, so that both programs go by the same.
FIGURES = {
    # So much must speak for an impulse in a text on our subject, in a short one, in any other.
    "zumThema": MEDIUM,
    "kurz": STRONG,
    "sonst": 16,
    "kurzeWoerter": 60,
    # A text on our subject has one of its words in so many, at least so many different ones ...
    "woerterJeMerkmal": 60,
    "merkmale": 4,
    # ... and in so many words at least one place of that kind.
    "woerterJeStelle": 100,
    # On our subject is also what speaks of so many different impulses, and as densely.
    "impulse": 3,
    # The terms of so many impulses' evidence make a text one about the paper.
    "stichwoerter": 8,
    # The least weight of a linked passage; that of a compound of which only a part is meant.
    "ganz": FAIR,
    "teil": MEDIUM,
    # A phrase that comes back so often is what the text is about, and weighs so much more.
    "oft": 3,
    "oftMehr": 2,
    # A compound says less than the word at its end, or more, if it begins with one of our words.
    "amEndeWeniger": 4,
    "mitUnseremMehr": 1,
    # How many function words may stand between two words of a phrase.
    "dazwischen": 3,
    # Letters in a part of a compound at least, in a compound at most: no word is longer, but a
    # text made to be slow may hold one that is.
    "kleinsterTeil": 3,
    "laengstesWort": 100,
    "laengsteUeberschrift": 160,
}

# Flags of words and phrases, added up.
NOUN, LAST = 1, 2
DOTTED, TURNED, COMMON, SHARED = 1, 2, 4, 8


def link_data(graph: Graph) -> dict[str, Any]:
    """Everything needed to find and link passages, in lists, texts and figures.

    `impulse`: number, title, address below the site's root. `woerter`: forms, first parts of
    compounds, flags, exact spelling; several forms are joined by blanks. `begriffe`: place in
    `impulse`, origin, label, places in `woerter`, weight, flags.
    """
    impulses, lexicon = graph.active, Lexicon(graph)
    places = {impulse.number: place for place, impulse in enumerate(impulses)}
    table = _Words()
    found = [_phrase(phrase, places, table) for phrase in phrases(graph, lexicon)]
    return {
        "impulse": [[i.number, i.title, urls.permalink(i)] for i in impulses],
        "begriffe": found,
        "umfeld": table.places(markers(lexicon)),
        "papier": table.places(paper_name(graph)),
        "woerter": table.rows,
        "zahlen": FIGURES,
        "dazwischen": " ".join(FUNCTION_WORDS),
        "keineZweitglieder": " ".join(_NO_SECOND_PARTS.split()),
        "muster": {
            "wort": signs.WORD,
            "luecke": signs.GAP,
            "bindestrich": signs.HYPHEN,
            "geschuetzt": signs.PROTECTED,
        },
    }


def data_file(graph: Graph) -> bytes:
    """The data as they are published, in JSON; the same graph gives the same bytes."""
    text = json.dumps(link_data(graph), ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()


class _Words:
    """Numbers words in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.rows: list[list[str | int]] = []
        self._places: dict[Word, int] = {}

    def places(self, words: Iterable[Word]) -> list[int]:
        return [self._place(word) for word in words]

    def _place(self, word: Word) -> int:
        if word not in self._places:
            self._places[word] = len(self.rows)
            flags = NOUN * word.is_noun + LAST * word.is_last
            self.rows.append([" ".join(word.forms), " ".join(word.firsts), flags, word.exact])
        return self._places[word]


def _phrase(phrase: Phrase, places: Mapping[int, int], table: _Words) -> list[Any]:
    flags = DOTTED * phrase.is_dotted + TURNED * phrase.is_turned
    flags += COMMON * phrase.is_common + SHARED * phrase.is_shared
    return [
        places[phrase.impulse],
        phrase.origin,
        phrase.label,
        table.places(phrase.words),
        phrase.weight,
        flags,
    ]
