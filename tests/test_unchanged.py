"""A build that would change nothing does not run; whatever a build reads makes it run."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.site import build, project, unchanged
from impulswerk.site.assembly import Project
from impulswerk.site.build import build_site
from impulswerk.site.unchanged import LastBuild, digest_of_inputs, keep_last_build, last_build
from impulswerk.sources.store import Store
from tests.project import copy_small, quiet
from tests.repository import Repository


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    root = copy_small(tmp_path / "projekt")
    (root / "docs/assets").mkdir()
    (root / "docs/assets/bild.svg").write_text("<svg/>")
    Repository(root).start().commit("2026-01-01")
    return root


def _edit(path: Path) -> None:
    path.write_text(f"{path.read_text()}\n")


_READ: dict[str, Callable[[Path], object]] = {
    "source": lambda root: _edit(root / "impulses/01-lotsen.md"),
    "list": lambda root: _edit(root / "impulses/vokabular.yml"),
    "page": lambda root: _edit(root / "docs/ueber.md"),
    "asset": lambda root: _edit(root / "docs/assets/bild.svg"),
    "asset renamed": lambda root: (root / "docs/assets/bild.svg").rename(
        root / "docs/assets/b.svg"
    ),
    "configuration": lambda root: _edit(root / "mkdocs.yml"),
    "commit": lambda root: Repository(root).commit("2026-01-02"),
    "edition": lambda root: Repository(root).git("tag", "fassung-2025-04"),
}


@pytest.mark.parametrize("change", _READ)
def test_whatever_a_build_reads_counts(root: Path, change: str) -> None:
    before = digest_of_inputs(root, "mkdocs")
    assert before == digest_of_inputs(root, "mkdocs") != ""
    _READ[change](root)
    assert digest_of_inputs(root, "mkdocs") != before


@pytest.mark.parametrize("name", [*unchanged.VARIABLES, "SOURCE_DATE_EPOCH"])
def test_whatever_the_environment_says_counts(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of_inputs(root, "mkdocs")
    monkeypatch.setenv(name, "1744156800" if "DATE" in name else "https://neu.example/{datei}")
    assert digest_of_inputs(root, "mkdocs") != before


def test_program_and_engine_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of_inputs(root, "mkdocs")
    assert digest_of_inputs(root, "builtin") != before
    monkeypatch.setattr(unchanged, "program", lambda: "ein anderes")
    assert digest_of_inputs(root, "mkdocs") != before


@pytest.mark.parametrize("setting", ["INHERIT: basis.yml", "hooks: [a.py]", "docs_dir: docs"])
def test_where_more_may_be_read_every_build_runs(root: Path, setting: str) -> None:
    assert digest_of_inputs(root, "mkdocs")
    path = root / "mkdocs.yml"
    path.write_text(f"{path.read_text()}{setting}\n")
    assert digest_of_inputs(root, "mkdocs") == ""


_STANDS: dict[str, Callable[[Path], object]] = {
    "page": lambda site: _edit(site / "impulse/index.html"),
    "page gone": lambda site: (site / "impulse/index.html").unlink(),
    "page written anew": lambda site: os.utime(site / "impulse/index.html", (1, 1)),
    "another file": lambda site: (site / "neu.txt").write_text("neu"),
    "no site": shutil.rmtree,
}


@pytest.mark.parametrize("change", _STANDS)
def test_whatever_became_of_the_site_counts(tmp_path: Path, change: str) -> None:
    site, store = tmp_path / "site", Store(tmp_path / "cache")
    (site / "impulse").mkdir(parents=True)
    (site / "impulse/index.html").write_text("Seite")
    last = LastBuild("so", 1, 2, "klein")
    keep_last_build(store, site, last)
    assert last_build(store, site) == last
    assert last_build(Store(tmp_path / "leer"), site) is None
    _STANDS[change](site)
    assert last_build(store, site) is None


def test_a_build_runs_when_something_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def watched(folder: Path) -> Project:
        read.append(folder)
        return project.load(folder)

    def is_run(*, is_cached: bool = True) -> bool:
        read.clear()
        assert build_site(root, root / "site", quiet, is_cached=is_cached).is_done
        return bool(read)

    monkeypatch.setattr(build, "load", watched)
    assert [is_run(), is_run()] == [True, False]
    _edit(root / "docs/ueber.md")
    assert [is_run(), is_run()] == [True, False]
    _edit(root / "site/index.html")
    assert [is_run(), is_run()] == [True, False]

    def reads(_folder: Path) -> Project:
        raise InterruptedError

    monkeypatch.setattr(build, "load", reads)
    with pytest.raises(InterruptedError):
        is_run(is_cached=False)
