"""The steps of the impulses as a table: all of them, or what they ask of one actor."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.redirects import Export
from impulswerk.exports.table import Cell, csv_table
from impulswerk.exports.workbook import workbook
from impulswerk.model import urls
from impulswerk.model.entries import Term
from impulswerk.permanence.publication import Publication
from impulswerk.text.convert import read
from impulswerk.text.wording import german_date

Row = tuple[Cell, ...]

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


def step_tables(graph: Graph, publication: Publication) -> Iterator[Export]:
    """Path and maker of each: all steps and those of each actor, as CSV and as XLSX."""
    for actor in (None, *graph.catalog.actors):
        rows = partial(_rows, graph, publication, actor)
        name = actor.id if actor else ""
        yield urls.step_table(name, "csv"), partial(_csv, rows)
        title = f"Schritte: {actor.title}" if actor else "Alle Schritte"
        yield urls.step_table(name, "xlsx"), partial(_xlsx, title, rows, publication.date)


def _csv(rows: Callable[[], Iterator[Row]]) -> bytes:
    # The form that these files have had from the beginning.
    worded = ([german_date(c) if isinstance(c, dt.date) else c for c in row] for row in rows())
    return csv_table(_HEAD, worded, for_excel=True)


def _xlsx(title: str, rows: Callable[[], Iterator[Row]], day: dt.date) -> bytes:
    return workbook(title, _HEAD, rows(), day)


def _rows(graph: Graph, publication: Publication, actor: Term | None) -> Iterator[Row]:
    """A row for each step, in the order of the page that shows them."""
    for asked in graph.asked(actor):
        for number, step in asked.steps:
            yield (
                asked.impulse.number,
                asked.impulse.title,
                graph.driver(asked.impulse.drivers[0]).title,
                graph.term("handlungsfelder", asked.impulse.field).title,
                number,
                ", ".join(graph.term("handelnde", name).title for name in step.actors),
                read(step.text).plain,
                graph.state(asked.impulse).title,
                publication.changed(asked.impulse),
                publication.absolute(urls.permalink(asked.impulse)),
            )
