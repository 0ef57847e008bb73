"""The whole collection as data for its template: everything there is, in one document."""

from collections.abc import Iterator
from typing import Any

from impulswerk.catalogue.graph import Entry
from impulswerk.catalogue.status import status
from impulswerk.exports.citation import cite, edition_name, without_link
from impulswerk.exports.typeset.contents import Contents
from impulswerk.exports.typeset.text import (
    Goal,
    Node,
    Setting,
    html_nodes,
    labels,
)
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry, Progress
from impulswerk.model.entries import Driver, Impulse, Reference, State, Term
from impulswerk.model.operator_fields import OPERATOR
from impulswerk.render import figure
from impulswerk.render.chronicle import when, words
from impulswerk.render.operator import card
from impulswerk.text.convert import read
from impulswerk.text.wording import count, doubted, german_date, publication_date


class Collection(Contents):
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
                self.name(impulse) | {"hinweis": self.notice(impulse)}
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
        """Label of an impulse or a driver."""
        return f"#{_label(entry)}"

    def prefix(self, entry: Entry) -> str:
        """What labels of its headings begin with."""
        return f"{_label(entry)}--"

    def goal(self, source: str, anchor: str) -> Goal:
        """Where a link in a running text leads to: to the site only what is not in the document."""
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
