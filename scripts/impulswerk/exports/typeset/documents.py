"""What stands on paper, as data for the templates: the whole collection, and an impulse's sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.catalogue.status import status
from impulswerk.exports.citation import cite, edition_name, without_link
from impulswerk.exports.data.places import file_at, page_at
from impulswerk.exports.typeset.compiler import Job
from impulswerk.exports.typeset.text import (
    Goal,
    Node,
    Setting,
    UnknownElementError,
    entry_text,
    html_nodes,
    labels,
)
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Progress
from impulswerk.model.entries import Driver, Evidence, Impulse, Reference, State, Term
from impulswerk.model.operator_fields import OPERATOR
from impulswerk.model.schema import WORK
from impulswerk.permanence.publication import Publication
from impulswerk.render import figure, qr
from impulswerk.render.chronicle import stated, when, words
from impulswerk.render.look import for_typesetter, place
from impulswerk.render.operator import card
from impulswerk.text.as_json import one_line
from impulswerk.text.convert import read
from impulswerk.text.interface import Language
from impulswerk.text.wording import count, doubted, german_date, publication_date

# A sheet lies on the table of a meeting: one leaf, two pages.
SHEET_PAGES = 2
_UNKNOWN = "Ein Text enthält ein Element, das sich nicht setzen lässt: {}."
# Sizes of its text, from the usual one to the smallest that can still be read well.
_SHEET_SETTINGS = 4


@dataclass(frozen=True)
class Document:
    """A PDF file to be: its site address, the source to blame for it, and the job.

    `path` is the address as its edition or language knows it. `fault` is a German sentence on why
    there is no job.
    """

    path: str
    address: str
    source: str
    job: Job | None
    fault: str = ""


def documents(graph: Graph, publication: Publication) -> Iterator[Document]:
    """The collection, and a sheet for each impulse; another language has the sheets alone."""
    if not publication.folder:
        yield collection(graph, publication)
    yield from (sheet(graph, publication, impulse) for impulse in graph.impulses)


def collection(graph: Graph, publication: Publication) -> Document:
    """Everything as one document."""
    job = partial(Job, "sammlung.typ", epoch=_epoch(publication.date))
    data = _Collection(graph, publication).data
    return _document(publication, urls.COLLECTION_PDF, WORK.where, data, job)


def sheet(graph: Graph, publication: Publication, impulse: Impulse) -> Document:
    """An impulse on two pages."""
    epoch = _epoch(publication.changed(impulse))
    job = partial(Job, "blatt.typ", epoch=epoch, settings=_SHEET_SETTINGS, most_pages=SHEET_PAGES)
    data = partial(_Sheet(graph, publication).data, impulse)
    return _document(publication, urls.sheet(impulse), impulse.source, data, job)


def _document(
    publication: Publication,
    path: str,
    source: str,
    data: Callable[[], dict[str, Any]],
    job: Callable[..., Job],
) -> Document:
    address = publication.here(path)
    try:
        return Document(path, address, source, job(data=one_line(data())))
    except UnknownElementError as error:
        return Document(path, address, source, None, _UNKNOWN.format(error))


class _Document:
    """What all documents say, and where things are as seen from them."""

    level = 2

    def __init__(self, graph: Graph, publication: Publication) -> None:
        self.graph = graph
        self.publication = publication
        self._entries: dict[str, Entry] = {entry.source: entry for entry in graph.entries}

    def common(self, title: str, short: str, date: dt.date) -> dict[str, Any]:
        """Title, author, date and look; `netzplatz` is empty where the site has no address."""
        work = self.graph.catalog.work
        return {
            "titel": title,
            "autor": work.publisher,
            "kurz": short,
            "datum": [date.year, date.month, date.day],
            "werk": work.title,
            "fassung": edition_name(self.graph, self.publication),
            "stand": self.graph.language.date(date),
            "rechte": work.rights or self.graph.language.say("Alle Rechte vorbehalten."),
            "netzplatz": self.place(""),
            **for_typesetter(self.graph),
        }

    def place(self, address: str) -> dict[str, str]:
        """A site address: where it leads and how people type it; empty where there is no site."""
        if not self.publication.has_address:
            return {}
        full = file_at(self.publication, address)
        return {"ziel": full, "schrift": full.partition("://")[2].rstrip("/")}

    def entry(self, entry: Entry) -> str:
        """Address or label of an impulse or a driver."""
        return self.place(urls.short(entry)).get("ziel", "")

    def name(self, entry: Entry) -> dict[str, Any]:
        """An entry as lists name it."""
        found: dict[str, Any] = {
            "titel": entry.title,
            "ton": self.tone(entry),
            "ziel": self.entry(entry),
        }
        return found | ({"nummer": entry.number} if isinstance(entry, Impulse) else {})

    def tone(self, entry: Entry) -> int:
        """Which of the colours and forms stands for an entry."""
        driver = entry if isinstance(entry, Driver) else self.graph.driver(entry.drivers[0])
        return place(self.graph, driver)

    def impulse(self, impulse: Impulse) -> dict[str, Any]:
        """Everything about an impulse."""
        graph = self.graph
        permalink = self.place(urls.permalink(impulse))
        code = qr.svg(permalink["ziel"]).decode() if permalink else ""
        say = graph.language.say
        return self.name(impulse) | {
            "kurz": impulse.short,
            "treiber": [self.name(graph.driver(driver)) for driver in impulse.drivers],
            "angaben": [
                {
                    "name": say("Handlungsfeld"),
                    "werte": [self._term("handlungsfelder", impulse.field)],
                },
                {
                    "name": say("Wem es nützt"),
                    "werte": [self._term("zielgruppen", term) for term in impulse.groups],
                },
                {
                    "name": say("Wer handelt"),
                    "werte": [self._term("handelnde", term) for term in impulse.actors],
                },
                {
                    "name": say("Herausforderungen"),
                    "werte": [self._term("herausforderungen", term) for term in impulse.challenges],
                },
            ],
            "stand": graph.state(impulse).title,
            "verglichen": _compared(impulse),
            "hinweis": self._notice(impulse),
            "verwandte": [self.name(other) for other in graph.related(impulse)],
            "belege": [self._evidence(found) for found in impulse.evidence],
            "ohne-quelle": graph.language.say(NO_SOURCE) if impulse.is_own_idea else "",
            "fortschritt": self._progress(impulse) if graph.language.is_source else "",
            "dauerlink": permalink | {"code": code} if permalink else {},
            "text": self.text(impulse),
        }

    def _progress(self, impulse: Impulse) -> str:
        """How far it has come; empty while nothing is known, so that a sheet stays the same."""
        now = self.graph.standing(impulse)
        if now.entry is None:
            return ""
        return f"{stated(now, self.publication.date)} {now.entry.reason}"

    def text(self, entry: Entry) -> list[Node]:
        """The entry's own text."""
        breaks = {word.replace("|", ""): word for word in self.graph.catalog.breaks}
        setting = Setting(self.level, self.prefix(entry), self.goal, breaks)
        return entry_text(self.graph, entry, setting)

    def prefix(self, entry: Entry) -> str:
        """What labels of headings begin with."""
        del entry
        return ""

    def goal(self, source: str, anchor: str) -> Goal:
        """Where a link in a running text leads to."""
        if not self.publication.has_address:
            return Goal()
        page = page_at(self.publication, self.graph.pages[source])
        return Goal(f"{page}#{anchor}" if anchor else page)

    def source(self, source: str) -> Entry | None:
        """The impulse or driver that a file holds."""
        return self._entries.get(source)

    def _term(self, vocabulary: str, term: str) -> str:
        return self.graph.term(vocabulary, term).title

    def _notice(self, impulse: Impulse) -> dict[str, str]:
        if impulse.state is State.DRAFT:
            state = self.graph.state(impulse)
            return {"kopf": f"{state.title}.", "text": self.graph.state_text(impulse)}
        if impulse.state is State.WITHDRAWN:
            return {
                "kopf": self.graph.language.say("Dieser Impuls ist zurückgezogen."),
                "text": _replaced(self.graph.language, self.graph.replacements(impulse)),
            }
        return {}

    def _evidence(self, evidence: Evidence) -> dict[str, str]:
        reference = self.graph.reference(evidence.source_id)
        language = self.graph.language
        place = evidence.paragraph or evidence.page
        where = f"{language.say('Absatz' if evidence.paragraph else 'Seite')} {place}"
        term = (language.say("Stichwort „%(wort)s“")) % {"wort": evidence.term}
        quote = f": „{evidence.quote}“" if evidence.quote else ""
        # That a source tells no date is said where sources are listed.
        day = f"({language.date(reference.date)}), " if reference.date else ""
        return {
            "herausgeber": reference.publisher,
            "titel": reference.title,
            "adresse": reference.url,
            "stelle": f"{day}{where}, {term}{quote}",
        }


class _Sheet(_Document):
    """Stands alone: every link leads to the site, and names the impulse for readers of paper."""

    def data(self, impulse: Impulse) -> dict[str, Any]:
        """What the template of a sheet needs."""
        # Programs that list files show title and summary alone: both say how far the text is.
        cited = cite(self.graph, self.publication, impulse)
        summary = status(self.graph, [impulse]).before(impulse.short)
        common = self.common(cited.title, summary, self.publication.changed(impulse))
        return common | {"impuls": self.impulse(impulse), "zitat": without_link(cited)}

    def goal(self, source: str, anchor: str) -> Goal:
        entry = self.source(source)
        note = (
            f"({self.graph.language.say('Impuls')}\u00a0{entry.number})"
            if isinstance(entry, Impulse)
            else ""
        )
        return Goal(super().goal(source, anchor).address, note)


class _Collection(_Document):
    """Holds everything: links lead from page to page."""

    level = 3

    def data(self) -> dict[str, Any]:
        """What the template of the collection needs."""
        graph, publication, work = self.graph, self.publication, self.graph.catalog.work
        found = status(graph, graph.entries)
        fields = [
            field
            for field in graph.term_lists["handlungsfelder"]
            if graph.members("handlungsfelder", field)
        ]
        data = self.common(work.title, work.short, publication.date) | {
            "standzeile": found.before(found.sentence),
            "papier": self._paper(),
            "einleitung": [
                work.short,
                f"Diese Ausgabe enthält {count(len(graph.active), 'Impuls', 'Impulse')} zu "
                f"{count(len(graph.drivers), 'Treiber', 'Treibern')}, geordnet nach "
                f"Handlungsfeldern. Sie gibt den Stand der Website vom "
                f"{german_date(publication.date)} wieder.",
            ],
            "neueste": self.place(urls.COLLECTION_PDF),
            "staende": [*self._states()],
            "treiber": [self._driver(driver) for driver in graph.drivers],
            "felder": [self._field(field) for field in fields],
            "matrix": [self._row(field) for field in fields],
            "figur": self._figure(),
            "zurueckgezogen": [
                self.name(impulse) | {"hinweis": self._notice(impulse)}
                for impulse in graph.in_state(State.WITHDRAWN)
            ],
            "chronik": [self._told(entry) for entry in graph.catalog.chronicle[::-1]],
            "quellen": [
                {
                    "text": f"{source.publisher}: ",
                    "titel": source.title,
                    "adresse": source.url,
                    "datum": publication_date(source.date),
                    "anmerkung": _read_and_note(source),
                }
                for source in graph.catalog.references
            ],
            "impressum": [*self._imprint()],
        }
        return _with_known_labels(data)

    def entry(self, entry: Entry) -> str:
        return f"#{_label(entry)}"

    def prefix(self, entry: Entry) -> str:
        return f"{_label(entry)}--"

    def goal(self, source: str, anchor: str) -> Goal:
        entry = self.source(source)
        if entry is None:
            return super().goal(source, anchor)
        if isinstance(entry, Impulse) and entry.state is State.WITHDRAWN:
            return Goal(self.entry(entry))  # there only its name and what takes its place
        return Goal(f"#{self.prefix(entry)}{anchor}" if anchor else self.entry(entry))

    def _paper(self) -> dict[str, str]:
        """The paper that the texts are about, and where it was announced."""
        paper = self.graph.catalog.paper
        source = self.graph.reference(paper.evidence_source_id)
        return {
            "text": f"Die Texte beziehen sich auf das {paper.kind} „{paper.title}“, das andere "
            f"verantworten: {paper.publisher}, {paper.handed_over_on.day.year}.",
            "quelle": f"{source.publisher}: ",
            "titel": source.title,
            "adresse": source.url,
        }

    def _told(self, entry: ChronicleEntry) -> dict[str, Any]:
        """An entry of the chronicle, with whatever speaks for and against it."""
        about = ", ".join(f"Impuls {number}" for number in entry.impulses)
        wrong = self.graph.corrected.get(entry.id)
        notes = [f"Berichtigt durch: {wrong.title}."] if wrong else []
        if entry.progress is not Progress.UNKNOWN:
            notes.append(f"Stand danach: {words('fortschritte', entry.progress)}. {entry.reason}")
        notes += [
            f"Berichtigt „{one.entry_id}“: vorher {one.before}, richtig: {one.after} {one.reason}"
            for one in entry.corrections
        ]
        notes += [
            f"Einwand ({words('einwandstaende', one.state)}) von: {one.by}. {one.text} {one.answer}"
            for one in entry.objections
        ]
        return {
            "titel": entry.title,
            "kopf": f"{words('chronikarten', entry.kind)}, "
            f"{doubted(when(entry.when), entry.doubt)}; {about or 'das Papier als Ganzes'}",
            "text": read(entry.body).plain,
            "notizen": notes,
            "quellen": [
                {
                    "text": f"{source.publisher}: ",
                    "titel": source.title,
                    "adresse": source.url,
                    "datum": publication_date(source.date),
                }
                for source in entry.sources
            ],
        }

    def _states(self) -> Iterator[dict[str, str]]:
        for state in self.graph.catalog.states:
            share = sum(impulse.state.value == state.id for impulse in self.graph.impulses)
            if share:
                name = f"{state.title} ({count(share, 'Impuls', 'Impulse')})"
                yield {"name": name, "text": state.short}

    def _driver(self, driver: Driver) -> dict[str, Any]:
        lists = (
            ("Impulse mit diesem Haupttreiber", self.graph.main_impulses(driver)),
            ("Weitere Impulse zu diesem Treiber", self.graph.further_impulses(driver)),
        )
        return self.name(driver) | {
            "kurz": driver.short,
            "text": self.text(driver),
            "listen": [
                {"titel": title, "impulse": [self.name(impulse) for impulse in impulses]}
                for title, impulses in lists
                if impulses
            ],
        }

    def _field(self, field: Term) -> dict[str, Any]:
        return {
            "titel": field.title,
            "ziel": f"#feld-{field.id}",
            "kurz": field.short,
            "impulse": [
                self.impulse(impulse) for impulse in self.graph.members("handlungsfelder", field)
            ],
        }

    def _row(self, field: Term) -> dict[str, Any]:
        return {
            "titel": field.title,
            "ziel": f"#feld-{field.id}",
            "zellen": [
                [
                    self.name(impulse) | {"haupt": impulse.drivers[0] == driver.id}
                    for impulse in self.graph.cell(driver, field)
                ]
                for driver in self.graph.drivers
            ],
        }

    def _figure(self) -> dict[str, Any]:
        drawn = figure.for_typesetter(self.graph)
        if not drawn:
            return {}
        names = [corner["titel"] for corner in drawn["ecken"]]
        between = " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
        return drawn | {
            "beschreibung": f"{count(len(drawn['knoten']), 'Impuls', 'Impulse')} als nummerierte "
            f"Zeichen, angeordnet zwischen den Treibern {between}; Linien verbinden verwandte "
            "Impulse. Dieselben Zuordnungen stehen in der Matrix.",
        }

    def _imprint(self) -> Iterator[dict[str, Any]]:
        catalog, publication = self.graph.catalog, self.publication
        work, operator = catalog.work, catalog.operator
        edition = edition_name(self.graph, publication)
        operator_known = "betreiber.name" in operator.facts
        yield {"name": "Texte und Herausgabe", "text": [work.publisher]}
        yield {
            "name": "Betreiber der Website",
            "text": html_nodes(str(card(operator, OPERATOR.field("betreiber"))), self._plain())
            if operator_known
            else _missing("Wer die Website betreibt, ist noch nicht eingetragen."),
        }
        yield {
            "name": "Ausgabe",
            "text": [
                f"{edition} vom {german_date(publication.date)}, "
                "aus den Quellen der Website erzeugt"
            ],
        }
        home = self.place("")
        yield {
            "name": "Im Netz",
            "text": [_link(home["ziel"], home["schrift"])]
            if home
            else _missing("Wo die Website veröffentlicht wird, ist noch nicht eingestellt."),
        }
        citation = without_link(cite(self.graph, publication, None))
        yield {
            "name": "Zitieren",
            "text": [citation, *([" ", _link(home["ziel"], home["ziel"])] if home else [])],
        }
        licence = [" ", _link(work.licence, work.licence)] if work.licence else []
        yield {
            "name": "Rechte",
            "text": [work.rights or self.graph.language.say("Alle Rechte vorbehalten."), *licence],
        }
        yield {"name": "Schrift", "text": ["Source Sans 3, SIL Open Font License 1.1"]}

    def _plain(self) -> Setting:
        return Setting(self.level, "", self.goal)


def _label(entry: Entry) -> str:
    return f"impuls-{entry.number}" if isinstance(entry, Impulse) else f"treiber-{entry.id}"


def _compared(impulse: Impulse) -> str:
    if not impulse.compared_on:
        return ""
    return f"verglichen am {german_date(impulse.compared_on)} durch: {impulse.compared_by}"


def _replaced(language: Language, successors: Sequence[Impulse]) -> str:
    if not successors:
        return language.say("Einen Nachfolger gibt es nicht.")
    name = language.say("Impuls")
    names = [f"{name} {impulse.number}: {impulse.title}" for impulse in successors]
    begun = language.plural(len(names), "An seine Stelle tritt", "An seine Stelle treten")
    return f"{begun} {language.listed(names)}."


def _missing(sentence: str) -> list[Node]:
    return [{"art": "fett", "inhalt": ["Angabe fehlt:"]}, f" {sentence}"]


def _link(address: str, words: str) -> Node:
    return {"art": "verweis", "ziel": address, "notiz": "", "inhalt": [words]}


def _with_known_labels(data: dict[str, Any]) -> dict[str, Any]:
    """The same without links to labels that nothing carries: only their words are left."""
    known = {f"#{label}" for label in _labels(data)}

    def mended(value: Any) -> Any:
        if isinstance(value, list):
            return [mended(part) for part in value]
        if not isinstance(value, dict):
            return value
        found = {key: mended(part) for key, part in value.items()}
        if str(found.get("ziel", "")).startswith("#") and found["ziel"] not in known:
            found["ziel"] = ""
        return found

    return {key: mended(part) for key, part in data.items()}


def _labels(data: dict[str, Any]) -> Iterator[str]:
    yield from (entry["ziel"][1:] for entry in data["treiber"])
    yield from (entry["ziel"][1:] for entry in data["zurueckgezogen"])
    for entry in data["treiber"]:
        yield from labels(entry["text"])
    for field in data["felder"]:
        yield field["ziel"][1:]
        for entry in field["impulse"]:
            yield entry["ziel"][1:]
            yield from labels(entry["text"])


def _read_and_note(source: Reference) -> str:
    """How much of a source the editors had, and what else one has to know of it."""
    read = f"Gelesen: {source.read}." if source.read else ""
    return " ".join(filter(None, (read, source.note)))


def _epoch(day: dt.date) -> int:
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
