"""What a press officer takes from a page: link, citation, picture, card."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import axe
from tests.e2e.browser import SCHEMES
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

PUBLISHED = "https://papier.example/unterpfad/"


def _opened(open_window: OpenWindow, address: str, *, javascript: bool = True) -> Page:
    window = open_window(javascript=javascript)
    if javascript:
        window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.open(address)
    return window.page


def _buttons(page: Page) -> dict[str, str]:
    """Accessible name of each button that copies, by the id of what it copies."""
    return {
        button.get_attribute("data-kopiert") or "": button.inner_text()
        for button in page.locator(".kopieren").all()
    }


@pytest.mark.parametrize("start", ["impulse/07-", "treiber/demografie/", "presse/"])
def test_everything_is_copied_by_keyboard_and_said(
    site: Site, open_window: OpenWindow, start: str
) -> None:
    address = next(page.address for page in site.pages if page.address.startswith(start))
    page = _opened(open_window, address)
    for details in page.locator("main details").all():
        details.evaluate("node => { node.open = true }")
    names = _buttons(page)
    assert {"teilen-link", "teilen-zitat", "teilen-kurztext", "teilen-markdown"} <= names.keys()
    for source, name in names.items():
        button = page.locator(f'[data-kopiert="{source}"]')
        button.focus()
        page.keyboard.press("Enter")
        what = re.sub(r"\s+", " ", name).partition(": ")[2]
        said = page.locator("[data-meldung]", has_text=f"Kopiert: {what}")
        expect(said).to_have_count(1)
        expected = page.locator(f"#{source}").inner_text()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.split() == expected.split()
    citation = page.locator("#teilen-zitat").inner_text()
    assert re.search(r"\(Abruf: \d\d\.\d\d\.\d{4}\)", citation)


def test_what_has_been_copied_can_be_read_under_the_mouse(open_window: OpenWindow) -> None:
    for scheme in SCHEMES:
        window = open_window(scheme=scheme)
        window.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.open("presse/")
        button = window.page.locator(".kopieren").first
        button.click()
        expect(button).to_have_class(re.compile("kopieren--fertig"))
        # The mouse still lies upon it, and it has the focus.
        assert axe(window.page, scheme) == []


def test_without_a_script_everything_can_be_read(site: Site, open_window: OpenWindow) -> None:
    page = _opened(open_window, site.impulses[6].address, javascript=False)
    expect(page.locator("#teilen-link")).to_have_text(f"{PUBLISHED}i/7/")
    expect(page.locator("#teilen-zitat")).to_contain_text("(Abruf: TT.MM.JJJJ)")
    for button in page.locator(".kopieren").all():
        expect(button).to_be_hidden()


def test_the_length_of_a_short_text_is_the_one_said(site: Site, open_window: OpenWindow) -> None:
    for sample in site.impulses[:5]:
        page = _opened(open_window, sample.address)
        said = page.locator(".teilen__laenge").text_content() or ""
        text = page.locator("#teilen-kurztext").text_content() or ""
        assert int(said.split()[0]) == len(text) <= 280


def test_every_file_on_offer_is_there_and_is_what_it_says(
    site: Site, open_window: OpenWindow
) -> None:
    page = _opened(open_window, site.impulses[6].address)
    begins = {
        ".bib": b"@",
        ".ris": b"TY  - ",
        ".json": b"[",
        ".md": b"# Impuls 7: ",
        "-daten.json": b"{",
        ".png": b"\x89PNG",
        "-qr.svg": b"<svg",
        "-qr.png": b"\x89PNG",
    }
    found = {}
    for link in page.locator(".teilen__dateien a").all():
        answer = page.request.get(link.evaluate("node => node.href"))
        assert answer.ok
        name = link.get_attribute("download") or ""
        key = r"redaktionclusterzukunftnrw\d{4}impuls07"
        found[re.sub(key, "", name)] = answer.body()
    assert found.keys() == begins.keys()
    for name, content in found.items():
        assert content.startswith(begins[name]), name


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
@pytest.mark.parametrize("address", ["i/7/", "i/07/"])
def test_a_short_link_leads_to_the_impulse(
    site: Site, open_window: OpenWindow, address: str, *, javascript: bool
) -> None:
    page = _opened(open_window, f"{address}#umsetzung", javascript=javascript)
    page.wait_for_url(re.compile(r"/impulse/07-[a-z-]+/"))
    if javascript:
        assert page.url.endswith("#umsetzung")
    html = (site.root / address / "index.html").read_text("utf-8")
    target = site.impulses[6].address
    assert f'<link rel="canonical" href="{PUBLISHED}{target}">' in html
    assert f'<a href="../../{target}">' in html


def test_programs_find_image_data_and_embedding(site: Site, open_window: OpenWindow) -> None:
    page = _opened(open_window, site.impulses[6].address)

    def content(name: str) -> str:
        found = page.locator(f'meta[property="{name}"], meta[name="{name}"]')
        expect(found).to_have_count(1)
        return found.get_attribute("content") or ""

    assert content("og:url") == PUBLISHED + site.impulses[6].address
    assert content("citation_title").startswith("Impuls 07: ")
    image = content("og:image").removeprefix(PUBLISHED)
    assert (site.root / image).read_bytes().startswith(b"\x89PNG")
    assert content("og:image:alt")
    data = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    assert data["@id"] == f"{PUBLISHED}i/7/"
    link = page.locator('link[type="application/json+oembed"]').get_attribute("href") or ""
    embed = json.loads((site.root / link.removeprefix(PUBLISHED)).read_text("utf-8"))
    assert embed["html"] == page.locator("#teilen-karte").text_content()
