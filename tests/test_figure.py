"""The drawing of all impulses keeps its promises, however many there are."""

import dataclasses

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import State
from impulswerk.render.figure import CELL, MARGIN, MOST, figure, is_drawable
from tests.project import real_graph


def _graph(count: int) -> Graph:
    """The project's own graph with its impulses repeated up to `count`."""
    graph = real_graph()
    impulses = tuple(
        dataclasses.replace(graph.impulses[n % len(graph.impulses)], number=n + 1, related=())
        for n in range(count)
    )
    return Graph(dataclasses.replace(graph.catalog, impulses=impulses))


@pytest.mark.parametrize("count", [1, 20, 36, 60, 120])
def test_no_two_impulses_overlap_and_all_are_inside(count: int) -> None:
    drawing = figure(_graph(count))
    assert len({(node.x, node.y) for node in drawing.nodes}) == count
    for node in drawing.nodes:
        assert (node.x - MARGIN - CELL / 2) % CELL == 0
        assert 0 < node.x < drawing.width
        assert 0 < node.y < drawing.height


def test_an_impulse_of_one_driver_stands_nearest_to_it() -> None:
    drawing = figure(_graph(36))
    corners = {corner.driver.id: corner for corner in drawing.corners}
    for node in drawing.nodes:
        if len(node.impulse.drivers) == 1:
            distances = {
                driver: (node.x - corner.x) ** 2 + (node.y - corner.y) ** 2
                for driver, corner in corners.items()
            }
            assert min(distances, key=distances.__getitem__) == node.impulse.drivers[0]


def test_withdrawn_impulses_and_lines_to_them_are_left_out() -> None:
    graph = real_graph()
    gone = next(impulse for impulse in graph.impulses if graph.related(impulse))
    impulses = tuple(
        dataclasses.replace(impulse, state=State.WITHDRAWN) if impulse is gone else impulse
        for impulse in graph.impulses
    )
    drawing = figure(Graph(dataclasses.replace(graph.catalog, impulses=impulses)))
    assert gone.number not in {node.impulse.number for node in drawing.nodes}
    assert len(drawing.threads) == len(figure(graph).threads) - len(graph.related(gone))


def test_a_library_of_impulses_is_not_drawn() -> None:
    assert is_drawable(_graph(MOST))
    assert not is_drawable(_graph(MOST + 1))
