"""Golden cases: each folder of problems/ breaks the small project in one way.

`frueher/` is laid over the project and committed first, then comes `quelle/`; `loeschen.txt` names
files to remove, `marken.txt` tags to set, `freigabe.txt` the day of a release and what is wrong
with its operator, `erwartet.txt` is what the editor reads. After an intended change, rewrite them
with `UPDATE_GOLDEN=1 pytest …` and read the difference.
"""

import ast
import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from impulswerk.model.operator_fields import leaves
from impulswerk.model.problems import Problem, errors
from impulswerk.model.rulebook import GROUPS, RULES
from impulswerk.model.schema import VOCABULARIES
from impulswerk.rules.release import check_release
from impulswerk.rules.report.terminal import render
from impulswerk.site.build import build_site
from impulswerk.site.project import assemble, check_language, load
from impulswerk.sources import spelling
from impulswerk.sources.decode import MAX_BYTES
from impulswerk.sources.files import read_files
from tests.e2e.tools import missing
from tests.operator import filled, write_operator
from tests.printing.machine import without_typst
from tests.project import REAL, copy_small, quiet
from tests.repository import Repository

# Only for these a build makes PDF files.
ABOUT_PRINT = {"pdf-fehlt", "pdf-fehler", "blatt-zu-lang"}
CASES = sorted(path for path in (Path(__file__).parent / "problems").iterdir() if path.is_dir())


def break_project(case: Path, root: Path) -> None:
    if (case / "frueher").is_dir():
        shutil.copytree(case / "frueher", root, dirs_exist_ok=True)
        Repository(root).start().commit("2026-01-01")
    if (case / "quelle").is_dir():
        shutil.copytree(case / "quelle", root, symlinks=True, dirs_exist_ok=True)
    if (case / "loeschen.txt").is_file():
        for name in (case / "loeschen.txt").read_text().split():
            (root / name).unlink()
    if (case / "marken.txt").is_file():
        repository = Repository(root).start()
        repository.commit("2026-01-01")
        for tag in (case / "marken.txt").read_text().split():
            repository.git("tag", tag)
    if (case / "freigabe.txt").is_file():
        # The day of release, and below it what differs from an operator who lacks nothing.
        day, *changes = (case / "freigabe.txt").read_text("utf-8").splitlines()
        values = dict(line.split(": ", 1) for line in changes)
        facts = filled(dt.date.fromisoformat(day)) | values
        write_operator(root, {path: value for path, value in facts.items() if value != "-"})
        shutil.copy(REAL / "impulses/rechtsrahmen.yml", root / "impulses")
    if case.name == "datei-zu-gross":
        # Too big to be kept in the repository.
        with (root / "impulses/02-werkstatt.md").open("a") as handle:
            handle.write("Text. " * (MAX_BYTES // 6 + 1))


def _problems(
    root: Path, rule: str = "", *, with_spelling: bool = False, release: dt.date | None = None
) -> list[Problem]:
    """What the project's own check finds; where it does not find `rule`, what a build finds."""
    files = read_files(root)
    project = assemble(files.content, files.problems)
    if release:
        return [*project.problems, *check_release(files.content, release)]
    found = project.problems
    if with_spelling:
        return list(check_language(project, files.content).problems)
    if errors(found) or rule in {problem.rule for problem in found}:
        return list(found)
    return list(build_site(root, root / "site", quiet).problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_gives_its_message(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_small(tmp_path / "projekt")
    break_project(case, root)
    rule = case.name.partition("--")[0]
    if rule in ABOUT_PRINT:
        request.getfixturevalue("printing")
        monkeypatch.delenv("CI", raising=False)
    if rule == "pdf-fehlt":
        without_typst(monkeypatch, tmp_path)
    if rule == "pdf-fehler":
        monkeypatch.setattr("impulswerk.exports.typeset.compiler.TIME_LIMIT", 0.001)
        monkeypatch.setenv("IMPULSWERK_CACHE", str(tmp_path / "empty"))
    if rule == "rechtschreibung" and not spelling.is_available():
        missing("hunspell with a German dictionary")
    day = case / "freigabe.txt"
    release = dt.date.fromisoformat(day.read_text("utf-8")[:10]) if day.is_file() else None
    problems = _problems(root, rule, with_spelling=rule == "rechtschreibung", release=release)
    if rule == "geschichte-unbekannt":
        # As a clone of depth 1 is left.
        repository = Repository(root).start()
        (root / ".git/shallow").write_text(repository.commit("2026-01-01") + "\n")
        problems = list(load(root).doubts)
    text = render(problems)
    assert rule in {problem.rule for problem in problems}
    golden = case / "erwartet.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_the_unbroken_project_is_clean(tmp_path: Path) -> None:
    assert _problems(copy_small(tmp_path)) == []


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert {case.name.partition("--")[0] for case in CASES} == set(RULES)


def _code() -> list[ast.Module]:
    package = Path(__file__).parent.parent / "scripts" / "impulswerk"
    return [ast.parse(path.read_text("utf-8")) for path in package.rglob("*.py")]


# Rules that the table of fields names: for unknown terms, and for what a release lacks.
_OF_FIELDS = {vocabulary.rule for vocabulary in VOCABULARIES.values()} | {
    field.release for _, field in leaves().values() if field.release
}
_BY_SPELLING = {rule.code for rule in RULES.values() if rule.pattern}


def test_every_rule_is_used_by_the_program() -> None:
    texts = {
        node.value
        for tree in _code()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(RULES) - texts - _OF_FIELDS - _BY_SPELLING == set()


def test_every_rule_that_is_named_exists() -> None:
    """Whatever makes a problem takes its place and then the rule, or the one of two rules."""
    named = set()
    for call in (node for tree in _code() for node in ast.walk(tree)):
        if isinstance(call, ast.Call) and len(call.args) > 1:
            function = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if function in {"Problem", "problem", "note"}:
                named |= {
                    node.value
                    for node in ast.walk(call.args[1])
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    assert len(named) > 50
    assert (named | _OF_FIELDS) - set(RULES) == set()


def test_no_rule_is_listed_twice() -> None:
    assert sum(len(group.rules) for group in GROUPS) == len(RULES)
