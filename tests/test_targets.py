"""Where an address on a page leads: to a file of the site, elsewhere, or nowhere at all."""

import pytest

from impulswerk.site.targets import read_page, target_of


@pytest.mark.parametrize(
    ("address", "goal"),
    [
        ("../i/99/", "i/99/index.html"),
        ("/papier/i/99/", "i/99/index.html"),
        ("https://verbund.example/papier/i/99/", "i/99/index.html"),
        ("HTTP://Verbund.example/papier/i/99/#x", "i/99/index.html"),
        ("https://verbund.example/anderes/", ""),
        ("https://verbund.example.org/papier/", ""),
    ],
)
def test_own_addresses_lead_inside_however_they_are_spelled(address: str, goal: str) -> None:
    found = target_of(
        "impulse/index.html", address, is_loaded=False, base="/papier/", host="verbund.example"
    )
    assert (found.goal, found.is_inside) == (goal, bool(goal))


@pytest.mark.parametrize(
    "address", ["https://[::1", "https://[x]y/", "//[/", "https://x\u2100.de/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    assert target_of("index.html", address, is_loaded=False, base="/").is_foreign


def test_an_id_that_a_page_has_twice_is_known() -> None:
    page = read_page("index.html", b'<h2 id="a"></h2><p id="b"><i id="a"></i>', "/")
    assert page.ids == {"a", "b"}
    assert page.twice == ("a",)
