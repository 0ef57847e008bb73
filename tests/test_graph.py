from pathlib import Path

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from tests.project import SMALL, copy_small


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = load(SMALL).graph
    assert graph is not None
    return graph


def test_a_relation_declared_once_shows_on_both_sides(graph: Graph) -> None:
    assert [i.number for i in graph.related(graph.impulse(1))] == [2]
    assert [i.number for i in graph.related(graph.impulse(2))] == [1, 3]


def test_backlinks_come_from_texts(graph: Graph) -> None:
    assert [e.source for e in graph.backlinks(graph.impulse(1))] == [
        "impulses/treiber/demografie.md",
        "impulses/treiber/digitalisierung.md",
        "impulses/03-strasse.md",
    ]
    assert [e.source for e in graph.backlinks(graph.driver("digitalisierung"))] == [
        "impulses/02-werkstatt.md"
    ]


def test_neighbours_stay_within_the_main_driver(graph: Graph) -> None:
    assert graph.neighbours(graph.impulse(1)).following is None
    following = graph.neighbours(graph.impulse(2)).following
    assert following is not None
    assert following.number == 3


def test_matrix_counts_main_and_further_drivers(graph: Graph) -> None:
    transfer = graph.term("handlungsfelder", "transfer")
    cell = graph.cell(graph.driver("digitalisierung"), transfer)
    assert [i.number for i in cell] == [1, 3]


def test_a_withdrawn_impulse_leaves_lists_but_keeps_its_page(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    path = root / "impulses/03-strasse.md"
    path.write_text(
        path.read_text().replace("stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: [2]")
    )
    graph = load(root).graph
    assert graph is not None
    assert [i.number for i in graph.active] == [1, 2]
    assert graph.impulse(3).replaced_by == (2,)
    transfer = graph.term("handlungsfelder", "transfer")
    assert [i.number for i in graph.members("handlungsfelder", transfer)] == [1]


def test_a_source_with_a_mistake_is_shown_by_its_id(tmp_path: Path) -> None:
    """Pages are shown while somebody is editing, even where they name that source."""
    root = copy_small(tmp_path)
    sources = root / "impulses/quellen.yml"
    sources.write_text(sources.read_text("utf-8").replace("titel:", "tietel:", 1), "utf-8")
    project = load(root)
    assert project.problems
    assert project.graph is not None
    pages = {p.path: p.make().html for p in generate(project.graph, Publication()).pages}
    assert "muster-2025" in pages["impulse/01-lotsen.md"]


def test_the_state_text_names_the_sources_of_that_very_text(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    with (root / "impulses/quellen.yml").open("a", encoding="utf-8") as handle:
        handle.write("  - {id: zwei, herausgeber: Blatt, titel: Bericht, datum: 2025-05-01, ")
        handle.write("begriffe: [{seite: 3, stichworte: [Muster]}]}\n")
    path = root / "impulses/01-lotsen.md"
    own = "  - {quelle: zwei, seite: 3, stichwort: Muster}\n"
    path.write_text(path.read_text("utf-8").replace("stand:", f"{own}stand:"), "utf-8")
    graph = load(root).graph
    assert graph is not None
    first, second = (graph.state_text(graph.impulse(number)) for number in (1, 2))
    assert first.endswith(" Quellen: Mitteilung zur Übergabe (Musterverbund); Bericht (Blatt).")
    assert second.endswith(" Quelle: Mitteilung zur Übergabe (Musterverbund).")
