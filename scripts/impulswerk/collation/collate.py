"""Compare a PDF or a plain text with the catalogue: quotes, terms, passages, recommendations."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from impulswerk.catalogue.graph import Graph
from impulswerk.collation.document import Document, of_text
from impulswerk.collation.evidence import Owned, owned
from impulswerk.collation.matching import Matcher
from impulswerk.collation.numbered import Recommendation, recommendations
from impulswerk.collation.passages import Passage, passages
from impulswerk.collation.quotes import verify
from impulswerk.collation.report import (
    Candidate,
    Check,
    Collation,
    ImpulseReport,
    Kind,
    NumberedReport,
    Unit,
)
from impulswerk.model.entries import Evidence, Impulse

_CANDIDATES = 3  # pages
_EXCERPT = 180  # characters


def collate_pdf(data: bytes, graph: Graph, source: str = "") -> Collation:
    """Compare a PDF with the impulses.

    `source` is the id of the PDF in quellen.yml; without one, it is known by its checksum. Raises
    PdfError for a file that cannot be read, KeyError for an id that is not there.
    """
    # Only this command needs it, and it takes a while to import.
    from impulswerk.collation import pdf  # noqa: PLC0415

    document = pdf.read(data)
    found = passages(document)
    lines = [(line, page.index) for page in document.pages for line in page.lines]
    numbered = recommendations(lines, document.size)
    texts = [*(passage.text for passage in found), *(f"{own.title} {own.text}" for own in numbered)]
    matcher = Matcher(graph, texts)
    return replace(
        _checked(document, data, graph, source, Unit.PAGE),
        impulses=tuple(_impulse(impulse, document, found, matcher) for impulse in graph.active),
        numbered=tuple(
            _numbered(entry, place, document, graph, matcher)
            for place, entry in enumerate(numbered, len(found))
        ),
    )


def collate_text(text: str, graph: Graph, source: str = "") -> Collation:
    """Verify terms and quotes in a plain text, paragraph by paragraph.

    A text is named by its paragraphs already, so no passages are looked for. Raises KeyError for a
    `source` that is not there.
    """
    return _checked(of_text(text), text.encode("utf-8"), graph, source, Unit.PARAGRAPH)


def _checked(document: Document, data: bytes, graph: Graph, source: str, unit: Unit) -> Collation:
    sha256 = hashlib.sha256(data).hexdigest()
    references = graph.catalog.references
    if source and source not in {own.id for own in references}:
        raise KeyError(source)
    source = source or next((own.id for own in references if own.sha256 == sha256), "")
    if unit is Unit.PAGE:  # a PDF that nobody knows yet is taken for the paper
        source = source or graph.catalog.paper.source_id
    return Collation(
        source_id=source,
        sha256=sha256,
        unit=unit,
        count=len(document.pages),
        numbering=document.numbering,
        checks=tuple(_checks(document, graph, source, unit)) if source else (),
        refusal=_refusal(graph, source, sha256),
        warnings=document.warnings,
    )


def _refusal(graph: Graph, source: str, sha256: str) -> str:
    add = f"Tragen Sie in impulses/quellen.yml bei der Quelle ein: pruefsumme: {sha256}"
    known_ids = [reference.id for reference in graph.catalog.references]
    if not source:
        return (
            "Keine Quelle trägt die Prüfsumme dieser Datei; kein Zitat und kein Stichwort wurde "
            f"geprüft. Nennen Sie die Quelle mit --source ({', '.join(known_ids)}). {add}"
        )
    known = graph.reference(source).sha256
    if not known:
        return f"Bei der Quelle „{source}“ fehlt die Prüfsumme. {add}"
    if known != sha256:
        return (
            f"Die Datei ist nicht die, mit der „{source}“ bisher verglichen wurde: Ihre Prüfsumme "
            f"ist {sha256}, in impulses/quellen.yml steht {known}."
        )
    return ""


def _checks(document: Document, graph: Graph, source: str, unit: Unit) -> Iterator[Check]:
    for item in owned(graph):
        evidence = item.evidence
        if evidence.source_id != source:
            continue
        if evidence.quote:
            yield _check(document, item, Kind.QUOTE, unit)
        if _place(evidence, unit) is not None:
            yield _check(document, item, Kind.TERM, unit)


def _place(evidence: Evidence, unit: Unit) -> int | None:
    return evidence.page if unit is Unit.PAGE else evidence.paragraph


def _check(document: Document, item: Owned, kind: Kind, unit: Unit) -> Check:
    place = _place(item.evidence, unit)
    pages = () if place is None else document.numbered(place)
    text = item.evidence.quote if kind is Kind.QUOTE else item.evidence.term
    outcome = verify(text, pages, document.text, document.notes, short=kind is Kind.TERM)
    return Check(
        item, kind, outcome, tuple(document.pages[page - 1].name for page in outcome.pages)
    )


def _impulse(
    impulse: Impulse, document: Document, found: tuple[Passage, ...], matcher: Matcher
) -> ImpulseReport:
    candidates: dict[int, Candidate] = {}
    for match in matcher.best(impulse, len(found)):
        passage = found[match.place]
        if passage.page not in candidates and len(candidates) < _CANDIDATES:
            candidates[passage.page] = Candidate(
                f"{Unit.PAGE} {document.pages[passage.page - 1].name}",
                match.score,
                _excerpt(passage.text, match.words),
                match.words,
            )
    return ImpulseReport(impulse, tuple(candidates.values()))


def _numbered(
    entry: Recommendation, place: int, document: Document, graph: Graph, matcher: Matcher
) -> NumberedReport:
    scores = sorted((-matcher.score(impulse, place), impulse.number) for impulse in graph.active)
    nearest = tuple((number, -score) for score, number in scores[:_CANDIDATES])
    return NumberedReport(
        entry.number,
        entry.title,
        f"{Unit.PAGE} {document.pages[entry.page - 1].name}",
        nearest,
    )


def _excerpt(text: str, words: tuple[str, ...]) -> str:
    """The part of a passage in which most of the telling words stand."""
    if len(text) <= _EXCERPT:
        return text
    starts = [0] + [index + 1 for index, sign in enumerate(text) if sign == " "]
    start = max(starts, key=lambda at: (sum(w in text[at : at + _EXCERPT] for w in words), -at))
    end = (
        text.rfind(" ", start, start + _EXCERPT + 1) if start + _EXCERPT < len(text) else len(text)
    )
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
