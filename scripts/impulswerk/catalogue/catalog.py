"""Turn the bytes of the source tree into a frozen catalogue and every problem in it."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from impulswerk.catalogue.ledger import LEDGER_FILE, highest_number, read_ledger
from impulswerk.model.chronicle import ChronicleEntry, Criterion, Feedback, Source, When
from impulswerk.model.entries import (
    Actor,
    Catalog,
    Driver,
    GlossaryWord,
    HandwrittenPage,
    Impulse,
    LegalFrame,
    Operator,
    Organisation,
    Paper,
    Press,
    Reference,
    Role,
    State,
    Term,
    Work,
)
from impulswerk.model.look import NEUTRAL, Look
from impulswerk.model.operator_fields import LEGAL_FRAME, OPERATOR, by_path
from impulswerk.model.problems import Problem, Span
from impulswerk.model.record import Record, make
from impulswerk.model.rulebook import severity
from impulswerk.model.schema import (
    ACTOR,
    CHRONICLE,
    DATA_FILES,
    DRIVER,
    DRIVER_STATES,
    FEEDBACK,
    GLOSSARY,
    IMPULSE,
    LINK_EXCEPTION,
    LOOK,
    ORGANISATION,
    PAGE,
    PAPER,
    PRESS,
    REFERENCE,
    ROLE,
    SYNONYMS,
    TERM,
    WORD_RUNS,
    WORK,
    driver_states,
)
from impulswerk.rules.characters import check_characters
from impulswerk.rules.chronicle import (
    Recorded,
    check_chronicle,
    check_criteria,
    check_entry,
    check_feedback,
)
from impulswerk.rules.copied import (
    WordRuns,
    check_copied,
    check_voices,
    read_word_runs,
)
from impulswerk.rules.easy import check_easy, is_easy
from impulswerk.rules.fields import Terms, Values, read
from impulswerk.rules.glossary import check_glossary
from impulswerk.rules.look import check_look
from impulswerk.rules.names import (
    CHRONICLE_NAME,
    DRIVER_NAME,
    IMPULSE_NAME,
    numbered,
    slug,
    wrong_name,
)
from impulswerk.rules.prose import passages
from impulswerk.rules.records import RecordReader
from impulswerk.rules.relations import (
    Entry,
    check_actors,
    check_chosen,
    check_comparison,
    check_mentioned,
    check_relations,
    check_states,
)
from impulswerk.rules.scaffold import next_number
from impulswerk.rules.scaffolding import check_scaffold
from impulswerk.rules.signs import ENTRY_IDS, FRAME_IDS, check_anchors
from impulswerk.rules.sourcing import check_sourcing
from impulswerk.rules.steps import check_steps, read_steps
from impulswerk.rules.style import check_style
from impulswerk.rules.synonyms import WordGroup, read_synonyms
from impulswerk.rules.text import check_handwritten, check_text
from impulswerk.rules.translation import is_translation, read_translations
from impulswerk.sources.decode import conflict, decode
from impulswerk.sources.marked import Mapping as Front
from impulswerk.sources.marked import MarkedDocument, Reading, Scalar
from impulswerk.sources.read import read_markdown, read_plain
from impulswerk.text.convert import read as read_text
from impulswerk.text.interface import catalogues
from impulswerk.text.slugs import slugify

_Entry = TypeVar("_Entry", Driver, Impulse)
_Told = TypeVar("_Told", ChronicleEntry, Feedback)

# A check of one source.
Check = Callable[[MarkedDocument], Iterable[Problem]]

# Sources in Markdown that become pages.
_NAMES = (IMPULSE_NAME, DRIVER_NAME, CHRONICLE_NAME)
_WORAN = IMPULSE.field("woran").fields
_MOST = 200  # problems that one check names in one file
WORDS_FILE = "impulses/woerter.txt"
BREAKS_FILE = "impulses/trennung.txt"
# Of these every value may stand in a PDF file or a picture.
_SHOWN_DATA = {
    record.where
    for record in (TERM, ACTOR, REFERENCE, PAPER, PRESS, OPERATOR, LEGAL_FRAME, FEEDBACK)
}
_DATA_FILES = {*DATA_FILES, WORDS_FILE, BREAKS_FILE, LEDGER_FILE}


@dataclasses.dataclass(frozen=True)
class Result:
    """What the sources say: problems, and the catalogue of all that is valid.

    `catalog` is None when nothing can be built at all (no vocabulary, no paper, no work).
    """

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    synonyms: tuple[WordGroup, ...] = ()


def build_catalog(
    files: Mapping[str, bytes],
    found: Iterable[Problem] = (),
    blocks: tuple[str, ...] = (),
    page_checks: Iterable[Check] = (),
) -> Result:
    """Check and assemble all sources.

    `files` maps repository paths to bytes, `found` are problems met while reading them, `blocks`
    are the names of the building blocks that pages of docs/ may ask for, `page_checks` further
    checks of these pages. Never raises for bad input: whatever has an error is left out of the
    catalogue and named in the problems.
    """
    conflicts = [conflict(source, data) for source, data in sorted(files.items())]
    if any(conflicts):
        # Whatever else is wrong may be gone when somebody has decided what stays.
        return Result(None, tuple(sorted((*found, *filter(None, conflicts)))))
    return _Assembly(files, list(found), blocks, tuple(page_checks)).result()


class _Assembly:
    def __init__(
        self,
        files: Mapping[str, bytes],
        problems: list[Problem],
        blocks: tuple[str, ...],
        page_checks: tuple[Check, ...],
    ) -> None:
        self.files = files
        self.problems = problems
        self.blocks = blocks
        self.page_checks = page_checks
        self.impulses: dict[str, MarkedDocument] = {}
        self.drivers: dict[str, MarkedDocument] = {}
        self.entries: dict[str, MarkedDocument] = {}
        self.handwritten: dict[str, MarkedDocument] = {}
        self.criteria: dict[int, tuple[Criterion, ...]] = {}
        self.chronicle: tuple[ChronicleEntry, ...] = ()
        self.feedback: tuple[Feedback, ...] = ()
        self.numbers: dict[str, int] = {}
        self.synonyms: tuple[WordGroup, ...] = ()
        self.paper: Paper | None = None
        self.work: Work | None = None
        self.press, self.operator = Press(), Operator()
        self.actors: tuple[Actor, ...] = ()
        self.frames: tuple[LegalFrame, ...] = ()
        self.glossary: tuple[GlossaryWord, ...] = ()
        self.organisations: tuple[Organisation, ...] = ()
        self.organisations_file = ""
        self.look = NEUTRAL
        self.roles: tuple[Role, ...] = ()

    def result(self) -> Result:
        self._read_markdown()
        reader = RecordReader(self.files, self.problems)
        references = reader.lists(REFERENCE, Reference)["quellen"]
        entries = reader.entries(TERM)
        self.problems += check_states(entries["staende"])
        lists = {
            name: tuple(make(Term, TERM.fields, values.plain) for values in found)
            for name, found in entries.items()
        }
        named = reader.entries(ACTOR)["handelnde"]
        self.problems += check_actors(named)
        self.actors = tuple(make(Actor, ACTOR.fields, values.plain) for values in named)
        lists["handelnde"] = self.actors
        self.press = reader.one(PRESS, Press) or Press()
        self.frames = reader.lists(LEGAL_FRAME, LegalFrame)["rechtsrahmen"]
        self.operator = _operator(reader.values(OPERATOR), self.frames)
        self.paper = reader.one(PAPER, Paper)
        self.work = self._work(reader.values(WORK))
        terms = reader.terms | {
            "treiber": tuple(sorted(slug(source) for source in self._named(DRIVER_NAME)))
        }
        if "staende" in terms:
            terms |= {DRIVER_STATES: driver_states(terms["staende"])}
        self._look(terms["treiber"])
        drivers = self._drivers(terms)
        impulses = self._impulses(terms)
        self._chronicle(reader.terms, references)
        self._feedback(reader.entries(FEEDBACK)["rueckmeldungen"])
        reader.entries(LINK_EXCEPTION)  # whoever looks up addresses reads it
        self._check_texts(reader.documents)
        self.roles = self._roles(reader.entries(ROLE)["rollen"], impulses)
        self.organisations = reader.lists(ORGANISATION, Organisation)["akteure"]
        if ORGANISATION.where in reader.documents:
            self.organisations_file = reader.documents[ORGANISATION.where].text
        self._glossary(reader.entries(GLOSSARY)["woerter"])
        self._check_copied(terms)
        self._synonyms()
        return self._finish(drivers, lists, references, impulses, reader.terms | terms)

    # Reading ---------------------------------------------------------------------------------

    def _named(self, pattern: re.Pattern[str]) -> list[str]:
        """Sources with a name of this form, readable or not."""
        known = set(self.files) | {
            problem.span.source for problem in self.problems if problem.rule != "datei-fehlt"
        }
        return sorted(source for source in known if pattern.fullmatch(source))

    def _take(self, reading: Reading) -> MarkedDocument | None:
        self.problems += reading.problems
        return reading.document

    def _read_markdown(self) -> None:
        for source, data in sorted(self.files.items()):
            if source.startswith("docs/"):
                self._read_handwritten(source, data)
            elif IMPULSE_NAME.fullmatch(source):
                document = self._take(read_markdown(source, data))
                if document:
                    self.impulses[source] = document
            elif DRIVER_NAME.fullmatch(source):
                document = self._take(read_markdown(source, data))
                if document:
                    self.drivers[source] = document
            elif CHRONICLE_NAME.fullmatch(source):
                document = self._take(read_markdown(source, data))
                if document:
                    self.entries[source] = document
            elif source not in _DATA_FILES and not is_translation(source):
                self.problems.append(wrong_name(source))
        self.numbers, problems = numbered(self._named(IMPULSE_NAME))
        self.problems += problems

    def _read_handwritten(self, source: str, data: bytes) -> None:
        has_front = data.lstrip(b"\xef\xbb\xbf").startswith(b"---")
        document = self._take((read_markdown if has_front else read_plain)(source, data))
        if document is None:
            return
        self.handwritten[source] = document
        self.problems += read(document, document.front, PAGE.fields, {}).problems

    def _work(self, values: Values | None) -> Work | None:
        """The editors' work; under the licence of the paper's publishers once they have agreed."""
        if values is None:
            return None
        self.problems += check_mentioned(values, "anfaenge", set(self.numbers.values()))
        work = make(Work, WORK.fields, values.plain)
        for section, span in zip(work.sections, values.items["abschnitte"], strict=True):
            kinds = (section.question, section.points, section.steps)
            if len([*filter(None, kinds)]) != 1:
                self.problems.append(
                    values.document.problem(
                        span,
                        "pflichtfeld-fehlt",
                        f"Zum Abschnitt „{section.title}“ gehört eine Frage, oder es gehören "
                        "Punkte oder Schritte zu ihm.",
                        allowed="eines von frage (für einen Text), punkte (für eine Liste) und "
                        "schritte (für die Liste, in der steht, wer was tut)",
                        fix="Lassen Sie genau eines der drei Felder stehen.",
                    )
                )
            elif section.steps and section.title != work.steps_section:
                self.problems.append(
                    values.document.problem(
                        span,
                        "doppelter-wert",
                        f"Auch der Abschnitt „{section.title}“ hat Schritte.",
                        allowed="Schritte in einem einzigen Abschnitt",
                        fix="Machen Sie aus dem Feld schritte das Feld punkte.",
                    )
                )
        return work.with_consent() if self.operator.has_consent else work

    @property
    def _steps_section(self) -> str:
        """Id of the heading that steps stand below; none without a work that could be read."""
        return slugify(self.work.steps_section) if self.work else ""

    def _look(self, drivers: tuple[str, ...]) -> None:
        """Colours and signs; neutral ones stand in where the file is missing or wrong."""
        reader = RecordReader(self.files, self.problems, {"treiber": drivers})
        for name in ("farben", "zeichen"):
            reader.learn(LOOK, name)
        values = reader.values(LOOK)
        if values:
            self.look = make(Look, LOOK.fields, values.plain)
            self.problems += check_look(values, self.look, drivers)

    def _roles(self, entries: list[Values], impulses: Iterable[Impulse]) -> tuple[Role, ...]:
        """In whose place readers come; what they should begin with has to be there and in force."""
        numbers = set(self.numbers.values())
        withdrawn = {i.number for i in impulses if i.state is State.WITHDRAWN}
        for values in entries:
            self.problems += check_chosen(values, numbers, withdrawn)
        return tuple(make(Role, ROLE.fields, values.plain) for values in entries)

    # Drivers and impulses --------------------------------------------------------------------

    def _drivers(self, terms: Terms) -> list[Driver]:
        drivers = []
        for document in self.drivers.values():
            values = read(document, document.front, DRIVER.fields, terms)
            self.problems += values.problems
            self.problems += check_comparison(document, values, "Der Treiber")
            if not values.problems:
                drivers.append(_entry(Driver, DRIVER, values, id=slug(document.source)))
        if not self._named(DRIVER_NAME):
            self.problems.append(
                Problem(
                    Span("impulses/treiber/"),
                    "datei-fehlt",
                    "Es gibt keinen einzigen Treiber.",
                    fix="Legen Sie eine Datei wie impulses/treiber/digitalisierung.md an.",
                )
            )
        return sorted(drivers, key=lambda driver: (driver.order, driver.id))

    def _impulses(self, terms: Terms) -> list[Impulse]:
        entries = []
        for source, document in self.impulses.items():
            if source not in self.numbers:
                continue
            values = read(document, document.front, IMPULSE.fields, terms)
            self.problems += values.problems
            entries.append(Entry(self.numbers[source], document, values))
        self.problems += check_relations(entries, set(self.numbers.values()))
        self.problems += check_criteria(entry.values for entry in entries)
        self.criteria = {
            entry.number: tuple(make(Criterion, _WORAN, one) for one in given)
            for entry in entries
            if (given := _criteria(entry.values)) is not None
        }
        if not self._named(IMPULSE_NAME):
            self.problems.append(
                Problem(
                    Span("impulses/"),
                    "datei-fehlt",
                    "Es gibt keinen einzigen Impuls.",
                    fix="Legen Sie mit „impuls new“ einen an.",
                )
            )
        return [
            _entry(
                Impulse,
                IMPULSE,
                entry.values,
                number=entry.number,
                steps=read_steps(entry.document.body, self._steps_section, self.actors),
                slug=slug(entry.document.source).partition("-")[2],
            )
            for entry in entries
            if not entry.values.problems
        ]

    def _chronicle(self, terms: Terms, references: tuple[Reference, ...]) -> None:
        """What became of the impulses; a project can do without."""
        known = {reference.id: reference for reference in references}
        found = []
        for source, document in self.entries.items():
            name = CHRONICLE_NAME.fullmatch(source)
            day = When.parse(name[1]) if name else None
            if name is None or day is None:
                self.problems.append(wrong_name(source))
                continue
            values = read(document, document.front, CHRONICLE.fields, terms)
            self.problems += values.problems
            if values.problems:
                continue
            self.problems += check_entry(values, day.first)
            text = {"body": document.body, "body_line": document.body_line, "source": source}
            entry = make(
                ChronicleEntry,
                CHRONICLE.fields,
                values.plain,
                id=name[2],
                recorded=day.first,
                **text,
            )
            sources = tuple(_sourced(one, known) for one in entry.sources)
            found.append(Recorded(values, dataclasses.replace(entry, sources=sources)))
        self.problems += check_chronicle(found, self.criteria, set(self.numbers.values()))
        self.chronicle = tuple(one.entry for one in found)

    def _feedback(self, entries: list[Values]) -> None:
        self.problems += check_feedback(entries, set(self.numbers.values()))
        self.feedback = tuple(make(Feedback, FEEDBACK.fields, v.plain) for v in entries)

    def _synonyms(self) -> None:
        """Everyday words for the search; a project can do without."""
        if SYNONYMS.where in self.files:
            self.synonyms, problems = read_synonyms(self.files[SYNONYMS.where])
            self.problems += problems

    def _check_texts(self, data: Mapping[str, MarkedDocument]) -> None:
        # A file that could not be read is there all the same, and a page of docs/ gets some of its
        # ids when it is built: links to both are good, their anchors are checked in the built site.
        targets: dict[str, frozenset[str] | None] = dict.fromkeys(
            [
                *(source for name in _NAMES for source in self._named(name)),
                *self.handwritten,
            ]
        )
        sections = self.work.sections if self.work else ()
        required = {slugify(section.title) for section in sections}
        targets |= dict.fromkeys(source for source in self.files if is_translation(source))
        for source, document in (self.impulses | self.drivers).items():
            found = [heading.id for heading in read_text(document.body).headings]
            # A section that is missing or misspelt is one mistake, not one more in each that links.
            if document.body.strip() and (source in self.drivers or {*found} >= required):
                targets[source] = frozenset(found)
        known = known_words(self.files)
        for source, document in (self.impulses | self.drivers).items():
            is_impulse = source in self.impulses
            wanted = sections if is_impulse else ()
            self._note(check_text(document, targets, wanted))
            self._note(check_anchors(document, ENTRY_IDS))
            self._note(check_characters(document))
            self._note(check_style(document, known, is_impulse=is_impulse))
            self._note(check_sourcing(document))
            self._note(check_scaffold(document, sections))
            if is_impulse:
                self._note(check_steps(document, self._steps_section, self.actors))
        for document in self.entries.values():
            self._note(check_text(document, targets, ()))
            self._note(check_anchors(document, ENTRY_IDS))
            self._note(check_characters(document))
            self._note(check_style(document, known, is_impulse=False))
        for source in _SHOWN_DATA & data.keys():
            self._note(check_characters(data[source]))
        for document in self.handwritten.values():
            self._note(check_handwritten(document, targets, self.blocks))
            self._note(check_anchors(document, FRAME_IDS))
            for check in self.page_checks:
                self._note(check(document))
            if is_easy(document):
                self._note(check_easy(document, known))
            elif not _is_elsewhere(document.source):
                self._note(check_style(document, known, is_impulse=False))

    def _note(self, found: Iterable[Problem]) -> None:
        """Take what a check finds in a file; nobody reads thousands, and each takes its time."""
        self.problems += islice(found, _MOST)

    def _glossary(self, entries: list[Values]) -> None:
        """Words that readers may stumble over; a project can do without."""
        for values in entries:
            self.problems += check_mentioned(values, "siehe", set(self.numbers.values()))
        texts = (text for source in self._explained() for text in passages(source))
        self.problems += check_glossary(entries, texts)
        self.glossary = tuple(make(GlossaryWord, GLOSSARY.fields, v.plain) for v in entries)

    def _explained(self) -> list[MarkedDocument]:
        """The sources in whose pages words of the glossary are explained."""
        written = self.handwritten.values()
        shown = [
            page
            for page in written
            if is_explained(_head(page.front)) and not _is_elsewhere(page.source)
        ]
        return [*self.impulses.values(), *self.drivers.values(), *shown]

    def _check_copied(self, terms: Terms) -> None:
        """Our texts beside those of the sources, as far as their runs of words are known."""
        runs = WordRuns()
        if WORD_RUNS.where in self.files:
            runs, problems = read_word_runs(self.files[WORD_RUNS.where], terms)
            self.problems += problems
        if runs.sources:
            self.problems += check_copied(self.files, runs)
        if PRESS.where in self.files:
            self.problems += check_voices(PRESS.where, self.files[PRESS.where], runs)

    # Outcome ---------------------------------------------------------------------------------

    def _finish(
        self,
        drivers: list[Driver],
        lists: dict[str, tuple[Term, ...]],
        references: tuple[Reference, ...],
        impulses: list[Impulse],
        terms: Terms,
    ) -> Result:
        ledger, found = read_ledger(self.files)
        self.problems += found
        compared = {i.source for i in impulses if i.state is State.COMPARED}
        compared |= {driver.source for driver in drivers if driver.state is State.COMPARED}
        problems = graded(self.problems, compared)
        paper, work = self.paper, self.work
        if paper is None or work is None or not drivers or not all(lists.values()):
            return Result(None, problems, self.synonyms)
        bad = {problem.span.source for problem in problems if problem.is_error}
        counts = Counter(impulse.number for impulse in impulses)
        driver_ids = {driver.id for driver in drivers if driver.source not in bad}
        kept = [
            impulse
            for impulse in impulses
            if impulse.source not in bad
            and counts[impulse.number] == 1
            and set(impulse.drivers) <= driver_ids
        ]
        there = {impulse.number for impulse in kept}
        pages = [
            HandwrittenPage(
                source.removeprefix("docs/"), document.text, source, _head(document.front)
            )
            for source, document in sorted(self.handwritten.items())
        ]
        catalog = Catalog(
            paper=paper,
            work=work,
            drivers=tuple(driver for driver in drivers if driver.id in driver_ids),
            fields=lists["handlungsfelder"],
            groups=lists["zielgruppen"],
            actors=self.actors,
            challenges=lists["herausforderungen"],
            states=lists["staende"],
            references=references,
            impulses=tuple(sorted(kept, key=lambda impulse: impulse.number)),
            handwritten=tuple(page for page in pages if not _is_elsewhere(page.source)),
            pages_elsewhere=tuple(page for page in pages if _is_elsewhere(page.source)),
            ledger=ledger,
            press=self.press,
            operator=self.operator,
            frames=self.frames,
            synonyms=tuple(found for group in self.synonyms for found in group.synonyms()),
            breaks=tuple(sorted(_lines(BREAKS_FILE, self.files))),
            glossary=tuple(
                dataclasses.replace(
                    word, see=tuple(number for number in word.see if number in there)
                )
                for word in self.glossary
            ),
            organisations=self.organisations,
            organisations_file=self.organisations_file,
            next_number=next_number([highest_number(ledger), *self.numbers.values()]),
            look=self.look,
            roles=self.roles,
            chronicle=tuple(
                sorted(
                    (one for one in _about(self.chronicle, there) if one.source not in bad),
                    key=lambda entry: entry.order,
                )
            ),
            feedback=tuple(
                sorted(_about(self.feedback, there), key=lambda one: (one.received, one.id))
            ),
        )
        numbers = {*self.numbers.values()}
        translations, found = read_translations(self.files, terms, numbers, catalog)
        catalog = dataclasses.replace(catalog, translations=translations)
        problems = tuple(sorted({*problems, *graded(found, ())}))
        return Result(catalog, problems, self.synonyms)


def _is_elsewhere(source: str) -> bool:
    """Whether a page of docs/ is in another language: it lies in the folder of that language."""
    return source.split("/")[1] in catalogues()[1:]


def is_explained(meta: Mapping[str, str]) -> bool:
    """Whether a page of docs/ with this front matter explains words of the glossary.

    One in Easy Language does so itself, one without our texts says nothing of their subject, and
    the start page explains what it needs in its own sentences.
    """
    is_other = meta.get("sprache") == "leicht" or meta.get("statuszeile") == "nein"
    return not is_other and meta.get("seitenart") != "start"


def is_page_source(source: str) -> bool:
    """Whether a repository path is that of an impulse, a driver, an entry or a page of docs/."""
    if source.startswith("docs/"):
        return not _is_elsewhere(source)
    return any(name.fullmatch(source) for name in _NAMES)


def graded(problems: Iterable[Problem], compared: Collection[str]) -> tuple[Problem, ...]:
    """Sorted problems, each with the severity its rule has for a draft or a `compared` source."""
    found = {
        dataclasses.replace(
            problem, severity=severity(problem.rule, is_compared=problem.span.source in compared)
        )
        for problem in problems
    }
    return tuple(sorted(found))


def known_words(files: Mapping[str, bytes]) -> frozenset[str]:
    """Words of woerter.txt: right, though no dictionary has them; `#` begins a remark."""
    return _lines(WORDS_FILE, files)


def _lines(name: str, files: Mapping[str, bytes]) -> frozenset[str]:
    text = decode(name, files.get(name, b"")).text
    lines = (line.strip() for line in text.split("\n"))
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _head(front: Front) -> dict[str, str]:
    """The head of a page of docs/, as far as the templates may hear of it."""
    values = ((field.name, front.entries.get(field.name)) for field in PAGE.fields)
    return {name: value.text for name, value in values if isinstance(value, Scalar)}


def _operator(values: Values | None, frames: tuple[LegalFrame, ...]) -> Operator:
    """Who publishes the site, as far as it is known."""
    facts = by_path(values.plain) if values else {}
    chosen = facts.get("betreiber.rechtsrahmen", "")
    return Operator(facts, next((frame for frame in frames if frame.id == chosen), None))


def _about(found: Iterable[_Told], there: Collection[int]) -> Iterator[_Told]:
    """Each with only those of its impulses that are there; one with a mistake is left out."""
    for one in found:
        kept = tuple(number for number in one.impulses if number in there)
        yield dataclasses.replace(one, impulses=kept)


def _criteria(values: Values) -> tuple[Mapping[str, Any], ...] | None:
    """The criteria in an impulse's head; None where they cannot be read."""
    if "woran" in values.spans and "woran" not in values.plain:
        return None
    return tuple(values.plain.get("woran", ()))


def _sourced(source: Source, known: Mapping[str, Reference]) -> Source:
    """A source with what quellen.yml says of it, where it names one."""
    found = known.get(source.reference_id)
    if found is None:
        return source
    return dataclasses.replace(
        source,
        publisher=source.publisher or found.publisher,
        title=source.title or found.title,
        date=source.date or found.date,
        url=source.url or found.url,
    )


def _entry(kind: type[_Entry], record: Record, values: Values, **more: Any) -> _Entry:
    """An impulse or a driver from the checked values of its front matter, with its text."""
    document = values.document
    text = {
        "head": document.head,
        "body": document.body,
        "body_line": document.body_line,
        "source": document.source,
    }
    is_own = values.plain.get("belege") == ()
    return make(kind, record.fields, values.plain, is_own_idea=is_own, **text, **more)
