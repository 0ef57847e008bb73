"""All evidence: in the catalogue, each piece with its owner, and in the files as it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.ledger import LEDGER_FILE
from impulswerk.collation.normal import plain
from impulswerk.model.entries import Evidence
from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import LISTED, PROOF, REFERENCE, SYNONYMS
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, nodes
from impulswerk.sources.read import read_markdown, read_yaml

# How a field that names a place in a source is called in sentences.
PLACES = {"absatz": "Absatz", "seite": "Seite"}
# YAML files in which there is no evidence.
_NO_EVIDENCE = {PROOF.where, REFERENCE.where, LEDGER_FILE, SYNONYMS.where}

# A place in a source: one of PLACES, and its number.
Place = tuple[str, int]


@dataclass(frozen=True)
class Owned:
    """A piece of evidence of an impulse with its `number`, of a term of a closed list, or a driver.

    `title` is that of the impulse or driver, the id of a term.
    """

    evidence: Evidence
    source: str
    title: str
    number: int | None = None

    @property
    def name(self) -> str:
        """`Impuls 07`, `Treiber Demografie` or `vokabular.yml, energiekosten`."""
        if self.number is not None:
            return f"Impuls {self.number:02d}"
        return f"{self._list}, {self.title}" if self._list else f"Treiber {self.title}"

    @property
    def place(self) -> str:
        """In what kind of source it is written, in the German dative."""
        if self.number is not None:
            return "Impulsen"
        return self._list or "Treibern"

    @property
    def _list(self) -> str:
        return PurePath(self.source).name if self.source.endswith(".yml") else ""


def owned(graph: Graph) -> Iterator[Owned]:
    """All evidence: that of impulses by number, then that of drivers and of closed lists."""
    for impulse in graph.impulses:
        for own in impulse.evidence:
            yield Owned(own, impulse.source, impulse.title, impulse.number)
    for driver in graph.drivers:
        for own in driver.evidence:
            yield Owned(own, driver.source, driver.title)
    for name, terms in graph.term_lists.items():
        for term in terms:
            for own in term.evidence:
                yield Owned(own, LISTED[name].where, term.id)


class Written(NamedTuple):
    """A piece of evidence as it is written; `place` is None where other rules name a mistake."""

    document: MarkedDocument
    fields: Front
    source_id: str
    term: str
    place: Place | None


def written(files: Mapping[str, bytes]) -> Iterator[Written]:
    """Everything below impulses/ that names a source and a term in it."""
    for source, data in sorted(files.items()):
        if not source.startswith("impulses/") or source in _NO_EVIDENCE:
            continue
        reader = {".md": read_markdown, ".yml": read_yaml}.get(source[source.rfind(".") :])
        document = reader(source, data).document if reader else None
        for mapping in nodes(document.front) if document else ():
            if document is None or not isinstance(mapping, Front):
                continue
            source_id, term = mapping.scalar("quelle"), mapping.scalar("stichwort")
            if source_id and term:
                yield Written(document, mapping, source_id.text, term.words, place_in(mapping))


def place_in(mapping: Front) -> Place | None:
    """The place in a source that a mapping names, if it names one."""
    numbers = ((name, mapping.scalar(name)) for name in PLACES)
    return next(((name, int(n.text)) for name, n in numbers if n and n.text.isdecimal()), None)


def problem(
    item: Owned, files: Mapping[str, bytes], rule: str, message: str, *, fix: str = ""
) -> Problem:
    """A problem at the quote of a piece of evidence; `files` are the sources by path."""
    own = item.evidence
    place = ("seite", own.page) if own.page else ("absatz", own.paragraph)
    for found in written({item.source: files.get(item.source, b"")}):
        quote = found.fields.scalar("wortlaut")
        is_same = quote is not None and plain(quote.text) == plain(own.quote)
        if quote and is_same and (found.source_id, found.place) == (own.source_id, place):
            return found.document.problem(quote.span, rule, message, fix=fix)
    return Problem(Span(item.source), rule, message, fix=fix)
