"""Place the impulses between the drivers: every sign on a cell of its own in a quiet grid."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.model.entries import Driver, Impulse
from impulswerk.render.look import place

# Units of the drawing.
CELL = 40
COLUMNS = 8
MARGIN = 10
BAND = 42  # above and below the grid, for the names of the drivers
LINE = 34  # more of the band for each further name on the same side

# Share of cells that hold an impulse. Gaps let groups show; more of them would waste paper.
_FILL = 0.62
# Beyond this many impulses the matrix shows what a drawing no longer could.
MOST = 150
_FEWEST_ROWS = 5
# How strongly an impulse is drawn to its main driver, and to each further one.
_MAIN, _FURTHER = 1.0, 0.72
_BEND = 0.3

_Place = tuple[float, float]


@dataclass(frozen=True)
class Corner:
    """A driver and where its name begins, or where it ends."""

    driver: Driver
    x: float
    y: float
    is_end: bool


@dataclass(frozen=True)
class Node:
    """An impulse, the centre of its sign, and its main driver, whose sign it is."""

    impulse: Impulse
    x: int
    y: int
    driver: Driver


@dataclass(frozen=True)
class Thread:
    """A line between two related impulses: both ends, and the point it bends towards."""

    start: _Place
    bend: _Place
    end: _Place


@dataclass(frozen=True)
class Figure:
    """The whole drawing in units of its own; a template scales it."""

    width: int
    height: int
    corners: tuple[Corner, ...]
    nodes: tuple[Node, ...]
    threads: tuple[Thread, ...]


def is_drawable(graph: Graph) -> bool:
    """Whether the drawing would still be read; finding a place for each takes time squared."""
    return 0 < len(graph.active) <= MOST


def for_typesetter(graph: Graph) -> dict[str, Any]:
    """The drawing as the templates of `templates/druck` know it; empty where there is none."""
    if not is_drawable(graph):
        return {}
    drawn = figure(graph)
    return {
        "breite": drawn.width,
        "hoehe": drawn.height,
        "ecken": [
            {
                "titel": corner.driver.title,
                "ton": place(graph, corner.driver),
                "x": corner.x,
                "y": corner.y,
                "endet": corner.is_end,
            }
            for corner in drawn.corners
        ],
        "knoten": [
            (node.x, node.y, place(graph, node.driver), str(node.impulse.number))
            for node in drawn.nodes
        ],
        "faeden": [(thread.start, thread.bend, thread.end) for thread in drawn.threads],
    }


@lru_cache(maxsize=2)
def figure(graph: Graph) -> Figure:
    """Draw the impulses that are not withdrawn; the same graph gives the same drawing."""
    rows = max(_FEWEST_ROWS, math.ceil(len(graph.active) / (COLUMNS * _FILL)))
    homes = {
        driver.id: _home(place, len(graph.drivers), rows)
        for place, driver in enumerate(graph.drivers)
    }
    wishes = [_wish(impulse, homes) for impulse in graph.active]
    places = _assign(wishes, [(x, y) for y in range(rows) for x in range(COLUMNS)])
    above, below = _bands(homes.values(), rows)
    nodes = tuple(
        Node(
            impulse,
            x=round(MARGIN + (x + 0.5) * CELL),
            y=round(above + (y + 0.5) * CELL),
            driver=graph.driver(impulse.drivers[0]),
        )
        for impulse, (x, y) in zip(graph.active, places, strict=True)
    )
    middle = (MARGIN + COLUMNS * CELL / 2, above + rows * CELL / 2)
    return Figure(
        width=COLUMNS * CELL + 2 * MARGIN,
        height=above + rows * CELL + below,
        corners=tuple(_corners(graph.drivers, homes, rows)),
        nodes=nodes,
        threads=tuple(_threads(graph, nodes, middle)),
    )


def _home(place: int, count: int, rows: int) -> _Place:
    """Cell that a driver draws its impulses to: clockwise on the edge, four of them in corners."""
    angle = math.tau * (place - 0.5) / count
    across, down = math.sin(angle), -math.cos(angle)
    reach = max(abs(across), abs(down))
    return (
        round((across / reach + 1) / 2 * (COLUMNS - 1), 3),
        round((down / reach + 1) / 2 * (rows - 1), 3),
    )


def _wish(impulse: Impulse, homes: dict[str, _Place]) -> _Place:
    """Where an impulse would stand if it were alone."""
    further = [homes[driver] for driver in impulse.drivers[1:]]
    pulls = [(homes[impulse.drivers[0]], _MAIN), *((home, _FURTHER) for home in further)]
    weight = sum(pull for _, pull in pulls)
    return (
        sum(home[0] * pull for home, pull in pulls) / weight,
        sum(home[1] * pull for home, pull in pulls) / weight,
    )


def _assign(wishes: Sequence[_Place], cells: Sequence[_Place]) -> list[_Place]:
    """Give every wish a cell of its own so that no move and no swap brings them closer.

    Starts with the nearest free cell for each in turn, then moves and swaps as long as the sum of
    squared distances falls: it does fall every time, so this ends.
    """

    def cost(wish: _Place, cell: _Place) -> float:
        return (wish[0] - cell[0]) ** 2 + (wish[1] - cell[1]) ** 2

    holder: dict[_Place, int] = {}
    places: list[_Place] = []
    for number, wish in enumerate(wishes):
        nearest = min((cell for cell in cells if cell not in holder), key=lambda c: cost(wish, c))
        holder[nearest] = number
        places.append(nearest)
    is_settled = False
    while not is_settled:
        is_settled = True
        for number, wish in enumerate(wishes):
            for cell in cells:
                old, other = places[number], holder.get(cell)
                gain = cost(wish, old) - cost(wish, cell)
                if other is not None:
                    gain += cost(wishes[other], cell) - cost(wishes[other], old)
                if gain > 1e-9:
                    del holder[old]
                    if other is not None:
                        places[other], holder[old] = old, other
                    places[number], holder[cell] = cell, number
                    is_settled = False
    return places


def _side(home: _Place, rows: int) -> tuple[bool, bool]:
    """Whether a driver's name stands left of the middle, and whether above the grid."""
    return home[0] < COLUMNS / 2, home[1] < rows / 2


def _bands(homes: Iterable[_Place], rows: int) -> tuple[int, int]:
    """How high the bands above and below the grid are: two names on one side need two lines."""
    sides = Counter(_side(home, rows) for home in homes)
    most = (max(sides[True, is_top], sides[False, is_top]) for is_top in (True, False))
    above, below = (BAND + LINE * max(0, lines - 1) for lines in most)
    return above, below


def _corners(drivers: Sequence[Driver], homes: dict[str, _Place], rows: int) -> Iterator[Corner]:
    above, _ = _bands(homes.values(), rows)
    lines: Counter[tuple[bool, bool]] = Counter()
    for driver in drivers:
        side = is_left, is_top = _side(homes[driver.id], rows)
        yield Corner(
            driver,
            x=MARGIN if is_left else MARGIN + COLUMNS * CELL,
            y=BAND / 2 + LINE * lines[side] + (0 if is_top else above + rows * CELL),
            is_end=not is_left,
        )
        lines[side] += 1


def _threads(graph: Graph, nodes: Sequence[Node], middle: _Place) -> Iterator[Thread]:
    at = {node.impulse.number: (node.x, node.y) for node in nodes}
    for node in nodes:
        for other in graph.related(node.impulse):
            if other.number > node.impulse.number and other.number in at:
                start, end = at[node.impulse.number], at[other.number]
                # Bent towards the middle: straight lines in a grid would hide behind each other.
                bend = tuple(
                    round((a + b) / 2 * (1 - _BEND) + c * _BEND)
                    for a, b, c in zip(start, end, middle, strict=True)
                )
                yield Thread(start, (bend[0], bend[1]), end)
