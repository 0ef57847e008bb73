"""The English pages as readers use them: search, finder, the way to German and back."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e


def test_the_search_knows_english_and_nothing_else(open_window: OpenWindow) -> None:
    window = open_window()
    window.open("en/impulses/")
    page = window.page
    page.click(".suche-knopf")
    page.fill("#suche-feld", "network")
    page.press("#suche-feld", "Enter")
    expect(page.locator(".suche__stand")).to_contain_text("found for “network”")
    found = page.locator(".suche__hit a").evaluate_all("links => links.map(link => link.href)")
    assert any("/en/impulses/23-networking" in address for address in found), found  # by its stem
    assert all("/en/" in address for address in found)
    page.fill("#suche-feld", "impulse 7")
    page.press("#suche-feld", "Enter")
    expect(page.locator(".suche__hit a")).to_have_count(1)
    expect(page.locator(".suche__hit a")).to_contain_text("Impulse 7:")
    page.fill("#suche-feld", "Fördermittelberatung")
    page.press("#suche-feld", "Enter")
    expect(page.locator(".suche__stand")).to_contain_text("Nothing found")


def test_the_finder_speaks_english(open_window: OpenWindow) -> None:
    window = open_window()
    window.open("en/impulses/?treiber=demografie&q=training")
    expect(window.page.locator(".finder__anzahl")).to_have_text(re.compile(r"^\d+ of 36 impulses$"))
    expect(window.page.locator(".finder__marken")).to_contain_text("Drivers: Demographic change")


def test_the_language_is_changed_on_the_same_page(open_window: OpenWindow) -> None:
    window = open_window()
    window.open("impulse/07-ki-einstieg/")
    page = window.page
    page.click("a[hreflang=en]:text-is('English')")
    expect(page).to_have_url(re.compile(r"/en/impulses/07-[a-z-]+/$"))
    assert page.locator("html").get_attribute("lang") == "en"
    page.click("header a[hreflang=de]:text-is('Deutsch')")
    expect(page).to_have_url(re.compile(r"/impulse/07-ki-einstieg/$"))
    # What is there in German alone says so, and leads to the start.
    window.open("impressum/")
    page.click("header a[hreflang=en]:text-is('English (Home page)')")
    expect(page).to_have_url(re.compile(r"/en/$"))
