"""No text of ours takes over a sentence of a source; what is quoted stands there word for word."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.model.schema import WORD_RUNS
from impulswerk.rules.copied import (
    LENGTH,
    WordRuns,
    as_names,
    check_copied,
    check_voices,
    checksums,
    copied,
    read_word_runs,
)
from impulswerk.sources.files import read_files
from tests.project import REAL

SOURCE = "Heute früh gingen zwölf Nachbarn mit drei Leitern in den Garten hinter dem alten Rathaus."
WORDS = SOURCE.rstrip(".").split()
RUNS = WordRuns(dict.fromkeys(checksums(SOURCE, ()), ("meldung",)))


def _runs() -> WordRuns:
    """The list of the real project."""
    data = (REAL / WORD_RUNS.where).read_bytes()
    runs, problems = read_word_runs(data, {})
    assert problems == ()
    assert runs.sources
    return runs


@given(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS)))
def test_a_stretch_is_found_from_eight_words_on(first: int, count: int) -> None:
    taken = WORDS[first : first + count]
    text = f"Vorher stand etwas anderes. {' '.join(taken)} und so weiter."
    found = list(copied("a.md", text, RUNS))
    assert len(found) == (len(taken) >= LENGTH)
    for problem in found:
        assert f"{len(taken)} Wörter" in problem.message
        assert text[problem.span.col - 1 :].startswith(" ".join(taken))


@pytest.mark.parametrize(
    "text",
    [
        "gingen ZWÖLF **Nachbarn** mit [drei Leitern](x.md) in\nden Garten",
        "gingen zwo\u0308lf Nach\u00adbarn, mit drei Leitern: in den – Garten",
        "kurz: >-\n  gingen zwölf Nachbarn mit drei\n  Leitern in den Garten",
        "gingen zwölf „Nachbarn mit drei Leitern“ in den Garten",
        "gingen zwölf <!-- nichts --> Nachbarn mit drei Leitern in den Garten",
    ],
)
def test_marks_and_line_ends_hide_nothing(text: str) -> None:
    assert len(list(copied("a.md", text, RUNS))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Er sagt: „Heute früh gingen zwölf Nachbarn mit drei Leitern in den Garten.“",
        "  - zitat: gingen zwölf Nachbarn mit drei\n      Leitern in den Garten\n    person: X",
        "    wortlaut: gingen zwölf Nachbarn mit drei Leitern in den Garten",
    ],
)
def test_marked_quotes_are_left_alone(text: str) -> None:
    assert list(copied("a.yml", text, RUNS)) == []


def test_after_a_quote_the_text_is_ours_again() -> None:
    text = "wortlaut: Etwas\nkurz: gingen zwölf Nachbarn mit drei Leitern in den Garten"
    assert [problem.span.line for problem in copied("a.yml", text, RUNS)] == [2]


def test_a_name_counts_as_one_word() -> None:
    names = as_names(["Garten hinter dem alten Rathaus"])
    runs = WordRuns(dict.fromkeys(checksums(SOURCE, names), ("meldung",)), names)
    assert (
        list(copied("a.md", "mit drei Leitern in den Garten hinter dem alten Rathaus", runs)) == []
    )
    longer = "Nachbarn mit drei Leitern in den Garten hinter dem alten Rathaus"
    assert list(copied("a.md", longer, runs)) == []
    assert list(copied("a.md", f"zwölf {longer}", runs))


def test_a_quote_must_be_that_of_its_source() -> None:
    voice = "stimmen:\n  - {{zitat: {}, person: X, rolle: Y, quelle: {}, absatz: 1}}\n"
    good = " ".join(WORDS[:9])

    def wrong(quote: str, source: str) -> int:
        return len(list(check_voices("p.yml", voice.format(quote, source).encode(), RUNS)))

    assert wrong(good, "meldung") == 0
    assert wrong(good, "andere") == 1
    assert wrong(good.replace("zwölf", "elf"), "meldung") == 1


def test_the_recipe_keeps_other_sources(tmp_path: Path) -> None:
    """It writes what the checks read, and no word of the source."""
    script = tmp_path / "scripts/wortfolgen.py"
    script.parent.mkdir()
    script.write_bytes((REAL / "scripts/wortfolgen.py").read_bytes())
    written = tmp_path / WORD_RUNS.where
    written.parent.mkdir()
    written.write_text(
        "namen:\n  - der alte Garten\nquellen:\n  - quelle: a\n    folgen: 0a1b2c3d4e5f\n"
    )
    text = tmp_path / "meldung.txt"
    text.write_text(SOURCE, "utf-8")
    subprocess.run([sys.executable, script, "b", text], check=True)
    runs, problems = read_word_runs(written.read_bytes(), {})
    assert problems == ()
    assert runs.sources == {"0a1b2c3d4e5f": ("a",)} | dict.fromkeys(checksums(SOURCE, ()), ("b",))
    assert runs.names == (("der", "alte", "garten"),)
    assert "Nachbarn" not in written.read_text("utf-8")


def test_no_other_text_of_the_project_is_taken_over() -> None:
    """`impuls check` sees to impulses/ and docs/; templates, code and the README are ours, too."""
    runs = _runs()
    others = [
        path
        for pattern in ("*.md", "*.yml", "*.cff", "docs/overrides/**/*.html", "scripts/**/*.*")
        for path in REAL.glob(pattern)
        if path.suffix in {".md", ".yml", ".cff", ".html", ".py", ".typ"}
    ]
    assert len(others) > 100
    texts = {str(path.relative_to(REAL)): path.read_text("utf-8") for path in others}
    found = [problem for name, text in texts.items() for problem in copied(name, text, runs)]
    assert found == []


def test_a_planted_run_of_a_real_source_is_found() -> None:
    """The list really is that of the sources: a quote of the press texts, unmarked, is found."""
    runs = _runs()
    press = (REAL / "impulses/presse.yml").read_text("utf-8")
    marked = [line for line in press.splitlines() if line.startswith("  - zitat: ")]
    assert marked
    for line in marked:
        quote = line.removeprefix("  - zitat: ")
        assert list(copied("impulses/x.md", f"Es gilt: {quote}", runs))


def test_the_real_sources_are_clean() -> None:
    runs = _runs()
    assert list(check_copied(read_files(REAL).content, runs)) == []
