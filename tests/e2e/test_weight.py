"""Pages arrive light, in few requests, and nothing jumps."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.site import Site
from tests.e2e.transfer import cold_views

pytestmark = pytest.mark.e2e

MOST_BYTES, MOST_REQUESTS = 40_000, 7
# Tools, the table of every field, pictures of the guide: nobody opens them in passing.
MORE = {
    "impulse/": (45_000, 7),
    "en/*": (45_000, 8),
    "redaktion/*": (45_000, 7),
    "werkstatt/*": (50_000, 8),
    "en/werkstatt/*": (50_000, 9),
    "werkstatt/treiber/*": (47_000, 8),
    "linkhilfe/": (90_000, 11),
    "mitmachen/": (90_000, 8),
}
MOST_HTML = 9_500
# Forms for editors and lists of everything they may write.
MORE_HTML = {"daten": 11_000, "handelnde": 11_000, "werkstatt": 12_000, "redaktion": 19_000}


def test_html_of_every_page_is_small(site: Site) -> None:
    sizes = {
        page: page.file.with_name(f"{page.file.name}.br").stat().st_size for page in site.pages
    }
    too_large = {
        page.address: size
        for page, size in sizes.items()
        if size > MORE_HTML.get(page.address.removeprefix("en/").partition("/")[0], MOST_HTML)
    }
    assert not too_large, f"more bytes over brotli than allowed: {too_large}"


@pytest.mark.parametrize("width", [1280, 360])
def test_first_view(site: Site, browser: Browser, width: int) -> None:
    """On a phone it arrives light and in few requests; nothing jumps, on a wide screen neither."""
    pages = sorted({*site.loading, *(page for page in site.samples if page.kind in MORE)})
    seen = dict(cold_views(browser, site.root, pages, width=width))
    assert [*seen] == pages
    for page, view in seen.items():
        most_bytes, most_requests = MORE.get(page.kind, (MOST_BYTES, MOST_REQUESTS))
        assert not view.shift, f"{page.address} jumps"
        if width == 360:
            assert view.size <= most_bytes, f"{page.address}: {view.size} bytes\n{view.table()}"
            assert len(view.sent) <= most_requests, f"{page.address}\n{view.table()}"
