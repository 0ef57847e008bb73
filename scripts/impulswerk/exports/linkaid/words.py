"""German word forms: what a dictionary form looks like in running text, umlauts kept.

The search folds Gründer, Gründe and Grund into one word, which is right for somebody who looks
for anything near. A link must not be that generous, so here every form is spelled out.
"""

import re
import unicodedata
from functools import cache

# Characters that may stand inside a word without being seen: soft hyphens, joiners.
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060]")
# Written-out umlauts; after a vowel or q the two letters are just that: neue, Quelle, Bauer.
_DIGRAPH = re.compile("(?<![aeiouäöüq])([aou])e")
_UMLAUT = {"a": "ä", "o": "ö", "u": "ü"}
_BARE = str.maketrans("äöü", "aou")
# The vowel that a plural turns into an umlaut: the last one, au counting as one.
_LAST_VOWEL = re.compile("(au|[aou])(?=[^aeiouäöü]*$)")

_FEMININE = ("ung", "heit", "keit", "schaft", "ion", "tät", "anz", "enz", "ik", "ur")
_SIBILANTS = ("s", "x", "z", "sch")
_PERSONS = ("or", "ant", "ent", "ist", "eur")
# Adjectives that serve as nouns: Kreative, Studierende, Abgeordnete, Ältere.
_NOMINALISED = ("ative", "ende", "nete", "tere", "igte", "lose")
_INFLECTED = ("er", "en", "em", "es", "e")
_SHORTEST_SINGULAR = 4
# A short word without its umlaut is soon another one: Zölle, but also Zoll in inches.
_SHORTEST_BARE = 8


@cache
def normal(word: str) -> str:
    """Lower case, one spelling for every letter; umlauts stay, ß is ss, ae is ä."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", word)).lower().replace("ß", "ss")
    return _DIGRAPH.sub(lambda found: _UMLAUT[found[1]], text)


def noun_forms(word: str) -> list[str]:
    """Every case and number of a noun, given in either number, as `normal` spells it; sorted.

    A form that does not exist is not worth avoiding: nobody writes it.
    """
    base = normal(word)
    forms = {base} | _declined(base) | _singular(base)
    return sorted(forms)


def _declined(base: str) -> set[str]:
    if base.endswith("um") and not base.endswith("aum"):
        stem = base[:-2]
        # Technika and Praktika, but Zentren: Techniken are another word's.
        found = {base + "s", stem + "a", stem + "as"}
        return found if stem.endswith("ik") else found | {stem + "en"}
    if base.endswith(_FEMININE):
        return {base + "en", base + "s"} if base.endswith("ion") else {base + "en"}
    if base.endswith("e"):
        endings = ("r", "n", "m", "s") if base.endswith(_NOMINALISED) else ("n",)
        return {base + ending for ending in endings}
    if base.endswith("er"):
        return {base + ending for ending in ("s", "n", "in", "innen")}
    if base.endswith(("el", "en")):
        return {base + "s", base + "n"}
    if base[-1:] in "aiouy0123456789":
        return {base + "s"}
    umlaut = _LAST_VOWEL.sub(lambda found: "äu" if found[1] == "au" else _UMLAUT[found[1]], base)
    plurals = {umlaut + ending for ending in ("e", "en", "er", "ern") if umlaut != base}
    if base.endswith("d"):
        plurals |= {base + "er", base + "ern"}
    if base.endswith(_PERSONS):
        plurals |= {base + "in", base + "innen"}
    if base.endswith("nis"):
        return {base + "se", base + "sen", base + "ses"}
    if base.endswith(_SIBILANTS):
        return plurals | {base + ending for ending in ("e", "en", "es")}
    return plurals | {base + ending for ending in ("s", "es", "e", "en")}


def _singular(base: str) -> set[str]:
    """What a plural may come from; for a singular these are no words and do no harm."""
    found: set[str] = set()
    if base.endswith(_NOMINALISED):
        return found
    for ending in ("en", "n", "er", "e"):
        if base.endswith(ending) and len(base) - len(ending) >= _SHORTEST_SINGULAR:
            stem = base[: -len(ending)]
            found.add(stem)
            if ending == "e" and len(stem) >= _SHORTEST_BARE:
                found.add(stem.translate(_BARE))
    if re.search("[aeiouyrplt]s$", base):
        # Azubis, Tools, Events, Start-ups: borrowed words take an s.
        found.add(base[:-1])
    return found


def other_forms(word: str) -> list[str]:
    """Forms of an adjective or a verb, sorted."""
    base = normal(word)
    for ending in _INFLECTED:
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            base = base[: -len(ending)]
            break
    adjective = {base + ending for ending in ("", *_INFLECTED)}
    verb = {base + ending for ending in ("t", "te", "ten")} | {f"ge{base}t"}
    return sorted(adjective | verb | {normal(word)})


def first_forms(word: str) -> list[str]:
    """How a noun begins a compound: Weiterbildung as Weiterbildungs-, sorted."""
    base = normal(word)
    forms = {base}
    if base.endswith(_FEMININE[:6]):
        forms.add(base + "s")
    elif base.endswith("e"):
        forms |= {base + "n", base[:-1]} if len(base) > 6 else {base + "n"}
    else:
        forms |= {base + "s", base + "es", base + "en"}
    return sorted(forms)
