"""A page in the making: renders templates, with links relative to the page at hand."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.catalogue.status import status
from impulswerk.exports import citation
from impulswerk.exports.card import snippet
from impulswerk.exports.data.listing import field_tables, offers
from impulswerk.exports.press import counts
from impulswerk.exports.share_image import alt_text
from impulswerk.model import urls
from impulswerk.model.chronicle import ChronicleEntry
from impulswerk.model.entries import Driver, Impulse, State, Step
from impulswerk.model.schema import TERM_PAGES
from impulswerk.pages.page import Page
from impulswerk.pages.words import Words
from impulswerk.permanence.publication import Publication
from impulswerk.render import chronicle
from impulswerk.render.environment import environment
from impulswerk.render.links import entry_text, goals
from impulswerk.render.openings import first_words, openings
from impulswerk.render.operator import fact, gaps
from impulswerk.text.convert import Goal, read
from impulswerk.text.slugs import slugify
from impulswerk.text.wording import doubted, reading_minutes

# Pages of this kind begin with a list of their sections where there are many.
_WITH_CONTENTS = ("text", "redaktion")
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')


def code_marks(text: str) -> Markup:
    """Escaped text in which `backticks` have become <code>."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


@cache
def _environment(code: str) -> Environment:
    ours = environment(code)
    ours.filters["mit_zweifel"] = doubted
    ours.filters["code"] = code_marks
    ours.filters["anker"] = slugify
    ours.filters["lesezeit"] = reading_minutes
    ours.filters["gross"] = lambda text: f"{text[:1].upper()}{text[1:]}"
    ours.filters["wann"] = chronicle.when
    ours.filters["wort"] = lambda term, name: chronicle.words(name, term)
    ours.filters["ueberfaellig"] = chronicle.overdue
    ours.globals.update(
        anfaenge=openings,
        erste_worte=first_words,
        State=State,
        treiber_von=chronicle.drivers_of,
        zaehlen=chronicle.counted,
        chronik_umfang=chronicle.summary,
        lage=status,
        listen=TERM_PAGES,
        urls=urls,
        zitieren=citation.cite,
        ausgabe_name=citation.edition_name,
        zitat_teile=citation.plain_parts,
        zitat_kurz=citation.short_text,
        zitat_markdown=citation.markdown,
        zitat_html=citation.html,
        ABRUF=citation.ACCESS,
        karte_schnipsel=snippet,
        bildtext=alt_text,
        zahlen=counts,
        datendateien=offers,
        datenfelder=field_tables,
        angabe=fact,
        barrieren=gaps,
    )
    return ours


class View:
    """A page in the making: knows its own virtual path, so that every link can be relative."""

    def __init__(self, graph: Graph, publication: Publication, path: str) -> None:
        self.graph = graph
        self.publication = publication
        self.path = path

    def render(self, template: str, **values: Any) -> str:
        """Text of the template with the graph, the links of this page and `values`."""
        return (
            _environment(self.graph.catalog.language)
            .get_template(template)
            .render(graph=self.graph, seite=self, ausgabe=self.publication, **values)
        )

    def page(
        self,
        template: str,
        meta: Mapping[str, Any],
        source: str = "",
        shows: Iterable[Entry] | None = None,
        **values: Any,
    ) -> Page:
        """The page that `template` gives.

        `source` is the file an editor would change, `shows` are the entries whose texts the page
        shows, None where it shows none of ours.
        """
        html = self.render(template, worte=Words(self.graph.catalog.glossary), **values)
        found = {**meta, **self.language(), **({"quelle": source} if source else {})}
        found["tueren"] = self.doors(str(meta["title"]))
        if shows is not None:
            found |= status_line(self.graph, shows)
        if found.get("seitenart") in _WITH_CONTENTS:
            found["verzeichnis"] = contents(_HEADING.findall(html))
        return Page(self.path, found, html)

    def language(self) -> dict[str, str]:
        """What the frame has to know of the language of a page that is not German."""
        language = self.graph.language
        return {} if language.is_source else {"lang": language.code}

    def text_day(self, entry: Entry) -> dict[str, str]:
        """Front matter with the day on which the text last changed, where that is known."""
        day = self.publication.history.changed(entry)
        return {"textdatum": self.graph.language.date(day)} if day else {}

    def to(self, target: str, anchor: str = "") -> str:
        """Relative address of a virtual docs path."""
        here, there = self.publication.here(self.path), self.publication.place(target)
        return urls.between(here, there, anchor)

    def entry(self, entry: Impulse | Driver, anchor: str = "") -> str:
        """Relative address of an impulse or a driver."""
        return self.to(urls.entry_path(entry), anchor)

    def original(self, entry: Impulse | Driver) -> str:
        """Relative address of the German page on an impulse or a driver."""
        there = urls.entry_path(self.graph.original(entry))
        return urls.between(self.publication.here(self.path), there)

    def term(self, vocabulary: str, term_id: str) -> str:
        """Relative address of an entry of a closed list."""
        return self.to(urls.term_path(vocabulary, term_id))

    def text(self, entry: Impulse | Driver) -> Markup:
        """The entry's own text, its links between sources turned into links between pages."""
        return entry_text(self.graph, entry.body, entry.source, self.to)

    def step(self, impulse: Impulse, step: Step) -> Markup:
        """The words of a step as blocks of HTML."""
        return Markup(read(step.text).html(self.goals(impulse.source)))

    def told(self, entry: ChronicleEntry) -> Markup:
        """The text of an entry of the chronicle."""
        return Markup(read(entry.body).html(self.goals(entry.source)))

    def doors(self, about: str) -> list[dict[str, str]]:
        """Where readers can say something: by mail, in public; `about` is what they speak of."""
        return self.publication.doors(self.graph.catalog.operator, about, urls.address(self.path))

    def goals(self, source: str) -> Goal:
        """Where links in the file `source` lead: those to sources to their pages."""
        return goals(self.graph, source, self.to, self._beside)

    def _beside(self, path: str, anchor: str) -> str:
        """Relative address of something of docs/ that is German, or for all languages."""
        return urls.between(self.publication.here(self.path), path, anchor)


def status_line(
    graph: Graph, entries: Iterable[Entry], *, is_easy: bool = False
) -> dict[str, dict[str, str]]:
    """What the frame says of a page that shows texts of ours: whose words these are."""
    found = status(graph, entries, is_easy=is_easy)
    return {
        "standzeile": {
            "stand": found.state.value,
            "marke": found.tag,
            "satz": found.sentence,
            # Reference managers and previews of links ask every page whose words it shows.
            "werk": graph.catalog.work.title,
            "urheber": graph.catalog.work.publisher,
        }
    }


def contents(headings: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """What the frame shows above a long text, of id and title of its second-level headings."""
    return [{"anker": anchor, "titel": title} for anchor, title in headings]
