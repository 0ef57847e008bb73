"""Impulses, drivers, closed lists, paper and work as values under the keys `fields` names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.exports.citation import cite, edition_name, plain
from impulswerk.exports.data.chronicle import chronicle, criteria, progress
from impulswerk.exports.data.places import file_at
from impulswerk.exports.data.texts import absolute_text, sections
from impulswerk.model import urls
from impulswerk.model.entries import (
    Driver,
    Evidence,
    Impulse,
    Reference,
    State,
    Term,
    UncertainDate,
)
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.changes import News, every_change
from impulswerk.text.convert import read
from impulswerk.text.wording import moment_of

Values = dict[str, Any]


class Records:
    """Makes the values; `graph` says what is related to what, `publication` where it all lies."""

    def __init__(self, graph: Graph, publication: Publication) -> None:
        self.graph = graph
        self.publication = publication
        self._replaced: dict[int, list[Impulse]] = {}
        # Many entries lead to the same one; links are only read.
        self._links_to: dict[str, Values] = {}
        for impulse in graph.impulses:
            for successor in graph.replacements(impulse):
                self._replaced.setdefault(successor.number, []).append(impulse)

    def impulse(self, impulse: Impulse) -> Values:
        """Everything about an impulse."""
        absolute = self.publication.absolute
        return self.facts(impulse) | {
            "abschnitte": self._sections(impulse),
            "schritte": [
                {
                    "handelnde": [self._term("handelnde", name) for name in step.actors],
                    "text": absolute_text(self.graph, self.publication, impulse, step.text),
                }
                for step in impulse.steps
            ],
            **_evidence_of(impulse),
            **self._progress(impulse),
            **self._translations(impulse),
            "zitat": self._citation(impulse),
            "bild": absolute(urls.share_image(impulse)),
            "karte": file_at(self.publication, urls.card(impulse, self.publication.edition)),
            "markdown": absolute(urls.plain_text(impulse)),
            "json": absolute(urls.record(impulse)),
        }

    def facts(self, impulse: Impulse) -> Values:
        """What an impulse is and how it is related to others, without its text."""
        graph, absolute = self.graph, self.publication.absolute
        return {
            "nummer": impulse.number,
            "titel": impulse.title,
            "kurz": impulse.short,
            "url": self._page(impulse),
            "permalink": absolute(urls.permalink(impulse)),
            **self._this_version(impulse),
            "stand": self._standing(impulse),
            **_compared(impulse),
            **self._changed(impulse),
            "treiber": [self._link(graph.driver(driver)) for driver in impulse.drivers],
            "handlungsfeld": self._term("handlungsfelder", impulse.field),
            "zielgruppen": [self._term("zielgruppen", name) for name in impulse.groups],
            "handelnde": [self._term("handelnde", name) for name in impulse.actors],
            "herausforderungen": [
                self._term("herausforderungen", name) for name in impulse.challenges
            ],
            "verwandt": self._links(graph.related(impulse)),
            "verweise_hierher": self._links(graph.backlinks(impulse)),
            "ersetzt_durch": self._links(graph.replacements(impulse)),
            "ersetzt": self._links(self.replaced(impulse)),
            "suchbegriffe": list(impulse.search_terms),
        }

    def brief(self, impulse: Impulse) -> Values:
        """What a list of impulses shows; ids stand for whatever else has a file."""
        facts = self.facts(impulse)
        kept = ("nummer", "titel", "kurz", "url", "permalink", "erstellt", "geaendert")
        return {name: facts[name] for name in kept if name in facts} | {
            "stand": impulse.state.value,
            "treiber": list(impulse.drivers),
            "handlungsfeld": impulse.field,
            "json": self.publication.absolute(urls.record(impulse)),
        }

    def changes(self) -> Values:
        """Every change of every impulse, newest first."""
        history = self.publication.history
        return {
            "ist_bekannt": history.is_known,
            "aenderungen": [self._change(news) for news in every_change(self.graph, history)],
        }

    def _change(self, news: News) -> Values:
        impulse, revision = news.impulse, news.revision
        return {
            "zeitpunkt": moment_of(revision.moment),
            "art": revision.kind.value,
            "nummer": impulse.number,
            "titel": news.title,
            "geaenderte_angaben": [change.title for change in revision.fields],
            "diese_fassung": page_of(
                self.publication, urls.version_path(impulse.number, revision.date)
            ),
            "json": self.publication.absolute(urls.record(impulse)),
        }

    def driver(self, driver: Driver) -> Values:
        """Everything about a driver."""
        graph, absolute = self.graph, self.publication.absolute
        return {
            "id": driver.id,
            "reihenfolge": driver.order,
            "titel": driver.title,
            "kurz": driver.short,
            "url": self._page(driver),
            "stand": self._standing(driver),
            **_compared(driver),
            **self._changed(driver),
            "impulse": self._links(graph.main_impulses(driver)),
            "weitere_impulse": self._links(graph.further_impulses(driver)),
            "verweise_hierher": self._links(graph.backlinks(driver)),
            "suchbegriffe": list(driver.search_terms),
            "abschnitte": self._sections(driver),
            **_evidence_of(driver),
            "zitat": self._citation(driver),
            "bild": absolute(urls.share_image(driver)),
            "markdown": absolute(urls.plain_text(driver)),
            "json": absolute(urls.record(driver)),
        }

    def terms(self) -> Values:
        """The closed lists by name, and what is in them in their own order."""
        graph = self.graph
        return {
            name: [
                {
                    "id": term.id,
                    "titel": term.title,
                    "definition": term.short,
                    "impulse": self._links(graph.members(name, term)),
                    "url": page_of(self.publication, urls.term_path(name, term.id)),
                    "belege": [_evidence(entry) for entry in term.evidence],
                }
                for term in terms
            ]
            for name, terms in graph.term_lists.items()
        } | {
            "staende": [
                _plain_term(term, self._links(graph.in_state(State(term.id))))
                for term in graph.catalog.states
            ],
        }

    def paper(self) -> Values:
        """The paper that the impulses are about, and all sources."""
        paper = self.graph.catalog.paper
        return {
            "titel": paper.title,
            "art": paper.kind,
            "herausgeber": paper.publisher,
            "uebergeben_am": _handed_over(paper.handed_over_on),
            "uebergeben_an": paper.handed_over_to,
            "kurz": paper.short,
            "beleg": paper.evidence_source_id,
            **({"quelle": paper.source_id} if paper.source_id else {}),
            "angaben": [
                {"text": statement.text, "belege": list(statement.source_ids)}
                for statement in paper.statements
            ],
            **({"einladung": paper.invitation} if paper.invitation else {}),
            "quellen": [_reference(source) for source in self.graph.catalog.references],
        }

    def work(self) -> Values:
        """What the editors have written, as a whole, and how much there is."""
        graph, work = self.graph, self.graph.catalog.work
        return {
            "titel": work.title,
            "herausgeber": work.publisher,
            "kurz": work.short,
            "fassung": edition_name(graph, self.publication),
            "url": self.publication.base,
            "zitat": self._citation(None),
            "bild": self.publication.absolute(urls.share_image(None)),
            "zahlen": {
                "impulse": len(graph.impulses),
                "zurueckgezogen": len(graph.in_state(State.WITHDRAWN)),
                "treiber": len(graph.drivers),
            },
        }

    def chronicle(self) -> Values:
        """What became of the impulses, and what readers said."""
        graph, catalog = self.graph, self.graph.catalog
        return chronicle(catalog.chronicle, catalog.feedback, graph.corrected, self.publication)

    def _progress(self, impulse: Impulse) -> Values:
        standing = self.graph.standing(impulse)
        return {
            "fortschritt": progress(standing, self.publication),
            "woran": criteria(impulse, standing),
        }

    def _translations(self, impulse: Impulse) -> Values:
        """The summaries in other languages; nothing where there is none."""
        if self.publication.edition:
            return {}
        found = []
        for there in self.graph.in_other_languages:
            folder, spelling = there.language.prefix, there.catalog.addresses
            absolute = self.publication.in_language(folder, spelling).absolute
            found += [
                {
                    "sprache": there.language.code,
                    "titel": other.title,
                    "kurz": other.short,
                    "text": read(other.body).plain,
                    "url": absolute(urls.address(urls.entry_path(other))),
                    "permalink": absolute(urls.permalink(other)),
                    "veraltet": there.is_outdated(other),
                }
                for other in there.impulses
                if other.number == impulse.number
            ]
        return {"uebersetzungen": found} if found else {}

    def replaced(self, impulse: Impulse) -> list[Impulse]:
        """The withdrawn impulses whose place this one takes."""
        return self._replaced.get(impulse.number, [])

    def _standing(self, entry: Entry) -> Values:
        return {"id": entry.state.value, "titel": self.graph.state(entry).title}

    def _page(self, entry: Entry) -> str:
        return page_of(self.publication, urls.entry_path(entry))

    def _link(self, entry: Entry) -> Values:
        found = self._links_to.get(entry.source)
        if found is None:
            found = {"nummer": entry.number} if isinstance(entry, Impulse) else {"id": entry.id}
            found |= {"titel": entry.title, "url": self._page(entry)}
            self._links_to[entry.source] = found
        return found

    def _links(self, entries: Iterable[Entry]) -> list[Values]:
        return [self._link(entry) for entry in entries]

    def _term(self, vocabulary: str, term_id: str) -> Values:
        return {
            "id": term_id,
            "titel": self.graph.term(vocabulary, term_id).title,
            "url": page_of(self.publication, urls.term_path(vocabulary, term_id)),
        }

    def _changed(self, entry: Entry) -> Values:
        # Not the edition's day instead: whoever asks for changes since a day must not be misled.
        found = self.publication.history.revisions(entry)
        if not found:
            return {}
        return {"erstellt": moment_of(found[0].begun), "geaendert": moment_of(found[-1].moment)}

    def _this_version(self, impulse: Impulse) -> Values:
        address = self.publication.version(impulse)
        return {"diese_fassung": address} if address else {}

    def _sections(self, entry: Entry) -> list[Values]:
        text = absolute_text(self.graph, self.publication, entry)
        return [
            {"id": section.id, "titel": section.title, "text": section.text}
            for section in sections(text)
        ]

    def _citation(self, entry: Entry | None) -> str:
        return plain(cite(self.graph, self.publication, entry))


def _plain_term(term: Term, impulses: list[Values]) -> Values:
    """An entry of a closed list that has no page of its own."""
    return {
        "id": term.id,
        "titel": term.title,
        "definition": term.short,
        "impulse": impulses,
    }


def _compared(entry: Entry) -> Values:
    found = {"abgeglichen_von": entry.compared_by} if entry.compared_by else {}
    on = entry.compared_on
    return found | ({"abgeglichen_am": on.isoformat()} if on else {})


def _evidence_of(entry: Entry) -> Values:
    found: Values = {"belege": [_evidence(evidence) for evidence in entry.evidence]}
    return found | ({"ohne_quelle": NO_SOURCE} if entry.is_own_idea else {})


def _evidence(entry: Evidence) -> Values:
    values = {
        "quelle": entry.source_id,
        "absatz": entry.paragraph,
        "seite": entry.page,
        "stichwort": entry.term,
        "wortlaut": entry.quote,
    }
    return {name: value for name, value in values.items() if value}


def _handed_over(date: UncertainDate) -> Values:
    """Day and doubt in one value, so that nobody takes the one without seeing the other."""
    doubt = {"zweifel": date.doubt} if date.doubt else {}
    return {"datum": date.day.isoformat()} | doubt


def _reference(reference: Reference) -> Values:
    values = {
        "id": reference.id,
        "herausgeber": reference.publisher,
        "titel": reference.title,
        "datum": reference.date.isoformat() if reference.date else "",
        "adresse": reference.url,
        "gelesen": reference.read,
        "tatsachen": list(reference.facts),
        "anmerkung": reference.note,
        "pruefsumme": reference.sha256,
    }
    return {name: value for name, value in values.items() if value}
