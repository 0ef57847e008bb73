"""Cut a document into passages: paragraphs, short ones joined, long ones cut at sentence ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from impulswerk.collation.document import Document
from impulswerk.collation.layout import Line
from impulswerk.collation.normal import flow, likely

_ENOUGH_WORDS = 50
_MOST_WORDS = 160
_SENTENCE_END = re.compile(r"(?<=[.!?“»\"])\s+(?=[A-ZÄÖÜ„«\"])")


@dataclass(frozen=True)
class Passage:
    """Some sentences of a document; `page` counts from 1."""

    page: int
    text: str


def passages(document: Document) -> tuple[Passage, ...]:
    """Every passage of the running text, in reading order; none reaches over a page's end."""
    return tuple(
        Passage(page.index, text) for page in document.pages for text in _packed(page.lines)
    )


def _packed(lines: Sequence[Line]) -> Iterator[str]:
    pack: list[str] = []
    for _, block in groupby(lines, key=lambda line: line.block):
        for part in _cut(likely(flow((line.text, 1) for line in block).text)):
            pack.append(part)
            if _count(pack) >= _ENOUGH_WORDS:
                yield " ".join(pack)
                pack = []
    if pack:
        yield " ".join(pack)


def _cut(paragraph: str) -> Iterator[str]:
    part: list[str] = []
    for sentence in _SENTENCE_END.split(paragraph):
        if part and _count([*part, sentence]) > _MOST_WORDS:
            yield " ".join(part)
            part = []
        part.append(sentence)
    if part:
        yield " ".join(part)


def _count(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
