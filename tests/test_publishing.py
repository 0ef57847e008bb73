"""The steps of publication, run as the workflows run them, on repositories of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import REAL, copy_small
from tests.repository import Repository

LEDGER = "impulses/permalinks.yml"
UNION = "scripts/impulswerk/permanence/union.py"
GITHUB = REAL / ".github/workflows"


class Forge:
    """A forge with a branch main, and clones of it."""

    def __init__(self, folder: Path, files: Path) -> None:
        first = Repository(files).start()
        first.commit("2026-01-01")
        self.bare = folder / "forge.git"
        first.git("clone", "-q", "--bare", str(files), str(self.bare))
        self._folder = folder
        self._count = 0

    def clone(self) -> Repository:
        self._count += 1
        target = self._folder / f"klon-{self._count}"
        Repository(self._folder).git("clone", "-q", str(self.bare), str(target))
        return Repository(target)

    def ledger(self) -> str:
        return Repository(self.bare).git("show", f"main:{LEDGER}")


def _ci(root: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [root / ".ci" / name, *arguments],
        cwd=root,
        env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """The small project with what publication runs of this one."""
    root = copy_small(tmp_path / "quelle")
    shutil.copytree(REAL / ".ci", root / ".ci")
    (root / UNION).parent.mkdir(parents=True)
    shutil.copy(REAL / UNION, root / UNION)
    (root / ".gitignore").write_text("/.venv\n/build\n")
    (root / LEDGER).write_text('adressen:\n  "i/1/": []\n')
    return Forge(tmp_path, root)


def _built(forge: Forge, *addresses: str) -> tuple[Repository, str]:
    """A clone, and the ledger its build wrote, which knows nothing of what came after."""
    clone = forge.clone()
    (clone.root / "build").mkdir()
    lines = "".join(f'  "{address}": [a]\n' for address in sorted(addresses))
    (clone.root / "build/permalinks.yml").write_text(f"adressen:\n{lines}")
    return clone, "build/permalinks.yml"


def test_two_publications_at_once_erase_nothing(forge: Forge) -> None:
    one, first = _built(forge, "i/1/", "i/37/", "impulse/37-neuer-impuls/")
    two, second = _built(forge, "i/1/", "i/37/", "impulse/37-frischer-impuls/")
    editor = forge.clone()
    editor.commit("2026-02-01", {"impulses/01-lotsen.md": "Etwas anderes"})
    editor.git("push", "-q", "origin", "main")
    for clone, built in ((one, first), (two, second)):
        done = _ci(clone.root, "ledger", built, "main")
        assert done.returncode == 0, done.stderr
    assert forge.ledger() == (
        'adressen:\n  "i/1/": [a]\n  "i/37/": [a]\n  "impulse/37-frischer-impuls/": [a]\n'
        '  "impulse/37-neuer-impuls/": [a]'
    )
    # What an editor pushed in between stays, and where nothing is new nothing is committed.
    latest = Repository(forge.bare).git("rev-parse", "main")
    assert Repository(forge.bare).git("show", "main:impulses/01-lotsen.md") == "Etwas anderes"
    assert _ci(two.root, "ledger", second, "main").returncode == 0
    assert Repository(forge.bare).git("rev-parse", "main") == latest


def test_a_push_that_came_too_late_is_tried_again(forge: Forge) -> None:
    hook = forge.bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\ntest -e seen && exit 0\ntouch seen\nexit 1\n")
    hook.chmod(0o755)
    clone, built = _built(forge, "i/2/")
    assert _ci(clone.root, "ledger", built, "main").returncode == 0
    assert '"i/2/": [a]' in forge.ledger()


def test_a_branch_that_takes_nothing_stops_the_publication(
    forge: Forge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hook = forge.bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sleep").symlink_to("/bin/true")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    clone, built = _built(forge, "i/2/")
    done = _ci(clone.root, "ledger", built, "main")
    assert done.returncode == 1
    assert "nimmt keine Änderungen an, darum wird nichts veröffentlicht" in done.stderr
    assert '"i/2/"' not in forge.ledger()


def test_the_report_on_a_change_is_made_by_the_program_of_main(forge: Forge) -> None:
    here, fork = forge.clone(), forge.clone()
    (here.root / ".venv/bin").mkdir(parents=True)
    (here.root / ".venv/bin/impuls").symlink_to(Path(sys.executable).with_name("impuls"))
    source = (fork.root / "impulses/02-werkstatt.md").read_text("utf-8")
    evil = "raise SystemExit('run from the change')\n"
    commit = fork.commit(
        "2026-02-01",
        {
            "impulses/02-werkstatt.md": source.replace("stand:", "stnad:"),
            ".ci/report": "#!/bin/sh\necho '## ✅ Gefälscht'\n",
            **dict.fromkeys(("yaml.py", "sitecustomize.py", "impulswerk/__init__.py"), evil),
        },
    )
    fork.git("push", "-q", "origin", f"{commit}:refs/pull/1/head")
    Repository(forge.bare).git("config", "uploadpack.allowAnySHA1InWant", "true")
    done = _ci(here.root, "report", commit, "build/bericht.md")
    assert done.returncode == 0, done.stderr
    report = (here.root / "build/bericht.md").read_text("utf-8")
    assert report.startswith("## ❌ Diese Änderung kann so nicht veröffentlicht werden")
    assert "„stnad“" in report
    assert here.git("worktree", "list").count("\n") == 0


def _workflow(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((GITHUB / name).read_text("utf-8"))
    return found


def _checkouts(job: dict[str, Any]) -> list[dict[str, Any]]:
    return [step["with"] for step in job["steps"] if "/checkout@" in step.get("uses", "")]


def test_nothing_goes_online_before_its_addresses_are_kept() -> None:
    jobs = _workflow("veroeffentlichen.yml")["jobs"]
    assert jobs["veroeffentlichen"]["needs"] == "adressen"
    assert jobs["adressen"]["needs"] == "bauen"
    # The newest main, with the newest ledger, and not the commit that was pushed.
    for name in ("bauen", "adressen"):
        assert [checkout["ref"] for checkout in _checkouts(jobs[name])] == ["main"]
    script = yaml.safe_load((REAL / ".gitlab-ci.yml").read_text("utf-8"))["pages"]["script"]
    steps = ["checkout", "make permalinks", 'make runtime "$BAUEN"', ".ci/ledger", "mv site public"]
    places = [next(n for n, line in enumerate(script) if step in line) for step in steps]
    assert places == sorted(places)


def test_whoever_may_write_runs_nothing_of_a_change() -> None:
    jobs = _workflow("kommentar.yml")["jobs"]
    assert _checkouts(jobs["kommentar"]) == []
    assert jobs["bericht"]["permissions"] == {"contents": "read"}
    assert [checkout["ref"] for checkout in _checkouts(jobs["bericht"])] == ["main"]
    # What comments get is made there, and not in the run that belongs to the change.
    (taken,) = (
        s["with"]["name"] for s in jobs["kommentar"]["steps"] if "/download" in s.get("uses", "")
    )
    assert taken in {step.get("with", {}).get("name") for step in jobs["bericht"]["steps"]}
    names = {path.name for path in GITHUB.glob("*.yml") if ": write" in path.read_text("utf-8")}
    assert names == {"kommentar.yml", "veroeffentlichen.yml"}
