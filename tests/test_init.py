"""`impuls init` makes a project that is valid and builds at once; nothing there is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from impulswerk.commands.cli import main
from impulswerk.model.problems import errors
from impulswerk.site.project import load
from tests.project import REAL


def _run(*arguments: str) -> int:
    try:
        return main(["init", *arguments])
    except SystemExit as stopped:
        return int(stopped.code or 0)


def test_two_drivers_and_three_impulses_build_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "wasser"
    names = ("--titel", 'Wasser & "Wandel": heute', "--herausgeber", "Verbund")
    assert _run(str(target), *names, "--treiber", "Klima", "Öffentliche Räume") == 0
    assert "impulses/gestalt.yml" in capsys.readouterr().out
    monkeypatch.chdir(target)
    # What is slow and the same for every project is proved elsewhere.
    monkeypatch.setenv("IMPULSWERK_PDF", "aus")
    assert main(["check"]) == 0
    assert main(["build"]) == 0
    start = (target / "site/index.html").read_text("utf-8")
    assert "Wasser &amp; &#34;Wandel&#34;: heute</span>" in start
    assert (target / "site/treiber/oeffentliche-raeume/index.html").is_file()
    assert (target / "site/impulse/03-beispielimpuls-3/index.html").is_file()
    # Nothing of the paper that the program comes with.
    pages = "".join(page.read_text("utf-8") for page in (target / "site").rglob("*.html"))
    assert "Zukunft.NRW" not in pages
    assert "ClusterAllianz" not in pages


@pytest.mark.parametrize("drivers", [1, 5, 8])
def test_any_number_of_drivers_has_signs_and_colours(tmp_path: Path, drivers: int) -> None:
    target = tmp_path / "neu"
    names = [f"Treiber {number}" for number in range(1, drivers + 1)]
    assert _run(str(target), "--treiber", *names, "--impulse", "9") == 0
    project = load(target)
    assert project.graph is not None
    assert errors(project.problems) == []
    assert [driver.title for driver in project.graph.drivers] == names
    assert len({choice.sign for choice in project.graph.catalog.look.assignments}) == drivers
    assert len(project.graph.impulses) == 9


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--treiber", *"abcdefghi"], "einen bis 8 Treiber"),
        (["--treiber", "Klima", "klima"], "kein anderer"),
        (["--treiber", "…"], "kein anderer"),
        (["--impulse", "0"], "von 1 bis 99"),
        (["--impulse", "viele"], "--impulse"),
        (["--titel", "2030"], "aus Wörtern"),
        (["--herausgeber", "V" * 61], "60 Zeichen"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "neu"
    assert _run(str(target), *arguments) == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("name", ["notiz.txt", ".versteckt"])
def test_a_folder_that_is_not_empty_stays_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("meins", "utf-8")
    assert _run(str(tmp_path)) == 2
    assert _run(str(tmp_path / name)) == 2
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_whoever_gives_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Iterator[str] = iter(["Bodenpapier", "", "Klima, Handel", "2"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    assert _run(str(tmp_path / "neu")) == 0
    graph = load(tmp_path / "neu").graph
    assert graph is not None
    assert (graph.catalog.paper.title, graph.catalog.paper.publisher) == (
        "Bodenpapier",
        "Musterverbund",
    )
    assert [driver.id for driver in graph.drivers] == ["klima", "handel"]
    assert len(graph.impulses) == 2


def test_what_it_copies_is_about_no_paper() -> None:
    """Whoever writes about this paper into a page that every project gets is told here."""
    from impulswerk.commands.init import _SHARED  # noqa: PLC0415

    for name in _SHARED:
        files = [REAL / name] if (REAL / name).is_file() else (REAL / name).rglob("*.html")
        for file in files:
            assert "Zukunft.NRW" not in file.read_text("utf-8"), file
