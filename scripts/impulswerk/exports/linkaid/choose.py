"""Choose the links of a text among all phrases in it: few, of which each is right.

An impulse is linked where enough speaks for it. How much is enough depends on the text: in one on
our subject a rare word will do; in any other text it takes more than most texts have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from impulswerk.exports.linkaid.labels import EVIDENCE
from impulswerk.exports.linkaid.match import Hit, hits
from impulswerk.exports.linkaid.tables import COMMON, SHARED, LinkData
from impulswerk.exports.linkaid.tokens import Reading, Token, readings, tokens


@dataclass(frozen=True)
class Link:
    """A passage, `start` to `end` in characters, that belongs to an impulse, and why.

    `entry` is the impulse's place in the data; `origin` and `label` name the phrase that was found.
    """

    start: int
    end: int
    entry: int
    origin: str
    label: str


def find_links(text: str, data: LinkData) -> list[Link]:
    """The passages to link in the order of the text; none overlap, an impulse has one at most."""
    found = tokens(text, data)
    read = readings(found, data)
    everything = hits(found, read, data)
    threshold, is_on_paper = _threshold(found, read, everything, data)
    counted = [hit for hit in everything if is_on_paper or not data.terms[hit.term].flags & COMMON]
    scores = _scores(counted, data)
    headline = _headline_end(text, data)
    figures = data.figures

    def order(hit: Hit) -> tuple[int, ...]:
        """Best first: weight, the impulse's own, body, length, the rest of the text, sources."""
        return (
            -hit.weight,
            data.terms[hit.term].flags & SHARED,
            int(found[hit.first].start < headline),
            hit.first - hit.last,
            -scores[data.terms[hit.term].impulse],
            hit.term,
            hit.first,
        )

    links: list[Link] = []
    for hit in sorted(counted, key=order):
        term = data.terms[hit.term]
        if (
            hit.weight < (figures["ganz"] if hit.is_whole else figures["teil"])
            or scores[term.impulse] < threshold
        ):
            continue
        start, end = _whole_words(found, hit.first, hit.last)
        if not any(
            link.entry == term.impulse or (start < link.end and link.start < end) for link in links
        ):
            links.append(Link(start, end, term.impulse, term.origin, term.label))
    return sorted(links, key=lambda link: link.start)


def _threshold(
    found: Sequence[Token], read: Sequence[Reading], everything: Sequence[Hit], data: LinkData
) -> tuple[int, bool]:
    """How much must speak for an impulse, and whether the text is about the paper itself."""
    figures = data.figures
    evidence = {
        data.terms[hit.term].impulse
        for hit in everything
        if data.terms[hit.term].origin == EVIDENCE
    }
    if len(evidence) >= figures["stichwoerter"] or _names_paper(found, read, data):
        return figures["zumThema"], True
    marked = [data.markers.intersection(reading.words) for reading in read]
    strong = {data.terms[hit.term].impulse for hit in everything if hit.weight >= figures["kurz"]}
    different = len(frozenset().union(*marked)) + len(strong)
    places = sum(map(bool, marked)) + len(strong)
    wanted = min(figures["merkmale"], 1 + len(found) // figures["woerterJeMerkmal"])
    if different >= wanted and places * figures["woerterJeStelle"] >= len(found):
        return figures["zumThema"], False
    # Nobody speaks by chance of several impulses in words that few others use.
    telling = {
        data.terms[hit.term].impulse
        for hit in everything
        if hit.is_whole and hit.weight >= figures["zumThema"]
    }
    if len(telling) >= max(figures["impulse"], len(found) / figures["woerterJeStelle"]):
        return figures["zumThema"], False
    return (figures["kurz"] if len(found) < figures["kurzeWoerter"] else figures["sonst"]), False


def _names_paper(found: Sequence[Token], read: Sequence[Reading], data: LinkData) -> bool:
    """Whether the title of the paper stands in the text."""
    size = len(data.paper)
    return size > 0 and any(
        all(word in read[place + index].whole for index, word in enumerate(data.paper))
        and all(token.joint for token in found[place + 1 : place + size])
        for place in range(len(found) - size + 1)
    )


def _scores(counted: Sequence[Hit], data: LinkData) -> list[int]:
    """What speaks for each entry: each of its phrases once, and no word of the text twice."""
    figures = data.figures
    scores = [0] * len(data.entries)
    times = Counter(hit.term for hit in counted)
    terms: set[int] = set()
    spans: defaultdict[int, list[Hit]] = defaultdict(list)
    for hit in sorted(counted, key=lambda hit: (-hit.weight, hit.first - hit.last, hit.first)):
        entry = data.terms[hit.term].impulse
        if hit.term in terms or any(
            hit.first <= other.last and other.first <= hit.last for other in spans[entry]
        ):
            continue
        terms.add(hit.term)
        spans[entry].append(hit)
        scores[entry] += hit.weight + (
            figures["oftMehr"] if times[hit.term] >= figures["oft"] else 0
        )
    return scores


def _whole_words(found: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Where the passage starts and ends, with all that hyphens join to it."""
    while found[first].joint == "-":
        first -= 1
    while last + 1 < len(found) and found[last + 1].joint == "-":
        last += 1
    return found[first].start, found[last].end


def _headline_end(text: str, data: LinkData) -> int:
    """Where the headline ends: a first line that is no sentence, and is not all there is."""
    longest = data.figures["laengsteUeberschrift"]
    body = text.lstrip("\n\r\t ")
    line = body.partition("\n")[0].rstrip("\r\t ")
    if len(line) > longest or line == body.rstrip("\n\r\t ") or line[-1:] in ".!…:;,":
        return 0
    return len(text) - len(body) + len(line)
