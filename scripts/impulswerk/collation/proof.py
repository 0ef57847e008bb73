"""The proof file: what was verified against a source, so that a build can tell without the source.

It holds no word of the source, only checksums: of the source's file and of each verified quote and
term. One that is edited, or moved to another page, no longer has its entry. Who writes a checksum
by hand can cheat; the proof is against mistakes, and anybody with the file can repeat it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from impulswerk.catalogue.graph import Graph
from impulswerk.collation.evidence import owned, problem
from impulswerk.collation.normal import PROCEDURE, digest
from impulswerk.collation.report import Collation, Kind
from impulswerk.model.entries import Evidence
from impulswerk.model.problems import Problem, Span
from impulswerk.model.schema import PROOF
from impulswerk.rules.records import RecordReader

COMMAND = "impuls abgleich PAPIER.pdf --write"
_HEAD = f"""\
# Von „impuls abgleich --write“ geschrieben, nicht von Hand zu ändern: Jede Zeile unter „zitate“
# und „stichworte“ bezeugt, dass ein Zitat oder Stichwort so in der Quelle steht. Wer eines davon
# oder seine Stelle ändert, ruft auf: {COMMAND}
"""


@dataclass(frozen=True, order=True)
class Proved:
    """A quote or a term by its checksum, and where it was found."""

    page: int | None = None
    paragraph: int | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Section:
    """What was verified in one source, from the file with this checksum."""

    source_id: str
    sha256: str
    date: dt.date
    tool: str
    quotes: tuple[Proved, ...]
    terms: tuple[Proved, ...] = ()


@dataclass(frozen=True)
class Proof:
    """Everything that was verified, by source."""

    sections: tuple[Section, ...] = ()
    procedure: int = PROCEDURE

    def section(self, source_id: str) -> Section | None:
        """The section of a source."""
        return next((own for own in self.sections if own.source_id == source_id), None)


def parse(data: bytes, graph: Graph) -> tuple[Proof, tuple[Problem, ...]]:
    """Read the bytes of abgleich.yml; never raises."""
    known = {"quellen": tuple(reference.id for reference in graph.catalog.references)}
    problems: list[Problem] = []
    proof = RecordReader({PROOF.where: data}, problems, known).one(PROOF, Proof)
    return proof or Proof(), tuple(problems)


def updated(proof: Proof, collation: Collation, date: dt.date, tool: str) -> Proof:
    """The proof with this collation in the place of an earlier one of the same source.

    The date stays where nothing else changes. A collation with a `refusal` proves nothing.
    """
    if collation.refusal:
        return proof
    new = Section(
        collation.source_id,
        collation.sha256,
        date,
        tool,
        _found(collation, Kind.QUOTE),
        _found(collation, Kind.TERM),
    )
    old = proof.section(collation.source_id)
    is_same = old is not None and new == replace(old, date=date, tool=tool)
    if old is not None and is_same and proof.procedure == PROCEDURE:
        return proof
    others = [own for own in proof.sections if own.source_id != new.source_id]
    if proof.procedure != PROCEDURE:
        others = []  # they were verified by other rules
    return Proof(tuple(sorted([*others, new], key=lambda own: own.source_id)))


def _found(collation: Collation, kind: Kind) -> tuple[Proved, ...]:
    """What was found of this kind, in the order of its places."""
    found = {
        proved(check.owner.evidence, check.text)
        for check in collation.checks
        if check.kind is kind and check.is_found
    }
    return tuple(sorted(found, key=lambda own: (own.page or 0, own.paragraph or 0, own.sha256)))


def write(proof: Proof) -> str:
    """The text of abgleich.yml; the same proof gives the same text."""
    return "\n".join([_HEAD.rstrip(), *_lines(proof)]) + "\n"


def _lines(proof: Proof) -> Iterator[str]:
    yield f"verfahren: {proof.procedure}"
    yield "quellen:"
    for section in proof.sections:
        yield f"  - quelle: {section.source_id}"
        yield f"    pruefsumme: {section.sha256}"
        yield f"    datum: {section.date.isoformat()}"
        yield f"    werkzeug: {section.tool}"
        for name, found in (("zitate", section.quotes), ("stichworte", section.terms)):
            yield f"    {name}:{'' if found else ' []'}"
            for own in found:
                place = f"seite: {own.page}" if own.page else f"absatz: {own.paragraph}"
                yield f"      - {{{place}, sha256: {own.sha256}}}"


def check(graph: Graph, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Every quote without a valid proof; `files` are the sources by path, the proof among them."""
    proof = Proof()
    if PROOF.where in files:
        proof, problems = parse(files[PROOF.where], graph)
        if problems:
            return problems
    found: list[Problem] = [*_other_files(proof, graph)]
    for item in owned(graph):
        if not item.evidence.quote:
            continue
        section = proof.section(item.evidence.source_id)
        if section is None or proved(item.evidence, item.evidence.quote) not in section.quotes:
            found.append(
                problem(item, files, "zitat-ohne-nachweis", _missing(section, proof), fix=_FIX)
            )
    return tuple(found)


_FIX = f"Rufen Sie mit der Datei der Quelle auf: {COMMAND}"


def _missing(section: Section | None, proof: Proof) -> str:
    if section is None:
        return "Dieses Zitat wurde noch nicht mit seiner Quelle verglichen."
    if proof.procedure != PROCEDURE:
        return "Dieses Zitat wurde nach anderen Regeln verglichen, als heute gelten."
    return "Dieses Zitat wurde so oder an dieser Stelle nicht in seiner Quelle gefunden."


def _other_files(proof: Proof, graph: Graph) -> Iterator[Problem]:
    for section in proof.sections:
        known = graph.reference(section.source_id).sha256
        if known != section.sha256:
            yield Problem(
                Span(PROOF.where),
                "pruefsumme-abweichend",
                f"Zitate und Stichwörter aus „{section.source_id}“ wurden in einer anderen Datei "
                f"gefunden, als quellen.yml nennt (dort: {known or 'keine Prüfsumme'}).",
                allowed=f"pruefsumme: {section.sha256}",
                fix=f"Berichtigen Sie die Prüfsumme, oder rufen Sie auf: {COMMAND}",
            )


def proved(evidence: Evidence, text: str) -> Proved:
    """A text (quote or term) as it is kept when it was found where the evidence says."""
    return Proved(evidence.page, evidence.paragraph, digest(text))
