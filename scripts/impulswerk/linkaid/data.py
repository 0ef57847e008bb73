"""The data file of the link aid: all that the browser and the command line know of the impulses."""

from __future__ import annotations

import json
from typing import Any

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.keeping import Keep, not_kept
from impulswerk.linkaid import signs
from impulswerk.linkaid.lexicon import FUNCTION_WORDS, Lists
from impulswerk.linkaid.phrases import markers, paper_name
from impulswerk.linkaid.sheets import Words, as_json, sheets, terms_of, word_row
from impulswerk.linkaid.texts import Vocabulary, blocks
from impulswerk.linkaid.weights import FAIR, MEDIUM, STRONG
from impulswerk.model import Impulse, State

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


def link_data(graph: Graph) -> dict[str, Any]:
    """Everything needed to find and link passages, in lists, texts and figures.

    `impulse`: number, title, address below the site's root, what to say behind a link to a text
    that nobody has compared with the paper. `woerter`: forms, first parts of
    compounds, flags, exact spelling; several forms are joined by blanks. `begriffe`: place in
    `impulse`, origin, label, places in `woerter`, weight, flags.
    """
    found: dict[str, Any] = json.loads(data_file(graph))
    return found


def _entry(graph: Graph, impulse: Impulse) -> list[int | str]:
    mark = "" if impulse.state is State.COMPARED else graph.state(impulse).title
    return [impulse.number, impulse.title, urls.permalink(impulse), mark]


def data_file(graph: Graph, keep: Keep = not_kept) -> bytes:
    """The data as they are published, in JSON; the same graph gives the same bytes."""
    lists, texts = Lists(graph), list(blocks(graph, keep))
    vocabulary, words = Vocabulary(texts), Words()
    terms = terms_of(graph, sheets(graph, lists, texts, vocabulary, keep), words)
    around = words.places(map(word_row, markers(lists, vocabulary.everywhere())))
    paper = words.places(map(word_row, paper_name(graph)))
    parts = {
        "impulse": as_json([_entry(graph, impulse) for impulse in graph.active]),
        "begriffe": f"[{terms}]",
        "umfeld": f"[{','.join(around)}]",
        "papier": f"[{','.join(paper)}]",
        "woerter": f"[{','.join(words.rows)}]",
        "zahlen": as_json(FIGURES),
        "dazwischen": as_json(" ".join(FUNCTION_WORDS)),
        "keineZweitglieder": as_json(" ".join(_NO_SECOND_PARTS.split())),
        "muster": as_json(
            {
                "wort": signs.WORD,
                "luecke": signs.GAP,
                "bindestrich": signs.HYPHEN,
                "geschuetzt": signs.PROTECTED,
            }
        ),
    }
    text = ",".join(f"{as_json(name)}:{part}" for name, part in parts.items())
    return f"{{{text}}}\n".encode()
