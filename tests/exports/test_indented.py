"""JSON with indents is that of the standard library."""

import json

from hypothesis import given
from hypothesis import strategies as st

from impulswerk.exports.data.indented import indented

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner),
    max_leaves=20,
)


@given(_VALUES)
def test_it_writes_what_the_standard_library_writes(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=2)
