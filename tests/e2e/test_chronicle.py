"""The time line: filtered in place, a selection that lives in the address, and no script."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenWindow
from tests.project import real_graph

pytestmark = pytest.mark.e2e

PAGE = "was-daraus-wurde/"
ENTRIES = "article.eintrag"


def test_a_selection_filters_in_place_and_lives_in_the_address(open_window: OpenWindow) -> None:
    chronicle = real_graph().catalog.chronicle
    from_press = [e for e in chronicle if "presse" in {source.kind for source in e.sources}]
    assert 0 < len(from_press) < len(chronicle)
    window = open_window(width=360)
    window.open(PAGE)
    page = window.page
    expect(page.locator(f"{ENTRIES}:visible")).to_have_count(len(chronicle))
    page.locator("select[name=quelle]").select_option("presse")
    expect(page.locator(f"{ENTRIES}:visible")).to_have_count(len(from_press))
    expect(page.get_by_role("status")).to_have_text(
        f"{len(from_press)} von {len(chronicle)} Einträgen"
    )
    assert page.url.endswith("?quelle=presse")
    page.go_back()
    expect(page.locator(f"{ENTRIES}:visible")).to_have_count(len(chronicle))
    window.open(f"{PAGE}?quelle=presse&art=gibt-es-nicht")
    expect(page.locator(f"{ENTRIES}:visible")).to_have_count(len(from_press))
