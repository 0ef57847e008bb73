"""The recommendations a paper numbers: „Impuls 12: …“, „Handlungsempfehlung 12“, „12. …“."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from impulswerk.collation.layout import Line
from impulswerk.collation.normal import flow, likely

# The words under which papers number what they propose.
HEADING = re.compile(
    r"(?:handlungs)?(?:impuls|empfehlung|vorschlag|maßnahme|forderung)\s*(?:nr\.?|nummer|#)?\s*"
    r"(?P<number>\d{1,3})(?![\d.,]*\d|\s*%)(?P<sign>\s*[.:|–—-])?(?:\s+|$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<number>\d{1,2})(?P<sign>[.)])?(?:\s+(?=[A-ZÄÖÜ„\"»])|$)")
_CONTENTS = re.compile(r"\s*(?:[.·…_]\s*){3,}\d*\s*$|\s{2,}\d{1,3}\s*$")
_FEWEST_NAMED = 3  # headings „Impuls 12“ that make a series
_FEWEST_BARE = 8  # headings „12.“; shorter series are chapters and lists
_LARGE = 1.15  # a heading, in parts of the size of the text
_MOST_LINES = 30
_MOST_TITLE_LINES = 3


@dataclass(frozen=True)
class Recommendation:
    """A numbered recommendation of the source; `page` counts from 1, `text` follows the title."""

    number: int
    title: str
    page: int
    text: str = ""


@dataclass(frozen=True)
class _Heading:
    number: int
    place: int
    rest: str
    size: float
    is_listed: bool  # in a table of contents
    style: str = ""  # headings of one series share it


def recommendations(lines: Sequence[tuple[Line, int]], size: float) -> tuple[Recommendation, ...]:
    """Recommendations by number; `lines` come with their page, `size` is that of running text."""
    found = _best(_named(lines, size))
    if len(found) < _FEWEST_NAMED:
        found = _longest_series(_bare(lines, size))
    places = sorted(heading.place for heading in found)
    ends = dict(pairwise([*places, len(lines)]))
    return tuple(
        _recommendation(heading, lines, min(ends[heading.place], heading.place + _MOST_LINES), size)
        for heading in sorted(found, key=lambda heading: heading.number)
    )


def _named(lines: Sequence[tuple[Line, int]], size: float) -> list[_Heading]:
    found = []
    for place, (line, _) in enumerate(lines):
        match = HEADING.match(line.text)
        if not match:
            continue
        rest = line.text[match.end() :]
        # „Impuls 12 zeigt, …“ is running text that happens to begin a line.
        if rest[:1].islower() or (rest and not match["sign"] and line.size <= _LARGE * size):
            continue
        found.append(_heading(int(match["number"]), place, rest, line))
    return found


def _bare(lines: Sequence[tuple[Line, int]], size: float) -> list[_Heading]:
    found = []
    for place, (line, _) in enumerate(lines):
        match = _BARE.match(line.text)
        if not match:
            continue
        rest = line.text[match.end() :]
        if (rest and match["sign"]) or line.size > _LARGE * size:
            style = f"{match['sign']}{round(line.size)}"
            heading = _heading(int(match["number"]), place, rest, line, style)
            if not heading.is_listed:
                found.append(heading)
    return found


def _heading(number: int, place: int, rest: str, line: Line, style: str = "") -> _Heading:
    title = _CONTENTS.sub("", rest)
    return _Heading(number, place, title, line.size, title != rest, style)


def _best(found: Sequence[_Heading]) -> list[_Heading]:
    """One heading for each number: not the one in the table of contents, but the largest."""
    by_number: defaultdict[int, list[_Heading]] = defaultdict(list)
    for heading in found:
        by_number[heading.number].append(heading)
    return [
        min(same, key=lambda h: (h.is_listed, -round(h.size), h.place))
        for same in by_number.values()
    ]


def _longest_series(found: Sequence[_Heading]) -> list[_Heading]:
    """The longest series 1, 2, 3, … of headings that look alike."""
    longest: list[_Heading] = []
    by_style: defaultdict[str, list[_Heading]] = defaultdict(list)
    for heading in found:
        by_style[heading.style].append(heading)
    for same in by_style.values():
        series: list[_Heading] = []
        for heading in same:
            if heading.number == len(series) + 1:
                series.append(heading)
        longest = max(longest, series, key=lambda own: (len(own), own[0].size if own else 0.0))
    return longest if len(longest) >= _FEWEST_BARE else []


def _recommendation(
    heading: _Heading, lines: Sequence[tuple[Line, int]], end: int, size: float
) -> Recommendation:
    first, page = lines[heading.place]
    is_large = first.size > _LARGE * size
    title = [heading.rest] if heading.rest else []
    place = heading.place + 1
    while place < end and len(title) < _MOST_TITLE_LINES:
        # A large title goes on while it stays large; a number alone has its title below it.
        if title and not (is_large and lines[place][0].size > _LARGE * size):
            break
        title.append(lines[place][0].text)
        place += 1
    text = [line.text for line, _ in lines[place:end]]
    return Recommendation(heading.number, _joined(title), page, _joined(text))


def _joined(lines: Sequence[str]) -> str:
    return likely(flow((line, 1) for line in lines).text)
