"""No page breaks a rule of axe, however wide the window and whatever the colours."""

import pytest

from tests.e2e.axe import Violation, axe, table
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.long import LONG

pytestmark = pytest.mark.e2e

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(site: Site, open_window: OpenWindow, part: int) -> None:
    window = open_window()
    violations: list[Violation] = []
    for page in site.part(part, of=PARTS):
        window.open(page.address)
        violations += axe(window.page, f"{page.address or '/'} light")
        if LONG or page in site.samples:
            # Colours follow the reader's setting by media query alone, and nothing else does.
            window.page.emulate_media(color_scheme="dark")
            violations += axe(window.page, f"{page.address or '/'} dark", only="color-contrast")
            window.page.emulate_media(color_scheme="light")
    assert not violations, table(violations)


@pytest.mark.parametrize("part", range(PARTS if LONG else 1))
def test_axe_finds_nothing_on_a_phone_at_night(
    site: Site, open_window: OpenWindow, part: int
) -> None:
    window = open_window(width=320, scheme="dark")
    violations: list[Violation] = []
    for page in site.part(part, of=PARTS) if LONG else site.samples:
        window.open(page.address)
        violations += axe(window.page, f"{page.address or '/'} 320 dark")
        if LONG:
            window.page.emulate_media(color_scheme="light")
            violations += axe(window.page, f"{page.address or '/'} 320", only="color-contrast")
            window.page.emulate_media(color_scheme="dark")
    assert not violations, table(violations)
