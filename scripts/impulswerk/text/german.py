"""German words for searching: folding, stems, roots, stop words; docs/assets/deutsch.js does alike.

Both sides must agree letter by letter, because a query is worked on in the browser and a page at
build; a test runs both over the whole vocabulary and compares.
"""

import re
import unicodedata
from functools import cache
from string import ascii_lowercase

# "Mitarbeiter:innen", "Kolleg*innen": the part after the sign would be a word of its own.
_GENDER = re.compile(r"(?<=\w)[:*_]in(?:nen)?\b")
_SPLIT = re.compile(r"[^a-z0-9]+")
_HYPHENATED = re.compile(r"\W*\w+([-\u2010\u2011]\w+)+\W*")
# Written-out umlauts; after a vowel or q the two letters are just that: neue, Quelle, Bauer.
_DIGRAPH = re.compile(r"(?<![aeiouq])([aou])e")
# A letter before which a final s is an ending (Betriebs, Lands) and not part of the word (Haus).
_BEFORE_ENDING = "bdfghklmnt"
# Endings that make a word of another one's family, longest first; taken off one after another.
_FAMILY_NAMES = """
isieren isierung isation ieren ierung ation ativ atur itat keit heit schaft lich isch ung ien ium um
ing ion iert iv ik ig ie er or nd em en es e n s t st
"""
_FAMILY = sorted(_FAMILY_NAMES.split(), key=lambda suffix: (-len(suffix), suffix))
# By their last letter, so that few have to be tried.
_FAMILY_BY_END = {
    end: [suffix for suffix in _FAMILY if suffix[-1] == end] for end in ascii_lowercase
}
_SHORTEST_ROOT = 4

_STOP_WORDS = """
ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch
auf aus bei beim bin bis bist bitte da damit dann das dass dazu dein dem den denn der des dessen
die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines
er es etwas euch fur gar geben gegen gibt hab habe haben hat hatte hier hin ich ihm ihn ihr ihre
ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kein konnen konnte konnten
man mehr mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht noch nun nur
ob oder ohne per schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen
sollte sollten sowie uber um und uns unser unsere unserem unseren unserer unter viel viele vom
von vor wann war warum was weil welche welcher welches wem wen wenn wer werden wie wir wird wo
wofur worum wurde wurden zu zum zur zwischen
"""
# Of questions in English, which the search understands, too.
_ENGLISH = (
    "and are can do does for from get how is my of our the to we what where which who with your"
)

STOP_WORDS = frozenset(f"{_STOP_WORDS} {_ENGLISH}".split())


def fold(text: str) -> str:
    """Lower-case ASCII in which ä, ae and a are one letter, ß is ss and ph is f."""
    text = unicodedata.normalize("NFC", text).lower().replace("ß", "ss")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return _DIGRAPH.sub(r"\1", text).replace("ph", "f")


def words(text: str) -> list[str]:
    """Folded words in order; a word with hyphens gives its parts and, behind them, itself."""
    found: list[str] = []
    for chunk in _GENDER.sub("", unicodedata.normalize("NFC", text)).split():
        found += _chunk_words(chunk)
    return found


# However many pages a site has, its texts are made of the same few thousand words.
@cache
def _chunk_words(chunk: str) -> tuple[str, ...]:
    """What `words` finds in text without a blank."""
    parts = tuple(part for part in _SPLIT.split(fold(chunk)) if part)
    if len(parts) > 1 and _HYPHENATED.fullmatch(chunk):
        return (*parts, "".join(parts))
    return parts


@cache
def stem(word: str) -> str:
    """Without the endings of cases and plurals, after the light stemmer of Jacques Savoy."""
    return _without_st(_without_case(word))


def _without_case(word: str) -> str:
    if len(word) > 5 and word.endswith("ern"):
        return word[:-3]
    if len(word) > 4 and word.endswith(("em", "en", "er", "es")):
        return word[:-2]
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and word[-2] in _BEFORE_ENDING:
        return word[:-1]
    return word


def _without_st(word: str) -> str:
    if len(word) > 5 and word.endswith("est"):
        return word[:-3]
    if len(word) > 4 and word.endswith(("er", "en")):
        return word[:-2]
    if len(word) > 4 and word.endswith("st") and word[-3] in _BEFORE_ENDING:
        return word[:-2]
    return word


@cache
def root(word: str) -> str:
    """What a family of words shares: Beratung, Berater and beraten have one root."""
    while True:
        for suffix in _FAMILY_BY_END.get(word[-1:], ()):
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_ROOT:
                word = word[: -len(suffix)]
                break
        else:
            return word
