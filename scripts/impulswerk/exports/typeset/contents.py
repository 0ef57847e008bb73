"""An entry as data for the templates of paper, and all that a sheet of it needs."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.catalogue.status import status
from impulswerk.exports.citation import cite, edition_name, without_link
from impulswerk.exports.data.places import file_at, page_at
from impulswerk.exports.typeset.text import (
    Goal,
    Node,
    Setting,
    entry_text,
)
from impulswerk.model import urls
from impulswerk.model.entries import Driver, Evidence, Impulse, State
from impulswerk.permanence.publication import Publication
from impulswerk.render import qr
from impulswerk.render.chronicle import stated
from impulswerk.render.look import for_typesetter, place
from impulswerk.text.interface import Language
from impulswerk.text.wording import german_date


class Contents:
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
        names = {
            "handlungsfelder": say("Handlungsfeld"),
            "zielgruppen": say("Wem es nützt"),
            "handelnde": say("Wer handelt"),
            "herausforderungen": say("Herausforderungen"),
        }
        return self.name(impulse) | {
            "kurz": impulse.short,
            "treiber": [self.name(graph.driver(driver)) for driver in impulse.drivers],
            "angaben": [
                {"name": names[name], "werte": [graph.term(name, term).title for term in terms]}
                for name, terms in impulse.terms.items()
            ],
            "stand": graph.state(impulse).title,
            "verglichen": _compared(impulse),
            "hinweis": self.notice(impulse),
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

    def notice(self, impulse: Impulse) -> dict[str, str]:
        """What readers have to know before they read an impulse; nothing where it was compared."""
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


class Sheet(Contents):
    """Stands alone: every link leads to the site, and names the impulse for readers of paper."""

    def data(self, impulse: Impulse) -> dict[str, Any]:
        """What the template of a sheet needs."""
        # Programs that list files show title and summary alone: both say how far the text is.
        cited = cite(self.graph, self.publication, impulse)
        summary = status(self.graph, [impulse]).before(impulse.short)
        common = self.common(cited.title, summary, self.publication.changed(impulse))
        return common | {"impuls": self.impulse(impulse), "zitat": without_link(cited)}

    def goal(self, source: str, anchor: str) -> Goal:
        """Where a link in a running text leads to."""
        entry = self.source(source)
        note = (
            f"({self.graph.language.say('Impuls')}\u00a0{entry.number})"
            if isinstance(entry, Impulse)
            else ""
        )
        return Goal(super().goal(source, anchor).address, note)


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
