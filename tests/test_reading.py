"""No input crashes the reader, and every place it names lies inside the file."""

import re
import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.catalog import build_catalog
from impulswerk.model.rulebook import RULES
from impulswerk.rules.report.terminal import render
from impulswerk.sources.decode import MAX_BYTES
from impulswerk.sources.files import read_files
from impulswerk.sources.marked import Reading, Scalar
from impulswerk.sources.parse import MAX_DEPTH, PurePythonLoader
from impulswerk.sources.read import read_markdown, read_yaml
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


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # What other readers of YAML take for truth, numbers or times stays what it is.
        *(
            (text, text)
            for text in ("yes", "no", "On", "off", "true", "012", "0x1F", "1e3", "1:20")
        ),
        *((text, text) for text in (".inf", "=", "1_000", "+5", "2025-04-08", "a:b", "x#1", "C#")),
        ("Eins\n  zwei", "Eins zwei"),
        (">-\n  Eins # zwei", "Eins # zwei"),
        ('"Eins # zwei" # eine Bemerkung', "Eins # zwei"),
        ("'Eins\\nzwei'", "Eins\\nzwei"),
        ('"a \\\n  b"', "a b"),
        ("wort # eine Bemerkung", "wort"),
        ("\n  # eine Bemerkung\n  Wort", "Wort"),
    ],
)
def test_a_value_is_read_as_it_is_written(written: str, value: str) -> None:
    reading = read_yaml("a.yml", f"titel: {written}\n".encode())
    assert reading.problems == ()
    assert reading.document is not None
    found = reading.document.front.entries["titel"]
    assert isinstance(found, Scalar)
    assert (found.text, found.is_null) == (value, False)


@pytest.mark.parametrize(
    ("written", "rule", "place"),
    [
        ("titel: Wie Impuls #3 hilft", "yaml-bedeutung", (1, 19)),
        ("titel: Wie Impuls # 3 hilft", "yaml-bedeutung", (1, 19)),
        ("titel: wort #3", "yaml-bedeutung", (1, 13)),
        ("titel: #3", "yaml-bedeutung", (1, 8)),
        ("titel: Ä „#1“ #2", "yaml-bedeutung", (1, 15)),
        ("titel: Eins\n  Zwei\t#3", "yaml-bedeutung", (2, 8)),
        ("liste:\n  - Wort\n  - Ein Wort #3", "yaml-bedeutung", (3, 14)),
        ("liste: [Eins #1, Zwei]", "yaml-bedeutung", (1, 14)),
        ("liste: [Eins,\n  Zwei #2\n  ]", "yaml-bedeutung", (2, 8)),
        ('titel: "Eins\\nzwei"', "yaml-bedeutung", (1, 13)),
        ('titel: "Eins\n  zwei\\tdrei"', "yaml-bedeutung", (2, 7)),
        ("liste: [1,5 Mio]", "yaml-bedeutung", (1, 10)),
        ("titel: ! Achtung", "yaml-anker", (1, 8)),
        ("titel: !", "yaml-anker", (1, 8)),
        ("%YAML 1.1\n---\ntitel: x", "yaml-anker", (1, 1)),
        ("<<: *a", "yaml-anker", (1, 5)),
    ],
)
def test_a_value_that_means_something_else_is_refused_once(
    written: str, rule: str, place: tuple[int, int]
) -> None:
    found = read_yaml("a.yml", f"{written}\n".encode()).problems
    assert [(p.rule, (p.span.line, p.span.col)) for p in found] == [(rule, place)]


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# eine Bemerkung"])
def test_nothing_is_nothing(written: str) -> None:
    document = read_yaml("a.yml", f"titel: {written}\n".encode()).document
    assert document is not None
    found = document.front.entries["titel"]
    assert isinstance(found, Scalar)
    assert found.is_null


def test_numbers_of_a_list_may_stand_close() -> None:
    assert read_yaml("a.yml", b"verwandt: [1,2,13]\n").problems == ()


@given(st.lists(st.text("ab ?:,#\"'-[]{}", min_size=1, max_size=12), min_size=1, max_size=3))
def test_browsers_read_yaml_as_the_c_parser_does(words: list[str]) -> None:
    """A mistake may be met elsewhere; whatever is no mistake says the same."""
    for text in (f"x: [{', '.join(words)}]\n", f"x: {' '.join(words)}\n"):
        if re.search(r"[\[,]\s*\?\s*,", text):
            continue  # a lone question mark as an entry: nobody means anything by it
        try:
            meant = yaml.load(text, yaml.CSafeLoader)
        except yaml.YAMLError:
            continue
        assert yaml.load(text, PurePythonLoader) == meant, text
