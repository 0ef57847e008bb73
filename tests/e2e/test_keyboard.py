"""Everything works without a mouse: skip link, menu, and a focus that is always to be seen."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.long import LONG, SEED

pytestmark = pytest.mark.e2e

WIDTHS = (1280, 320)
# More stops than any page has: past them, focus is caught somewhere.
MOST_STOPS = 600

# What is wrong with where the focus is; an empty list where nothing is.
_FOCUS = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const wrong = [];
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width < 1 || box.height < 1) wrong.push("no size");
    if (style.visibility !== "visible" || Number(style.opacity) < 0.1) wrong.push("hidden");
    if (element.closest("[inert], [aria-hidden=true]")) wrong.push("hidden from readers");
    if (box.right <= 0 || box.left >= innerWidth) wrong.push("beside the page");
    if (box.bottom <= 0 || box.top >= innerHeight) wrong.push("scrolled out of sight");
    const shown = element.matches(":focus-visible") && (
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
        || style.boxShadow !== "none"
        // A shape inside an SVG link carries the mark for it.
        || [...element.querySelectorAll("*")].some(part => {
            const inner = getComputedStyle(part);
            return inner.outlineStyle !== "none" && parseFloat(inner.outlineWidth) >= 2
                || inner.strokeWidth !== "0px" && inner.stroke !== "none";
        })
    );
    if (!shown) wrong.push("no visible mark");
    if (!element.dataset.focusStop) {
        document.focusStops = (document.focusStops ?? 0) + 1;
        element.dataset.focusStop = String(document.focusStops);
    } else {
        return {again: true, wrong};
    }
    const isInMain = element.closest("main") !== null;
    return {again: false, isInMain, wrong, name: element.outerHTML.slice(0, 140)};
}"""


def _walk(page: Page, *, is_whole: bool) -> tuple[int, list[str]]:
    """Press Tab until the focus leaves the page or starts again; count stops, collect faults."""
    faults: list[str] = []
    for stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        state: Any = page.evaluate(_FOCUS)
        if state is None or state["again"] or not (is_whole or state["isInMain"]):
            return stop, faults
        faults += [f"{wrong}: {state['name']}" for wrong in state["wrong"]]
    return MOST_STOPS, [*faults, "the focus never leaves the page"]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_always_visible(site: Site, open_window: OpenWindow, width: int) -> None:
    window = open_window(width=width)
    faults: dict[str, list[str]] = {}
    # Half of the pages in a wide window, half in a narrow one; tomorrow the other way round.
    pages = site.operable if LONG else site.operable[(SEED + WIDTHS.index(width)) % 2 :: 2]
    for page in pages:
        window.open(page.address)
        # Head and foot are the same everywhere: after the first page the way is by the skip link.
        is_whole = LONG or page == pages[0] or page.kind == "karte/*"
        if not is_whole:
            window.page.keyboard.press("Tab")
            window.page.keyboard.press("Enter")
        stops, found = _walk(window.page, is_whole=is_whole)
        assert stops > (1 if page.kind == "karte/*" else 2), page.address
        if found:
            faults[page.address] = found[:5]
    assert faults == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_skip_link_leads_past_the_menu(open_window: OpenWindow, width: int) -> None:
    window = open_window(width=width)
    window.open("ueber/")
    page = window.page
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_text("Zum Inhalt springen")
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes_by_keyboard(open_window: OpenWindow) -> None:
    window = open_window(width=320)
    window.open("matrix/")
    page = window.page
    button = page.get_by_role("button", name="Menü")
    entry = page.locator(".hauptmenue a", has_text="Wer ist gefragt")
    expect(entry).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(entry).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hauptmenue') !== null")
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    expect(entry).to_be_visible()
    entry.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/handelnde/")


def test_the_closed_menu_is_skipped_by_tab(open_window: OpenWindow) -> None:
    window = open_window(width=320)
    window.open("matrix/")
    page = window.page
    page.get_by_role("button", name="Menü").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hauptmenue') === null")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_head_is_walked_as_it_is_seen(open_window: OpenWindow, width: int) -> None:
    """From top to bottom, and from left to right within a line."""
    window = open_window(width=width)
    window.open("matrix/")
    page = window.page
    if page.get_by_role("button", name="Menü").is_visible():
        page.get_by_role("button", name="Menü").click()
    places = page.evaluate("""() => [...document.querySelectorAll(".kopf :is(a, button)")]
        .filter(part => part.checkVisibility()).map(part => part.getBoundingClientRect())
        .map(({left, top, bottom}) => [Math.round((top + bottom) / 20), Math.round(left)])""")
    assert places == sorted(places)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_every_section_is_reachable(open_window: OpenWindow, width: int) -> None:
    window = open_window(width=width, javascript=False)
    window.open("")
    for name in ("Was kann ich tun?", "Impulse", "Treiber", "Wer ist gefragt", "Über"):
        expect(window.page.locator(".hauptmenue a", has_text=name).first).to_be_visible()
    expect(window.page.get_by_role("button", name="Menü")).to_be_hidden()


def test_motion_stops_for_those_who_ask(site: Site, open_window: OpenWindow) -> None:
    """Windows of the tests ask for reduced motion: then nothing moves by itself."""
    window = open_window()
    moving = """() => document.getAnimations().filter(a => a.playState === "running").length
        + (getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? 1 : 0)"""
    for page in site.loading:
        window.open(page.address)
        assert window.page.evaluate(moving) == 0, page.address
