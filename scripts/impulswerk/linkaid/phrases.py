"""What may be linked: every phrase of each impulse: evidence, title, search terms, synonyms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from impulswerk.graph import Graph
from impulswerk.linkaid.lexicon import (
    ADJECTIVE,
    FUNCTION_WORDS,
    WORD,
    Lexicon,
    forms,
    key,
    title_labels,
)
from impulswerk.linkaid.weights import (
    ACRONYM,
    ALMOST,
    DOTTED_NAME,
    EVIDENCE,
    MEDIUM,
    SLIGHT,
    STRONG,
    SYNONYM,
    TERM,
    TITLE,
    is_common,
    lower,
    weight_of,
)
from impulswerk.linkaid.words import first_forms, normal, noun_forms, other_forms
from impulswerk.model import Impulse

# Nouns for something that is done: Mangel an Fachkräften is Fachkräftemangel.
_DONE = ("ung", "tausch", "wechsel", "transfer", "mangel")
_SHORTEST_FIRST, _SHORTEST_LAST = 5, 8


@dataclass(frozen=True, order=True)
class Word:
    """One word of a phrase as it may stand in a text.

    `forms` are whole words in normal spelling, `firsts` beginnings of compounds; `is_last` says
    whether a compound may end in it. Nouns are capitalised; an `exact` word is written like that.
    """

    forms: tuple[str, ...]
    firsts: tuple[str, ...] = ()
    is_last: bool = False
    is_noun: bool = False
    exact: str = ""


@dataclass(frozen=True)
class Phrase:
    """Words that stand one after the other, with nothing but function words between them.

    `label` is the phrase as the sources have it. Words that are `is_dotted` are joined by full
    stops; `is_turned` ones need a function word between them. What is `is_common` is a subject of
    the whole paper: it counts only in a text on the paper. What `is_shared` with other impulses
    gives way to what is the impulse's own.
    """

    impulse: int
    origin: str
    label: str
    words: tuple[Word, ...]
    weight: int
    is_dotted: bool = False
    is_turned: bool = False
    is_common: bool = False
    is_shared: bool = False


def phrases(graph: Graph, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """Every phrase of every impulse in force, by number, in the order of the sources."""
    found: list[Phrase] = []
    for impulse in graph.active:
        own: dict[tuple[Word, ...], Phrase] = {}
        for origin, label in _labels(impulse):
            for phrase in _readings(lexicon, impulse, origin, label):
                known = own.get(phrase.words)
                if known is None or known.weight < phrase.weight:
                    own[phrase.words] = phrase
        for phrase in _synonyms(graph, lexicon, impulse, own.values()):
            own.setdefault(phrase.words, phrase)
        found += own.values()
    return tuple(_shared(found))


def _synonyms(
    graph: Graph, lexicon: Lexicon, impulse: Impulse, own: Iterable[Phrase]
) -> list[Phrase]:
    """What people say instead of the impulse's own words; it says no more than those do."""
    weights: dict[str, int] = {}
    for phrase in own:
        if not phrase.is_turned and not phrase.is_common:
            found = key(phrase.label)
            weights[found] = max(weights.get(found, 0), phrase.weight)
    made: dict[tuple[Word, ...], Phrase] = {}
    for synonym in graph.catalog.synonyms:
        most = weights.get(key(synonym.meaning), 0)
        if not synonym.is_exact:
            # Enough to keep others company; a link needs a word that says just this.
            most = min(most, SLIGHT)
        for phrase in _readings(lexicon, impulse, TERM, synonym.word) if most else ():
            weight = min(phrase.weight, most)
            label = f"{synonym.word}“ für „{synonym.meaning}"
            known = made.get(phrase.words)
            if not phrase.is_common and (known is None or known.weight < weight):
                made[phrase.words] = replace(phrase, origin=SYNONYM, label=label, weight=weight)
    return list(made.values())


def markers(lexicon: Lexicon) -> tuple[Word, ...]:
    """Words that show that a text is on our subject, sorted.

    They are the nouns of the closed lists, which say what the paper is about, and those that most
    impulses use.
    """
    nouns = {
        label
        for title in lexicon.list_titles
        for label in title_labels(title)
        if re.fullmatch("[A-ZÄÖÜ][a-zäöüß]{5,}", label)
    }
    return tuple(sorted({_single(noun, MEDIUM) for noun in (*nouns, *lexicon.everywhere())}))


def paper_name(graph: Graph) -> tuple[Word, ...]:
    """The words of the paper's title: a text that has them is about the paper."""
    return tuple(Word(tuple(noun_forms(word))) for word in WORD.findall(graph.catalog.paper.title))


def _labels(impulse: Impulse) -> Iterator[tuple[str, str]]:
    for evidence in impulse.evidence:
        yield EVIDENCE, evidence.term
    for label in title_labels(impulse.title):
        yield TITLE, label
    for label in impulse.search_terms:
        yield TERM, label


def _readings(lexicon: Lexicon, impulse: Impulse, origin: str, label: str) -> Iterator[Phrase]:
    """The phrase as it is given, and in other shapes that mean the same."""
    tokens = [token for token in WORD.findall(label) if normal(token) not in FUNCTION_WORDS]
    weight = weight_of(lexicon, impulse, origin, label, tokens)
    if not weight:
        return
    for_all = is_common(lexicon, impulse, label)
    weight = STRONG if for_all else weight
    words = _several(tokens, weight) if len(tokens) > 1 else (_single(tokens[0], weight),)
    phrase = Phrase(impulse.number, origin, label, words, weight, is_common=for_all)
    yield replace(phrase, is_dotted=bool(DOTTED_NAME.fullmatch(label)))
    if len(tokens) > 1 and "-" in label and " " not in label:
        joined = tokens[0] + "".join(tokens[1:]).lower()
        yield replace(phrase, words=(_single(joined, weight),))
    if len(tokens) == 1 and (turned := _turned(lexicon, origin, label, weight)):
        yield replace(phrase, words=turned, weight=min(weight, MEDIUM), is_turned=True)


def _turned(lexicon: Lexicon, origin: str, label: str, weight: int) -> tuple[Word, ...]:
    """A compound taken apart: Transfer von Technologien for Technologietransfer."""
    parts = lexicon.parts(label) if weight >= ALMOST else None
    if parts is None or (origin == TERM and not parts[1].endswith(_DONE)):
        return ()
    left = noun_forms(parts[0].removesuffix("s").capitalize())
    return (
        Word(tuple(noun_forms(parts[1].capitalize())), is_noun=True),
        Word(tuple(sorted({*left, parts[0]})), is_noun=True),
    )


def _single(token: str, weight: int) -> Word:
    """A word that stands alone, and may begin a compound, or end one if it says enough."""
    if ACRONYM.fullmatch(token):
        return Word((normal(token),), exact=token)
    if not token[0].isupper():
        return Word(forms(token))
    firsts = tuple(first_forms(token)) if len(token) >= _SHORTEST_FIRST else ()
    is_last = weight >= SLIGHT and len(token) >= _SHORTEST_LAST
    return Word(forms(token), firsts, is_last, is_noun=True)


def _several(tokens: list[str], weight: int) -> tuple[Word, ...]:
    """Words that stand together; only the last may go on as a compound."""
    made = []
    for token in tokens[:-1]:
        if ACRONYM.fullmatch(token):
            made.append(Word((normal(token),), exact=token))
        elif token[0].isupper() and ADJECTIVE.search(token):
            # At the start of a title an adjective is capitalised, too.
            made.append(Word(tuple(sorted({*noun_forms(token), *other_forms(token)}))))
        else:
            made.append(Word(forms(token), is_noun=token[0].isupper()))
    return (*made, replace(_single(tokens[-1], weight), is_last=False))


def _shared(found: list[Phrase]) -> Iterator[Phrase]:
    """What several impulses lay claim to says less of each than of the one it says least of.

    A synonym gives way to what the sources themselves say, and takes nothing from it.
    """
    claims: defaultdict[tuple[Word, ...], dict[int, int]] = defaultdict(dict)
    for phrase in found:
        if phrase.origin != SYNONYM:
            claims[phrase.words][phrase.impulse] = phrase.weight
    for phrase in found:
        weights = {**claims[phrase.words], phrase.impulse: phrase.weight}.values()
        is_shared = len(weights) > 1 and not phrase.is_common
        weight = lower(min(weights)) if is_shared else phrase.weight
        yield replace(phrase, weight=weight, is_shared=is_shared)
