"""Cut a text into words, and find out which words of the data each of them may be.

This module, `match` and `choose` have their twin in docs/assets/linkhilfe-kern.js, function by
function. Both work on the same data with the same patterns; a test compares what they find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from impulswerk.exports.linkaid.tables import LAST, NOUN, LinkData
from impulswerk.exports.linkaid.words import normal

_DIGITS = "0123456789"


@dataclass(frozen=True)
class Token:
    """A word of the text, `start` to `end` in characters, with the ending of gendered forms.

    `joint` is what joins it to the token before: a full stop or a hyphen within a word, a blank
    within a phrase, nothing elsewhere. `is_dotted` marks parts of names such as creative.projects.
    """

    start: int
    end: int
    text: str
    form: str
    is_capital: bool
    joint: str
    is_dotted: bool = False


@dataclass(frozen=True)
class Reading:
    """Places of the words a token may be: as a whole, as first or as last part of a compound."""

    whole: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    # Whether the compound begins with a word of our subject: Unternehmensgründung.
    is_ours: bool = False

    @property
    def words(self) -> tuple[int, ...]:
        """All of them, wholes first."""
        return (*self.whole, *self.first, *self.last)


def tokens(text: str, data: LinkData) -> list[Token]:
    """The words of the text but those in links, addresses and code."""
    protected = [match.span() for match in data.protected.finditer(text)]
    found: list[Token] = []
    position = 0
    is_cut = True
    for match in data.word.finditer(text):
        start, end = match.span()
        while position < len(protected) and protected[position][1] <= start:
            position += 1
            is_cut = True
        if position < len(protected) and protected[position][0] < end:
            is_cut = True
            continue
        word = match[1]
        form = normal(word)
        joint = "" if is_cut else _joint(text[found[-1].end : start], data)
        is_cut = False
        is_dotted = joint == "." and found[-1].form[-1] not in _DIGITS and form[0] not in _DIGITS
        if is_dotted:
            found[-1] = replace(found[-1], is_dotted=True)
        is_capital = word[0] != word[0].lower()
        found.append(Token(start, end, word, form, is_capital, joint, is_dotted))
    return found


def _joint(between: str, data: LinkData) -> str:
    if between == ".":
        return "."
    if data.hyphen.fullmatch(between):
        return "-"
    return " " if data.gap.fullmatch(between) and between.count("\n") < 2 else ""


def readings(found: Sequence[Token], data: LinkData) -> list[Reading]:
    """What each token may be."""
    known: dict[str, Reading] = {}
    for token in found:
        if token.text not in known:
            known[token.text] = _reading(token, data)
    return [known[token.text] for token in found]


def _reading(token: Token, data: LinkData) -> Reading:
    def fits(place: int) -> bool:
        word = data.words[place]
        return word.exact == token.text if word.exact else token.is_capital or not word.flags & NOUN

    form = token.form
    least = data.figures["kleinsterTeil"]
    whole = tuple(filter(fits, data.by_form.get(form, ())))
    if whole or not token.is_capital or len(form) > data.figures["laengstesWort"]:
        return Reading(whole)
    first: tuple[int, ...] = ()
    for cut in range(len(form) - least, least - 1, -1):
        if form[:cut] in data.by_first and form[cut:] not in data.no_seconds:
            first = tuple(data.by_first[form[:cut]])
            break
    for cut in range(least, len(form) - least + 1):
        ends = data.by_form.get(form[cut:], ())
        last = tuple(place for place in ends if data.words[place].flags & LAST)
        if last:
            ours = data.markers.intersection(data.by_first.get(form[:cut], ()))
            return Reading((), first, last, bool(ours))
    return Reading(first=first)
