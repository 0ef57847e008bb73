"""The recommendations a paper numbers: „Impuls 12: …“, „Handlungsempfehlung 12“, „12. …“."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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


class _Heading(NamedTuple):
    number: int
    place: int
    title: str
    size: float
    is_listed: bool  # in a table of contents
    style: str  # headings „12.“ of one series share it; empty for „Impuls 12“


def recommendations(lines: Sequence[tuple[Line, int]], size: float) -> tuple[Recommendation, ...]:
    """Recommendations by number; `lines` come with their page, `size` is that of running text."""
    headings = list(_headings(lines, size))
    found = _best([heading for heading in headings if not heading.style])
    if len(found) < _FEWEST_NAMED:
        found = _longest_series([heading for heading in headings if heading.style])
    places = sorted(heading.place for heading in found)
    ends = dict(pairwise([*places, len(lines)]))
    return tuple(
        _recommendation(heading, lines, min(ends[heading.place], heading.place + _MOST_LINES), size)
        for heading in sorted(found, key=lambda heading: heading.number)
    )


def _headings(lines: Sequence[tuple[Line, int]], size: float) -> Iterator[_Heading]:
    for place, (line, _) in enumerate(lines):
        named = HEADING.match(line.text)
        match = named or _BARE.match(line.text)
        if not match:
            continue
        rest = line.text[match.end() :]
        title = _CONTENTS.sub("", rest)
        is_listed, is_large, sign = title != rest, line.size > _LARGE * size, match["sign"]
        if named:
            # „Impuls 12 zeigt, …“ is running text that happens to begin a line.
            is_heading = not rest[:1].islower() and (not rest or sign or is_large)
        else:
            is_heading = not is_listed and ((rest and sign) or is_large)
        if is_heading:
            style = "" if named else f"{sign}{round(line.size)}"
            yield _Heading(int(match["number"]), place, title, line.size, is_listed, style)


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
    title = [heading.title] if heading.title else []
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
