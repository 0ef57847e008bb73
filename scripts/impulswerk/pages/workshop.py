"""Pages on which a text is corrected, or an impulse, a piece of the chronicle or an actor written.

A page of another language asks in that language. Its impulses and drivers are corrected in it, too;
whatever is new is written in German, the language of the sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.jsonschema import allowed_terms
from impulswerk.model import urls
from impulswerk.model.chronicle import LISTS, SETTABLE
from impulswerk.model.entries import Evidence, Impulse, Section
from impulswerk.model.record import Field, Kind, Record
from impulswerk.model.schema import (
    CHRONICLE,
    DRIVER,
    IMPULSE,
    ORGANISATION,
    TRANSLATED_DRIVER,
    TRANSLATED_IMPULSE,
)
from impulswerk.pages.page import Page, PlannedPage
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.text.as_json import compact, one_line
from impulswerk.text.interface import Language
from impulswerk.text.slugs import slugify

# Order, state, criteria and what belongs to them are the editors' business: a form would invite
# mistakes. What stands there stays. What ids there are, a translation knows from its name.
_STATE = ("stand", "abgeglichen_von", "abgeglichen_am", "ersetzt_durch")
_EDITORS_OWN = {
    IMPULSE.name: {"reihenfolge", "woran", *_STATE},
    DRIVER.name: {"reihenfolge", "woran", *_STATE},
    TRANSLATED_DRIVER.name: {"treiber"},
}
_SHORT = 120  # characters of a text that has a line of its own
_INPUTS = {Kind.DATE: "date", Kind.ADDRESS: "url"}
_TEXTS = ("zeile", "absatz")
# What a new impulse says of itself.
_DRAFT = ("stand: entwurf",)
# What an entry of a list begins with.
_ENTRY = re.compile(r"^ *- +(?=\S)", re.MULTILINE)
# The day on which something is written; the page knows it when it is open.
_DAY = "{tag}"


class Option(NamedTuple):
    """What may be chosen: how the file says it, its title, and a sentence on what it is."""

    value: str
    title: str
    short: str = ""


class Shown(NamedTuple):
    """A field of the form: what it asks for and what is in it now.

    `form` is zeile, absatz, eine, auswahl, mehrere, nummern, woerter, belege or gruppe, which has
    `parts`. Values are as the file says them. What `is_main` comes first, the rest may be left out
    by whoever corrects a sentence.
    """

    field: Field
    form: str
    values: tuple[str, ...]
    options: tuple[Option, ...] = ()
    parts: tuple[Shown, ...] = ()
    is_main: bool = True

    @property
    def input(self) -> str:
        """The kind of HTML's input that suits it."""
        return _INPUTS.get(self.field.kind, "text")


@dataclass(frozen=True)
class Form:
    """What is written on a page of the workshop, and into which file it goes.

    `kind` is impuls, treiber, chronik or akteur. `given` is what is there already, None for
    something new. `text` is the file's; of an entry in a list only that, without its `indent`, and
    `before` it the rest of the file. A `source` is the file's path; a new file has only the
    beginning of one, `new`. `is_written_here` says that its text is in the page's language.
    """

    kind: str
    record: Record
    path: str
    text: str
    source: str = ""
    new: str = ""
    given: Entry | None = None
    sections: tuple[Section, ...] = ()
    before: str = ""
    indent: str = ""
    is_written_here: bool = True

    @property
    def has_body(self) -> bool:
        """Whether Markdown stands below the fields."""
        return self.record is not ORGANISATION

    @property
    def whole(self) -> str:
        """The file, for whoever has no script."""
        lines = self.text.splitlines(keepends=True)
        deep = " " * len(self.indent)
        return self.before + self.indent + deep.join(lines)


def workshop_pages(graph: Graph, publication: Publication) -> Iterator[PlannedPage]:
    """The page to choose on, and one for everything that can be written or corrected."""
    home = View(graph, publication, urls.WORKSHOP)
    yield PlannedPage(home.path, partial(_home, home))
    for form in forms(graph):
        yield PlannedPage(form.path, partial(_page, View(graph, publication, form.path), form))


def forms(graph: Graph) -> Iterator[Form]:
    """Everything that can be written or corrected in the language of `graph`."""
    sections = graph.catalog.work.sections
    here = graph.language.is_source
    headings = "".join(f"\n## {section.title}\n" for section in sections)
    yield Form(
        kind="impuls",
        record=IMPULSE,
        path=urls.WORKSHOP_NEW,
        text=_empty(IMPULSE, _DRAFT) + headings,
        new=f"impulses/{graph.catalog.next_number:02d}-",
        sections=sections,
        is_written_here=here,
    )
    yield Form(
        kind="chronik",
        record=CHRONICLE,
        path=urls.WORKSHOP_CHRONICLE,
        text=_empty(CHRONICLE),
        new=f"impulses/chronik/{_DAY}-",
        is_written_here=here,
    )
    yield _organisation_form(graph)
    for entry in graph.entries:
        is_impulse = isinstance(entry, Impulse)
        german = IMPULSE if is_impulse else DRIVER
        translated = TRANSLATED_IMPULSE if is_impulse else TRANSLATED_DRIVER
        yield Form(
            kind="impuls" if is_impulse else "treiber",
            record=german if here else translated,
            path=urls.workshop(entry),
            text=source_text(entry),
            source=entry.source,
            given=entry,
            sections=sections if is_impulse and here else (),
        )


def source_text(entry: Entry) -> str:
    """The text of an entry's file; of a translation, which is kept without them, blank lines."""
    body = entry.body
    return entry.head + (body if body.startswith("\n") or not body else f"\n{body}\n")


def _organisation_form(graph: Graph) -> Form:
    """One more entry at the end of the list."""
    text = graph.catalog.organisations_file
    entry = _ENTRY.search(text)
    return Form(
        kind="akteur",
        record=ORGANISATION,
        path=urls.WORKSHOP_ACTOR,
        text=_empty(ORGANISATION),
        source=ORGANISATION.where,
        before=f"{text.rstrip()}\n" if entry else f"{ORGANISATION.lists[0]}:\n",
        indent=entry[0] if entry else "  - ",
        is_written_here=graph.language.is_source,
    )


def source_files(graph: Graph) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The file of whatever can be corrected, for any program; in every language."""
    for here in (graph, *graph.in_other_languages):
        for entry in here.entries:
            yield urls.workshop_source(entry.source), source_text(entry).encode
    if graph.catalog.organisations_file:
        yield urls.workshop_source(ORGANISATION.where), graph.catalog.organisations_file.encode


def _meta(title: str, description: str) -> dict[str, Any]:
    return {
        "title": title,
        "description": description,
        "seitenart": "werkstatt",
        "bereich": "werkstatt",
    }


def _home(view: View) -> Page:
    say = view.graph.language.say
    meta = _meta(
        say("Werkstatt"),
        say("Einen Text verbessern oder etwas Neues vorschlagen, im Browser."),
    )
    return view.page("werkstatt.html", {**meta, "seitenart": "text"}, shows=())


def _page(view: View, form: Form) -> Page:
    graph = view.graph
    given = form.given
    title = heading(form, graph.language)
    what = {
        "quelle": form.source,
        "neu": form.new,
        "istNeu": given is None,
        "titel": title,
        "text": form.text,
        "vorher": form.before,
        "einzug": form.indent,
    }
    say = graph.language.say
    description = say("Schreiben, prüfen, ansehen und abschicken, ohne Konto und ohne Programm.")
    return view.page(
        "werkstatt-formular.html",
        _meta(title, description),
        form.source if given else "",
        [given] if given else (),
        form=form,
        titel=title,
        felder=list(fields(graph, form)),
        daten=Markup(compact(what).strip().replace("<", "\\u003c")),
    )


def heading(form: Form, language: Language) -> str:
    """What the page is called."""
    say, given = language.say, form.given
    if given is None:
        return {
            "impuls": say("Einen Impuls vorschlagen"),
            "chronik": say("Einen Eintrag für die Chronik schreiben"),
            "akteur": say("Eine Organisation eintragen"),
        }[form.kind]
    if isinstance(given, Impulse):
        return say("Impuls {zahl} verbessern").format(zahl=given.number)
    return say("Treiber {titel} verbessern").format(titel=given.title)


def asked(record: Record) -> list[Field]:
    """The fields that a form asks for, in the order of the file."""
    own = _EDITORS_OWN.get(record.name, set())
    return [field for field in record.fields if field.name not in own]


def _empty(record: Record, more: tuple[str, ...] = ()) -> str:
    """Something new, in which nothing is chosen and nothing is written yet."""
    head = [f"{field.name}:" for field in asked(record) if field.required]
    lines = [*head, *more] if record is ORGANISATION else ["---", *head, *more, "---"]
    return "".join(f"{line}\n" for line in lines)


def fields(graph: Graph, form: Form) -> Iterator[Shown]:
    """What the form asks for, in the order of the file."""
    given = form.given
    for field in asked(form.record):
        values = getattr(given, field.attribute) if given else ()
        shown = _shown(graph, field, values if isinstance(values, tuple) else (values,))
        if field.kind is Kind.RECORDS and field.attribute == "evidence":
            options = tuple(_evidence_options(graph, values))
            own = tuple(evidence_value(one) for one in values)
            own = own or ((field.nothing,) if given else ())
            shown = Shown(field, "belege", own, options)
        is_text = shown.form in _TEXTS
        # Ids follow from names, and few would have chosen them.
        is_needed = field.required and field.kind is not Kind.ID
        is_main = is_needed if form.kind in ("chronik", "akteur") else is_text
        yield shown._replace(is_main=is_main)


def _shown(graph: Graph, field: Field, given: tuple[Any, ...] = ()) -> Shown:
    values = tuple(str(value) for value in given if value != "")
    options = tuple(_options(graph, field))
    parts = tuple(_shown(graph, part) for part in field.fields)
    return Shown(field, _kind_of_form(field), values, options, parts)


def _kind_of_form(field: Field) -> str:
    if field.kind is Kind.RECORDS:
        return "gruppe"
    if field.kind is Kind.TERM and not field.many:
        return "eine" if field.required else "auswahl"
    if field.kind is Kind.TERM:
        return "mehrere"
    if field.many:
        return "nummern" if field.kind is Kind.NUMBER else "woerter"
    is_long = field.kind is Kind.TEXT and not 0 < field.max_length <= _SHORT
    return "absatz" if is_long else "zeile"


def _options(graph: Graph, field: Field) -> Iterator[Option]:
    allowed = allowed_terms(graph).get(field.vocabulary, ()) if field.vocabulary else ()
    for term in graph.listed(field.vocabulary):
        if term.id in allowed:
            yield Option(term.id, term.title, term.short)
    words = LISTS.get({SETTABLE: "fortschritte"}.get(field.vocabulary, field.vocabulary), {})
    for term_id, spelled in words.items():
        if term_id in allowed:
            title = graph.language.say(spelled)
            # In another language the id would be one more strange word.
            is_same = slugify(spelled).startswith(term_id) or not graph.language.is_source
            yield Option(term_id, *((title,) if is_same else (term_id, title)))
    if field.vocabulary == "quellen":
        for reference in graph.catalog.references:
            yield Option(reference.id, reference.publisher, reference.title)


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
        place = f"Seite {own.page}" if own.page else f"Absatz {own.paragraph}"
        publisher = graph.reference(own.source_id).publisher
        yield Option(evidence_value(own), own.term, f"{publisher}, {place}")
