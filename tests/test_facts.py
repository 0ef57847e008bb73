"""Where a link leads is the same whether it is told at a glance or by taking it apart."""

import re
from unittest.mock import patch

from hypothesis import example, given, settings
from hypothesis import strategies as st

from impulswerk import facts
from impulswerk.facts import Target, target_of

names = st.sampled_from(["index.html", "a/index.html", "a/b/c.html", "x/07-ki/index.html"])
FRAGMENTS = [
    "../", "./", "/", "//", ".", "..", "a", "A.b", "07-ki/", "x.css", "-", "_", "#", "#t", "?", "&",
    "?v=1", "%20", "Ä", "#:~:text=a", " ", "\n", ":", "mailto:", "data:", "https:",
]  # fmt: skip
addresses = st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join)


@settings(max_examples=3_000)
@given(names, addresses, st.booleans())
@example("a/index.html", "../..", False)
@example("a/b/c.html", "../../../x.css", True)
@example("a/b/c.html", "../../../../x.css", True)
def test_a_glance_tells_what_taking_apart_tells(name: str, address: str, is_loaded: bool) -> None:
    at_a_glance = target_of(name, address, is_loaded=is_loaded, base="/")
    with patch.object(facts, "_PLAIN", re.compile("(?!)")):
        assert target_of(name, address, is_loaded=is_loaded, base="/") == at_a_glance


def test_most_links_are_told_at_a_glance() -> None:
    with patch.object(facts, "urlsplit", None):
        found = target_of("impulse/07-ki/index.html", "../../treiber/#a", is_loaded=False, base="/")
    assert found == Target("../../treiber/#a", False, True, False, "treiber/index.html", "a")
