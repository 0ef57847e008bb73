import pytest

from impulswerk.urls import address, between


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("ueber.md", "ueber/"),
        ("impulse/index.md", "impulse/"),
        ("impulse/07-a.md", "impulse/07-a/"),
    ],
)
def test_addresses(path: str, url: str) -> None:
    assert address(path) == url


@pytest.mark.parametrize(
    ("page", "target", "anchor", "link"),
    [
        ("impulse/07-a.md", "impulse/08-b.md", "", "../08-b/"),
        ("impulse/07-a.md", "treiber/x.md", "wirkung", "../../treiber/x/#wirkung"),
        ("impulse/07-a.md", "index.md", "", "../../"),
        ("index.md", "matrix.md", "", "matrix/"),
        ("index.md", "index.md", "", "./"),
        ("matrix.md", "matrix.md", "zelle", "#zelle"),
        ("impulse/07-a.md", "assets/x.svg", "", "../../assets/x.svg"),
    ],
)
def test_links_are_relative(page: str, target: str, anchor: str, link: str) -> None:
    assert between(page, target, anchor) == link
