"""Cards work where others embed them: on a page of another origin, at every width and height."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from playwright.sync_api import Frame, expect

from impulswerk import urls
from impulswerk.exports.card import HEIGHT, LARGEST_WIDTH, LEAST_WIDTH, card, snippet
from impulswerk.graph import Graph
from impulswerk.model import Impulse
from impulswerk.project import load
from impulswerk.schema import IMPULSE
from tests.e2e.axe import Violation, axe, table
from tests.e2e.browser import SCHEMES, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.server import serve
from tests.project import REAL

pytestmark = pytest.mark.e2e

WIDTHS = (LEAST_WIDTH, 400, LARGEST_WIDTH)
# Whoever embeds may choose another height than the recommended one.
HEIGHTS = (240, 320, HEIGHT)

Forced = Literal["none", "active"]
FORCED: tuple[Forced, ...] = ("none", "active")

_HIDDEN = """() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
}"""

_HOST = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Gastgeber</title>'
    '<link rel="icon" href="data:,"><meta name="color-scheme" content="light dark"></head>'
    "<body><main><h1>Gastgeber</h1>{}</main></body></html>"
)

# Opens somebody else's page with the card at several widths; returns the frames.
Embed = Callable[[Window, str], list[Frame]]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = load(REAL).graph
    assert graph is not None
    return graph


@pytest.fixture
def embed(tmp_path: Path) -> Iterator[Embed]:
    with ExitStack() as stack:

        def opened(window: Window, frame: str) -> list[Frame]:
            boxes = "".join(f'<div style="width:{width}px">{frame}</div>' for width in WIDTHS)
            (tmp_path / "index.html").write_text(_HOST.format(boxes), encoding="utf-8")
            window.page.set_viewport_size({"width": 1000, "height": 1600})
            # A port of its own makes it another origin than the card's.
            window.page.goto(stack.enter_context(serve(tmp_path)).address)
            window.page.wait_for_load_state("networkidle")
            frames = window.page.frames[1:]
            assert len(frames) == len(WIDTHS)
            return frames

        yield opened


def _longest(graph: Graph) -> Impulse:
    return max(graph.impulses, key=lambda impulse: len(impulse.title))


def _extreme(graph: Graph) -> Impulse:
    """As long as the rules allow in every text, and with every driver."""

    def filled(words: str, field: str) -> str:
        return (words * 20)[: IMPULSE.field(field).max_length]

    return replace(
        _longest(graph),
        title=filled("Kompetenzentwicklungsmaßnahmen branchenübergreifend verankern ", "titel"),
        short=filled("Cluster können Betriebe gemeinsam mit Hochschulen weiterbilden. ", "kurz"),
        drivers=tuple(driver.id for driver in graph.drivers),
    )


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("choose", [_longest, _extreme])
def test_nothing_scrolls_inside(
    graph: Graph,
    open_window: OpenWindow,
    embed: Embed,
    height: int,
    choose: Callable[[Graph], Impulse],
) -> None:
    impulse = choose(graph)
    with _served(graph, impulse) as site:
        frame = snippet(graph, impulse, site).replace(f'height="{HEIGHT}"', f'height="{height}"')
        frames = embed(open_window(), frame)
        for width, embedded in zip(WIDTHS, frames, strict=True):
            assert embedded.evaluate("[innerWidth, innerHeight]") == [width, height]
            assert embedded.evaluate(_HIDDEN) == [0, 0], width
            expect(embedded.get_by_role("heading", name=impulse.title)).to_be_visible()
            expect(embedded.get_by_text("Weiterlesen")).to_be_visible()
            expect(embedded.get_by_text(graph.state(impulse).title)).to_be_visible()
            if height == HEIGHT:
                expect(embedded.get_by_text(impulse.short)).to_be_visible()


@contextmanager
def _served(graph: Graph, impulse: Impulse) -> Iterator[str]:
    """Address of a site that has nothing but this card."""
    with TemporaryDirectory() as folder, serve(Path(folder)) as server:
        place = Path(folder, urls.card(impulse))
        place.mkdir(parents=True)
        (place / "index.html").write_bytes(card(graph, impulse, server.address))
        yield server.address


def test_it_works_without_scripts_and_asks_nobody_anything(
    graph: Graph, base: str, open_window: OpenWindow, embed: Embed
) -> None:
    impulse = _longest(graph)
    window = open_window(javascript=False)
    embed(window, snippet(graph, impulse, base))
    embedded = window.page.frame_locator("iframe").first
    expect(embedded.get_by_role("heading", name=impulse.title)).to_be_visible()
    assert set(window.record.requests) == {window.page.url, base + urls.card(impulse)}
    assert window.record.errors == []


@pytest.mark.parametrize("forced", FORCED)
def test_axe_finds_nothing(
    graph: Graph, base: str, open_window: OpenWindow, embed: Embed, forced: Forced
) -> None:
    window = open_window()
    found: list[Violation] = []
    embed(window, snippet(graph, _longest(graph), base))
    found += axe(window.page, "host")
    for driver in graph.drivers:
        impulse = graph.main_impulses(driver)[0]
        for width in (LEAST_WIDTH, LARGEST_WIDTH):
            window.page.set_viewport_size({"width": width, "height": HEIGHT})
            window.open(urls.card(impulse))
            for scheme in SCHEMES:
                window.page.emulate_media(color_scheme=scheme, forced_colors=forced)
                found += axe(window.page, f"{driver.id} {width} {scheme}")
    assert not found, table(found)


@pytest.mark.parametrize("name", ["Impuls", "Weiterlesen"])
def test_its_links_open_the_page_instead_of_the_host(
    graph: Graph, base: str, open_window: OpenWindow, embed: Embed, name: str
) -> None:
    impulse = _longest(graph)
    window = open_window()
    first, *_ = embed(window, snippet(graph, impulse, base))
    first.get_by_role("link", name=name).click()
    # The short link is a stop on the way.
    window.page.wait_for_url(base + urls.address(urls.impulse_path(impulse)))
    expect(window.page.get_by_role("heading", level=1)).to_contain_text(impulse.title)
