"""What the JSON files say of impulses, drivers, closed lists, paper and work.

`keys.yml` names the keys, and most values follow from it; here is what has to be worked out.
"""

from collections.abc import Iterable
from typing import Any

from impulswerk.catalogue.graph import NO_SOURCE, Entry, Graph
from impulswerk.exports.citation import cite, edition_name, plain
from impulswerk.exports.data.chronicle import chronicle, progress
from impulswerk.exports.data.fields import Values, values
from impulswerk.exports.data.places import file_at
from impulswerk.exports.data.texts import absolute_text, sections
from impulswerk.model import urls
from impulswerk.model.entries import Driver, Impulse, State
from impulswerk.model.schema import TERM_PAGES
from impulswerk.permanence.publication import Publication, page_of
from impulswerk.render.changes import News, every_change
from impulswerk.text.convert import read
from impulswerk.text.wording import moment_of


class Records:
    """Makes the values; `graph` says what is related to what, `publication` where it all lies."""

    def __init__(self, graph: Graph, publication: Publication) -> None:
        self.graph = graph
        self.publication = publication
        self._replaced: dict[int, list[Impulse]] = {}
        for impulse in graph.impulses:
            for successor in graph.replacements(impulse):
                self._replaced.setdefault(successor.number, []).append(impulse)

    def impulse(self, impulse: Impulse) -> Values:
        """Everything about an impulse."""
        standing = self.graph.standing(impulse)
        return self.attributes(
            impulse,
            schritte=[
                {
                    "handelnde": [self._term("handelnde", name) for name in step.actors],
                    "text": absolute_text(self.graph, self.publication, impulse, step.text),
                }
                for step in impulse.steps
            ],
            fortschritt=progress(standing, self.publication),
            woran=[
                values("kriterium", one, belegt=one.id in standing.met) for one in impulse.criteria
            ],
            uebersetzungen=self._translations(impulse),
            karte=file_at(self.publication, urls.card(impulse, self.publication.edition)),
            **self._whole(impulse),
        )

    def attributes(self, impulse: Impulse, **more: Any) -> Values:
        """What an impulse is and how it is related to others, without its text."""
        graph = self.graph
        return values(
            "impuls",
            impulse,
            permalink=self.publication.absolute(urls.permalink(impulse)),
            diese_fassung=self.publication.version(impulse),
            treiber=[self._link(graph.driver(driver)) for driver in impulse.drivers],
            handlungsfeld=self._term("handlungsfelder", impulse.field),
            zielgruppen=[self._term("zielgruppen", name) for name in impulse.groups],
            handelnde=[self._term("handelnde", name) for name in impulse.actors],
            herausforderungen=[
                self._term("herausforderungen", name) for name in impulse.challenges
            ],
            verwandt=self._links(graph.related(impulse)),
            ersetzt_durch=self._links(graph.replacements(impulse)),
            ersetzt=self._links(self.replaced(impulse)),
            **{**self._about(impulse), **more},
        )

    def brief(self, impulse: Impulse) -> Values:
        """What a list of impulses shows; ids stand for whatever else has a file."""
        absolute = self.publication.absolute
        return values(
            "impuls-kurz",
            impulse,
            url=self._page(impulse),
            permalink=absolute(urls.permalink(impulse)),
            json=absolute(urls.record(impulse)),
            **self._changed(impulse),
        )

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
        graph = self.graph
        return values(
            "treiber",
            driver,
            impulse=self._links(graph.main_impulses(driver)),
            weitere_impulse=self._links(graph.further_impulses(driver)),
            **self._about(driver),
            **self._whole(driver),
        )

    def _about(self, entry: Entry) -> Values:
        """What an impulse and a driver say alike, without their texts."""
        return {
            "url": self._page(entry),
            "stand": {"id": entry.state, "titel": self.graph.state(entry).title},
            "verweise_hierher": self._links(self.graph.backlinks(entry)),
            **self._changed(entry),
        }

    def _whole(self, entry: Entry) -> Values:
        """The text of an impulse or a driver, and its other forms."""
        absolute = self.publication.absolute
        text = absolute_text(self.graph, self.publication, entry)
        return {
            "abschnitte": [part._asdict() for part in sections(text)],
            "ohne_quelle": NO_SOURCE if entry.is_own_idea else "",
            "zitat": self._citation(entry),
            "bild": absolute(urls.share_image(entry)),
            "markdown": absolute(urls.plain_text(entry)),
            "json": absolute(urls.record(entry)),
        }

    def terms(self) -> Values:
        """The closed lists by name, and what is in them in their own order."""
        graph = self.graph
        lists = {
            page.name: [
                values(
                    "begriff",
                    term,
                    impulse=self._links(graph.members(page.name, term)),
                    url=page_of(self.publication, urls.term_path(page.name, term.id)),
                )
                for term in graph.term_lists[page.name]
            ]
            for page in TERM_PAGES
        }
        states = [
            values("stand", term, impulse=self._links(graph.in_state(State(term.id))))
            for term in graph.catalog.states
        ]
        return lists | {"staende": states}

    def paper(self) -> Values:
        """The paper that the impulses are about, and all sources."""
        catalog = self.graph.catalog
        sources = [values("quelle", source) for source in catalog.references]
        return values("papier", catalog.paper, quellen=sources)

    def work(self) -> Values:
        """What the editors have written, as a whole, and how much there is."""
        graph = self.graph
        return values(
            "werk",
            graph.catalog.work,
            fassung=edition_name(graph, self.publication),
            url=self.publication.base,
            zitat=self._citation(None),
            bild=self.publication.absolute(urls.share_image(None)),
            zahlen={
                "impulse": len(graph.impulses),
                "zurueckgezogen": len(graph.in_state(State.WITHDRAWN)),
                "treiber": len(graph.drivers),
            },
        )

    def chronicle(self) -> Values:
        """What became of the impulses, and what readers said."""
        graph, catalog = self.graph, self.graph.catalog
        return chronicle(catalog.chronicle, catalog.feedback, graph.corrected, self.publication)

    def _translations(self, impulse: Impulse) -> list[Values]:
        """The summaries in other languages; a frozen edition has none."""
        found: list[Values] = []
        if self.publication.edition:
            return found
        for there in self.graph.in_other_languages:
            folder, spelling = there.language.prefix, there.catalog.addresses
            absolute = self.publication.in_language(folder, spelling).absolute
            found += [
                values(
                    "uebersetzung",
                    other,
                    sprache=there.language.code,
                    text=read(other.body).plain,
                    url=absolute(urls.address(urls.entry_path(other))),
                    permalink=absolute(urls.permalink(other)),
                    veraltet=there.is_outdated(other),
                )
                for other in there.impulses
                if other.number == impulse.number
            ]
        return found

    def replaced(self, impulse: Impulse) -> list[Impulse]:
        """The withdrawn impulses whose place this one takes."""
        return self._replaced.get(impulse.number, [])

    def _page(self, entry: Entry) -> str:
        return page_of(self.publication, urls.entry_path(entry))

    def _link(self, entry: Entry) -> Values:
        name = {"nummer": entry.number} if isinstance(entry, Impulse) else {"id": entry.id}
        return {**name, "titel": entry.title, "url": self._page(entry)}

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

    def _citation(self, entry: Entry | None) -> str:
        return plain(cite(self.graph, self.publication, entry))
