import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.model.urls import address, between, from_address

_ADDRESSES = st.lists(st.sampled_from(["a", "b", "ab", "7-x"]), max_size=4).map("/".join)


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


@given(start=_ADDRESSES, goal=_ADDRESSES, is_folder=st.booleans())
def test_relative_addresses_are_those_of_the_standard_library(
    start: str, goal: str, is_folder: bool
) -> None:
    slash = "/" if is_folder or not goal else ""
    expected = posixpath.relpath(goal or ".", start or ".") + slash
    assert from_address(f"{start}/" if start else "", f"{goal}{slash}" if goal else "") == expected
