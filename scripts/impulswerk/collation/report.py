"""What a collation found: plain records between the comparison and the ways to show it."""

from dataclasses import dataclass
from enum import StrEnum

from impulswerk.collation.document import Numbering
from impulswerk.collation.evidence import Owned
from impulswerk.collation.matching import SUPPORTED
from impulswerk.collation.quotes import Outcome, Verdict
from impulswerk.model.entries import Impulse


class Unit(StrEnum):
    """By what places in a source are counted."""

    PAGE = "Seite"
    PARAGRAPH = "Absatz"


class Kind(StrEnum):
    """What of a piece of evidence was looked for."""

    QUOTE = "wortlaut"
    TERM = "stichwort"


@dataclass(frozen=True)
class Check:
    """Whether a quote or a term stands where its evidence says; `places` name what was found."""

    owner: Owned
    kind: Kind
    outcome: Outcome
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The quote or the term."""
        evidence = self.owner.evidence
        return evidence.quote if self.kind is Kind.QUOTE else evidence.term

    @property
    def is_found(self) -> bool:
        """Whether it stands there."""
        return self.outcome.verdict is Verdict.FOUND


@dataclass(frozen=True)
class Candidate:
    """A passage that may be what an impulse is about; `score` runs from 0 to 100."""

    place: str
    score: int
    excerpt: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class ImpulseReport:
    """The likeliest passages for an impulse, best first."""

    impulse: Impulse
    candidates: tuple[Candidate, ...]

    @property
    def is_supported(self) -> bool:
        """Whether at least one passage speaks of the impulse."""
        return any(candidate.score >= SUPPORTED for candidate in self.candidates)


@dataclass(frozen=True)
class NumberedReport:
    """A recommendation the source numbers, and the impulses likest to it (number and score)."""

    number: int
    title: str
    place: str
    impulses: tuple[tuple[int, int], ...]

    @property
    def is_covered(self) -> bool:
        """Whether an impulse speaks of it."""
        return any(score >= SUPPORTED for _, score in self.impulses)


@dataclass(frozen=True)
class Collation:
    """The comparison of a source with the catalogue.

    `numbering` says what a page number means. `refusal` is a German sentence on why these results
    prove nothing, or empty; `warnings` are German sentences.
    """

    source_id: str
    sha256: str
    unit: Unit
    count: int
    numbering: Numbering
    checks: tuple[Check, ...]
    impulses: tuple[ImpulseReport, ...] = ()
    numbered: tuple[NumberedReport, ...] = ()
    refusal: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """Quotes and terms that do not stand where they should."""
        return tuple(check for check in self.checks if not check.is_found)

    def of(self, kind: Kind) -> tuple[Check, ...]:
        """The checks of quotes or of terms."""
        return tuple(check for check in self.checks if check.kind is kind)

    @property
    def uncovered(self) -> tuple[NumberedReport, ...]:
        """Recommendations of the source that no impulse covers."""
        return tuple(entry for entry in self.numbered if not entry.is_covered)

    @property
    def unsupported(self) -> tuple[ImpulseReport, ...]:
        """Impulses that no passage supports."""
        return tuple(entry for entry in self.impulses if not entry.is_supported)

    @property
    def is_clean(self) -> bool:
        """Whether all that was looked for stands where it should, in the right file.

        Terms may be looked up in any copy of a text; the paper and quotes are one certain file.
        """
        needs_file = self.unit is Unit.PAGE or bool(self.of(Kind.QUOTE))
        return bool(self.source_id) and not self.failed and not (needs_file and self.refusal)
