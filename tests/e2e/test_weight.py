"""Pages arrive light, in few requests, and nothing jumps."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.server import Server, compressed
from tests.e2e.site import Site
from tests.e2e.transfer import cold_view, shifts

pytestmark = pytest.mark.e2e

MOST_BYTES, MOST_REQUESTS = 40_000, 7
# Tools, the table of every field, pictures of the guide: nobody opens them in passing.
MORE = {
    "impulse/": (45_000, 7),
    "redaktion/felder/": (45_000, 7),
    "linkhilfe/": (90_000, 12),
    "mitmachen/": (90_000, 8),
}
MOST_HTML = 9_000


def test_html_of_every_impulse_is_small(site: Site) -> None:
    sizes = {page.address: len(compressed(page.file.read_bytes())) for page in site.impulses}
    too_large = {address: size for address, size in sizes.items() if size > MOST_HTML}
    assert not too_large, f"more than {MOST_HTML} bytes over brotli: {too_large}"


def test_first_view(site: Site, browser: Browser, brotli_server: Server) -> None:
    for page in site.some:
        most_bytes, most_requests = MORE.get(page.address, (MOST_BYTES, MOST_REQUESTS))
        view = cold_view(browser, brotli_server, page.address, width=360)
        assert view.size <= most_bytes, f"{page.address}: {view.size} bytes\n{view.table()}"
        assert len(view.sent) <= most_requests, f"{page.address}\n{view.table()}"


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps(site: Site, browser: Browser, brotli_server: Server, width: int) -> None:
    pages = site.samples if width == 360 else site.some
    found = dict(shifts(browser, brotli_server, pages, width=width))
    assert found.keys() == {page.address for page in pages}
    jumping = {address: shift for address, shift in found.items() if shift}
    assert not jumping, f"layout shift: {jumping}"
