"""Pages on which an impulse or a driver is corrected and a new impulse is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.ledger import highest_number
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.model import urls
from impulswerk.model.entries import Driver, Evidence, Impulse
from impulswerk.model.record import Field, Kind
from impulswerk.model.schema import DRIVER, IMPULSE
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.rules.scaffold import file_name, next_number
from impulswerk.text.as_json import compact, one_line

# Order, state, criteria and what belongs to them are the editors' business: a form would invite
# mistakes. What stands there stays.
_STATE = ("stand", "abgeglichen_von", "abgeglichen_am", "ersetzt_durch")
_EDITORS_OWN = {"reihenfolge", "woran", *_STATE}
_SHORT = 90  # characters of a text that has a line of its own


class Option(NamedTuple):
    """What may be chosen: how the file says it, its title, and a sentence on what it is."""

    value: str
    title: str
    short: str = ""


class Shown(NamedTuple):
    """A field of the form: what it asks for and what is in it now.

    `form` is zeile, absatz, eine, mehrere, nummern, woerter or belege. Values are as the file says
    them.
    """

    field: Field
    form: str
    values: tuple[str, ...]
    options: tuple[Option, ...] = ()


def workshop_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """The page to choose on, one for a new impulse, and one for each impulse and driver."""
    home = View(graph, publication, urls.WORKSHOP)
    yield PlannedPage(home.path, partial(_home, home))
    for entry in (None, *graph.entries):
        view = View(graph, publication, urls.workshop(entry))
        yield PlannedPage(view.path, partial(_form, view, entry))


def source_files(graph: Graph) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The file of each impulse and driver, to be corrected in any program."""
    for entry in graph.entries:
        yield urls.workshop_source(entry), (entry.head + entry.body).encode


def _meta(title: str, description: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "seitenart": "werkstatt",
        "bereich": "werkstatt",
    }


def _home(view: View) -> Page:
    meta = _meta("Werkstatt", "Einen Text verbessern oder einen Impuls vorschlagen, im Browser.")
    return view.page("werkstatt.html", {**meta, "seitenart": "text"}, shows=())


def _form(view: View, entry: Impulse | Driver | None) -> Page:
    graph = view.graph
    numbers = [highest_number(graph.catalog.ledger), *(i.number for i in graph.impulses)]
    number = next_number(numbers)
    sections = graph.catalog.work.sections
    if entry is None:
        title, text = "Einen Impuls vorschlagen", _empty(graph)
    else:
        name = f"Impuls {entry.number}" if isinstance(entry, Impulse) else "Treiber"
        title, text = f"{name}: {entry.title}", entry.head + entry.body
    what = {
        "quelle": entry.source if entry else "",
        "nummer": number,
        "datei": entry.source if entry else f"impulses/{file_name(number, '')}",
        "titel": title,
        "text": text,
    }
    description = "Schreiben, prüfen, ansehen und abschicken, ohne Konto und ohne Programm."
    return view.page(
        "werkstatt-formular.html",
        _meta(title, description),
        entry.source if entry else "",
        () if entry is None else [entry],
        eintrag=entry,
        felder=list(fields(graph, entry)),
        leer=_empty(graph),
        abschnitte=sections if entry is None or isinstance(entry, Impulse) else (),
        daten=Markup(compact(what).strip().replace("<", "\\u003c")),
    )


def _empty(graph: Graph) -> str:
    """The file of a new impulse in which nothing is chosen and nothing is written yet."""
    asked = [field for field in IMPULSE.fields if field.name not in _EDITORS_OWN]
    head = [f"{field.name}:" if field.required else f"{field.name}: []" for field in asked]
    body = [f"## {section.title}\n" for section in graph.catalog.work.sections]
    return "\n".join(["---", *head, "stand: entwurf", "---", "", *body])


def fields(graph: Graph, entry: Impulse | Driver | None) -> Iterator[Shown]:
    """What the form asks for, in the order of the file."""
    record = DRIVER if isinstance(entry, Driver) else IMPULSE
    for field in record.fields:
        if field.name in _EDITORS_OWN:
            continue
        given = getattr(entry, field.attribute) if entry else ()
        if field.kind is Kind.RECORDS:
            options = tuple(_evidence_options(graph, given))
            values = [evidence_value(own) for own in given]
            if entry and not given:
                values = [field.nothing]
            yield Shown(field, "belege", tuple(values), options)
        else:
            listed = given if isinstance(given, tuple) else (given,)
            values = [str(value) for value in listed]
            yield Shown(field, _kind_of_form(field), tuple(values), tuple(_options(graph, field)))


def _kind_of_form(field: Field) -> str:
    if field.kind is Kind.TERM:
        return "mehrere" if field.many else "eine"
    if field.kind is Kind.NUMBER:
        return "nummern"
    if field.many:
        return "woerter"
    return "zeile" if 0 < field.max_length <= _SHORT else "absatz"


def _options(graph: Graph, field: Field) -> Iterator[Option]:
    allowed = allowed_terms(graph).get(field.vocabulary, ())
    for term in graph.listed(field.vocabulary):
        if term.id in allowed:
            yield Option(term.id, term.title, term.short)


def evidence_value(own: Evidence) -> str:
    """A piece of evidence as the one line of YAML that stands for it."""
    place = f"seite: {own.page}" if own.page else f"absatz: {own.paragraph}"
    quote = f", wortlaut: {_quoted(own.quote)}" if own.quote else ""
    return f"{{quelle: {own.source_id}, {place}, stichwort: {_quoted(own.term)}{quote}}}"


def _quoted(text: str) -> str:
    return text if all(sign.isalnum() or sign in " -" for sign in text) else one_line(text)


def _evidence_options(graph: Graph, given: tuple[Evidence, ...]) -> Iterator[Option]:
    """Every term of every source that may be named, after those that are named already."""
    known = [
        Evidence(reference.id, word, place.paragraph, place.page)
        for reference in graph.catalog.references
        for place in reference.terms
        for word in place.words
    ]
    for own in dict.fromkeys((*given, *known)):
        where = f"Seite {own.page}" if own.page else f"Absatz {own.paragraph}"
        publisher = graph.reference(own.source_id).publisher
        yield Option(evidence_value(own), own.term, f"{publisher}, {where}")
