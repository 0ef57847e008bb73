"""The data file of the link aid: all that the browser and the command line know of the impulses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid import signs
from impulswerk.exports.linkaid.labels import SYNONYM
from impulswerk.exports.linkaid.lexicon import FUNCTION_WORDS
from impulswerk.exports.linkaid.phrases import Phrase, Word, markers, paper_name, phrases
from impulswerk.exports.linkaid.texts import Lexicon
from impulswerk.exports.linkaid.weights import FAIR, MEDIUM, STRONG, lower
from impulswerk.model import urls
from impulswerk.model.entries import Impulse, State
from impulswerk.text.as_json import compact

# Flags of words and of phrases, added up.
NOUN, LAST = 1, 2
DOTTED, TURNED, COMMON, SHARED = 1, 2, 4, 8

# A second part that is none: Export|eur, Patent|iert.
_NO_SECOND_PARTS = """
bar eur eure euren erin erinnen haft ier ieren iert ierte ierten ierung isch ische ischen ischer
isten lern lich liche lichen ling los lose losen nern ung ungen
"""

# The figures that say how much is enough. They are data of the program that finds links.
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


class Term(NamedTuple):
    """A phrase: `impulse` is a place among the impulses, `words` are places among the words."""

    impulse: int
    origin: str
    label: str
    words: list[int]
    weight: int
    flags: int


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

    `impulse`: number, title, address below the site's root, what to say behind a link to a text
    that nobody has compared with the paper. `woerter`: forms, first parts of
    compounds, flags, exact spelling; several forms are joined by blanks. `begriffe`: Terms.
    """
    lexicon, words = Lexicon(graph), _Words()
    return {
        "impulse": [_entry(graph, impulse) for impulse in graph.active],
        "begriffe": _terms(graph, list(phrases(graph, lexicon)), words),
        "umfeld": words.places(markers(lexicon.lists, lexicon.everywhere())),
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
        },
    }


def _entry(graph: Graph, impulse: Impulse) -> list[int | str]:
    mark = "" if impulse.state is State.COMPARED else graph.state(impulse).title
    return [impulse.number, impulse.title, urls.permalink(impulse), mark]


def data_file(graph: Graph) -> bytes:
    """The data as they are published, in JSON; the same graph gives the same bytes."""
    return compact(link_data(graph)).encode()


def _terms(graph: Graph, found: Sequence[Phrase], words: _Words) -> list[Term]:
    """All phrases.

    What several impulses lay claim to says less of each than of the one it says least of. A synonym
    gives way to what the sources themselves say, and takes nothing from it. An impulse has each
    phrase once.
    """
    claims: Counter[tuple[Word, ...]] = Counter()
    least: dict[tuple[Word, ...], int] = {}
    for phrase in found:
        if _is_claim(phrase):
            claims[phrase.words] += 1
            least[phrase.words] = min(phrase.weight, least.get(phrase.words, phrase.weight))
    entries = {impulse.number: place for place, impulse in enumerate(graph.active)}
    rows: list[Term] = []
    for phrase in found:
        weight = phrase.weight
        flags = DOTTED * phrase.is_dotted + TURNED * phrase.is_turned + COMMON * phrase.is_common
        if claims[phrase.words] > _is_claim(phrase) and not phrase.is_common:
            weight, flags = lower(min(weight, least[phrase.words])), flags | SHARED
        place, span = entries[phrase.impulse], words.places(phrase.words)
        rows.append(Term(place, phrase.origin, phrase.label, span, weight, flags))
    return rows


def _is_claim(phrase: Phrase) -> bool:
    return phrase.origin != SYNONYM
