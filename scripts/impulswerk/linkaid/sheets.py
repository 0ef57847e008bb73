"""Phrases as rows of the data file: made block by block and kept, then put together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from impulswerk.graph import Graph
from impulswerk.keeping import Keep
from impulswerk.linkaid.labels import SYNONYM, questions
from impulswerk.linkaid.lexicon import Lexicon, Lists, key
from impulswerk.linkaid.phrases import Phrase, PlacedSynonym, Word, phrases
from impulswerk.linkaid.texts import Block, Vocabulary, digest
from impulswerk.linkaid.weights import lower

# Flags of words and phrases, added up.
NOUN, LAST = 1, 2
DOTTED, TURNED, COMMON, SHARED = 1, 2, 4, 8


class Sheet(NamedTuple):
    """The phrases of a block, without what depends on those of other blocks.

    `words` are rows of the data file in the order in which the phrases first have them, `spans`
    places in them, joined, of words that stand together. The rest are columns with a value for
    each phrase: its impulse's number, its place in `spans`, weight, flags, whether it lays claim
    to its words; and, in `heads`, origin and label as the file has them.
    """

    # Columns, since a list for each phrase is several times slower to read.
    words: Sequence[str]
    spans: Sequence[str]
    heads: Sequence[str]
    numbers: Sequence[int]
    places: Sequence[int]
    weights: Sequence[int]
    flags: Sequence[int]
    claims: Sequence[int]


class Words:
    """Numbers rows of words in the order in which they are first asked for."""

    def __init__(self) -> None:
        # The place of each as text.
        self.rows: dict[str, str] = {}

    def places(self, rows: Iterable[str]) -> list[str]:
        """Where these rows stand."""
        known = self.rows
        return [known.setdefault(row, str(len(known))) for row in rows]


# The value as it stands in the data file. `json.dumps` would make an encoder for each.
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def word_row(word: Word) -> str:
    """A word as a row of the data file."""
    flags = NOUN * word.is_noun + LAST * word.is_last
    return as_json([" ".join(word.forms), " ".join(word.firsts), flags, word.exact])


def sheets(
    graph: Graph, lists: Lists, texts: Iterable[Block], vocabulary: Vocabulary, keep: Keep
) -> Iterator[Sheet]:
    """The phrases of every block, from what was kept where nothing that matters has changed."""
    by_meaning: defaultdict[str, list[PlacedSynonym]] = defaultdict(list)
    for place, synonym in enumerate(graph.catalog.synonyms):
        by_meaning[key(synonym.meaning)].append((place, synonym))
    # Many blocks have the same ones.
    names = {meaning: digest(*map(repr, placed)) for meaning, placed in by_meaning.items()}
    raised = {
        meaning: {one for _, synonym in placed for one in questions(synonym.word)}
        for meaning, placed in by_meaning.items()
    }
    for block in texts:
        meanings = [meaning for meaning in block.said.keys if meaning in by_meaning]
        asked = set(block.said.asked).union(*(raised[meaning] for meaning in meanings))
        answers = vocabulary.answers(asked)
        # Nothing else goes into the phrases: what was not asked has no answer. What was asked
        # follows from the texts and the synonyms.
        name = digest(
            *(block.name, lists.titles, lists.terms),
            [names[meaning] for meaning in meanings],
            list(zip(*answers.values(), strict=True)),
        )
        lexicon = Lexicon(lists, answers, block.said.used)
        synonyms = {meaning: by_meaning[meaning] for meaning in meanings}
        made = keep(f"linkhilfe-{name}", partial(_make, block, lexicon, synonyms))
        yield _unpacked(made)


def _make(block: Block, lexicon: Lexicon, synonyms: Mapping[str, Sequence[PlacedSynonym]]) -> bytes:
    found = list(phrases(block.impulses, lexicon, synonyms))
    words: dict[Word, int] = {}
    spans: dict[str, int] = {}
    places = []
    for phrase in found:
        span = " ".join(str(words.setdefault(word, len(words))) for word in phrase.words)
        places.append(spans.setdefault(span, len(spans)))
    columns = (
        [phrase.impulse for phrase in found],
        places,
        [phrase.weight for phrase in found],
        [_flags(phrase) for phrase in found],
        [int(phrase.origin != SYNONYM) for phrase in found],
    )
    heads = [f"{as_json(phrase.origin)},{as_json(phrase.label)}" for phrase in found]
    # In JSON no text has an end of line, and JSON within JSON would be slow to read.
    lines = [as_json([len(words), len(spans), *columns]), *map(word_row, words), *spans, *heads]
    return "\n".join(lines).encode()


def _unpacked(made: bytes) -> Sheet:
    figures, *lines = made.decode().split("\n")
    words, spans, *columns = json.loads(figures)
    behind = words + spans
    return Sheet(lines[:words], lines[words:behind], lines[behind:], *columns)


def _flags(phrase: Phrase) -> int:
    return DOTTED * phrase.is_dotted + TURNED * phrase.is_turned + COMMON * phrase.is_common


def terms_of(graph: Graph, found: Iterable[Sheet], words: Words) -> str:
    """All phrases as rows of the data file, joined.

    What several impulses lay claim to says less of each than of the one it says least of. A synonym
    gives way to what the sources themselves say, and takes nothing from it. An impulse has each
    phrase once.
    """
    claims: dict[str, int] = {}
    least: dict[str, int] = {}
    placed = []
    for sheet in found:
        rows = words.places(sheet.words)
        inside = [",".join([rows[int(word)] for word in span.split()]) for span in sheet.spans]
        spans = [inside[place] for place in sheet.places]
        for span, weight, is_claim in zip(spans, sheet.weights, sheet.claims, strict=True):
            if is_claim:
                claims[span] = claims.get(span, 0) + 1
                if weight < least.get(span, weight + 1):
                    least[span] = weight
        placed.append((spans, sheet))
    entries = {impulse.number: place for place, impulse in enumerate(graph.active)}
    made = []
    for spans, sheet in placed:
        columns = (sheet.heads, sheet.numbers, sheet.weights, sheet.flags, sheet.claims)
        for span, head, number, weight, flags, is_claim in zip(spans, *columns, strict=True):
            said = f"{weight},{flags}"
            if claims.get(span, 0) > is_claim and not flags & COMMON:
                said = f"{lower(min(weight, least[span]))},{flags | SHARED}"
            made.append(f"[{entries[number]},{head},[{span}],{said}]")
    return ",".join(made)
