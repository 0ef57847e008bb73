"""Colours and signs come from gestalt.yml alone, for as many drivers as there are."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.graph import Graph
from impulswerk.model.look import BOX, OUTLINE, Sign, contrast, shifted
from impulswerk.render.look import (
    arrangement,
    badge,
    card_colours,
    for_typesetter,
    framed,
    icon,
    style_sheet,
)
from impulswerk.site.project import load
from tests.project import REAL, SMALL

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


@pytest.fixture(scope="module", params=[SMALL, REAL], ids=["five drivers", "four"])
def graph(request: pytest.FixtureRequest) -> Graph:
    graph = load(request.param).graph
    assert graph is not None
    return graph


@pytest.mark.parametrize("form", ["css", "card", "icon", "typst"])
def test_every_driver_has_colours_of_its_own_everywhere(graph: Graph, form: str) -> None:
    text = {
        "css": style_sheet(graph).decode(),
        "card": card_colours(graph),
        "icon": icon(graph).decode(),
        "typst": str(for_typesetter(graph)),
    }[form]
    colours = [graph.catalog.look.colour(driver.id) for driver in graph.drivers]
    assert len({colour.id for colour in colours}) == len(graph.drivers)
    for colour in colours:
        assert colour.light in text
        assert form == "typst" or colour.dark in text


def test_every_driver_has_a_form_of_its_own_everywhere(graph: Graph) -> None:
    count = len(graph.drivers)
    rules = re.findall(
        r"^\.treiberfarbe--(\S+) .*--form: (.*?);", style_sheet(graph).decode(), re.M
    )
    assert [driver for driver, _ in rules] == [driver.id for driver in graph.drivers]
    assert len({form for _, form in rules}) == count
    assert len(set(re.findall(r' d="(.*?)"', badge(graph)))) == count
    assert len({str(tone["pfad"]) for tone in for_typesetter(graph)["toene"]}) == count


def test_no_colour_of_the_sources_is_written_anywhere_else() -> None:
    ours = set(_COLOUR.findall((REAL / "impulses/gestalt.yml").read_text("utf-8")))
    assert len(ours) > 20
    ours -= {"#ffffff", "#000000"}
    places = [REAL / "docs/assets", REAL / "docs/overrides", REAL / "scripts/impulswerk"]
    for place in places:
        for path in place.rglob("*"):
            if path.suffix in {".css", ".js", ".html", ".typ", ".py"}:
                found = set(_COLOUR.findall(path.read_text("utf-8"))) & ours
                assert not found, path


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#777777") < 4.5 < contrast("#767676", "#ffffff")
    assert shifted("#204060", "#ffffff", 0.5) == "#90a0b0"


_NUMBER = st.decimals(0, 100, places=2).map(lambda number: f"{number:f}".removesuffix(".00"))
_STEP = st.one_of(
    st.lists(_NUMBER, min_size=2, max_size=2).map(lambda n: f"L {' '.join(n)}"),
    st.lists(_NUMBER, min_size=6, max_size=6).map(lambda n: f"C {' '.join(n)}"),
)
_OUTLINES = st.builds(
    lambda start, steps: f"M {' '.join(start)} {' '.join(steps)} Z",
    st.lists(_NUMBER, min_size=2, max_size=2),
    st.lists(_STEP, min_size=1, max_size=8),
)


@given(_OUTLINES)
def test_any_outline_that_is_allowed_can_be_drawn(outline: str) -> None:
    assert re.fullmatch(OUTLINE, outline)
    sign = Sign("probe", outline)
    left, top, right, bottom = sign.bounds
    assert 0 <= left <= right <= BOX
    assert 0 <= top <= bottom <= BOX
    drawn = re.findall(r"[MLCZ]", framed(sign, BOX)["path"])
    assert drawn == re.findall(r"[MLCZ]", outline)


@pytest.mark.parametrize("count", range(1, 13))
def test_signs_of_a_badge_neither_touch_nor_leave_it(count: int) -> None:
    side, places = arrangement(count)
    assert len(places) == count
    for left, top in places:
        assert 0 < left < left + side < 44.001
        assert 0 < top < top + side < 44.001
    for (left, top), (other_left, other_top) in pairwise(places):
        assert max(abs(left - other_left), abs(top - other_top)) > side
