"""Every piece of evidence in the catalogue, with whom it belongs to and where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Evidence
from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import TERM
from impulswerk.sources import marked
from impulswerk.sources.marked import MarkedDocument, Node, Scalar
from impulswerk.sources.read import read_markdown, read_yaml


@dataclass(frozen=True)
class Owned:
    """A piece of evidence, the `index`-th of its owner.

    That is an impulse with its `number`, an entry of a closed list with its `vocabulary` and
    `term_id`, or else a driver.
    """

    evidence: Evidence
    index: int
    source: str
    title: str
    number: int | None = None
    vocabulary: str = ""
    term_id: str = ""

    @property
    def name(self) -> str:
        """`Impuls 07`, `Treiber Demografie` or `vokabular.yml, energiekosten`."""
        if self.number is not None:
            return f"Impuls {self.number:02d}"
        return f"vokabular.yml, {self.term_id}" if self.term_id else f"Treiber {self.title}"

    @property
    def place(self) -> str:
        """In what kind of source it is written, in the German dative."""
        if self.number is not None:
            return "Impulsen"
        return "vokabular.yml" if self.term_id else "Treibern"


def owned(graph: Graph) -> Iterator[Owned]:
    """All evidence: that of impulses by number, then that of drivers and of closed lists."""
    for impulse in graph.impulses:
        for index, evidence in enumerate(impulse.evidence):
            yield Owned(evidence, index, impulse.source, impulse.title, impulse.number)
    for driver in graph.drivers:
        for index, evidence in enumerate(driver.evidence):
            yield Owned(evidence, index, driver.source, driver.title)
    for name, terms in graph.term_lists.items():
        for term in terms:
            for index, evidence in enumerate(term.evidence):
                yield Owned(
                    evidence,
                    index,
                    TERM.where,
                    term.title,
                    vocabulary=name,
                    term_id=term.id,
                )


def problem(
    item: Owned, files: Mapping[str, bytes], rule: str, message: str, *, fix: str = ""
) -> Problem:
    """A problem at the quote of a piece of evidence; `files` are the sources by path."""
    data = files.get(item.source)
    document = None
    if data is not None:
        read = read_yaml if item.vocabulary else read_markdown
        document = read(item.source, data).document
    if document is None:
        return Problem(Span(item.source), rule, message, fix=fix)
    return document.problem(_span(item, document), rule, message, fix=fix)


def _span(item: Owned, document: MarkedDocument) -> Span:
    node: Node | None = document.front
    if item.vocabulary:
        node = _entry(document.front.entries.get(item.vocabulary), item.term_id)
    evidence = node.entries.get("belege") if isinstance(node, marked.Mapping) else None
    if not isinstance(evidence, marked.Sequence) or item.index >= len(evidence.items):
        return Span(item.source)
    own = evidence.items[item.index]
    quote = own.entries.get("wortlaut") if isinstance(own, marked.Mapping) else None
    return (quote or own).span


def _entry(terms: Node | None, term_id: str) -> Node | None:
    for entry in terms.items if isinstance(terms, marked.Sequence) else ():
        own = entry.entries.get("id") if isinstance(entry, marked.Mapping) else None
        if isinstance(own, Scalar) and own.text == term_id:
            return entry
    return None
