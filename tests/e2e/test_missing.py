"""The page for wrong addresses helps on: by number, by search, by a list."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("i/7.", "7"),
        ("i/007/x", "7"),
        ("I/7", "7"),
        ("impulse/07-anderer-name/", "7"),
        ("impulse/7/", "7"),
        ("i/99/", None),
        ("ganz/anders", None),
    ],
)
def test_the_number_in_an_address_is_offered(
    open_window: OpenWindow, address: str, number: str | None
) -> None:
    window = open_window()
    with window.page.expect_response(lambda _: True):
        window.open(address)
    offer = window.page.locator(".meinten-sie a")
    if number is None:
        window.page.wait_for_load_state("networkidle")
        expect(offer).to_be_hidden()
    else:
        expect(offer).to_have_text(f"Impuls {number}")
        offer.click()
        window.page.wait_for_url(re.compile(r"/impulse/07-"))


@pytest.mark.parametrize("javascript", [True, False])
def test_who_asks_for_a_number_too_high_learns_the_highest(
    open_window: OpenWindow, site: Site, *, javascript: bool
) -> None:
    window = open_window(javascript=javascript)
    window.open("i/37/")
    highest = len(site.impulses)
    expect(window.page.locator("main")).to_contain_text(f"Nummern 1 bis {highest}")
    said = window.page.get_by_text(
        f"Einen Impuls 37 gibt es nicht. Die Impulse tragen die Nummern 1 bis {highest}."
    )
    expect(said).to_be_visible() if javascript else expect(said).to_be_hidden()


@pytest.mark.parametrize("short", ["i/7/", "i/07/"])
def test_a_short_link_keeps_section_words_and_query(
    open_window: OpenWindow, site: Site, short: str
) -> None:
    window = open_window()
    word = "Umsetzung"
    for section in ("#umsetzung", f"#:~:text={word}", f"#umsetzung:~:text={word}"):
        window.open(f"{short}?a=b{section}")
        window.page.wait_for_url(re.compile(r"/impulse/07-"))
        assert window.page.url.endswith(f"{site.impulses[6].address}?a=b{section}")
        # Where the browser has found it.
        window.page.wait_for_function("scrollY > 100")


@pytest.mark.parametrize("javascript", [True, False])
def test_searching_leads_to_the_list(open_window: OpenWindow, *, javascript: bool) -> None:
    window = open_window(javascript=javascript)
    window.open("gibt-es-nicht")
    window.page.fill("#frei-suchen", "Wasserstoff")
    window.page.press("#frei-suchen", "Enter")
    window.page.wait_for_url(re.compile(r"/impulse/\?q=Wasserstoff"))
