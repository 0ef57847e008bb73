"""Cards work where others embed them: on a page of another origin, at every width and height."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Frame, expect

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.card import (
    HEIGHT,
    LARGEST_WIDTH,
    LEAST_WIDTH,
    LONG,
    LONG_TITLE,
    card,
    snippet,
)
from impulswerk.model import urls
from impulswerk.model.entries import Impulse
from impulswerk.model.schema import IMPULSE
from impulswerk.text import typeface
from tests.e2e.axe import axe, table
from tests.e2e.browser import SCHEMES, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.server import serve
from tests.e2e.tools import NODE_MODULES, missing
from tests.project import real_graph

pytestmark = pytest.mark.e2e

WIDTHS = (LEAST_WIDTH, 400, LARGEST_WIDTH)
# Whoever embeds may choose another height than the recommended one.
HEIGHTS = (240, 320, 350, HEIGHT)

# What a card is shown with depends on the machine: it loads no typeface. One narrow face (the
# site's own), one as wide as Arial and Helvetica, and the widest that is anybody's usual one.
_FILES = NODE_MODULES / "@fontsource"
FACES = {"Source Sans": None, "Arial": "arimo", "DejaVu Sans": "dejavu-sans"}

Forced = Literal["none", "active"]
FORCED: tuple[Forced, ...] = ("none", "active")

# What would be out of sight: what scrolls, title and text that leave their place, a lost foot.
_HIDDEN = """() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    const box = (name) => document.querySelector(name).getBoundingClientRect();
    const [head, room, title, text, foot] = ["header", ".text", "h1", ".kurz", "footer"].map(box);
    // Otherwise it stands in a column of its own, which is cut off.
    const isShown = text.left < room.right;
    return [
        scrollWidth - clientWidth,
        scrollHeight - clientHeight,
        head.bottom - title.top,
        title.bottom - foot.top,
        foot.bottom - clientHeight,
        isShown ? text.bottom - foot.top : 0,
    ].some((pixels) => pixels > 0.5);
}"""
_IS_TEXT_SHOWN = """() => {
    const [room, text] = [".text", ".kurz"].map((name) => document.querySelector(name));
    return text.getBoundingClientRect().left < room.getBoundingClientRect().right;
}"""
_FONTS = "document.fonts.ready.then((faces) => [...faces].map((face) => face.status))"

_HOST = (
    '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Gastgeber</title>'
    '<link rel="icon" href="data:,"><meta name="color-scheme" content="light dark"></head>'
    "<body><main><h1>Gastgeber</h1>{}</main></body></html>"
)


class Embed(Protocol):
    """Opens somebody else's page with cards at several widths; returns the frames."""

    def __call__(self, window: Window, *frames: str) -> list[Frame]: ...


@pytest.fixture(scope="module")
def graph() -> Graph:
    return real_graph()


@pytest.fixture
def embed() -> Iterator[Embed]:
    with ExitStack() as stack:

        def opened(window: Window, *frames: str) -> list[Frame]:
            boxes = "".join(
                f'<div style="width:{width}px">{frame}</div>'
                for frame in frames
                for width in WIDTHS
            )
            # A port of its own makes it another origin than the card's.
            host = stack.enter_context(TemporaryDirectory())
            Path(host, "index.html").write_text(_HOST.format(boxes), encoding="utf-8")
            window.page.set_viewport_size({"width": 1000, "height": 1600})
            window.page.goto(stack.enter_context(serve(Path(host))).address, wait_until="load")
            found = window.page.frames[1:]
            assert len(found) == len(WIDTHS) * len(frames)
            return found

        yield opened


def _longest(graph: Graph) -> Impulse:
    return max(graph.impulses, key=lambda impulse: len(impulse.title))


def _extreme(graph: Graph) -> Impulse:
    """As long as the rules allow in every text, and with every driver."""
    return _filled(graph, *(IMPULSE.field(name).max_length or 0 for name in ("titel", "kurz")))


def _large(graph: Graph) -> Impulse:
    """As long as can be without being set smaller."""
    return _filled(graph, LONG_TITLE, LONG - LONG_TITLE)


def _filled(graph: Graph, title: int, short: int) -> Impulse:
    return replace(
        _longest(graph),
        title=("Kompetenzentwicklungsmaßnahmen branchenübergreifend verankern " * 2)[:title],
        short=("Cluster können Betriebe gemeinsam mit Hochschulen weiterbilden. " * 5)[:short],
        drivers=tuple(driver.id for driver in graph.drivers),
    )


# Each text in each width and height, and each typeface with the text that is hardest for it.
@pytest.mark.parametrize(
    ("face", "choose"),
    [
        ("Source Sans", _longest),
        ("Arial", _large),
        ("DejaVu Sans", _large),
        ("DejaVu Sans", _extreme),
    ],
)
def test_nothing_scrolls_inside(
    graph: Graph,
    open_window: OpenWindow,
    embed: Embed,
    face: str,
    choose: Callable[[Graph], Impulse],
) -> None:
    impulse = choose(graph)
    overflow = {}
    window = open_window()
    with _served(graph, impulse, _face(face)) as site:
        frame = snippet(graph, impulse, site)
        whole = f'height="{HEIGHT}"'
        assert whole in frame
        frames = embed(window, *(frame.replace(whole, f'height="{height}"') for height in HEIGHTS))
        sizes = [(width, height) for height in HEIGHTS for width in WIDTHS]
        for (width, height), embedded in zip(sizes, frames, strict=True):
            assert embedded.evaluate("[innerWidth, innerHeight]") == [width, height]
            assert set(embedded.evaluate(_FONTS)) == {"loaded"}
            overflow[width, height] = embedded.evaluate(_HIDDEN)
            expect(embedded.get_by_role("heading", name=impulse.title)).to_be_visible()
            expect(embedded.get_by_text("Weiterlesen")).to_be_visible()
            expect(embedded.get_by_text(graph.state(impulse).title)).to_be_visible()
            if height == HEIGHT:
                assert embedded.evaluate(_IS_TEXT_SHOWN)
    assert [size for size, is_hidden in overflow.items() if is_hidden] == []


def _face(name: str) -> dict[str, bytes]:
    """Files of a typeface by the weights they hold."""
    package = FACES[name]
    if package is None:
        return {"400 700": typeface.file(typeface.FONTS[0])}
    files = _FILES / package / "files"
    if not files.is_dir():
        missing(f"@fontsource/{package}")
    return {
        weight: (files / f"{package}-latin-{weight}-normal.woff2").read_bytes()
        for weight in ("400", "700")
    }


@contextmanager
def _served(graph: Graph, impulse: Impulse, face: Mapping[str, bytes]) -> Iterator[str]:
    """Address of a site that has nothing but this card, shown with a typeface of its own."""
    with TemporaryDirectory() as folder, serve(Path(folder)) as server:
        place = Path(folder, urls.card(impulse))
        place.mkdir(parents=True)
        html, rules = card(graph, impulse, server.address).decode(), ""
        for weight, font in face.items():
            name = f"{weight.replace(' ', '-')}.woff2"
            (place / name).write_bytes(font)
            rules += f"@font-face{{font-family:Messung;font-weight:{weight};src:url({name})}}"
        # The card's own policy lets nothing be loaded.
        html, count = re.subn('<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
        assert count == 1
        assert html.count("system-ui,") == 1
        html = html.replace("system-ui,", "Messung,").replace("<style>", f"<style>{rules}")
        (place / "index.html").write_text(html, "utf-8")
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


def test_axe_finds_nothing(graph: Graph, base: str, open_window: OpenWindow, embed: Embed) -> None:
    window = open_window()
    embed(window, snippet(graph, _longest(graph), base))
    found = axe(window.page, "host")
    window.page.set_viewport_size({"width": LEAST_WIDTH, "height": HEIGHT})
    for driver in graph.drivers:
        window.open(urls.card(graph.main_impulses(driver)[0]))
        for forced in FORCED:
            for scheme in SCHEMES:
                window.page.emulate_media(color_scheme=scheme, forced_colors=forced)
                # By all rules it is read where all pages are.
                rules = ("color-contrast", "target-size")
                found += axe(window.page, f"{driver.id} {scheme} {forced}", *rules)
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
