"""The name of an impulse's state covers all that its pages and files ask for."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from impulswerk import fingerprints
from impulswerk.edition import read_publication
from impulswerk.fingerprints import Fingerprints, contents, program
from impulswerk.generate import generate
from impulswerk.graph import Graph
from impulswerk.project import assemble, load
from impulswerk.publication import Publication
from impulswerk.sources import read_files
from tests.edits import Editor
from tests.project import REAL, SMALL, copy_small

# What artifacts about one impulse may ask the graph: each answer is part of the fingerprint, or is
# about the impulse itself. Whatever walks over all impulses (`impulses`, `active`, `members`, …)
# would make every page depend on every other one.
COVERED = {
    *("catalog", "drivers", "driver", "term", "term_lists", "reference", "state"),
    *("states", "in_state"),
    *("related", "backlinks", "replacements", "neighbours", "pages"),
}


class _Watched(Graph):
    """Remembers what is asked of it from outside."""

    asked: set[str]

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and name != "asked":
            self.asked.add(name)
        return super().__getattribute__(name)


@pytest.mark.parametrize("root", [REAL, None], ids=["real", "small"])
def test_artifacts_about_an_impulse_ask_for_nothing_else(root: Path | None, tmp_path: Path) -> None:
    graph = load(root or copy_small(tmp_path)).graph
    assert graph is not None
    _Watched.asked = set()
    watched = _Watched(graph.catalog)
    # What is worked out once for all impulses is the graph's own affair.
    for impulse in graph.impulses:
        watched.related(impulse)
        watched.backlinks(impulse)
        watched.neighbours(impulse)
        watched.replacements(impulse)
        watched.in_state(impulse.state)
        _ = watched.pages, watched.states
    artifacts = [a for a in generate(watched, Publication()) if a.number]
    assert {a.number for a in artifacts} == {impulse.number for impulse in graph.impulses}
    _Watched.asked.clear()
    for artifact in artifacts:
        if not artifact.path.endswith((".png", ".svg")):
            artifact.make()
    assert _Watched.asked - COVERED - {"impulse"} == set()


def test_another_program_is_another_name(tmp_path: Path) -> None:
    package = Path(fingerprints.__file__).parent
    copy = tmp_path / "impulswerk"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = contents(copy)
    assert before == contents(package)
    for name in ("templates/_teile.html", "templates/karte.css", "graph.py", "search/german.py"):
        path = copy / name
        text = path.read_text()
        path.write_text(f"{text} ")
        assert contents(copy) != before, name
        path.write_text(text)
    assert program() == program()


def test_another_version_of_a_package_is_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    known = set(fingerprints.installed())
    for package in ("mkdocs-", "jinja2-", "markdown-", "pymdown_extensions-", "pillow-"):
        assert any(name.startswith(package) for name in known), package
    before = program()
    monkeypatch.setattr(fingerprints, "installed", lambda: known | {"mkdocs-9.9.dist-info"})
    program.cache_clear()
    assert program() != before
    monkeypatch.undo()
    program.cache_clear()


def test_lists_of_the_same_name_are_the_same(tmp_path: Path) -> None:
    known: dict[tuple[str, str], bytes] = {}
    taken = 0
    for seed in range(6):
        editor = Editor(tmp_path / f"{seed}", seed)
        editor.start()
        for _ in range(25):
            editor.edit()
            project = load(editor.root)
            assert project.graph is not None
            publication = read_publication(editor.root, "")
            prints = Fingerprints(project.graph, publication)
            for artifact in generate(project.graph, publication, past=project.past):
                if artifact.shows:
                    name = (artifact.path, prints.of_list(artifact.path, artifact.shows()))
                    taken += name in known
                    text = artifact.make()
                    assert known.setdefault(name, text) == text
    assert taken > len(known)


def test_a_driver_that_links_to_what_is_left_out_has_another_name() -> None:
    files = dict(read_files(SMALL).content)
    source = "impulses/01-lotsen.md"
    files[source] = re.sub(rb"treiber: .*", b"treiber: [digitalisierung]", files[source])
    names, texts = set(), set()
    for data in (files[source], files[source].replace(b"titel:", b"tietel:")):
        graph = assemble({**files, source: data}).graph
        assert graph is not None
        page = next(a for a in generate(graph, Publication()) if a.path == "treiber/demografie.md")
        assert page.shows
        names.add(Fingerprints(graph, Publication()).of_list(page.path, page.shows()))
        texts.add(page.make())
    assert (len(names), len(texts)) == (2, 2)


def test_lists_are_named_without_being_made(tmp_path: Path) -> None:
    graph = load(copy_small(tmp_path)).graph
    assert graph is not None
    lists = {artifact.path for artifact in generate(graph, Publication()) if artifact.shows}
    texts = {
        artifact.path
        for artifact in generate(graph, Publication())
        if artifact.path.endswith(".md") and not artifact.number and not artifact.shows
    }
    assert {"matrix.md", "impulse/index.md", "treiber/demografie.md", "zielgruppen/kmu.md"} <= lists
    written = {page.path for page in graph.catalog.handwritten}
    assert texts - written == {"neues.md", "fassung/index.md"}
