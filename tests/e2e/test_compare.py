"""The page that puts impulses side by side: address, keyboard, paper, and life without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import axe, table
from tests.e2e.browser import LOOKS, Scheme
from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e

COLUMNS = ".gegenueber__tafel > .gegenueber__reihe:first-child > .gegenueber__zelle"


def opened(open_window: OpenWindow, query: str, *, width: int = 1280) -> Page:
    """The page with a choice in its address."""
    window = open_window(width=width)
    window.open(f"vergleichen/{query}")
    return window.page


def test_three_impulses_stand_side_by_side_in_the_order_of_the_address(
    open_window: OpenWindow,
) -> None:
    page = opened(open_window, "?vergleich=7&vergleich=25,3&vergleich=999&vergleich=x")
    cells = page.locator(COLUMNS)
    expect(cells).to_have_count(3)
    numbers = [re.search(r"Impuls (\d+)", text) for text in cells.locator("a").all_inner_texts()]
    assert [found and found[1] for found in numbers] == ["7", "25", "3"]
    expect(page).to_have_url(re.compile(r"\?vergleich=7,25,3$"))
    titles = page.locator(".gegenueber__tafel > h3").all_inner_texts()
    assert titles == ["Ausgangslage", "Impuls", "Umsetzung", "Beitrag der Cluster", "Wirkung"]
    # Only texts: no glossary, no box of facts, which follow the last section on a page.
    expect(page.locator(".gegenueber :is(aside, nav, section)")).to_have_count(0)
    boxes = [box.bounding_box() for box in cells.all()]
    assert len({round(box["y"]) for box in boxes if box}) == 1
    ids = page.locator("[id]").evaluate_all("all => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    links = page.locator(".gegenueber__zelle a").evaluate_all("all => all.map((one) => one.href)")
    assert all("/vergleichen/" not in link for link in links)


def test_choosing_by_keyboard_and_going_back(open_window: OpenWindow) -> None:
    page = opened(open_window, "")
    expect(page.locator(".gegenueber")).to_be_hidden()
    for number in (2, 5):
        page.locator(f"[name=vergleich][value='{number}']").focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?vergleich=2,5$"))
    expect(page.locator(COLUMNS)).to_have_count(2)
    expect(page.locator("#nebeneinander")).to_be_focused()
    expect(page.locator("[role=status]").last).to_have_text("Nebeneinander: 2 Impulse")
    page.go_back()
    expect(page.locator(".gegenueber")).to_be_hidden()
    expect(page.locator("[name=vergleich]:checked")).to_have_count(0)


def test_more_than_three_are_a_list_to_read_and_print(open_window: OpenWindow) -> None:
    page = opened(open_window, "?vergleich=1,2,3,4")
    expect(page.locator(".leseliste > li")).to_have_count(4)
    page.emulate_media(media="print")
    expect(page.locator(".vergleichswahl")).to_be_hidden()
    expect(page.locator(".leseliste > li").last).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_side_by_side_has_no_barriers(open_window: OpenWindow, width: int, scheme: Scheme) -> None:
    window = open_window(width=width, scheme=scheme)
    window.open("vergleichen/?vergleich=7,25,3")
    expect(window.page.locator(COLUMNS)).to_have_count(3)
    assert table(axe(window.page, "vergleichen")) == ""
    wide = window.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_without_script_the_form_is_there_and_says_so(open_window: OpenWindow) -> None:
    window = open_window(javascript=False)
    window.open("vergleichen/?vergleich=7,25")
    expect(window.page.locator("noscript .hinweis, .hinweis").first).to_be_visible()
    expect(window.page.locator("[name=vergleich]").first).to_be_visible()
    assert window.page.locator(".vergleichswahl").get_attribute("method") == "get"
