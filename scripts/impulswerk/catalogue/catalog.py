"""Turn the bytes of the source tree into a frozen catalogue and every problem in it."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Any, TypeVar

from impulswerk.catalogue.chronicle import about, read_chronicle
from impulswerk.catalogue.ledger import LEDGER_FILE, highest_number, read_ledger
from impulswerk.model.chronicle import Feedback
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
    Section,
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
    check_criteria,
    check_exposed,
    check_feedback,
)
from impulswerk.rules.copied import (
    WordRuns,
    check_copied,
    check_voices,
    read_word_runs,
)
from impulswerk.rules.easy import check_easy, is_easy
from impulswerk.rules.fields import Values, read
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
    ReadImpulse,
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
from impulswerk.rules.steps import check_sections, check_steps, read_steps
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
_Kind = TypeVar("_Kind")

# A check of one source.
Check = Callable[[MarkedDocument], Iterable[Problem]]

# Sources in Markdown that become pages.
_NAMES = (IMPULSE_NAME, DRIVER_NAME, CHRONICLE_NAME)
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
    """Reads and checks the sources one after the other; `problems` grows on the way."""

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
        # Markdown that could be read, by the form of its name.
        self.documents: dict[re.Pattern[str], list[MarkedDocument]] = {name: [] for name in _NAMES}
        self.handwritten: list[MarkedDocument] = []
        self._read_markdown()
        self.by_source, found = numbered(self._named(IMPULSE_NAME))
        self.numbers = set(self.by_source.values())
        self.problems += found
        drivers = tuple(sorted(slug(source) for source in self._named(DRIVER_NAME)))
        self.reader = RecordReader(files, problems, {"treiber": drivers})
        self.actors: tuple[Actor, ...] = ()
        self.sections: tuple[Section, ...] = ()
        # Id of the heading that steps stand below; none without a work that could be read.
        self.steps_section = ""

    def result(self) -> Result:
        reader = self.reader
        references = reader.lists(REFERENCE, Reference)["quellen"]
        entries = reader.entries(TERM)
        terms = {name: _made(Term, TERM, found) for name, found in entries.items()}
        named = reader.entries(ACTOR)["handelnde"]
        self.problems += check_actors(named)
        self.actors = _made(Actor, ACTOR, named)
        press = reader.one(PRESS, Press) or Press()
        frames = reader.lists(LEGAL_FRAME, LegalFrame)["rechtsrahmen"]
        operator = _operator(reader.values(OPERATOR), frames)
        paper = reader.one(PAPER, Paper)
        work = self._work(reader.values(WORK), operator)
        if "staende" in reader.terms:
            self.problems += check_states(entries["staende"])
            reader.terms[DRIVER_STATES] = driver_states(reader.terms["staende"])
        look = self._look()
        drivers = self._drivers()
        heads = self._read_impulses()
        impulses = self._impulses(heads)
        chronicle = read_chronicle(
            reader, self.documents[CHRONICLE_NAME], heads, references, self.numbers
        )
        heard = reader.entries(FEEDBACK)["rueckmeldungen"]
        self.problems += check_feedback(heard, self.numbers)
        reader.entries(LINK_EXCEPTION)  # whoever looks up addresses reads it
        self._check_texts()
        roles = self._roles(impulses)
        organisations = reader.lists(ORGANISATION, Organisation)["akteure"]
        listed = reader.documents.get(ORGANISATION.where)
        words = reader.entries(GLOSSARY)["woerter"]
        self._check_glossary(words)
        self._check_copied()
        synonyms = self._synonyms()
        ledger, found = read_ledger(self.files)
        self.problems += found

        texts: list[Impulse | Driver] = [*impulses, *drivers]
        compared = {text.source for text in texts if text.state is State.COMPARED}
        problems = graded(self.problems, compared)
        lists = (*terms.values(), self.actors, drivers)
        if paper is None or work is None or not all(lists) or reader.is_ambiguous:
            return Result(None, problems, synonyms)
        bad = {problem.span.source for problem in problems if problem.is_error}
        counts = Counter(impulse.number for impulse in impulses)
        good_drivers = tuple(driver for driver in drivers if driver.source not in bad)
        ids = {driver.id for driver in good_drivers}
        good = [
            impulse
            for impulse in impulses
            if impulse.source not in bad
            and counts[impulse.number] == 1
            and set(impulse.drivers) <= ids
        ]
        there = {impulse.number for impulse in good}
        told = (one for one in about(chronicle, there) if one.source not in bad)
        feedback = about(_made(Feedback, FEEDBACK, heard), there)
        pages = [
            HandwrittenPage(
                page.source.removeprefix("docs/"), page.text, page.source, _head(page.front)
            )
            for page in self.handwritten
        ]
        catalog = Catalog(
            paper=paper,
            work=work,
            drivers=good_drivers,
            fields=terms["handlungsfelder"],
            groups=terms["zielgruppen"],
            actors=self.actors,
            challenges=terms["herausforderungen"],
            states=terms["staende"],
            references=references,
            impulses=tuple(sorted(good, key=lambda impulse: impulse.number)),
            handwritten=tuple(page for page in pages if not _is_elsewhere(page.source)),
            pages_elsewhere=tuple(page for page in pages if _is_elsewhere(page.source)),
            ledger=ledger,
            press=press,
            operator=operator,
            frames=frames,
            synonyms=tuple(synonym for group in synonyms for synonym in group.synonyms()),
            breaks=tuple(sorted(_lines(BREAKS_FILE, self.files))),
            glossary=tuple(
                dataclasses.replace(word, see=tuple(n for n in word.see if n in there))
                for word in _made(GlossaryWord, GLOSSARY, words)
            ),
            organisations=organisations,
            organisations_file=listed.text if listed else "",
            next_number=next_number([highest_number(ledger), *self.numbers]),
            look=look,
            roles=roles,
            chronicle=tuple(sorted(told, key=lambda entry: entry.order)),
            feedback=tuple(sorted(feedback, key=lambda one: (one.received, one.id))),
        )
        translations, found = read_translations(self.files, reader.terms, self.numbers, catalog)
        catalog = dataclasses.replace(catalog, translations=translations)
        return Result(catalog, tuple(sorted({*problems, *graded(found, ())})), synonyms)

    # Reading ---------------------------------------------------------------------------------

    def _named(self, pattern: re.Pattern[str]) -> list[str]:
        """Sources with a name of this form, readable or not."""
        known = set(self.files) | {
            problem.span.source for problem in self.problems if problem.rule != "datei-fehlt"
        }
        return sorted(source for source in known if pattern.fullmatch(source))

    def _read_markdown(self) -> None:
        for source, data in sorted(self.files.items()):
            pattern = next((name for name in _NAMES if name.fullmatch(source)), None)
            if pattern:
                self._take(read_markdown(source, data), self.documents[pattern])
            elif source.startswith("docs/"):
                has_front = data.lstrip(b"\xef\xbb\xbf").startswith(b"---")
                reading = (read_markdown if has_front else read_plain)(source, data)
                self._take(reading, self.handwritten)
            elif source not in _DATA_FILES and not is_translation(source):
                self.problems.append(wrong_name(source))
        for page in self.handwritten:
            self.problems += read(page, page.front, PAGE.fields, {}).problems

    def _take(self, reading: Reading, documents: list[MarkedDocument]) -> None:
        self.problems += reading.problems
        if reading.document:
            documents.append(reading.document)

    def _work(self, values: Values | None, operator: Operator) -> Work | None:
        """The editors' work; under the licence of the paper's publishers once they have agreed."""
        if values is None:
            return None
        self.problems += check_mentioned(values, "anfaenge", self.numbers)
        work = make(Work, WORK.fields, values.plain)
        self.problems += check_sections(values, work)
        self.sections, self.steps_section = work.sections, slugify(work.steps_section)
        return work.with_consent() if operator.has_consent else work

    def _look(self) -> Look:
        """Colours and signs; neutral ones stand in where the file is missing or wrong."""
        for name in ("farben", "zeichen"):
            self.reader.learn(LOOK, name)
        values = self.reader.values(LOOK)
        if not values:
            return NEUTRAL
        look = make(Look, LOOK.fields, values.plain)
        self.problems += check_look(values, look, self.reader.terms["treiber"])
        return look

    def _drivers(self) -> list[Driver]:
        drivers = []
        for document in self.documents[DRIVER_NAME]:
            values = self.reader.head(document, DRIVER)
            self.problems += check_comparison(document, values, "Der Treiber")
            if not values.problems:
                drivers.append(_entry(Driver, DRIVER, values, id=slug(document.source)))
        example = "eine Datei wie impulses/treiber/digitalisierung.md"
        self._need(DRIVER_NAME, "impulses/treiber/", "Treiber", example)
        return sorted(drivers, key=lambda driver: (driver.order, driver.id))

    def _read_impulses(self) -> list[ReadImpulse]:
        entries = [
            ReadImpulse(
                self.by_source[document.source], document, self.reader.head(document, IMPULSE)
            )
            for document in self.documents[IMPULSE_NAME]
            if document.source in self.by_source
        ]
        self.problems += check_relations(entries, self.numbers)
        self.problems += check_criteria(entry.values for entry in entries)
        self._need(IMPULSE_NAME, "impulses/", "Impuls", "mit „impuls new“ einen")
        return entries

    def _need(self, pattern: re.Pattern[str], folder: str, what: str, fix: str) -> None:
        """Miss the first file of a kind without which there is no site."""
        if not self._named(pattern):
            message = f"Es gibt keinen einzigen {what}."
            fix = f"Legen Sie {fix} an."
            self.problems.append(Problem(Span(folder), "datei-fehlt", message, fix=fix))

    def _impulses(self, entries: Iterable[ReadImpulse]) -> list[Impulse]:
        return [
            _entry(
                Impulse,
                IMPULSE,
                entry.values,
                number=entry.number,
                steps=read_steps(entry.document.body, self.steps_section, self.actors),
                slug=slug(entry.document.source).partition("-")[2],
            )
            for entry in entries
            if not entry.values.problems
        ]

    def _roles(self, impulses: Iterable[Impulse]) -> tuple[Role, ...]:
        """In whose place readers come; what they should begin with has to be there and in force."""
        roles = self.reader.entries(ROLE)["rollen"]
        withdrawn = {i.number for i in impulses if i.state is State.WITHDRAWN}
        for values in roles:
            self.problems += check_chosen(values, self.numbers, withdrawn)
        return _made(Role, ROLE, roles)

    def _synonyms(self) -> tuple[WordGroup, ...]:
        """Everyday words for the search; a project can do without."""
        if SYNONYMS.where not in self.files:
            return ()
        synonyms, problems = read_synonyms(self.files[SYNONYMS.where])
        self.problems += problems
        return synonyms

    # Texts -----------------------------------------------------------------------------------

    def _check_texts(self) -> None:
        targets = self._targets()
        known = known_words(self.files)
        for name, documents in self.documents.items():
            is_impulse, is_ours = name is IMPULSE_NAME, name is not CHRONICLE_NAME
            for document in documents:
                self._note(check_text(document, targets, self.sections if is_impulse else ()))
                self._note(check_anchors(document, ENTRY_IDS))
                self._note(check_characters(document))
                self._note(check_style(document, known, is_impulse=is_impulse))
                if is_ours:
                    self._note(check_sourcing(document))
                    self._note(check_scaffold(document, self.sections))
                else:
                    self._note(check_exposed(document))
                if is_impulse:
                    self._note(check_steps(document, self.steps_section, self.actors))
        data = self.reader.documents
        for source in _SHOWN_DATA & data.keys():
            self._note(check_characters(data[source]))
        if FEEDBACK.where in data:
            self._note(check_exposed(data[FEEDBACK.where]))
        for document in self.handwritten:
            self._note(check_handwritten(document, targets, self.blocks))
            self._note(check_anchors(document, FRAME_IDS))
            for check in self.page_checks:
                self._note(check(document))
            if is_easy(document):
                self._note(check_easy(document, known))
            elif not _is_elsewhere(document.source):
                self._note(check_style(document, known, is_impulse=False))

    def _targets(self) -> dict[str, frozenset[str] | None]:
        """The files that a text can link to, with their anchors.

        A file that could not be read is there all the same, and a page of docs/ gets some of its
        ids when it is built: links to both are good, their anchors are checked in the built site.
        """
        targets: dict[str, frozenset[str] | None] = dict.fromkeys(
            [
                *(source for name in _NAMES for source in self._named(name)),
                *(page.source for page in self.handwritten),
                *filter(is_translation, self.files),
            ]
        )
        required = {slugify(section.title) for section in self.sections}
        for name in (IMPULSE_NAME, DRIVER_NAME):
            for document in self.documents[name]:
                found = {heading.id for heading in read_text(document.body).headings}
                # A section that is missing or misspelt is one mistake, not one in each that links.
                if document.body.strip() and (name is DRIVER_NAME or found >= required):
                    targets[document.source] = frozenset(found)
        return targets

    def _note(self, found: Iterable[Problem]) -> None:
        """Take what a check finds in a file; nobody reads thousands, and each takes its time."""
        self.problems += islice(found, _MOST)

    def _check_glossary(self, words: list[Values]) -> None:
        """Words that readers may stumble over; a project can do without."""
        for values in words:
            self.problems += check_mentioned(values, "siehe", self.numbers)
        explained = [
            *self.documents[IMPULSE_NAME],
            *self.documents[DRIVER_NAME],
            *(
                page
                for page in self.handwritten
                if is_explained(_head(page.front)) and not _is_elsewhere(page.source)
            ),
        ]
        texts = (text for document in explained for text in passages(document))
        self.problems += check_glossary(words, texts)

    def _check_copied(self) -> None:
        """Our texts beside those of the sources, as far as their runs of words are known."""
        runs = WordRuns()
        if WORD_RUNS.where in self.files:
            runs, problems = read_word_runs(self.files[WORD_RUNS.where], self.reader.terms)
            self.problems += problems
        if runs.sources:
            self.problems += check_copied(self.files, runs)
        if PRESS.where in self.files:
            self.problems += check_voices(PRESS.where, self.files[PRESS.where], runs)


def _made(kind: type[_Kind], record: Record, entries: Iterable[Values]) -> tuple[_Kind, ...]:
    return tuple(make(kind, record.fields, values.plain) for values in entries)


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
