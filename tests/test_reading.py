"""No input crashes the reader, and every place it names lies inside the file."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalog import build_catalog
from impulswerk.marked import MAX_BYTES, MAX_DEPTH, Reading, read_markdown, read_yaml
from impulswerk.report.terminal import render
from impulswerk.rulebook import RULES
from impulswerk.sources import read_files
from tests.project import SMALL

FILES = read_files(SMALL).content

# Characters that mean something to YAML, Markdown or HTML come up far more often than by chance.
_SPICE = st.text(
    alphabet=string.ascii_letters[:6] + " \t\n\r:-#[]{}\"'&*!|>%@`<>/()\\äß\u00a0\x07\ufeff"
)
_YAMLISH = st.lists(
    st.sampled_from(
        ["titel", ": ", "\n", "- ", "  ", "[", "]", "{", "}", '"', "'", "x", ",", "#", "---", "|"]
    )
).map("".join)
_TEXT = st.one_of(_SPICE, _YAMLISH, st.text())


def _sound(reading: Reading, data: bytes) -> None:
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for problem in reading.problems:
        assert problem.rule in RULES
        assert 0 <= problem.span.line <= lines
        assert problem.span.col >= 1
        assert problem.span.width >= 1
    assert reading.document or reading.problems
    assert "\x1b" not in render(reading.problems)


@given(_TEXT)
def test_any_front_matter_is_read_or_refused(text: str) -> None:
    data = f"---\n{text}\n---\n\nText.\n".encode("utf-8", "surrogatepass")
    _sound(read_markdown("a.md", data), data)


@given(_TEXT)
def test_any_yaml_is_read_or_refused(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    _sound(read_yaml("a.yml", data), data)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _sound(read_yaml("a.yml", data), data)
    _sound(read_markdown("a.md", data), data)


@given(
    st.sampled_from(sorted(FILES)),
    st.integers(0, 2_000),
    st.integers(0, 40),
    st.one_of(_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=9)),
)
def test_a_damaged_project_gives_problems_or_a_catalogue(
    name: str, start: int, length: int, insert: bytes
) -> None:
    data = FILES[name]
    damaged = data[:start] + insert + data[start + length :]
    result = build_catalog(FILES | {name: damaged})
    assert result.catalog is not None or result.problems
    for problem in result.problems:
        assert problem.rule in RULES
    render(result.problems)


def test_values_know_their_place() -> None:
    data = '---\ntitel: "Über"\ntreiber: [eins, zwei]\n---\n\nText.\n'.encode()
    document = read_markdown("a.md", data).document
    assert document is not None
    assert str(document.front.entries["titel"].span) == "a.md:2:8"
    assert document.front.entries["titel"].span.width == len('"Über"')
    assert document.front.keys["treiber"].line == 3
    assert document.body == "\nText.\n"
    assert document.body_line == 5


@pytest.mark.parametrize(
    "data", ["---\na: b\n---\n\nText.\n", "---\na: b\n---\nText", "---\na: b\n---"]
)
def test_a_document_knows_its_text(data: str) -> None:
    document = read_markdown("a.md", data.encode()).document
    assert document is not None
    assert document.text == data
    assert list(document.lines) == data.split("\n")


def test_deep_nesting_ends_in_a_problem_not_in_recursion() -> None:
    for depth in (MAX_DEPTH + 1, 50_000):
        data = ("a: " + "[" * depth + "]" * depth).encode()
        assert [p.rule for p in read_yaml("a.yml", data).problems] == ["yaml-zu-tief"]


def test_a_bomb_of_aliases_is_not_unfolded() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    data = "\n".join(lines).encode()
    assert [p.rule for p in read_yaml("a.yml", data).problems] == ["yaml-anker"]


def test_a_file_over_the_limit_is_not_parsed() -> None:
    data = b"a: " + b"x" * MAX_BYTES
    assert [p.rule for p in read_yaml("a.yml", data).problems] == ["datei-zu-gross"]
