"""What may be linked: every phrase of each impulse: evidence, title, search terms, synonyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.labels import SYNONYM, TERM, content_words, labels
from impulswerk.exports.linkaid.lexicon import (
    ADJECTIVE,
    WORD,
    Lists,
    forms,
    key,
    title_labels,
)
from impulswerk.exports.linkaid.texts import Lexicon
from impulswerk.exports.linkaid.weights import (
    ACRONYM,
    ALMOST,
    DOTTED_NAME,
    MEDIUM,
    SLIGHT,
    STRONG,
    is_common,
    weight_of,
)
from impulswerk.exports.linkaid.words import first_forms, normal, noun_forms, other_forms
from impulswerk.model.entries import Impulse, Synonym

# Nouns for something that is done: Mangel an Fachkräften is Fachkräftemangel.
_DONE = ("ung", "tausch", "wechsel", "transfer", "mangel")
_SHORTEST_FIRST, _SHORTEST_LAST = 5, 8

# A synonym with its place in the sources.
_PlacedSynonym = tuple[int, Synonym]


class Word(NamedTuple):
    """One word of a phrase as it may stand in a text.

    `forms` are whole words in normal spelling, `firsts` beginnings of compounds; `is_last` says
    whether a compound may end in it. Nouns are capitalised; an `exact` word is written like that.
    """

    forms: tuple[str, ...]
    firsts: tuple[str, ...] = ()
    is_last: bool = False
    is_noun: bool = False
    exact: str = ""


class Phrase(NamedTuple):
    """Words that stand one after the other, with nothing but function words between them.

    `label` is the phrase as the sources have it. Words that are `is_dotted` are joined by full
    stops; `is_turned` ones need a function word between them. What is `is_common` is a subject of
    the whole paper: it counts only in a text on the paper.
    """

    impulse: int
    origin: str
    label: str
    words: tuple[Word, ...]
    weight: int
    is_dotted: bool = False
    is_turned: bool = False
    is_common: bool = False


def phrases(graph: Graph, lexicon: Lexicon) -> Iterator[Phrase]:
    """Every phrase of every impulse in force, in the order of the sources."""
    synonyms: defaultdict[str, list[_PlacedSynonym]] = defaultdict(list)
    for place, synonym in enumerate(graph.catalog.synonyms):
        synonyms[key(synonym.meaning)].append((place, synonym))
    for impulse in graph.active:
        own: dict[tuple[Word, ...], Phrase] = {}
        for origin, label in labels(impulse):
            for phrase in _readings(lexicon, impulse, origin, label):
                known = own.get(phrase.words)
                if known is None or known.weight < phrase.weight:
                    own[phrase.words] = phrase
        for phrase in _synonyms(synonyms, lexicon, impulse, own.values()):
            own.setdefault(phrase.words, phrase)
        yield from own.values()


def _synonyms(
    by_meaning: Mapping[str, Sequence[_PlacedSynonym]],
    lexicon: Lexicon,
    impulse: Impulse,
    own: Iterable[Phrase],
) -> list[Phrase]:
    """What people say instead of the impulse's own words; it says no more than those do."""
    weights: dict[str, int] = {}
    for phrase in own:
        if not phrase.is_turned and not phrase.is_common:
            found = key(phrase.label)
            weights[found] = max(weights.get(found, 0), phrase.weight)
    # In the order of the sources, so that of equals the first one counts.
    matching = sorted(
        (place, synonym, weight)
        for meaning, weight in weights.items()
        for place, synonym in by_meaning.get(meaning, ())
    )
    made: dict[tuple[Word, ...], Phrase] = {}
    for _, synonym, limit in matching:
        # Enough to keep others company; a link needs a word that says just this.
        most = limit if synonym.is_exact else min(limit, SLIGHT)
        label = f"{synonym.word}“ für „{synonym.meaning}"
        for phrase in _readings(lexicon, impulse, TERM, synonym.word):
            weight = min(phrase.weight, most)
            known = made.get(phrase.words)
            if not phrase.is_common and (known is None or known.weight < weight):
                made[phrase.words] = phrase._replace(origin=SYNONYM, label=label, weight=weight)
    return list(made.values())


def markers(lists: Lists, everywhere: Iterable[str]) -> tuple[Word, ...]:
    """Words that show that a text is on our subject, sorted.

    They are the nouns of the closed lists, which say what the paper is about, and those that most
    impulses use.
    """
    nouns = {
        label
        for title in lists.titles
        for label in title_labels(title)
        if re.fullmatch("[A-ZÄÖÜ][a-zäöüß]{5,}", label)
    }
    return tuple(sorted({_single(noun, MEDIUM) for noun in (*nouns, *everywhere)}))


def paper_name(graph: Graph) -> tuple[Word, ...]:
    """The words of the paper's title: a text that has them is about the paper."""
    return tuple(Word(tuple(noun_forms(word))) for word in WORD.findall(graph.catalog.paper.title))


def _readings(lexicon: Lexicon, impulse: Impulse, origin: str, label: str) -> Iterator[Phrase]:
    """The phrase as it is given, and in other shapes that mean the same."""
    tokens = content_words(label)
    weight = weight_of(lexicon, impulse, origin, label, tokens)
    if not weight:
        return
    for_all = is_common(lexicon, impulse, label)
    weight = STRONG if for_all else weight
    words = _several(tokens) if len(tokens) > 1 else (_single(tokens[0], weight),)
    phrase = Phrase(impulse.number, origin, label, words, weight, is_common=for_all)
    yield phrase._replace(is_dotted=True) if DOTTED_NAME.fullmatch(label) else phrase
    if len(tokens) > 1 and "-" in label and " " not in label:
        joined = tokens[0] + "".join(tokens[1:]).lower()
        yield phrase._replace(words=(_single(joined, weight),))
    if len(tokens) == 1 and (turned := _turned(lexicon, origin, label, weight)):
        yield phrase._replace(words=turned, weight=min(weight, MEDIUM), is_turned=True)


def _turned(lexicon: Lexicon, origin: str, label: str, weight: int) -> tuple[Word, ...]:
    """A compound taken apart: Transfer von Technologien for Technologietransfer."""
    parts = lexicon.parts(label) if weight >= ALMOST else None
    if parts is None or (origin == TERM and not parts[1].endswith(_DONE)):
        return ()
    left, right = parts
    return _last_part(right), _first_part(left)


@cache
def _last_part(part: str) -> Word:
    return Word(forms(part.capitalize()), is_noun=True)


@cache
def _first_part(part: str) -> Word:
    found = forms(part.removesuffix("s").capitalize())
    return Word(tuple(sorted({*found, part})), is_noun=True)


def _single(token: str, weight: int) -> Word:
    """A word that stands alone, and may begin a compound, or end one if it says enough."""
    return _alone(token, weight >= SLIGHT and len(token) >= _SHORTEST_LAST)


# However many phrases there are, they are made of the same few thousand words.
@cache
def _alone(token: str, is_last: bool) -> Word:
    if ACRONYM.fullmatch(token):
        return Word((normal(token),), exact=token)
    if not token[0].isupper():
        return Word(forms(token))
    firsts = tuple(first_forms(token)) if len(token) >= _SHORTEST_FIRST else ()
    return Word(forms(token), firsts, is_last, is_noun=True)


def _several(tokens: Sequence[str]) -> tuple[Word, ...]:
    """Words that stand together; only the last may begin a compound, and none may end one."""
    return (*map(_inside, tokens[:-1]), _alone(tokens[-1], False))


@cache
def _inside(token: str) -> Word:
    if ACRONYM.fullmatch(token):
        return Word((normal(token),), exact=token)
    if token[0].isupper() and ADJECTIVE.search(token):
        # At the start of a title an adjective is capitalised, too.
        return Word(tuple(sorted({*noun_forms(token), *other_forms(token)})))
    return Word(forms(token), is_noun=token[0].isupper())
