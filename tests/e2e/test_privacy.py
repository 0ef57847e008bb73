"""Whoever reads is not observed: nothing is asked of others, nothing is kept in the browser."""

import re

import pytest

from tests.e2e.browser import Window, a_few_at_once
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

_STORED = """async () => ({
    localStorage: Object.keys(localStorage),
    sessionStorage: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
})"""

# Opens a connection without a request, so no record of requests shows it.
_EARLY_CONNECTION = re.compile(
    r"<link\b[^>]*\brel=[\"']?(?:preconnect|dns-prefetch)[^>]*>", re.IGNORECASE
)


def _traces(window: Window) -> dict[str, list[str]]:
    stored: dict[str, list[str]] = window.page.evaluate(_STORED)
    return {
        "request": window.record.foreign(window.base),
        "console": window.record.errors,
        "cookie": [str(cookie) for cookie in window.context.cookies()],
        **stored,
    }


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no-javascript"])
def test_nothing_is_asked_of_others_stored_or_reported(
    site: Site, open_window: OpenWindow, javascript: bool
) -> None:
    faults: list[str] = []
    for few in a_few_at_once(site.loading):
        opened = []
        for sample in few:
            window = open_window(javascript=javascript)
            window.open(sample.address)
            # To the end and still for half a second: what loads late is seen too.
            window.page.keyboard.press("End")
            opened.append((sample.address or "/", window))
        for address, window in opened:
            window.page.wait_for_load_state("networkidle")
            found = _traces(window)
            faults += [f"{address} {what}: {it}" for what in found for it in found[what]]
            window.context.close()
    assert not faults, "\n".join(faults)


def test_no_page_connects_early_to_others(site: Site) -> None:
    faults = [
        f"{page.address}: {link.group()}"
        for page in site.pages
        for link in _EARLY_CONNECTION.finditer(page.file.read_text(encoding="utf-8"))
    ]
    assert not faults, "\n".join(faults)
