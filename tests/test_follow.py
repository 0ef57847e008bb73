"""While somebody edits a large site, lists follow; in the end all is as plain MkDocs builds it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from impulswerk import pagework
from impulswerk.assets import cache_folder
from impulswerk.plugin import ImpulswerkPlugin
from tests.edits import Editor


class Editing:
    """A site that is being edited, as `impuls serve` builds it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.site = root, root.parent / "site"
        monkeypatch.setattr(pagework, "_MANY", 0)
        monkeypatch.setattr(ImpulswerkPlugin, "cache", cache_folder(root))
        plugin = self._config().plugins["impulswerk"]
        # MkDocs keeps one for all builds of a process.
        vars(plugin).clear()
        plugin.__init__()  # type: ignore[misc]
        self._config().plugins.on_startup(command="serve", dirty=True)

    def _config(self) -> MkDocsConfig:
        return load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.site))

    def build(self) -> ImpulswerkPlugin:
        """What happens after an edit."""
        config = self._config()
        build(config, dirty=True)
        plugin = config.plugins["impulswerk"]
        assert isinstance(plugin, ImpulswerkPlugin)
        return plugin

    def plain(self) -> dict[str, bytes]:
        """What MkDocs builds from nothing, which is nothing where the sources have an error."""
        target = self.root.parent / "schlicht"
        command = [sys.executable, "-m", "mkdocs", "build", "-q", "-c", "-d", str(target)]
        done = subprocess.run(command, cwd=self.root, capture_output=True, check=False)
        return {} if done.returncode else _files(target)


def _files(folder: Path) -> dict[str, bytes]:
    """All but what depends on the command: why there is no PDF, and whose sitemap comes last."""
    return {
        path.relative_to(folder).as_posix(): re.sub(b"PDF fehlt: [^<]*", b"", path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("sitemap.xml")
    }


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    monkeypatch.setenv("IMPULSWERK_PDF", "aus")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    editor = Editor(tmp_path / "projekt", seed=1)
    editor.start()
    return editor


def test_lists_follow_and_nothing_is_left_behind(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = Editing(editor.root, monkeypatch)
    editing.build()
    done, compared = [], 0
    for _ in range(8):
        # Some edits overtake what follows from the one before.
        for _ in range(6):
            done.append(editor.edit())
            for name, value in editor.environment.items():
                monkeypatch.setitem(os.environ, name, value)
            plugin = editing.build()
        plugin._background.wait()
        plugin._indexing.wait()
        if plain := editing.plain():
            found = _files(editing.site)
            assert found.keys() == plain.keys(), done
            assert [name for name in plain if found[name] != plain[name]] == [], done
            compared += 1
    assert compared > 3


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("impulses/01-lotsen.md", "impulse/01-lotsen"),
        ("impulses/treiber/demografie.md", "treiber/demografie"),
        ("docs/ueber.md", "ueber"),
        ("impulses/vokabular.yml", "zielgruppen/kmu"),
    ],
)
def test_what_was_edited_does_not_wait(
    source: str, page: str, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = Editing(editor.root, monkeypatch)
    plugin = editing.build()
    monkeypatch.setattr(plugin._background, "ask", lambda _: None)
    path = editor.root / source
    text = path.read_text()
    path.write_text(
        text.replace("Kleine und mittlere", "Ganz kleine").replace("kurz: ", "kurz: Wie neu, ")
    )
    if path.read_text() == text:
        path.write_text(f"{text}\nWie neu.\n")
    list_before = (editing.site / "matrix/index.html").read_bytes()
    editing.build()
    shown = (editing.site / page / "index.html").read_text()
    assert "Wie neu" in shown or "Ganz kleine" in shown
    assert (editing.site / "matrix/index.html").read_bytes() == list_before


def test_the_neighbour_follows_too(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    editing = Editing(editor.root, monkeypatch)
    plugin = editing.build()
    (neighbour,) = editing.site.glob("impulse/02-*/index.html")
    asked: list[Callable[[], Iterable[object]]] = []
    with monkeypatch.context() as waiting:
        waiting.setattr(plugin._background, "ask", asked.append)
        path = editor.root / "impulses/01-lotsen.md"
        path.write_text(re.sub("titel: .*", "titel: Ganz neu", path.read_text()))
        editing.build()
        assert "Ganz neu" not in neighbour.read_text()
    (follow,) = asked
    plugin._background.ask(follow)
    plugin._background.wait()
    assert "Ganz neu" in neighbour.read_text()


def test_an_edit_that_is_undone_leaves_no_trace(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editing = Editing(editor.root, monkeypatch)
    path, page = editor.root / "impulses/01-lotsen.md", editing.site / "matrix/index.html"
    text, states = path.read_text(), []
    for title in ("Anfang", "Neu", "Anfang"):
        path.write_text(re.sub("titel: .*", f"titel: {title}", text))
        editing.build()._background.wait()
        states.append(page.read_bytes())
    assert states[0] == states[2] != states[1]
