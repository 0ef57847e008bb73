"""What nobody can look at must not pass where a site is published."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.catalogue.ledger import LEDGER_FILE
from impulswerk.commands.cli import main
from impulswerk.model.problems import errors
from impulswerk.permanence.edition import read_publication
from impulswerk.site.build import for_release
from impulswerk.site.project import load
from impulswerk.sources.git import last_commit
from tests.project import copy_small
from tests.repository import Repository

RULE = "geschichte-unbekannt"
LEDGER = 'adressen:\n  "i/9/": []\n'


@pytest.fixture
def whole(tmp_path: Path) -> Repository:
    """A project in whose second commit a published address has been forgotten."""
    repository = Repository(copy_small(tmp_path / "projekt")).start()
    repository.commit("2026-01-01", {LEDGER_FILE: LEDGER})
    repository.commit("2026-01-02", {LEDGER_FILE: "adressen: {}\n"})
    return repository


def _shallow(whole: Repository, target: Path) -> Path:
    whole.git("clone", "-q", "--depth", "1", f"file://{whole.root}", str(target))
    return target


def _archive(whole: Repository, target: Path) -> Path:
    shutil.copytree(whole.root, target, ignore=shutil.ignore_patterns(".git"))
    return target


def _archive_in_another_repository(whole: Repository, target: Path) -> Path:
    other = Repository(target).start()
    other.commit("2020-05-05", {"anderes.txt": "Etwas anderes"})
    return _archive(whole, target / "archiv")


def _nothing_kept(whole: Repository, target: Path) -> Path:
    return Repository(_archive(whole, target)).start().root


def _damaged(whole: Repository, target: Path) -> Path:
    shutil.copytree(whole.root, target)
    first = whole.git("rev-parse", "HEAD~1")
    (target / ".git/objects" / first[:2] / first[2:]).unlink()
    return target


WAYS = [_shallow, _archive, _archive_in_another_repository, _nothing_kept, _damaged]


def test_a_whole_history_refuses_what_is_forgotten(whole: Repository) -> None:
    project = load(whole.root)
    assert project.doubts == ()
    assert {found.rule for found in errors(project.problems)} == {"permalink-vergessen"}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_an_unknown_one_is_an_error_where_nobody_looks_on(
    way: Callable[[Repository, Path], Path],
    whole: Repository,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = way(whole, tmp_path / "anders")
    monkeypatch.chdir(root)
    assert main(["check"]) == 0
    assert f"Warnung[{RULE}]" in capsys.readouterr().out
    released = for_release(root, load(root))
    assert RULE in {found.rule for found in errors(released.problems)}
    monkeypatch.setenv("CI", "true")
    for command in (["check"], ["build"], ["permalinks"]):
        assert main(command) == 1
        shown = capsys.readouterr()
        assert f"Fehler[{RULE}]" in shown.out + shown.err
    assert not (root / "site").exists()


def test_the_remedy_goes_with_the_words_of_git(
    whole: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    (doubt,) = load(whole.root).doubts
    assert "dubious ownership" in doubt.message
    assert f"git config --global --add safe.directory {whole.root}" in doubt.fix
    monkeypatch.setenv("PATH", str(tmp_path))
    (doubt,) = load(whole.root).doubts
    assert doubt.fix == "Installieren Sie git."


def test_another_repository_dates_nothing(whole: Repository, tmp_path: Path) -> None:
    root = _archive_in_another_repository(whole, tmp_path / "anders")
    assert last_commit(root) is None
    assert last_commit(root, "%ct") is None
    assert not read_publication(root).history.is_known
    # A project that is kept as a folder of something larger has that one's history.
    kept = Repository(tmp_path / "groesser").start()
    shutil.copytree(root, kept.root / "teil")
    kept.commit("2026-03-03")
    assert load(kept.root / "teil").doubts == ()
    assert last_commit(kept.root / "teil", "%ct")


def test_tags_that_cannot_be_listed_are_doubted(whole: Repository) -> None:
    (whole.root / ".git/refs/tags").mkdir(exist_ok=True)
    (whole.root / ".git/refs/tags/fassung-2026-01").write_text("f" * 40 + "\n")
    listed = subprocess.run(
        ["git", "for-each-ref", "--format=%(committerdate)", "refs/tags/"],
        cwd=whole.root,
        capture_output=True,
        check=False,
    )
    assert listed.returncode
    assert RULE in {doubt.rule for doubt in load(whole.root).doubts}
