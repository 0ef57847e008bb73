"""Steps as data: how they are read, who is said to act, and where all of it is shown."""

import csv
import datetime as dt
import io
import re

import openpyxl  # type: ignore[import-untyped] # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data.records import Records
from impulswerk.exports.step_table import step_tables
from impulswerk.model import urls
from impulswerk.model.entries import Catalog
from impulswerk.model.schema import IMPULSE
from impulswerk.pages.entries import entry_pages
from impulswerk.permanence.publication import Publication
from impulswerk.rules.steps import read_steps
from impulswerk.sources.formatting import format_source
from impulswerk.text.naming import named
from impulswerk.text.steps import items, with_links
from tests.project import real_graph

SECTION = "umsetzung"
BODY = """## Ausgangslage

- **Land:** Das ist kein Schritt.

## Umsetzung

Alles ist ein Vorschlag.

- **Land, Betriebe:** Land und Betriebe könnten [reden](02-x.md).
  Zweite Zeile.

  Noch ein Absatz.
- **Cluster:** Das Cluster fragt: Wer fehlt?

Danach geht es weiter.

## Wirkung

- Man sieht es.
"""


def test_steps_are_the_items_of_their_section() -> None:
    first, second = items(BODY, SECTION)
    assert items(BODY, "schritte") == items(BODY, "") == ()
    assert [name for _, name in first.names] == ["Land", "Betriebe"]
    assert all(BODY[start : start + len(name)] == name for start, name in first.names)
    assert first.text == (
        "Land und Betriebe könnten [reden](02-x.md).\nZweite Zeile.\n\nNoch ein Absatz."
    )
    assert second.text == "Das Cluster fragt: Wer fehlt?"


def test_numbered_steps_are_steps_too() -> None:
    body = BODY.replace("- **Land, B", "1. **Land, B").replace("- **Cluster", "2. **Cluster")
    body = body.replace("\n  ", "\n   ")
    assert [item.text for item in items(body, SECTION)] == [
        item.text for item in items(BODY, SECTION)
    ]


@given(st.text(alphabet="-* ,:\n#12.`ABab", max_size=80))
def test_any_list_can_be_read(text: str) -> None:
    body = f"## Umsetzung\n\n{text}"
    for item in items(body, SECTION):
        assert body[item.start : item.end].endswith(item.text.split("\n")[-1])
    assert with_links(body, SECTION, lambda _: None) == body


def test_names_become_links_and_nothing_else() -> None:
    linked = with_links(BODY, SECTION, {"Land": "../land/"}.get)
    assert linked == BODY.replace("**Land, Betriebe:**", "**[Land](../land/), Betriebe:**")


def test_the_usual_form_leaves_steps_alone() -> None:
    source = f"---\ntitel: A\n---\n\n{BODY}".encode()
    assert format_source(source, IMPULSE) == source


WORDS = {"Land": ["Land", "-ministerium"], "Betriebe": ["-betrieb", "Betriebe"], "Amt": ["Amt"]}


@pytest.mark.parametrize(
    ("sentence", "acting"),
    [
        ("Das Land könnte helfen.", ["Land"]),
        ("Hier könnte das Land einen Teil übernehmen.", ["Land"]),
        ("Das Wirtschaftsministerium liest mit.", ["Land"]),
        ("Für den Fall, dass es ausfällt, könnten Land, Banken und Betriebe helfen.",
         ["Land", "Betriebe"]),
        ("Ein Mitgliedsbetrieb stellt Gerät bereit.", ["Betriebe"]),
        ("Hilft im Land niemand weiter, geht es ins Ausland.", []),
        ("Sie legen es dem Land vor.", []),
        ("Die Regeln der Betriebe gelten.", []),
        ("Das Cluster nennt Angaben, die Betriebe brauchen.", []),
        ("Sobald ein Betrieb fehlt, hört alles auf.", []),
        ("Er nennt Betriebe, die Fragen beantworten.", []),
        ("Das Amt fragt Betriebe.", ["Amt"]),
        ("Das Amt fragt, und Betriebe antworten.", ["Amt", "Betriebe"]),
    ],
)  # fmt: skip
def test_who_acts_in_a_sentence(sentence: str, acting: list[str]) -> None:
    assert [word.group for word in named(sentence, WORDS) if word.acts] == acting


@given(st.text(max_size=60))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    for word in named(text, WORDS):
        assert text[word.start : word.start + len(word.word)] == word.word


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The real texts."""
    found = real_graph()
    assert found is not None
    return found


def test_every_step_of_the_texts_is_asked_of_somebody(graph: Graph) -> None:
    assert all(step.actors and step.text for i in graph.impulses for step in i.steps)
    for impulse in graph.impulses:
        marks = re.findall(r"^- \*\*[^*]+:\*\*", impulse.body, re.MULTILINE)
        assert len(marks) == len(impulse.steps)
        assert read_steps(impulse.body, SECTION, graph.catalog.actors) == impulse.steps


def test_the_page_of_an_actor_has_its_steps_and_no_others(graph: Graph) -> None:
    pages = {page.path: page for page in entry_pages(graph, Publication())}
    for actor in graph.catalog.actors:
        html = pages[f"handelnde/{actor.id}.md"].make().html
        shown = {
            int(number): block.count("<li>")
            for number, block in re.findall(
                r"Impuls (\d+): </span>.*?<ul>(.*?)</ul>", html, re.DOTALL
            )
        }
        assert shown == {
            impulse.number: sum(actor.id in step.actors for step in impulse.steps)
            for impulse in graph.active
            if actor.id in impulse.actors
        }


def test_tables_and_data_tell_the_same_steps(graph: Graph) -> None:
    catalog: Catalog = graph.catalog
    records = Records(graph, Publication())
    (land,) = (actor for actor in catalog.actors if actor.id == "land")
    files = {path: make() for path, make in step_tables(graph, Publication())}
    text = files[urls.step_table(land.id, "csv")].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    told = [
        (impulse.number, number)
        for impulse in graph.impulses
        for number, step in enumerate(records.impulse(impulse)["schritte"], 1)
        if "land" in [found["id"] for found in step["handelnde"]]
    ]
    assert sorted((int(row["Impuls"]), int(row["Schritt"])) for row in rows) == told
    assert all("](" not in row["Was vorgeschlagen wird"] for row in rows)
    everything = files[urls.step_table("", "csv")].decode("utf-8-sig")
    count = len(list(csv.reader(io.StringIO(everything), delimiter=";"))) - 1
    assert count == sum(len(impulse.steps) for impulse in graph.active)
    book = openpyxl.load_workbook(io.BytesIO(files[urls.step_table(land.id, "xlsx")]))
    head, *cells = book.active.iter_rows(values_only=True)
    assert list(head) == list(rows[0])
    named = ("Impuls", "Schritt", "Was vorgeschlagen wird")
    assert [[str(dict(zip(head, row, strict=True))[n]) for n in named] for row in cells] == [
        [row[n] for n in named] for row in rows
    ]
    assert {row[head.index("Geändert")] for row in cells} == {dt.datetime(1970, 1, 1)}
