"""No page breaks a rule of axe, however wide the window and whatever the colours."""

import pytest

from tests.e2e.axe import Violation, axe, table
from tests.e2e.browser import SCHEMES
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.long import LONG

pytestmark = pytest.mark.e2e

PARTS = 8 if LONG else 2
# What depends on colours and on the width of the window; the rest is as it was.
_SEEN = ("color-contrast", "scrollable-region-focusable", "target-size")


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page(site: Site, open_window: OpenWindow, part: int) -> None:
    window = open_window()
    violations: list[Violation] = []
    for page in site.telling[part::PARTS]:
        window.page.set_viewport_size({"width": 1280, "height": 800})
        window.page.emulate_media(color_scheme="light")
        window.open(page.address)
        violations += axe(window.page, f"{page.address or '/'} light")
        for width in (320, 1280) if LONG else (320,):
            window.page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES if LONG else ("dark",):
                window.page.emulate_media(color_scheme=scheme)
                violations += axe(window.page, f"{page.address or '/'} {width} {scheme}", *_SEEN)
    assert not violations, table(violations)


def test_axe_finds_nothing_on_a_phone(site: Site, open_window: OpenWindow) -> None:
    """What is shown in a narrow window only is named, has its role, and so on."""
    window = open_window(width=320, scheme="dark")
    window.open(site.impulses[0].address)
    window.page.get_by_role("button", name="Menü").click()
    violations = axe(window.page, "320")
    assert not violations, table(violations)
