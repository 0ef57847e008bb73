"""What a word is: its forms, how common it is, whether it means the same in every trade."""

import re
from enum import IntEnum
from functools import cache
from pathlib import Path

from impulswerk.exports.linkaid.words import normal, noun_forms, other_forms

WORD = re.compile("[0-9A-Za-zÀ-ÿ]+")
ACRONYM = re.compile("[A-Z]{2,4}|[A-Z][a-z][A-Z]")
_ADJECTIVE = re.compile("[a-zäöüß]{3}(?:en|er|es|em|e)$")

_FUNCTION_WORDS = """
aller alle allen an am auf aus bei beim dem den der des die das dass diese diesen dieser dieses
durch ein eine einem einen einer eines für gegen ihr ihre ihrem ihren ihrer im in ins mehr mit nach
oder ohne sein seine seinem seinen seiner sich so sowie über um und unser unsere unserem unseren
unserer unter vom von vor zu zum zur zwischen
"""
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())

# Whose business something is: Ministerin für Klimaschutz, Nachhaltigkeitsmanager.
OFFICES = """
abteilung amt ausschuss beauftragt berater büro chef dezernat dezernent direktor expert fakultät
institut kanzler koordinator lehrstuhl leiter manager minister ministerium präsident professor
professur referat referent rektor sekretär senator sprecher stabsstelle team vorstand vorsitzend
zuständig
"""


class Commonness(IntEnum):
    """How common a noun is in German texts of all kinds."""

    RARE = 0
    KNOWN = 1
    EVERYDAY = 2


def _blocks(name: str) -> list[list[str]]:
    """The words of a file beside this module, block by block."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if line[0] != "#")
    return [block.split() for block in text.strip().split("\n\n")]


@cache
def _common_nouns() -> dict[str, Commonness]:
    everyday, known = _blocks("haeufig.txt")
    return {normal(word): Commonness.KNOWN for word in known} | {
        normal(word): Commonness.EVERYDAY for word in everyday
    }


@cache
def _vague_words() -> frozenset[str]:
    return frozenset(
        form.replace("_", " ")
        for block in _blocks("vieldeutig.txt")
        for word in block
        for form in noun_forms(word)
    )


@cache
def forms(word: str) -> tuple[str, ...]:
    """Every form of a word that is given as dictionaries do: nouns capitalised."""
    return tuple(noun_forms(word) if word[0].isupper() else other_forms(word))


@cache
def commonness(word: str) -> Commonness:
    """How common the noun is, in whichever of its forms it is most common."""
    common = _common_nouns()
    return max(common.get(form, Commonness.RARE) for form in forms(word))


@cache
def is_vague(word: str) -> bool:
    """Whether the word means another thing in another trade, or something in all of them."""
    return normal(word) in _vague_words()


@cache
def key(text: str) -> str:
    """A phrase or a title as its words in normal spelling: equal where readers read the same."""
    return " ".join(normal(word) for word in WORD.findall(text))


@cache
def title_labels(title: str) -> tuple[str, ...]:
    """The nouns of a title, each with the adjective before it."""
    tokens = re.findall(r"[0-9A-Za-zÀ-ÿ]+(?:-[0-9A-Za-zÀ-ÿ]+)*", title)
    found: list[str] = []
    skip = False
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if skip:
            skip = False
        elif following[:1].isupper() and normal(token) not in FUNCTION_WORDS:
            if token[0].isupper() or is_adjective(token):
                found += [f"{token} {following}", following]
                skip = True
        elif token[0].isupper():
            found.append(token)
    return tuple(found)


def is_adjective(token: str) -> bool:
    """Whether a word of a title, capitalised or not, ends as adjectives do."""
    return _ADJECTIVE.search(token) is not None


def inner_forms(token: str) -> tuple[str, ...]:
    """Forms of a word that others follow; at the start of a title an adjective is capitalised."""
    if token[0].isupper() and is_adjective(token):
        return tuple(sorted({*noun_forms(token), *other_forms(token)}))
    return forms(token)
