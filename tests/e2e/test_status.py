"""Whose words these are stands on the first screen of every page that shows texts of ours."""

import pytest
from playwright.sync_api import Locator
from selectolax.lexbor import LexborHTMLParser

from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site, SitePage

pytestmark = pytest.mark.e2e

# A small phone.
WIDTH, HEIGHT = 360, 740
# Kinds of pages that show nothing of the impulses and drivers: rules, law, help. A page says so in
# its front matter; whatever is not named here must carry the phrase.
SILENT = {
    "barrierefreiheit/",
    "betrieb/",
    "datenschutz/",
    "gebaerdensprache/",
    "gibt-es-nicht/",
    "impressum/",
    "mitmachen/",
    "redaktion/*",
}


def _is_on_first_screen(part: Locator) -> bool:
    if not part.count() or not part.first.is_visible():
        return False
    box = part.first.bounding_box()
    return bool(box and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT)


def _phrase(page: SitePage) -> str:
    # A card stands in another site's frame and has room for a tag only.
    return "body > header .stand" if page.kind == "karte/*" else "main .standzeile"


def test_every_page_says_whose_words_these_are(site: Site) -> None:
    trees = ((page, LexborHTMLParser(page.file.read_bytes())) for page in site.pages)
    assert {page.kind for page, tree in trees if not tree.css_first(_phrase(page))} == SILENT


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_the_first_screen_says_whose_words_these_are(
    site: Site, open_window: OpenWindow, medium: str
) -> None:
    window = open_window(width=WIDTH)
    window.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    window.page.emulate_media(media="print" if medium == "print" else "screen")
    for page in site.some:
        window.open(page.address)
        is_said = _is_on_first_screen(window.page.locator(_phrase(page)))
        assert is_said != (page.kind in SILENT), page.address


def test_descriptions_say_it_too(site: Site) -> None:
    for page in site.framed:
        tree = LexborHTMLParser(page.file.read_bytes())
        tag = tree.css_first(".standzeile .stand")
        if tag is None:
            continue
        described = tree.css("meta[name=description], meta[property='og:description']")
        assert described, page.address
        for node in described:
            assert (node.attributes["content"] or "").startswith(f"{tag.text()}: "), page.address


def test_the_search_says_it_above_its_hits(open_window: OpenWindow) -> None:
    window = open_window(width=WIDTH)
    window.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    # A page that has no phrase of its own.
    window.open("impressum/")
    window.page.locator(".suche-knopf").click()
    window.page.locator("#suche-feld").fill("Wasserstoff")
    window.page.locator(".suche__hit").first.wait_for()
    phrase = window.page.locator(".suche__wessen")
    assert _is_on_first_screen(phrase)
    assert phrase.inner_text().startswith("Arbeitsentwurf")
