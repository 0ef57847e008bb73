"""No page breaks a rule of axe, however wide the window and whatever the colours."""

import pytest

from tests.e2e.axe import Violation, axe, table
from tests.e2e.browser import SCHEMES
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(site: Site, open_window: OpenWindow, width: int, part: int) -> None:
    window = open_window(width=width)
    violations: list[Violation] = []
    for page in site.part(part, of=PARTS):
        window.open(page.address)
        for scheme in SCHEMES:
            # Colours follow the reader's setting by media query alone: no second load is needed.
            window.page.emulate_media(color_scheme=scheme)
            violations += axe(window.page, f"{page.address or '/'} {scheme}")
    assert not violations, table(violations)
