"""What may be linked, and where it leads: each phrase belongs to one page, or to none.

A page is called by its title, its search terms, the forms of a glossary word and, in the second
place, by what people say instead. Where several pages are called the same, the more general one
has it: a driver before an impulse, an impulse by its title before one that is only searched for.
Where that does not decide, nobody has it, for a link must not be a guess.

Not every word has the right to be linked. A word that means another thing in another trade has
none (vieldeutig.txt), an everyday noun only where the page itself speaks of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum, auto
from functools import cache
from typing import NamedTuple

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.lexicon import (
    ACRONYM,
    FUNCTION_WORDS,
    WORD,
    Commonness,
    commonness,
    forms,
    inner_forms,
    is_adjective,
    is_vague,
    key,
    title_labels,
)
from impulswerk.exports.linkaid.words import first_forms, normal, noun_forms
from impulswerk.model import urls
from impulswerk.model.entries import Driver, GlossaryWord, Impulse, State, Term

DOTTED_NAME = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)+")
_SHORTEST, _SHORTEST_FIRST, _SHORTEST_LAST = 4, 5, 7
# So long an adjective says something whatever it is.
_LONG = 9
# So long a noun is made of others, and rarely said.
_LONG_NOUN = 11
# Words that begin alike are of one family: Robotik, Roboter.
_FAMILY = 5


class Right(IntEnum):
    """Who has a phrase that several pages are called by: the first in this order."""

    NAME = auto()  # of a driver, or of the one impulse that explains a glossary word
    FIELD = auto()  # of action, in one word
    TITLE = auto()  # of an impulse, or the evidence it owes its existence to
    GLOSSARY = auto()
    TERM = auto()
    DRIVER_TERM = auto()
    SAME = auto()  # what means the same as a phrase above
    NEAR = auto()  # what leads to one
    QUOTED = auto()  # evidence that says nothing anywhere else, in a text on the paper


ORIGINS = {
    Right.NAME: "Name",
    Right.FIELD: "Name",
    Right.TITLE: "Titelwort",
    Right.GLOSSARY: "Eintrag",
    Right.TERM: "Suchbegriff",
    Right.DRIVER_TERM: "Suchbegriff",
    Right.SAME: "Synonym",
    Right.NEAR: "Synonym",
    Right.QUOTED: "Stichwort",
}


_TERMS = (Right.TERM, Right.DRIVER_TERM)


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


class Target(NamedTuple):
    """A page that a text may link to; `mark` says whether its text is a draft."""

    kind: str
    title: str
    address: str
    mark: str


class Phrase(NamedTuple):
    """Words that stand one after the other, with nothing but function words between them.

    `label` is the phrase as the sources have it. Words that are `is_dotted` are joined by full
    stops.
    """

    target: Target
    right: Right
    label: str
    words: tuple[Word, ...]
    is_dotted: bool = False


class _Claim(NamedTuple):
    target: Target
    right: Right
    label: str
    near: str  # what the page itself says: an everyday word of it may be linked


def is_special(phrase: Phrase) -> bool:
    """Whether hardly any text on something else has the phrase: a rare long word."""
    word, _, _ = phrase.label.partition("“")
    is_long = " " not in word and len(word) >= _LONG_NOUN
    return is_long and commonness("".join(WORD.findall(word))) == Commonness.RARE


def phrases(graph: Graph) -> list[Phrase]:
    """Every phrase with the one page that has it, in the order of the rights."""
    claims = list(_claims(graph))
    owners = _owners(claim for claim in claims if any(_readings(claim)))
    found = [phrase for own in owners.values() for claim in own for phrase in _readings(claim)]
    linked = {key(phrase.label): phrase.target for phrase in found}
    for word in graph.catalog.glossary:
        # What people say instead may lead to the one impulse as well as to the word.
        if len(word.see) == 1 and graph.has_impulse(word.see[0]):
            linked[key(word.title)] = _impulse(graph, graph.impulse(word.see[0]))
    taken = {key(claim.label) for claim in claims}
    found += _quoted(graph)
    found += [phrase for claim in _synonyms(graph, linked, taken) for phrase in _readings(claim)]
    known: dict[tuple[Word, ...], Phrase] = {}
    for phrase in found:
        known.setdefault(phrase.words, phrase)
    return sorted(known.values(), key=lambda phrase: phrase.right)


def _quoted(graph: Graph) -> Iterator[Phrase]:
    """Evidence of several words, whatever they say: who writes about the paper quotes it."""
    for impulse in graph.active:
        for evidence in impulse.evidence:
            if len(tokens := _content(evidence.term)) > 1:
                target = _impulse(graph, impulse)
                yield Phrase(target, Right.QUOTED, evidence.term, _several(tokens))


def _content(label: str) -> list[str]:
    return [token for token in WORD.findall(label) if normal(token) not in FUNCTION_WORDS]


def _claims(graph: Graph) -> Iterator[_Claim]:
    """Who is called by what."""
    for driver in graph.drivers:
        target = Target("Treiber", driver.title, urls.short(driver), _mark(graph, driver))
        yield _Claim(target, Right.NAME, driver.title, driver.title)
        # What means the same as its name is its name, too: digitaler Wandel.
        same = {
            key(synonym.word)
            for synonym in graph.catalog.synonyms
            if synonym.is_exact and synonym.meaning == driver.title
        }
        for label in driver.search_terms:
            right = Right.NAME if key(label) in same else Right.DRIVER_TERM
            yield _Claim(target, right, label, label)
    for field in graph.term_lists["handlungsfelder"]:
        target = Target("Handlungsfeld", field.title, _term(field), "")
        for label in re.split(" und |, ", field.title):
            if " " not in label and not label.endswith("-"):
                yield _Claim(target, Right.FIELD, label, field.title)
    impulses = {impulse.number: _impulse(graph, impulse) for impulse in graph.active}
    for word in graph.catalog.glossary:
        owner = _explained(graph, word)
        right = Right.NAME if owner else Right.GLOSSARY
        address = f"{urls.address(urls.GLOSSARY)}#{word.id}"
        target = impulses[owner.number] if owner else Target("Glossar", word.title, address, "")
        for label in (word.title, *word.forms):
            yield _Claim(target, right, label, word.title)
    for impulse in graph.active:
        target = impulses[impulse.number]
        near = f"{impulse.title} {impulse.short}"
        for evidence in impulse.evidence:
            yield _Claim(target, Right.TITLE, evidence.term, near)
        for label in title_labels(impulse.title):
            yield _Claim(target, Right.TITLE, label, "")
        for label in impulse.search_terms:
            yield _Claim(target, Right.TERM, label, near)


def _impulse(graph: Graph, impulse: Impulse) -> Target:
    address, mark = urls.permalink(impulse), _mark(graph, impulse)
    return Target(f"Impuls {impulse.number}", impulse.title, address, mark)


def _term(field: Term) -> str:
    return urls.address(urls.term_path("handlungsfelder", field.id))


def _mark(graph: Graph, entry: Impulse | Driver) -> str:
    return "" if entry.state is State.COMPARED else graph.state(entry).title


def _explained(graph: Graph, word: GlossaryWord) -> Impulse | None:
    """The one impulse that a glossary word belongs to and that is called so."""
    found = [impulse for impulse in graph.active if impulse.number in word.see]
    if len(found) != 1:
        return None
    (impulse,) = found
    called = (key(label) for label in (word.title, *word.forms))
    return impulse if any(f" {name} " in f" {key(impulse.title)} " for name in called) else None


def _owners(claims: Iterable[_Claim]) -> dict[str, list[_Claim]]:
    """The claims of the page that has each phrase, where one can be found."""
    by_phrase: defaultdict[str, list[_Claim]] = defaultdict(list)
    spelled: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: claim.right):
        # A phrase in the plural is the same phrase.
        parts = []
        for token in WORD.findall(claim.label):
            base = spelled.get(normal(token), normal(token))
            for form in forms(token):
                spelled.setdefault(form, base)
            parts.append(base)
        by_phrase[" ".join(parts)].append(claim)
    found = {}
    for phrase, rivals in by_phrase.items():
        best = {claim.target for claim in rivals if claim.right == rivals[0].right}
        if len(best) == 1:
            found[phrase] = [claim for claim in rivals if claim.target in best]
    return found


def _synonyms(graph: Graph, linked: dict[str, Target], taken: set[str]) -> Iterator[_Claim]:
    """What people say instead of a phrase: it leads where the first thing it means does."""
    meanings: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for synonym in graph.catalog.synonyms:
        meanings[synonym.word][synonym.meaning] = synonym.is_exact
    for word, meant in meanings.items():
        goals = {meaning: linked.get(key(meaning)) for meaning in meant}
        exact = {goals[meaning] for meaning, is_exact in meant.items() if is_exact} - {None}
        targets, right = (exact, Right.SAME) if exact else ({*list(goals.values())[:1]}, Right.NEAR)
        if key(word) not in taken and len(targets) == 1 and (target := targets.pop()):
            meaning = next(meaning for meaning, goal in goals.items() if goal == target)
            yield _Claim(target, right, f"{word}|{meaning}", "")


def _readings(claim: _Claim) -> Iterator[Phrase]:
    """The phrase, if it may be linked."""
    label, _, meaning = claim.label.partition("|")
    tokens = _content(label)
    if not _may_be_linked(claim, label, tokens):
        return
    shown = f"{label}“ für „{meaning}" if meaning else label
    words = _several(tokens) if len(tokens) > 1 else (_alone(tokens[0]),)
    is_dotted = DOTTED_NAME.fullmatch(label) is not None
    yield Phrase(claim.target, claim.right, shown, words, is_dotted)


def _may_be_linked(claim: _Claim, label: str, tokens: list[str]) -> bool:
    """Whether the phrase says enough for a link."""
    if not tokens:
        return False
    if DOTTED_NAME.fullmatch(label):
        return True
    if " " not in label:
        return _word_may_be_linked(claim, "".join(tokens))
    # What a page is searched for says something as a whole (runder Tisch), so does what means the
    # same in several nouns (Gründerinnen und Gründer); else one word must do so by itself.
    nouns = [token for token in tokens if token[0].isupper() and len(token) >= _SHORTEST]
    is_whole = claim.right in _TERMS or (claim.right == Right.SAME and len(nouns) > 1)
    are_telling = is_whole or any(_says_something(claim, token) for token in tokens)
    return bool(nouns) and are_telling and not is_vague(label)


def _word_may_be_linked(claim: _Claim, word: str) -> bool:
    if claim.right == Right.NAME:
        return not is_vague(word)
    if ACRONYM.fullmatch(word):
        return claim.right == Right.FIELD or (len(word) > 2 and not is_vague(word))
    if word[0].islower():
        return claim.right in _TERMS and _says_something(claim, word)
    if claim.right == Right.NEAR and commonness(word) != Commonness.RARE:
        return False
    return _says_something(claim, word)


def _says_something(claim: _Claim, word: str) -> bool:
    if is_vague(word) or len(word) < _SHORTEST:
        return False
    if word[0].islower() or (claim.right == Right.TITLE and is_adjective(word)):
        return len(word) >= _LONG
    how_common = commonness(word)
    if how_common == Commonness.EVERYDAY:
        return claim.right != Right.TITLE and any(
            normal(said)[:_FAMILY] == normal(word)[:_FAMILY] for said in WORD.findall(claim.near)
        )
    return True


# However many phrases there are, they are made of the same few thousand words.
@cache
def _alone(token: str) -> Word:
    """A word that stands alone, and may begin a compound, or end one if it says enough."""
    if ACRONYM.fullmatch(token):
        return Word((normal(token),), exact=token)
    if not token[0].isupper():
        return Word(forms(token))
    firsts = tuple(first_forms(token)) if len(token) >= _SHORTEST_FIRST else ()
    return Word(forms(token), firsts, is_last=len(token) >= _SHORTEST_LAST, is_noun=True)


def _several(tokens: list[str]) -> tuple[Word, ...]:
    """Words that stand together; only the last may begin a compound, and none may end one."""
    return (*map(_inside, tokens[:-1]), _alone(tokens[-1])._replace(is_last=False))


@cache
def _inside(token: str) -> Word:
    if ACRONYM.fullmatch(token):
        return Word((normal(token),), exact=token)
    return Word(inner_forms(token), is_noun=token[0].isupper() and not is_adjective(token))


def markers(found: Iterable[Phrase]) -> list[Word]:
    """Words for firms and rare names of fields: without any, a text is hardly on our subject."""
    rare = [one.words[0] for one in found if one.right == Right.FIELD and is_special(one)]
    return rare + [_alone(noun)._replace(is_last=noun not in _NO_LAST) for noun in _FIRMS.split()]


# What any text on firms has. Hospitals and clubs have Geschäftsführer, Umsatz and Arbeitsplätze,
# too, shops have Kunden, any town has a Gewerbegebiet, and Handwerk is what museums show.
_FIRMS = """
Aussteller Belegschaft Betrieb Branche Fertigung Firma Firmen Fördermittel Geselle Industrie Innung
Kammer Lieferant Maschinenbau Mittelstand Mittelständler Start-up Unternehmen Wirtschaft Zulieferer
"""
# Landwirtschaft is another trade, a Rückgewinnung is no Innung.
_NO_LAST = ("Innung", "Wirtschaft")


def paper_name(graph: Graph) -> tuple[Word, ...]:
    """The words of the paper's title: a text that has them is about the paper."""
    return tuple(Word(tuple(noun_forms(word))) for word in WORD.findall(graph.catalog.paper.title))
