"""Whoever follows a recipe of CONTRIBUTING.md in a copy of the program gets what it promises."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import REAL, copy_small
from tests.pseudo import CODE, write_texts
from tests.repository import Repository

GUIDE = (REAL / "CONTRIBUTING.md").read_text("utf-8")
_STEP = re.compile(
    r"^(?:Write `(?P<new>[^`]+)`"
    r"|In `(?P<file>[^`]+)`, (?P<how>above|below|replace) `(?P<line>[^`]+)`)"
    r":\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def _recipe(title: str) -> list[re.Match[str]]:
    """The steps below a heading."""
    section = GUIDE.split(f"### {title}\n", 1)[1].split("\n### ", 1)[0]
    return list(_STEP.finditer(section))


def _follow(title: str, root: Path) -> None:
    """Do what the recipe says in the copy of the program in `root`."""
    steps = _recipe(title)
    assert steps
    for step in steps:
        if step["new"]:
            assert not (root / step["new"]).exists()
            (root / step["new"]).write_text(step["text"], "utf-8")
            continue
        file = root / step["file"]
        lines = file.read_text("utf-8").splitlines(keepends=True)
        place = next(n for n, line in enumerate(lines) if line.startswith(step["line"]))
        end = place + (step["how"] != "above")
        lines[place + (step["how"] == "below") : end] = [step["text"]]
        file.write_text("".join(lines), "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the program, and beside it a small project to try it on."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REAL / "scripts", tmp_path / "program/scripts", ignore=ignored)
    copy_small(tmp_path / "project")
    return tmp_path


def _impuls(root: Path, *arguments: str, code: int = 0) -> str:
    """What the changed program says about the small project."""
    return _python(root, "-m", "impulswerk", *arguments, code=code)


def _made(root: Path, path: str) -> str:
    """A page or file that the changed program makes of the small project, by its docs path."""
    return _python(root, "-c", _MAKE, path)


_MAKE = """
import sys
from pathlib import Path
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
site = generate(load(Path.cwd()).graph, Publication())
made = {page.path: lambda page=page: page.make().html for page in site.pages}
made |= {file.path: lambda file=file: file.content.decode() for file in site.files}
print(made[sys.argv[1]](), end="")
"""


def _python(root: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root / "project",
        env=os.environ | {"PYTHONPATH": str(root / "program/scripts"), "IMPULSWERK_PDF": "aus"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def _edit(root: Path, old: str, new: str) -> None:
    file = root / "project/impulses/01-lotsen.md"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_rule(root: Path) -> None:
    _follow("Add a rule", root / "program")
    _edit(root, "Es gibt ein Problem.", "Es fehlen Leute, Räume und so weiter.")
    assert "Warnung[und-so-weiter]: Der Satz sagt nicht" in _impuls(root, "check")
    assert "Betriebe und Kammern" in _impuls(root, "explain", "und-so-weiter")


def test_a_field(root: Path) -> None:
    _follow("Add a field", root / "program")
    Repository(root / "project").start().commit("2026-01-01")
    _edit(root, "verwandt: [2]", "verwandt: [2]\ndauer: ein Jahr")
    assert "<dt>Dauer</dt><dd>ein Jahr</dd>" in _made(root, "impulse/01-lotsen.md")
    assert "Dauer" in _impuls(root, "report", "--base", "HEAD")
    assert _python(root, "-c", _SEEN) == "Dauer: neu ein Jahr\nDauer: weg ein Jahr\n"
    assert "\ndauer:\n" in _new_impulse(root)


_SEEN = """
from pathlib import Path
from impulswerk.sources.visible import differences, visible
text = Path("impulses/01-lotsen.md").read_bytes()
now = visible(text, is_impulse=True)
without = visible(text.replace(b"dauer: ein Jahr\\n", b""), is_impulse=True)
for before, after in ((without, now), (now, without)):
    for change in differences(before, after, is_impulse=True):
        print(f"{change.title}:", *(f"{words.kind} {words.text}" for words in change.words))
"""


def _new_impulse(root: Path) -> str:
    _impuls(root, "new", "Noch einer")
    return (root / "project/impulses/04-noch-einer.md").read_text("utf-8")


def test_a_closed_list(root: Path) -> None:
    _follow("Add an entry to a closed list, or a list", root / "program")
    with (root / "project/impulses/vokabular.yml").open("a") as lists:
        lists.write("zeithorizonte:\n  - {id: bald, titel: Bald, kurz: Binnen eines Jahres.}\n")
    _edit(root, "verwandt: [2]", "verwandt: [2]\nzeithorizont: bals")
    assert "Meinten Sie „bald“?" in _impuls(root, "check", code=1)
    _edit(root, "zeithorizont: bals", "zeithorizont: bald")
    assert "keine Fehler" in _impuls(root, "check")
    assert "# Erlaubt: bald\nzeithorizont:\n" in _new_impulse(root)


def test_an_export(root: Path) -> None:
    _follow("Add an export", root / "program")
    titles = _made(root, "titel.txt").splitlines()
    assert titles[0] == "Lotsen ausbilden"
    assert len(titles) == 3


def test_an_engine(root: Path) -> None:
    _follow("Add an engine", root / "program")
    code = """
from pathlib import Path
from impulswerk.site.engine import engine, ENGINES
from impulswerk.site.engine.framing import Framing
from impulswerk.pages.page import Page, PlannedPage
made = Page("impulse/01-a.md", {"title": "Eins"}, "<h1>Eins</h1>")
pages = [PlannedPage(made.path, lambda: made)]
framing = Framing(Path("."), Path("site"), {}, "/", pages, lambda *_: None)
assert "plain" in ENGINES
assert engine("plain").keywords["frame"](framing) == []
print(Path("site/impulse/01-a/index.html").read_text())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root / "project",
        env=os.environ | {"PYTHONPATH": str(root / "program/scripts")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "<!doctype html><title>Eins</title><h1>Eins</h1>\n"


def test_a_language(root: Path) -> None:
    _follow("Add a language", root / "program")
    write_texts(root / "project")
    _impuls(root, "uebersetzt", CODE)
    assert "<h1>Ĉiuj impulsoj</h1>" in _made(root, "eo/impulsoj/index.md")


def test_every_file_the_guide_names_is_there() -> None:
    written = {step["new"] for step in _STEP.finditer(GUIDE)}
    named = re.findall(r"`((?:scripts|docs|tests|impulses)/[\w./-]+)`", GUIDE)
    assert len(named) > 15
    ahead = {name for name in named if "und-so-weiter" in name or "/eo" in name} | written
    for name in named:
        assert name in ahead or (REAL / name).exists(), name
