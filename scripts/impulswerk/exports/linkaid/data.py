"""The data file of the link aid: all that the browser and the command line know of the pages."""

from collections.abc import Iterable
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid import signs
from impulswerk.exports.linkaid.lexicon import FUNCTION_WORDS, OFFICES
from impulswerk.exports.linkaid.phrases import (
    ORIGINS,
    Right,
    Word,
    is_special,
    markers,
    paper_name,
    phrases,
)
from impulswerk.text.as_json import compact

# Flags of words and of phrases, added up.
NOUN, LAST = 1, 2
DOTTED, QUOTED, SPECIAL = 1, 2, 4

# A second part that is none: Export|eur, Patent|iert.
_NO_SECOND_PARTS = """
bar eur eure euren euren erin erinnen haft ier ieren iert ierte ierten ierung isch ische ischen
ischer isten lern lich liche lichen ling los lose losen nern schaft ung ungen
"""

# The figures that say how much is enough. They are data of the program that finds links.
FIGURES = {
    # How many words before and after a passage say what it is about. Of firms a text may speak
    # twice as far away.
    "umkreis": 100,
    # So many of them may stand there for each different one that could be linked. A special one
    # counts as two, and each as two if a word for firms is close.
    "woerterJeStelle": 25,
    "naehe": 40,
    # How many function words may stand between two words of a phrase.
    "dazwischen": 3,
    # Letters in a part of a compound at least, in a compound at most: no word is longer, but a
    # text made to be slow may hold one that is.
    "kleinsterTeil": 3,
    "laengstesWort": 100,
    "laengsteUeberschrift": 160,
}


class _Words:
    """Numbers words in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._places: dict[Word, int] = {}

    def places(self, words: Iterable[Word]) -> list[int]:
        """Where these words stand."""
        return [self._places.setdefault(word, len(self._places)) for word in words]

    def rows(self) -> list[list[Any]]:
        """Each word as the file has it."""
        return [
            [
                " ".join(word.forms),
                " ".join(word.firsts),
                NOUN * word.is_noun + LAST * word.is_last,
                word.exact,
            ]
            for word in self._places
        ]


def link_data(graph: Graph) -> dict[str, Any]:
    """Everything needed to find and link passages, in lists, texts and figures.

    `ziele`: kind, title, address below the site's root, what to say behind a link to a text that
    nobody has compared with the paper. `woerter`: forms, first parts of compounds, flags, exact
    spelling; several forms are joined by blanks. `begriffe`: place among the targets, origin,
    label, places among the words, flags.
    """
    found, words = phrases(graph), _Words()
    targets = list(dict.fromkeys(phrase.target for phrase in found))
    places = {target: place for place, target in enumerate(targets)}
    return {
        "ziele": [list(target) for target in targets],
        "begriffe": [
            [
                places[phrase.target],
                ORIGINS[phrase.right],
                phrase.label,
                words.places(phrase.words),
                DOTTED * phrase.is_dotted
                + QUOTED * (phrase.right == Right.QUOTED)
                + SPECIAL * is_special(phrase),
            ]
            for phrase in found
        ],
        "umfeld": words.places(markers(found)),
        "papier": words.places(paper_name(graph)),
        "woerter": words.rows(),
        "zahlen": FIGURES,
        "dazwischen": " ".join(FUNCTION_WORDS),
        "keineZweitglieder": " ".join(_NO_SECOND_PARTS.split()),
        "muster": {
            "wort": signs.WORD,
            "luecke": signs.GAP,
            "bindestrich": signs.HYPHEN,
            "geschuetzt": signs.PROTECTED,
            "amt": signs.office(OFFICES.split()),
            "teilAmt": "|".join(OFFICES.split()),
        },
    }


def data_file(graph: Graph) -> bytes:
    """The data as they are published, in JSON; the same graph gives the same bytes."""
    return compact(link_data(graph)).encode()
