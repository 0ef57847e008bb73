"""How impulses begin: a few first sentences, for the home page to open with."""

import re

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Impulse
from impulswerk.text.convert import read

# Side by side on a wide screen.
SHOWN = 3
# Characters after which no further sentence is taken, and those that none may go beyond.
_ENOUGH, _MOST = 80, 210
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_SENTENCE = re.compile(r".+?[.!?:]“?(?=\s|$)", re.DOTALL)


def openings(graph: Graph) -> list[Impulse]:
    """The impulses that the work opens with; another three with each frozen edition.

    By chance would mean other bytes from the same sources.
    """
    chosen = [number for number in graph.catalog.work.openings if graph.has_impulse(number)]
    if not chosen:
        return []
    start = SHOWN * len(graph.catalog.ledger.editions) % len(chosen)
    turned = [*chosen[start:], *chosen[:start]]
    return [graph.impulse(number) for number in turned[:SHOWN]]


def first_words(impulse: Impulse) -> str:
    """The first sentence or two of an impulse's text, as plain text."""
    paragraph = _PARAGRAPH.search(read(impulse.body).html())
    text = Markup(paragraph[1]).striptags() if paragraph else impulse.short
    taken = ""
    for sentence in _SENTENCE.findall(text):
        if taken and (len(taken) >= _ENOUGH or len(taken) + len(sentence) > _MOST):
            break
        taken += sentence
    return taken.strip() or text
