"""The paper as data: frozen records that know nothing of files, YAML or a site engine."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from impulswerk.model.chronicle import ChronicleEntry, Criterion, Feedback, When
from impulswerk.model.look import NEUTRAL, Look
from impulswerk.model.translation import Translation


class State(StrEnum):
    """How far a text has been compared with the paper; a driver cannot be withdrawn."""

    DRAFT = "entwurf"
    COMPARED = "abgeglichen"
    WITHDRAWN = "zurueckgezogen"


@dataclass(frozen=True)
class Evidence:
    """Where a statement comes from: a source, the place in it, and the term found there.

    `quote` are the source's own words, letter for letter, or empty.
    """

    source_id: str
    term: str
    paragraph: int | None = None
    page: int | None = None
    quote: str = ""


@dataclass(frozen=True)
class Term:
    """One entry of a closed list; its id is part of an address and never changes.

    `short` tells readers what it is, `scope` tells editors what belongs under another entry.
    """

    id: str
    title: str
    short: str
    scope: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Actor(Term):
    """Somebody who can be asked to act.

    `name` is what steps begin with; `words` name them in sentences, and the check of the steps
    looks for them.
    """

    name: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step of an impulse: who acts (ids of actors, whoever begins first) and what (Markdown)."""

    actors: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class GlossaryWord:
    """A word that readers may stumble over, in every form it is used in, and what it means.

    `see` are the numbers of impulses that are about it.
    """

    id: str
    title: str
    short: str
    forms: tuple[str, ...] = ()
    see: tuple[int, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class KnownTerms:
    """Terms that stand, letter for letter, at one place of a source."""

    words: tuple[str, ...]
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Reference:
    """A published source that evidence points to.

    `date` is the day it was published on, None where nobody knows it. `read` says in words how much
    of it the editors had before them, `summary` in their own words what it says, sentence by
    sentence, `terms` what may be named as evidence. `sha256` is that of its file, if we had it.
    """

    id: str
    publisher: str
    title: str
    date: dt.date | None = None
    url: str = ""
    read: str = ""
    summary: tuple[str, ...] = ()
    note: str = ""
    sha256: str = ""
    terms: tuple[KnownTerms, ...] = ()


@dataclass(frozen=True)
class Choice:
    """An impulse that somebody should begin with, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Role:
    """In whose place a reader comes: what to begin with, and whose impulses follow.

    `groups` and `actors` are ids of closed lists; where both are empty all other impulses follow.
    """

    id: str
    title: str
    short: str
    choices: tuple[Choice, ...]
    groups: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Organisation:
    """Somebody readers can turn to today, as far as sources tell.

    `member_source_id` names the source that counts it among the paper's publishers; it is empty
    where none does. `fields` are ids of fields, `place` and `url` may be unknown.
    """

    id: str
    name: str
    short: str
    source_ids: tuple[str, ...]
    member_source_id: str = ""
    fields: tuple[str, ...] = ()
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class UncertainDate:
    """A day, and in words what speaks against it; `doubt` is empty where nothing does."""

    day: dt.date
    doubt: str = ""

    @property
    def undoubted(self) -> When:
        """What may be told without the doubt."""
        return When(self.day.year, self.day.month, self.day.day).without(self.doubt)


@dataclass(frozen=True)
class Statement:
    """What others say about the paper, in the editors' words, and the sources that say so."""

    text: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """The paper that the impulses are about; it is the work of others.

    `evidence_source_id` names the reference that says all this and announces the paper.
    `source_id` names the paper itself among the references, empty as long as it is not at hand.
    `statements` tell more of the paper and its publishers, `invitation` what it asks readers for.
    """

    title: str
    kind: str
    publisher: str
    handed_over_on: UncertainDate
    handed_over_to: str
    short: str
    evidence_source_id: str
    source_id: str = ""
    statements: tuple[Statement, ...] = ()
    invitation: str = ""


@dataclass(frozen=True)
class Section:
    """A heading of the second level that every impulse has.

    What an editor is asked to write below it: the answer to a `question`, a list of `points`,
    or one of `steps`, each of which begins with who acts.
    """

    title: str
    question: str = ""
    points: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()

    @property
    def prompts(self) -> tuple[str, ...]:
        """Everything that an editor is asked here."""
        return tuple(filter(None, (self.question, *self.points, *self.steps)))

    @property
    def scaffold(self) -> str:
        """What stands below the heading until somebody has written the section."""
        items = (*self.points, *(f"**…:** {step}" for step in self.steps))
        return "\n".join(f"- {item}" for item in items) or self.question


@dataclass(frozen=True)
class Work:
    """What the editors have written about the paper: all texts of the site as one work.

    `publisher` are the editors, authors of every text. `rights` says in words what may be done with
    the texts. `licence` is the address of the licence they are under, empty as long as there is
    none. `themes` are codes of the EU's list of themes. `openings` are numbers of impulses whose
    first sentences stand on the home page, `sections` the headings that every impulse has.
    """

    title: str
    publisher: str
    short: str
    edition: str
    rights: str = ""
    licence: str = ""
    rights_with_consent: str = ""
    licence_with_consent: str = ""
    themes: tuple[str, ...] = ()
    openings: tuple[int, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def steps_section(self) -> str:
        """Title of the section that holds the steps, or nothing where no section does."""
        return next((section.title for section in self.sections if section.steps), "")

    def with_consent(self) -> Work:
        """The same work under what holds once the paper's publishers have agreed."""
        return replace(
            self,
            rights=self.rights_with_consent or self.rights,
            licence=self.licence_with_consent or self.licence,
        )


@dataclass(frozen=True)
class PressText:
    """A text about the paper for others to take over, and what it is meant for."""

    title: str
    text: str


@dataclass(frozen=True)
class Event:
    """Something that happened, `when` in words, and the source that says so.

    `doubt` says in words what speaks against that time, or is empty.
    """

    when: str
    what: str
    source_id: str
    doubt: str = ""


@dataclass(frozen=True)
class Voice:
    """Somebody's own words about the paper, letter for letter as the source has them.

    The speaker's `role` is that of the day. Of `paragraph` and `page` one says where it stands.
    """

    quote: str
    speaker: str
    role: str
    source_id: str
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class Press:
    """What the press is offered beside the impulses."""

    texts: tuple[PressText, ...] = ()
    events: tuple[Event, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class LegalFrame:
    """The law that holds for a kind of operator, in German sentences.

    `waived` are groups of facts that such an operator may have none of.
    """

    id: str
    title: str
    accessibility: str
    enforcement: str
    privacy: str
    waived: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operator:
    """Who publishes the site: known facts by path (`hosting.name`), as betreiber.yml groups them.

    `frame` is the law that holds for them, None as long as it is not chosen.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    frame: LegalFrame | None = None

    @property
    def has_consent(self) -> bool:
        """Whether the paper's publishers have agreed to the licence of the texts."""
        return {"lizenz.zugestimmt_von", "lizenz.zugestimmt_am"} <= self.facts.keys()


@dataclass(frozen=True)
class Driver:
    """A transformation driver with its text (Markdown, links between source files).

    Like an impulse it says where it comes from and whether somebody compared it with the paper.
    """

    id: str
    order: int
    title: str
    short: str
    search_terms: tuple[str, ...]
    body: str
    source: str
    evidence: tuple[Evidence, ...] = ()
    state: State = State.DRAFT
    compared_by: str = ""
    compared_on: dt.date | None = None
    body_line: int = 1
    # The file above the text, as it is written: two that say the same are the same entry.
    head: str = dataclasses.field(default="", compare=False)
    is_own_idea: bool = False


@dataclass(frozen=True)
class Impulse:
    """One recommendation; `drivers[0]` is its main driver, `related` is declared on one side.

    `compared_by` is the role of whoever compared it with the paper, on the day `compared_on`.
    `is_own_idea` says on purpose that there is no source.
    """

    number: int
    slug: str
    title: str
    short: str
    drivers: tuple[str, ...]
    field: str
    groups: tuple[str, ...]
    steps: tuple[Step, ...]
    challenges: tuple[str, ...]
    search_terms: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    state: State
    body: str
    source: str
    related: tuple[int, ...] = ()
    replaced_by: tuple[int, ...] = ()
    compared_by: str = ""
    compared_on: dt.date | None = None
    criteria: tuple[Criterion, ...] = ()
    body_line: int = 1
    # The file above the text, as it is written: two that say the same are the same entry.
    head: str = dataclasses.field(default="", compare=False)
    is_own_idea: bool = False

    @property
    def actors(self) -> tuple[str, ...]:
        """Whoever acts in one of its steps, in the order in which they do."""
        return tuple(dict.fromkeys(actor for step in self.steps for actor in step.actors))

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The ids that it names of each closed list with pages, by the name of the list."""
        return {
            "handlungsfelder": (self.field,),
            "zielgruppen": self.groups,
            "handelnde": self.actors,
            "herausforderungen": self.challenges,
        }

    @property
    def name(self) -> str:
        """Number and slug as in the file name and the address: `07-ki-einstieg`."""
        return f"{self.number:02d}-{self.slug}"


@dataclass(frozen=True)
class HandwrittenPage:
    """A Markdown page of docs/ with its front matter, as it stands in the repository.

    `meta` are the simple values of the front matter by name.
    """

    path: str
    text: str
    source: str
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_our_texts(self) -> bool:
        """Whether it says anything of the paper's subject; an imprint does not."""
        return self.meta.get("statuszeile") != "nein"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A published address: ids a link can point to, and where it has moved to, or empty.

    `line` is the entry's line in the ledger, from 1; 0 where it is not known.
    """

    anchors: frozenset[str] = frozenset()
    target: str = ""
    line: int = 0


@dataclass(frozen=True)
class Ledger:
    """Every address ever published; `text` is that of the file, for problems that quote it.

    `editions` are the frozen editions by name, with the commits they were made from.
    """

    entries: Mapping[str, LedgerEntry] = field(default_factory=dict)
    text: str = ""
    editions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True)
class Synonym:
    """An everyday word and a word of the sources that it stands for.

    One that is not `is_exact` only leads there: whoever says China may mean supply chains.
    """

    word: str
    meaning: str
    is_exact: bool


@dataclass(frozen=True)
class Catalog:
    """Everything that was read and found valid, sorted and complete in itself.

    `breaks` are words with `|` where print may break them at the end of a line. `language` is the
    code of the language that all its texts are in, `addresses` say how it spells docs paths
    (`treiber/digitalisierung`: `drivers/digitalisation`); German spells them as they are.
    `description` is how the site presents itself, empty where mkdocs.yml says it. `originals` are
    the German entries by the source of their translation, `outdated` the sources of translations
    that are older than the German text. Only the
    German catalogue has `translations`, and `pages_elsewhere`: hand-written ones in them.
    `next_number` is that of the next impulse, `organisations_file` the text of the file
    that lists them, empty where there is none.
    """

    paper: Paper
    work: Work
    drivers: tuple[Driver, ...]
    fields: tuple[Term, ...]
    groups: tuple[Term, ...]
    actors: tuple[Actor, ...]
    challenges: tuple[Term, ...]
    states: tuple[Term, ...]
    references: tuple[Reference, ...]
    impulses: tuple[Impulse, ...]
    handwritten: tuple[HandwrittenPage, ...] = ()
    ledger: Ledger = Ledger()
    press: Press = Press()
    operator: Operator = Operator()
    frames: tuple[LegalFrame, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    breaks: tuple[str, ...] = ()
    glossary: tuple[GlossaryWord, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    organisations_file: str = ""
    next_number: int = 1
    roles: tuple[Role, ...] = ()
    look: Look = NEUTRAL
    chronicle: tuple[ChronicleEntry, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    language: str = "de"
    addresses: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    originals: Mapping[str, Impulse | Driver] = field(default_factory=dict)
    outdated: frozenset[str] = frozenset()
    translations: tuple[Translation, ...] = ()
    pages_elsewhere: tuple[HandwrittenPage, ...] = ()
