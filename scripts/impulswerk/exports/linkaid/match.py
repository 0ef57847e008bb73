"""Find every phrase of the data in the words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from impulswerk.exports.linkaid.tables import DOTTED, TURNED, LinkData, Term
from impulswerk.exports.linkaid.tokens import Reading, Token


@dataclass(frozen=True)
class Hit:
    """A phrase in the text: its place in the data, its first and its last token, its weight."""

    term: int
    first: int
    last: int
    weight: int
    # Whether it stands for itself, not as a part of any compound.
    is_whole: bool


def hits(tokens: Sequence[Token], readings: Sequence[Reading], data: LinkData) -> list[Hit]:
    """Every phrase in the text, by the place where it begins; they may overlap."""
    found = []
    for start, reading in enumerate(readings):
        for word in reading.words:
            for place in data.by_word.get(word, ()):
                term = data.terms[place]
                end = _end(tokens, readings, start, term, data)
                weight = term.weight + _change(word, reading, data)
                is_whole = len(term.words) > 1 or word in reading.whole or reading.is_ours
                if end >= 0 and weight > 0:
                    found.append(Hit(place, start, end, weight, is_whole))
    return found


def _change(word: int, reading: Reading, data: LinkData) -> int:
    if word not in reading.last:
        return 0
    return data.figures["mitUnseremMehr"] if reading.is_ours else -data.figures["amEndeWeniger"]


def _end(
    tokens: Sequence[Token],
    readings: Sequence[Reading],
    start: int,
    term: Term,
    data: LinkData,
) -> int:
    """The last token of the phrase that begins at `start`, or -1."""
    if tokens[start].is_dotted != bool(term.flags & DOTTED):
        return -1
    if len(term.words) > 1 and term.words[0] not in readings[start].whole:
        return -1
    place = start
    for word in term.words[1:]:
        following = place + 1
        while (
            following < len(tokens)
            and following - place <= data.figures["dazwischen"]
            and tokens[following].joint == " "
            and tokens[following].form in data.between
        ):
            following += 1
        if following == len(tokens) or (term.flags & TURNED and following == place + 1):
            return -1
        token, reading = tokens[following], readings[following]
        if term.flags & DOTTED:
            is_joined = token.joint == "."
        else:
            is_joined = token.joint != "" and not token.is_dotted
        if not is_joined or word not in (*reading.whole, *reading.first):
            return -1
        place = following
    return place
