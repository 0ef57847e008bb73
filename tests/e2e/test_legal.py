"""Legal pages as an operator fills them: other HTML than a draft's, and held to the same rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.axe import Violation, axe, table
from tests.e2e.browser import LOOKS, Scheme, window
from tests.e2e.nu import nu
from tests.e2e.server import serve

pytestmark = pytest.mark.e2e

PAGES = (
    "impressum/",
    "datenschutz/",
    "barrierefreiheit/",
    "leichte-sprache/",
    "gebaerdensprache/",
    "presse/",
)


@pytest.fixture(scope="module")
def address(released: Path) -> Iterator[str]:
    with serve(released) as server:
        yield server.address


def test_nu_finds_nothing(released: Path) -> None:
    found = nu([released / page / "index.html" for page in PAGES])
    assert [f"{message.file}:{message.line} {message.text}" for message in found] == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, address: str, width: int, scheme: Scheme
) -> None:
    violations: list[Violation] = []
    with window(browser, address, width=width, scheme=scheme) as opened:
        for page in PAGES:
            opened.open(page)
            violations += axe(opened.page, f"{page} {scheme}")
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, page
    assert not violations, table(violations)


def test_an_address_can_be_dialled_and_written_to(browser: Browser, address: str) -> None:
    with window(browser, address) as opened:
        opened.open("impressum/")
        links = opened.page.locator("address a").evaluate_all("all => all.map(a => a.href)")
        assert [link.partition(":")[0] for link in links] == ["mailto", "tel"]
