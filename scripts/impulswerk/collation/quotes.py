"""Verify a quote letter by letter: found where it should be, elsewhere, nearly, or not at all."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import islice

from impulswerk.collation.normal import (
    EITHER,
    HANGING,
    HYPHEN,
    Flow,
    likely,
    plain,
    reads_as,
    without_spaces,
)
from impulswerk.text.words import Words, word_changes

# Less is found by chance and says nothing.
FEWEST_WORDS = 4
FEWEST_LETTERS = 20
# Share of a quote's words that must stand in order to speak of a quote that differs.
_NEAR = 0.6
_WORD = re.compile(r"\S+")
_SIGNS = '.,;:!?"()[]'


class Verdict(StrEnum):
    """What became of looking for a quote."""

    FOUND = "gefunden"
    ELSEWHERE = "andere-stelle"
    DIFFERENT = "abweichend"
    MISSING = "nicht-gefunden"
    TOO_SHORT = "zu-kurz"


@dataclass(frozen=True)
class Outcome:
    """The verdict on one quote.

    `pages` are where it begins, counted from 1; for a quote that differs, where the likest stretch
    begins. `words` compare that stretch with the quote: what only the source has is „weg“.
    """

    verdict: Verdict
    pages: tuple[int, ...] = ()
    in_note: bool = False
    words: tuple[Words, ...] = ()


def is_long_enough(quote: str) -> bool:
    """Whether a quote is long enough to prove anything."""
    words = [word for word in plain(quote).split() if any(map(str.isalnum, word))]
    letters = sum(map(str.isalnum, plain(quote)))
    return len(words) >= FEWEST_WORDS and letters >= FEWEST_LETTERS


def verify(
    quote: str, pages: Sequence[int], text: Flow, notes: Sequence[Flow] = (), *, short: bool = False
) -> Outcome:
    """Look for `quote`, which should begin on one of `pages` (counted from 1).

    A quote stands within the text or within one footnote. With `short` a single word is enough, as
    for the term of a piece of evidence.
    """
    wanted = plain(quote)
    if not wanted or not (short or is_long_enough(quote)):
        return Outcome(Verdict.TOO_SHORT)
    places = [(page, False) for page in occurrences(wanted, text)]
    places += [(page, True) for note in notes for page in occurrences(wanted, note)]
    if not places:
        return _nearest(wanted, pages, (text, *notes))
    here = [place for place in places if place[0] in pages]
    verdict = Verdict.FOUND if here else Verdict.ELSEWHERE
    shown = here or places
    return Outcome(
        verdict,
        tuple(sorted({page for page, _ in shown})),
        in_note=all(in_note for _, in_note in shown),
    )


def occurrences(quote: str, flow: Flow) -> Iterator[int]:
    """The page of every place at which a folded quote begins and ends with whole words."""
    key, positions = flow.key
    wanted = without_spaces(quote)
    # Looked for ahead: a place may begin within another that begins or ends within a word.
    for found in re.finditer(f"(?={re.escape(wanted)})", key) if wanted else ():
        *_, last = positions[found.start() : found.start() + len(wanted)]
        start, end = positions[found.start()], last + 1
        if reads_as(flow.text[start:end], quote) and is_whole(flow.text, start, end):
            yield flow.page(start)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a flow neither begins nor ends within a word.

    „10,5“, „creative.nrw“, „Akteur:innen“ and „KI-Labor“ are one word each.
    """
    before, after = text[max(0, start - 2) : start][::-1], text[end : end + 2]
    if before.startswith(HANGING):  # „Innovations-|und“: a space stands there
        before = ""
    return not (_is_inside(before, text[start]) or _is_inside(after, text[end - 1]))


def _is_inside(outside: str, edge: str) -> bool:
    """Whether a word goes on from `edge` into the two characters next to it, nearest first."""
    if not outside or not edge.isalnum():
        return False
    near, far = outside[0], outside[1:]
    if near.isalnum() or near in (HYPHEN, HANGING, EITHER, "-"):
        return True
    return near in '.,:"*_@' and far.isalnum()


def _nearest(quote: str, pages: Sequence[int], flows: Sequence[Flow]) -> Outcome:
    """The stretch that has most of the quote's words in order, if that is enough of them."""
    words = quote.split()
    found = []
    for flow in flows:
        for start, stretch in _stretches(words, flow):
            matcher = SequenceMatcher(None, stretch, words, autojunk=False)
            same = sum(block.size for block in matcher.get_matching_blocks())
            page = flow.page(start)
            found.append((same, page in pages, page, stretch))
    best = max(found, key=lambda near: near[:2], default=None)
    if best is None or best[0] < _NEAR * len(words):
        return Outcome(Verdict.MISSING)
    *_, page, stretch = best
    return Outcome(Verdict.DIFFERENT, (page,), words=_compared(stretch, quote))


def _stretches(words: Sequence[str], flow: Flow) -> Iterator[tuple[int, list[str]]]:
    """Stretches of the flow as long as the quote and a little longer, with their position.

    The flow is read piece by piece. Where most words of a piece stand in a row as in the quote, the
    quote is laid upon it.
    """
    # A quote may leave out the signs around its first and its last word.
    edges = {words[0], words[-1]}
    text = [
        (match.start(), bare if (bare := word.strip(_SIGNS)) in edges else word)
        for match in _WORD.finditer(flow.text)
        for word in likely(match.group()).split()
    ]
    reach = max(2, len(words) // 4)
    rest = iter(enumerate(text))
    while piece := list(islice(rest, len(words))):
        part = [word for _, (_, word) in piece]
        row = SequenceMatcher(None, part, words, autojunk=False).find_longest_match()
        first = max(0, piece[0][0] + row.a - row.b)
        around = text[max(0, first - reach) : first + len(words) + reach]
        yield text[first][0], [word for _, word in around]


def _compared(stretch: Sequence[str], quote: str) -> tuple[Words, ...]:
    """The comparison without what stands in the source before and behind the quote."""
    runs = list(word_changes(" ".join(stretch), quote))
    same = [place for place, run in enumerate(runs) if run.kind == "gleich"]
    before, behind = runs[: same[0]], runs[same[-1] + 1 :]
    shown = [
        *_edge(before, deque),  # which keeps the last ones
        *runs[same[0] : same[-1] + 1],
        *_edge(behind, lambda source, count: source[:count]),
    ]
    return tuple(run for run in shown if run.text)


def _edge(runs: Sequence[Words], beside: Callable[[list[str], int], Iterable[str]]) -> list[Words]:
    """At an edge only as many words of the source stand against the quote's own."""
    texts = {run.kind: run.text for run in runs}
    own = texts.get("neu", "")
    source = texts.get("weg", "").split()
    return [Words("weg", " ".join(beside(source, len(own.split())))), Words("neu", own)]
