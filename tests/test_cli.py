import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from impulswerk import commands
from impulswerk.commands.cli import COMMANDS, main, parser
from impulswerk.model.rulebook import RULES
from impulswerk.site.project import load
from tests.project import copy_small


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = copy_small(tmp_path / "projekt")
    monkeypatch.chdir(root)
    return root


@pytest.mark.usefixtures("project")
def test_a_build_without_history_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build"]) == 0
    assert "Ohne Daten der Änderungen, auch in den Feeds: " in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_check_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "3 Impulse geprüft, keine Fehler." in capsys.readouterr().out


def test_check_names_every_problem_in_one_run(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "impulses/01-lotsen.md").write_text("kaputt")
    text = (project / "impulses/02-werkstatt.md").read_text()
    (project / "impulses/02-werkstatt.md").write_text(text.replace("stand:", "stnad:"))
    assert main(["check"]) == 1
    found = set(re.findall(r"Fehler\[([a-z-]+)\]", capsys.readouterr().out))
    assert found == {"kopf-fehlt", "unbekanntes-feld", "pflichtfeld-fehlt"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("bild", "Den Befehl „bild“ gibt es nicht. Meinten Sie „build“?"),
        ("", "Es fehlt ein Befehl."),
        ("new", "Es fehlt eine Angabe: TITEL"),
        ("check --quatsch", "Diese Angabe ist unbekannt: --quatsch"),
        ("check --spelling=3", "--spelling steht allein: „3“ ist zu viel."),
        ("build --engine foo", "--engine: „foo“ gibt es nicht, nur mkdocs, builtin, zensical"),
        ("build --site-dir", "Hinter --site-dir fehlt eine Angabe."),
        ("init x --impulse drei", "„drei“ passt nicht zu --impulse."),
    ],
)
@pytest.mark.usefixtures("project")
def test_wrong_usage_is_2_and_german(
    arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments.split())
    assert stop.value.code == 2
    shown = capsys.readouterr().err
    assert shown.startswith(f"{said}\n\nAufruf:")


def test_outside_a_project_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2


def test_new_takes_the_next_number_and_the_check_says_what_to_replace(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", 'Größe: "Werkstätten" für alle']) == 0
    path = project / "impulses/04-groesse-werkstaetten-fuer-alle.md"
    assert f"Angelegt: impulses/{path.name}" in capsys.readouterr().out
    # Nothing is wrong but that everything is still to be written or chosen.
    problems = load(project).problems
    assert {found.rule for found in problems if found.is_error} == {
        "geruest-nicht-ersetzt",
        "leerer-wert",
        "unbekannte-handelnde",
    }
    assert main(["check"]) == 1


def test_new_with_an_endless_title_stays_a_file_name(project: Path) -> None:
    assert main(["new", "Ein Titel, der nicht aufhören will " * 20]) == 0
    (path,) = (project / "impulses").glob("04-*.md")
    assert len(path.name) <= 70


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("rule", sorted(RULES))
def test_explain_shows_wrong_and_right(rule: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", rule]) == 0
    shown = capsys.readouterr().out
    assert RULES[rule].title in shown
    assert "Falsch:" in shown
    assert "Richtig:" in shown


@pytest.mark.usefixtures("project")
def test_explain_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "toter-verweiss"]) == 2
    assert "Meinten Sie „toter-verweis“?" in capsys.readouterr().err
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(RULES)


def test_the_readme_names_every_command() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"impuls {command}" in readme, command


def test_every_command_is_a_module_and_has_a_help(capsys: pytest.CaptureFixture[str]) -> None:
    modules = {path.stem for path in Path(commands.__file__).parent.glob("*.py")}
    assert modules - {"__init__", "cli", "console"} == set(COMMANDS)
    for command, text in COMMANDS.items():
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
        shown = capsys.readouterr().out
        assert f"Aufruf: impuls {command} " in shown
        assert text.split()[0] in shown


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_ends_with_an_example_that_can_be_called(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    example = capsys.readouterr().out.rstrip("\n").rpartition("\n")[2]
    program, *arguments = shlex.split(example.removeprefix("Beispiel: "))
    assert (program, arguments[0]) == ("impuls", command)
    assert parser(arguments).parse_args(arguments).command == command


def test_what_needs_no_site_engine_imports_none(project: Path) -> None:
    program = (
        "import sys; from impulswerk.commands.cli import main\n"
        "assert main(sys.argv[1:]) == 0; print(*sys.modules, file=sys.stderr)"
    )
    for arguments, spared in (
        (["explain"], {"mkdocs", "jinja2", "oxipng", "impulswerk.site.project"}),
        (["check"], {"mkdocs", "impulswerk.site.hosting", "impulswerk.exports.search.pagefind"}),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=project,
            capture_output=True,
            text=True,
            check=True,
        )
        assert spared & set(done.stderr.split()) == set(), arguments


@pytest.mark.parametrize("form", ["github", "gitlab", "json", "markdown"])
def test_every_form_of_report(
    form: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://papier.example/")
    (project / "impulses/01-lotsen.md").write_text("kaputt")
    assert main(["check", "--format", form]) == 1
    shown = capsys.readouterr().out
    assert "kopf-fehlt" in shown
    if form in {"github", "markdown"}:
        assert "https://papier.example/redaktion/pruefregeln/#kopf-fehlt" in shown
