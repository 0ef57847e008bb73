"""A build that would change nothing does not run; whatever a build reads makes it run."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from impulswerk.site import build, project, unchanged
from impulswerk.site.build import build_site
from tests.project import copy_small, quiet


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    root = copy_small(tmp_path / "projekt")
    (root / "docs/bild.svg").write_text("<svg/>")
    _git(root, "init", "-q")
    _git(root, "add", ".")
    _git(root, "commit", "-qm", "Anfang")
    return root


@pytest.fixture
def is_run(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """Builds, and says whether sources had to be read for that."""
    read: list[Path] = []

    def watched(folder: Path) -> project.Project:
        read.append(folder)
        return project.load(folder)

    monkeypatch.setattr(build, "load", watched)

    def run() -> bool:
        read.clear()
        assert build_site(root, root / "site", quiet).is_done
        return bool(read)

    return run


def _edit(path: Path) -> None:
    path.write_text(f"{path.read_text()}\n")


_CHANGES: dict[str, Callable[[Path], object]] = {
    "source": lambda root: _edit(root / "impulses/01-lotsen.md"),
    "list": lambda root: _edit(root / "impulses/vokabular.yml"),
    "page": lambda root: _edit(root / "docs/ueber.md"),
    "asset": lambda root: _edit(root / "docs/bild.svg"),
    "asset renamed": lambda root: (root / "docs/bild.svg").rename(root / "docs/b.svg"),
    "configuration": lambda root: _edit(root / "mkdocs.yml"),
    "commit": lambda root: _git(root, "commit", "-qm", "Neu", "--allow-empty"),
    "edition": lambda root: _git(root, "tag", "fassung-2025-04"),
    "built page": lambda root: _edit(root / "site/index.html"),
    "built page gone": lambda root: (root / "site/index.html").unlink(),
    "file in the site": lambda root: (root / "site/neu.txt").write_text("neu"),
    "cache": lambda root: [path.write_bytes(b"") for path in root.glob("build/cache/stand-*")],
}


@pytest.mark.parametrize("change", _CHANGES)
def test_whatever_counts_makes_a_build_run(
    root: Path, is_run: Callable[[], bool], change: str
) -> None:
    assert [is_run(), is_run()] == [True, False]
    _CHANGES[change](root)
    assert [is_run(), is_run()] == [True, False]


@pytest.mark.parametrize("name", [*unchanged.VARIABLES, "SOURCE_DATE_EPOCH"])
def test_whatever_the_environment_says_makes_a_build_run(
    is_run: Callable[[], bool], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [is_run(), is_run()] == [True, False]
    monkeypatch.setenv(name, "1744156800" if "DATE" in name else "https://neu.example/{datei}")
    assert [is_run(), is_run()] == [True, False]


def test_another_program_makes_a_build_run(
    is_run: Callable[[], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [is_run(), is_run()] == [True, False]
    monkeypatch.setattr(unchanged, "program", lambda: "ein anderes")
    assert is_run()


@pytest.mark.parametrize("setting", ["INHERIT: basis.yml", "hooks: [a.py]", "docs_dir: docs"])
def test_where_more_may_be_read_every_build_runs(root: Path, setting: str) -> None:
    assert unchanged.signature(root, "mkdocs")
    path = root / "mkdocs.yml"
    path.write_text(f"{path.read_text()}{setting}\n")
    assert unchanged.signature(root, "mkdocs") == ""


def test_no_cache_means_that_everything_is_made(root: Path, is_run: Callable[[], bool]) -> None:
    assert is_run()
    (root / "site/index.html").chmod(0o600)
    stamp = (root / "site/index.html").stat().st_ino
    assert build_site(root, root / "site", quiet, is_cached=False).is_done
    assert (root / "site/index.html").stat().st_ino != stamp or os.name == "nt"
