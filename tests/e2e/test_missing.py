"""The page for wrong addresses helps on: by number, by search, by a list."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenWindow

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
    window.page.wait_for_load_state("networkidle")
    offer = window.page.locator(".meinten-sie a")
    if number is None:
        expect(offer).to_be_hidden()
    else:
        expect(offer).to_have_text(f"Impuls {number}")
        offer.click()
        window.page.wait_for_url(re.compile(r"/impulse/07-"))


@pytest.mark.parametrize("javascript", [True, False])
def test_searching_leads_to_the_list(open_window: OpenWindow, *, javascript: bool) -> None:
    window = open_window(javascript=javascript)
    window.open("gibt-es-nicht")
    window.page.fill("#frei-suchen", "Wasserstoff")
    window.page.press("#frei-suchen", "Enter")
    window.page.wait_for_url(re.compile(r"/impulse/\?q=Wasserstoff"))
