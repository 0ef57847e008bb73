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

# A second part that is none: Export|eur, Patent|iert.
_NO_SECOND_PARTS = """
bar eur eure euren erin erinnen haft ier ieren iert ierte ierten ierung isch ische ischen ischer
isten lern lich liche lichen ling los lose losen nern ung ungen
"""

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
