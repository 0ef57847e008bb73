"""The steps of the impulses as a table: all of them, or what they ask of one actor."""

from __future__ import annotations

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.table import csv_table
from impulswerk.model import urls
from impulswerk.model.entries import Term
from impulswerk.permanence.publication import Publication
from impulswerk.text.convert import read
from impulswerk.text.wording import german_date

_HEAD = (
    "Impuls",
    "Titel",
    "Haupttreiber",
    "Handlungsfeld",
    "Schritt",
    "Wer handelt",
    "Was vorgeschlagen wird",
    "Stand",
    "Geändert",
    "Link",
)


def step_table(graph: Graph, publication: Publication, actor: Term | None = None) -> bytes:
    """A row for each step, in the order of the page that shows them; for a spreadsheet."""
    return csv_table(
        _HEAD,
        (
            (
                asked.impulse.number,
                asked.impulse.title,
                graph.driver(asked.impulse.drivers[0]).title,
                graph.term("handlungsfelder", asked.impulse.field).title,
                number,
                ", ".join(graph.term("handelnde", name).title for name in step.actors),
                read(step.text).plain,
                graph.state(asked.impulse).title,
                german_date(publication.changed(asked.impulse)),
                publication.absolute(urls.permalink(asked.impulse)),
            )
            for asked in graph.asked(actor)
            for number, step in asked.steps
        ),
        for_excel=True,
    )
