"""JSON with indents is that of the standard library."""

import json

from hypothesis import given
from hypothesis import strategies as st

from impulswerk.exports.data.indented import indented, pieces

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
    max_leaves=20,
)


@given(_VALUES)
def test_it_writes_what_the_standard_library_writes(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)


@given(st.dictionaries(st.text(), _VALUES), st.text(), st.lists(_VALUES))
def test_in_pieces_it_is_the_same(
    value: dict[str, object], key: str, entries: list[object]
) -> None:
    written = "".join(pieces(value | {key: iter(entries)}))
    assert written == json.dumps(value | {key: entries}, ensure_ascii=False, indent=2)


def test_nothing_at_all_in_pieces() -> None:
    assert "".join(pieces({})) == "{}"


def test_what_an_iterator_yields_is_asked_for_when_it_is_written() -> None:
    numbers = iter([1, 2])
    written = pieces({"zahlen": numbers})
    assert [next(written), next(written)] == ['{\n  "zahlen": ', "[\n    1"]
    assert list(numbers) == [2]
