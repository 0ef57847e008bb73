"""The pages made wholly from the data: indexes first, then impulses, drivers and closed lists."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import quote

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.data.listing import alternatives
from impulswerk.exports.jsonld import glossary_terms
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.exports.metadata import linked_data, metadata
from impulswerk.model import urls
from impulswerk.model.entries import Driver, Impulse, Term
from impulswerk.model.rulebook import GROUPS
from impulswerk.model.schema import GLOSSARY, LISTED, RECORDS, TERM_PAGES, TermList
from impulswerk.pages.finder import facets
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.rules.scaffold import PROPOSED_TITLE, file_name, impulse_text
from impulswerk.text.slugs import fold

# Pages for editors, and one that puts sections side by side, which summaries do not have.
_IN_GERMAN_ALONE = (urls.COMPARE, urls.RULES_PAGE, urls.FIELDS_PAGE, urls.PROPOSE_PAGE)


def index_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """Lists, the matrix and the pages for editors."""
    makers: dict[str, Callable[[View], Page]] = {
        urls.IMPULSE_INDEX: _impulse_index,
        urls.DRIVER_INDEX: _driver_index,
        urls.MATRIX: _matrix,
        urls.COMPARE: _compare,
        **{urls.term_index(entry.name): partial(_term_index, entry) for entry in TERM_PAGES},
        **({urls.GLOSSARY: _glossary} if graph.catalog.glossary else {}),
        urls.RULES_PAGE: _rules,
        urls.FIELDS_PAGE: _fields,
        urls.PROPOSE_PAGE: _proposal,
    }
    if not graph.language.is_source:
        for path in _IN_GERMAN_ALONE:
            del makers[path]
    for path, make in makers.items():
        yield PlannedPage(path, partial(make, View(graph, publication, path)))


def entry_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """One page for each impulse, driver and entry of a closed list."""
    for impulse in graph.impulses:
        view = View(graph, publication, urls.impulse_path(impulse))
        yield PlannedPage(view.path, partial(_impulse, view, impulse))
    for driver in graph.drivers:
        view = View(graph, publication, urls.driver_path(driver))
        yield PlannedPage(view.path, partial(_driver, view, driver))
    for entry in TERM_PAGES:
        for term in graph.term_lists[entry.name]:
            view = View(graph, publication, urls.term_path(entry.name, term.id))
            yield PlannedPage(view.path, partial(_term, view, entry, term))


def _impulse_index(view: View) -> Page:
    say = view.graph.language.say
    meta = {
        "title": say("Alle Impulse"),
        "description": say(
            "Alle Impulse auf einen Blick, filterbar nach Treiber, Handlungsfeld, "
            "Nutzen, Handelnden und Herausforderung."
        ),
        "seitenart": "impulsliste",
        "bereich": "impulse",
    }
    return view.page(
        "impulsliste.html", meta, shows=view.graph.impulses, facetten=facets(view.graph)
    )


def _driver_index(view: View) -> Page:
    say = view.graph.language.say
    meta = {
        "title": say("Treiber"),
        "description": say("Die Transformationstreiber, auf die die Impulse antworten."),
        "seitenart": "treiberliste",
        "bereich": "treiber",
    }
    return view.page("treiberliste.html", meta, shows=view.graph.drivers)


def _matrix(view: View) -> Page:
    say = view.graph.language.say
    meta = {
        "title": say("Matrix"),
        "description": say("Welche Impulse zu welchem Treiber und welchem Handlungsfeld gehören."),
        "seitenart": "matrix",
        "bereich": "matrix",
    }
    return view.page("matrix.html", meta, shows=view.graph.impulses)


def _compare(view: View) -> Page:
    meta = {
        "title": "Impulse vergleichen",
        "description": "Bis zu drei Impulse Abschnitt für Abschnitt nebeneinander, oder eine "
        "Leseliste zum Weitergeben und Drucken.",
        "seitenart": "vergleichen",
        "bereich": "impulse",
    }
    return view.page("vergleichen.html", meta, shows=view.graph.impulses)


def _term_index(entry: TermList, view: View) -> Page:
    say = view.graph.language.say
    meta = {
        "title": say(entry.title),
        "description": say(entry.intro),
        "seitenart": "begriffe",
        "bereich": entry.name,
    }
    source = LISTED[entry.name].where
    return view.page("begriffe.html", meta, source, view.graph.impulses, liste=entry)


def _glossary(view: View) -> Page:
    say = view.graph.language.say
    words = sorted(view.graph.catalog.glossary, key=lambda word: fold(word.title))
    meta = {
        "title": say("Glossar"),
        "description": say("Was die Wörter bedeuten, über die man hier stolpern kann."),
        "seitenart": "glossar",
        "bereich": "glossar",
        **linked_data(glossary_terms(view.graph, view.publication), view.publication),
    }
    return view.page("glossar.html", meta, GLOSSARY.where, (), woerter=words)


def _rules(view: View) -> Page:
    meta = {
        "title": "Prüfregeln",
        "description": "Was vor jeder Veröffentlichung geprüft wird, mit falschem und richtigem "
        "Beispiel.",
        "seitenart": "redaktion",
        "bereich": "redaktion",
    }
    return view.page("pruefregeln.html", meta, gruppen=GROUPS)


def _fields(view: View) -> Page:
    meta = {
        "title": "Felder der Quelldateien",
        "description": "Welche Felder in den Quelldateien stehen und was sie bedeuten.",
        "seitenart": "redaktion",
        "bereich": "redaktion",
    }
    catalog = view.graph.catalog
    lists = {**view.graph.term_lists, "handelnde": catalog.actors, "staende": catalog.states}
    return view.page("felder.html", meta, arten=RECORDS, begriffslisten=lists)


def _proposal(view: View) -> Page:
    """The scaffold of the next impulse, to copy and, encoded, for the address of an editor."""
    graph = view.graph
    name = file_name(graph.catalog.next_number, PROPOSED_TITLE)
    scaffold = impulse_text(PROPOSED_TITLE, allowed_terms(graph), graph.catalog.work.sections)
    meta = {
        "title": "Einen Impuls als Datei vorschlagen",
        "description": "Wie aus einer Idee ein Impuls auf dieser Website wird.",
        "seitenart": "redaktion",
        "bereich": "redaktion",
        "vorschlag_datei": name,
        "vorschlag_inhalt": quote(scaffold, safe=""),
    }
    return view.page("vorschlagen.html", meta, datei=name, geruest=scaffold)


def _impulse(view: View, impulse: Impulse) -> Page:
    meta = {
        "title": f"{view.graph.language.say('Impuls')} {impulse.number}: {impulse.title}",
        "description": impulse.short,
        "seitenart": "impuls",
        "bereich": "impulse",
        "treiberfarbe": impulse.drivers[0],
        **alternatives(view.publication, impulse),
        **metadata(view.graph, view.publication, impulse),
        **view.text_day(impulse),
    }
    return view.page("impuls.html", meta, impulse.source, [impulse], impuls=impulse)


def _driver(view: View, driver: Driver) -> Page:
    meta = {
        "title": driver.title,
        "description": driver.short,
        "seitenart": "treiber",
        "bereich": "treiber",
        "treiberfarbe": driver.id,
        "feed": view.publication.place(urls.feed(driver, "xml")).removesuffix(".xml"),
        **alternatives(view.publication, driver),
        **metadata(view.graph, view.publication, driver),
        **view.text_day(driver),
    }
    graph = view.graph
    shown: tuple[Entry, ...] = (
        driver,
        *graph.main_impulses(driver),
        *graph.further_impulses(driver),
    )
    return view.page("treiber.html", meta, driver.source, shown, treiber=driver)


def _shows_steps(view: View, entry: TermList) -> bool:
    """Whether the page of an entry tells the steps themselves, which are in German alone."""
    return entry.name == "handelnde" and view.graph.language.is_source


def _term(view: View, entry: TermList, term: Term) -> Page:
    say = view.graph.language.say
    meta = {
        "title": f"{say(entry.singular)}: {term.title}",
        "description": term.short,
        "seitenart": "gefragt" if _shows_steps(view, entry) else "begriff",
        "bereich": entry.name,
    }
    shown = view.graph.members(entry.name, term)
    source = LISTED[entry.name].where
    return view.page(f"{meta['seitenart']}.html", meta, source, shown, liste=entry, begriff=term)
