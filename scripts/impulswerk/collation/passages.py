"""Cut a document into passages: paragraphs, short ones joined, long ones cut at sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from impulswerk.collation.document import Document
from impulswerk.collation.layout import Line
from impulswerk.collation.normal import flow, likely

_PARAGRAPH_GAP = 1.25  # in parts of the usual distance between lines
_OTHER_SIZE = 0.1
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
    for paragraph in _paragraphs(lines):
        for part in _cut(paragraph):
            pack.append(part)
            if _count(pack) >= _ENOUGH_WORDS:
                yield " ".join(pack)
                pack = []
    if pack:
        yield " ".join(pack)


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    distances = [
        after.y - before.y for before, after in pairwise(lines) if before.column == after.column
    ]
    usual = median(distances) if distances else 0.0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _is_apart(paragraph[-1], line, usual):
            yield _text(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _text(paragraph)


def _is_apart(before: Line, after: Line, usual: float) -> bool:
    if abs(after.size - before.size) > _OTHER_SIZE * before.size:
        return True
    return before.column == after.column and after.y - before.y > _PARAGRAPH_GAP * usual


def _text(lines: Sequence[Line]) -> str:
    return likely(flow((line.text, 1) for line in lines).text)


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
