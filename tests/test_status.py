"""The phrase above our texts: counted from their states, whatever these are."""

from dataclasses import replace
from pathlib import Path

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.status import status, untagged
from impulswerk.model.entries import State
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from tests.project import SMALL, copy_small

DRAFT, COMPARED, WITHDRAWN = State


def graph_of(*states: State) -> Graph:
    """The small project with its impulses in these states, and as many impulses as states."""
    graph = load(SMALL).graph
    assert graph is not None
    model = graph.impulses[0]
    impulses = [
        replace(model, number=number, state=state) for number, state in enumerate(states, 1)
    ]
    return Graph(replace(graph.catalog, impulses=tuple(impulses)))


# Who wrote the small project, as its werk.yml says.
WHO = "Redaktion Musterpapier"


@pytest.mark.parametrize(
    ("states", "tag", "sentence"),
    [
        ([DRAFT], "Arbeitsentwurf", f"Text: {WHO}, nicht der Wortlaut des Papiers."),
        ([DRAFT, DRAFT], "Arbeitsentwurf", f"Texte: {WHO}, nicht der Wortlaut des Papiers."),
        ([COMPARED], "Abgeglichen", f"Text: {WHO}, nicht der Wortlaut des Papiers."),
        ([WITHDRAWN], "Zurückgezogen", f"Text: {WHO}, nicht der Wortlaut des Papiers."),
        ([WITHDRAWN, COMPARED], "Abgeglichen", f"Text: {WHO}"),
        ([DRAFT, COMPARED, DRAFT, WITHDRAWN], "Teils Arbeitsentwurf", "2 von 3 Texten. Alle: "),
        ([COMPARED, DRAFT, COMPARED], "Teils Arbeitsentwurf", "1 von 3 Texten. Alle: "),
        # Whatever else a page shows: nobody has compared it.
        ([], "Arbeitsentwurf", f"Text: {WHO}"),
    ],
)
def test_states_are_counted(states: list[State], tag: str, sentence: str) -> None:
    graph = graph_of(*states)
    found = status(graph, graph.impulses)
    assert found.tag == tag
    assert found.sentence.startswith(sentence)
    assert found.state is (DRAFT if DRAFT in states or not states else states[-1])
    assert untagged(graph, found.before("Kurz.")) == "Kurz."


def test_plain_words_where_a_page_is_in_plain_words() -> None:
    graph = graph_of(DRAFT, COMPARED)
    sentence = status(graph, graph.impulses, is_easy=True).sentence
    assert max(len(part.split()) for part in sentence.split(".")) <= 12
    assert "Wortlaut" not in sentence


@pytest.mark.parametrize(
    ("states", "is_mixed"), [([DRAFT, DRAFT], False), ([DRAFT, COMPARED], True)]
)
def test_lists_tell_texts_apart_only_where_they_differ(
    states: list[State], *, is_mixed: bool
) -> None:
    graph = graph_of(*states)
    pages = {page.path: page for page in generate(graph, Publication()).pages}
    found = pages["impulse/index.md"].make().html
    assert ('class="impulszeile__stand"' in found) is is_mixed


def test_a_page_without_our_texts_says_so_in_its_head(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    page = root / "docs/impressum.md"
    page.write_text("---\ntitle: Impressum\nstatuszeile: nein\n---\n\n## Anbieter\n\nText.\n")
    graph = load(root).graph
    assert graph is not None
    pages = generate(graph, Publication()).pages
    assert sorted(page.path for page in pages if "standzeile" not in page.make().meta) == [
        "impressum.md",
        "redaktion/felder.md",
        "redaktion/pruefregeln.md",
        "redaktion/vorschlagen.md",
    ]
