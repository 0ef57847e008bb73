"""What the texts say: read block by block, and kept, so that a build reads those that changed."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from impulswerk import markdown
from impulswerk.graph import Entry, Graph
from impulswerk.keeping import Keep
from impulswerk.linkaid.labels import labels, questions
from impulswerk.linkaid.lexicon import MOST_USERS, WORD, Answer, bit, block_of, forms, key, union
from impulswerk.linkaid.words import normal
from impulswerk.model import Impulse
from impulswerk.search import compounds, german, plain
from impulswerk.search.compounds import Splitter
from impulswerk.search.german import fold, words
from impulswerk.search.plain import from_markdown

_NOUN = re.compile("[A-ZÄÖÜ][0-9A-Za-zäöüß]{2,}")
_INSIDE_NOUN = re.compile("(?<=[a-zäöüß,;–] )[A-ZÄÖÜ][a-zäöüß]+")
# So short a word begins or ends compounds only if it is a noun.
_SHORT = 4


class Said(NamedTuple):
    """What is found in the texts of a block; all words are there once.

    `folded` are words as the search folds them, `short` nouns of up to four letters, in all texts
    and search terms. `used` are the words, `nouns` those that their spelling shows to be nouns, of
    impulses in force, in normal spelling and each with the `bit` of every impulse that uses it.
    `asked` are the questions that their labels raise, `keys` those labels in normal spelling.
    """

    folded: Sequence[str]
    short: Sequence[str]
    used: Mapping[str, int]
    nouns: Mapping[str, int]
    asked: Sequence[str]
    keys: Sequence[str]


class Block(NamedTuple):
    """Impulses in force whose numbers lie together, and what they say.

    `name` differs wherever anything might that is made from these texts alone.
    """

    name: str
    impulses: Sequence[Impulse]
    said: Said


def blocks(graph: Graph, keep: Keep) -> Iterator[Block]:
    """All texts, the drivers' first, then by number."""
    active = {impulse.number for impulse in graph.active}
    together: defaultdict[int, list[Impulse]] = defaultdict(list)
    for impulse in graph.impulses:
        together[block_of(impulse.number)].append(impulse)
    groups: list[Sequence[Entry]] = [
        graph.drivers,
        *(together[place] for place in sorted(together)),
    ]
    for entries in groups:
        impulses = [e for e in entries if isinstance(e, Impulse) and e.number in active]
        name = _name(entries, impulses)
        made = json.loads(keep(f"linkhilfe-{name}", partial(_read, entries, impulses)))
        yield Block(name, impulses, Said(*made))


def digest(*parts: object) -> str:
    """A name for `parts`, whose JSON must tell them apart from all others."""
    # Of long texts, twice as fast as `repr`.
    return hashlib.sha256(json.dumps((_program(), *parts)).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """Stands for the code that works on the texts, and for the tables that Python brings."""
    paths = [path for path in sorted(Path(__file__).parent.iterdir()) if path.is_file()]
    paths += [Path(str(module.__file__)) for module in (compounds, german, markdown, plain)]
    code = [path.read_bytes() for path in paths]
    return hashlib.sha256(b"\n".join((*code, sys.version.encode()))).hexdigest()


def _name(entries: Iterable[Entry], impulses: Iterable[Impulse]) -> str:
    return digest(
        [(entry.title, entry.short, entry.body, entry.search_terms) for entry in entries],
        [entry.number for entry in entries if isinstance(entry, Impulse)],
        [(impulse.number, [one.term for one in impulse.evidence]) for impulse in impulses],
    )


def _read(entries: Iterable[Entry], impulses: Iterable[Impulse]) -> bytes:
    texts = {
        entry.source: " . ".join((entry.title, entry.short, from_markdown(entry.body)))
        for entry in entries
    }
    used: defaultdict[str, int] = defaultdict(int)
    nouns: defaultdict[str, int] = defaultdict(int)
    asked: set[str] = set()
    keys: set[str] = set()
    for impulse in impulses:
        text, own = texts[impulse.source], bit(impulse.number)
        for pattern, found in ((WORD, used), (_INSIDE_NOUN, nouns)):
            for word in set(map(normal, pattern.findall(text))):
                found[word] |= own
        for _, label in labels(impulse):
            asked.update(questions(label))
            keys.add(key(label))
    # No word reaches beyond a blank, and most come back in many texts.
    everything = [*texts.values(), *(term for entry in entries for term in entry.search_terms)]
    once = " ".join(sorted({chunk for text in everything for chunk in text.split()}))
    short = {fold(noun) for noun in _NOUN.findall(once) if len(noun) <= _SHORT}
    said = Said(sorted(set(words(once))), sorted(short), used, nouns, sorted(asked), sorted(keys))
    return json.dumps(said, separators=(",", ":")).encode()


class Vocabulary:
    """What all texts say together."""

    def __init__(self, found: Sequence[Block]) -> None:
        self._size = sum(len(part.impulses) for part in found)
        self._splitter = Splitter(
            set().union(*(part.said.folded for part in found)),
            set().union(*(part.said.short for part in found)),
        )
        self._blocks = found
        self._users = _users(part.said.used for part in found)
        self._answers: dict[str, Answer] = {}

    def answers(self, asked: Iterable[str]) -> dict[str, Answer]:
        """What is to be known of words, or of labels that are one word; sorted."""
        every = sorted(asked)
        for one in every:
            if one not in self._answers:
                self._answers[one] = Answer(self._count(one), *self._parts(one))
        return {one: self._answers[one] for one in every}

    def _count(self, word: str) -> int:
        masks: defaultdict[int, int] = defaultdict(int)
        for form in forms(word):
            for place, mask in self._users.get(form, ()):
                masks[place] |= mask
        return min(sum(mask.bit_count() for mask in masks.values()), MOST_USERS)

    def _parts(self, word: str) -> tuple[()] | tuple[str, str]:
        text, folded = normal(word), fold(word)
        halves = self._splitter.halves(folded)
        if not halves or len(text) != len(folded):
            return ()
        cut = len(text) - len(halves[1])
        return text[:cut], text[cut:]

    def everywhere(self) -> list[str]:
        """Nouns that two impulses of three use, in one of their forms, sorted."""
        counts: Counter[str] = Counter()
        for part in self._blocks:
            for noun, mask in part.said.nouns.items():
                counts[noun] += mask.bit_count()
        return sorted(n.capitalize() for n in counts if self._is_everywhere(n, counts))

    def _is_everywhere(self, noun: str, counts: Mapping[str, int]) -> bool:
        every = forms(noun.capitalize())
        # Most nouns are so rare that nobody need find out which impulses use two forms of them.
        if sum(counts.get(form, 0) for form in every) * 3 < self._size * 2:
            return False
        masks = (union(part.said.nouns, every) for part in self._blocks)
        return sum(mask.bit_count() for mask in masks) * 3 >= self._size * 2


def _users(found: Iterable[Mapping[str, int]]) -> dict[str, list[tuple[int, int]]]:
    """By word, which blocks use it, and there which impulses; of many no more than matter."""
    users: dict[str, list[tuple[int, int]]] = {}
    for place, used in enumerate(found):
        for word, mask in used.items():
            known = users.get(word)
            if known is None:
                users[word] = [(place, mask)]
            elif len(known) < MOST_USERS:
                known.append((place, mask))
    return users
