import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.catalog import build_catalog
from impulswerk.model.schema import IMPULSE
from impulswerk.sources.files import read_files
from impulswerk.sources.formatting import format_source, record_of
from tests.project import REAL

FILES = {
    source: data
    for source, data in read_files(REAL).content.items()
    if source.startswith("impulses/") and source.endswith(".md")
}
_BODY = st.lists(
    st.sampled_from(
        ["# A", "## B", "", " ", "text", "- x", "  ", '"wort"', "a - b", "...", "z. B.", "```", "`"]
    )
).map("\n".join)


@pytest.mark.parametrize("source", sorted(FILES))
def test_the_sources_are_in_usual_form(source: str) -> None:
    assert format_source(FILES[source], record_of(source)) == FILES[source]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## A\nText.\n## B\nText.", "## A\n\nText.\n\n## B\n\nText.\n"),
        ("Ein\n\n\n\nZwei  \nDrei ", "Ein\n\nZwei  \nDrei\n"),
        ('Er sagt "ja" und geht.', "Er sagt „ja“ und geht.\n"),
        ("Alle - auch kleine - und so weiter...", "Alle – auch kleine – und so weiter…\n"),
        ("z. B. hier, d.h. dort", "z.\u00a0B. hier, d.\u00a0h. dort\n"),
        ('`a - "b"...`', '`a - "b"...`\n'),
        ('[Text](a.md "Titel")', '[Text](a.md "Titel")\n'),
        ("```\n## kein\n\n\na - b\n```", "```\n## kein\n\n\na - b\n```\n"),
    ],
)
def test_bodies(before: str, after: str) -> None:
    formatted = format_source(f"---\ntitel: x\n---\n{before}".encode(), IMPULSE).decode()
    assert formatted == f"---\ntitel: x\n---\n\n{after}"


def test_fields_take_the_order_of_the_schema_with_their_remarks() -> None:
    before = b"\xef\xbb\xbf---\r\nstand: entwurf\r\n# zum Titel\r\ntitel: x  \r\n---\r\nText.\r\n"
    after = b"---\n# zum Titel\ntitel: x\nstand: entwurf\n---\n\nText.\n"
    assert format_source(before, IMPULSE) == after


def test_a_long_text_over_several_lines_is_left_alone() -> None:
    before = b"---\nstand: x\nkurz: |\n  Eins\n\n  Zwei\ntitel: y\n---\n\nText.\n"
    assert format_source(before, IMPULSE) == before


@given(_BODY, st.sampled_from(sorted(FILES)))
def test_twice_is_the_same_as_once(body: str, source: str) -> None:
    front = FILES[source].split(b"\n---\n")[0] + b"\n---\n"
    once = format_source(front + body.encode(), IMPULSE)
    assert format_source(once, IMPULSE) == once


@given(st.binary(max_size=300))
def test_any_bytes_are_formatted_or_left(data: bytes) -> None:
    once = format_source(data, IMPULSE)
    assert format_source(once, IMPULSE) == once


def test_shuffled_front_matter_means_the_same() -> None:
    for source, data in FILES.items():
        head, body = data.decode().split("\n---\n", 1)
        lines = head.split("\n")[1:]
        starts = [n for n, line in enumerate(lines) if not line.startswith(" ")]
        chunks = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
        shuffled = ["---", *(line for chunk in reversed(chunks) for line in chunk), "---"]
        again = format_source(("\n".join(shuffled) + "\n" + body).encode(), record_of(source))
        assert again == data


def test_formatting_does_not_change_the_catalogue() -> None:
    files = read_files(REAL).content
    formatted = {
        source: format_source(data, record_of(source)) if source in FILES else data
        for source, data in files.items()
    }
    assert build_catalog(formatted).catalog == build_catalog(files).catalog
