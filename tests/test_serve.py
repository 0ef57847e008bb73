"""`impuls serve` shows edits, keeps answering while a source is broken, and recovers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.project import copy_small


class Served(NamedTuple):
    """A project, where it is served, and what the server says."""

    root: Path
    url: str
    log: Path


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def _wait(condition: Callable[[], bool], what: str) -> None:
    for _ in range(150):
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"waited 30 s for: {what}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small project while somebody writes it; the first page is there."""
    folder = tmp_path_factory.mktemp("serve")
    root, log = copy_small(folder / "projekt"), folder / "log"
    url = f"http://127.0.0.1:{_free_port()}"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "impulswerk", "serve", "--address", url.removeprefix("http://")],
            cwd=root,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    try:
        _wait(lambda: "Lotsen ausbilden" in _get(f"{url}/impulse/01-lotsen/"), "the first page")
        yield Served(root, url, log)
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("docs/ueber.md", "## Herkunft", "Ein neuer Satz.\n\n## Herkunft", "Ein neuer Satz."),
        ("mkdocs.yml", "Über: ueber.md", "Umbenannt: ueber.md", "Umbenannt"),
    ],
    ids=["page", "configuration"],
)
def test_serve_shows_an_edit(name: str, old: str, new: str, shown: str, served: Served) -> None:
    file = served.root / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    _wait(lambda: shown in _get(f"{served.url}/ueber/"), f"the edit of {name}")


def test_serve_survives_a_mistake(served: Served) -> None:
    root, url, log = served
    page = f"{url}/impulse/01-lotsen/"
    source = root / "impulses/01-lotsen.md"
    good = source.read_text()
    source.write_text(good.replace("Lotsen ausbilden", "Lotsinnen ausbilden"))
    _wait(lambda: "Lotsinnen ausbilden" in _get(page), "the edited page")
    # Neighbours follow at once, files about everything soon.
    assert "Lotsinnen ausbilden" in _get(f"{url}/impulse/")
    data = f"{url}/daten/v1/impulse.json"
    _wait(lambda: "Lotsinnen ausbilden" in _get(data), "the data of the edited page")
    more = source.read_text().replace("Lotsinnen", "Helferinnen")
    (root / "impulses/04-mehr.md").write_text(more)
    _wait(lambda: "Helferinnen" in _get(f"{url}/impulse/04-mehr/"), "a new page")
    (root / "impulses/04-mehr.md").unlink()
    _wait(lambda: "04-mehr" not in _get(f"{url}/impulse/"), "the list without it")
    with pytest.raises(OSError, match="404"):
        _get(f"{url}/impulse/04-mehr/")
    source.write_text(good.replace("treiber: [", "treiber: [digitaliserung, "))
    _wait(lambda: "unbekannter-treiber" in log.read_text(), "the problem in the terminal")
    assert "Eine Werkstatt teilen" in _get(f"{url}/impulse/02-werkstatt/")
    # Even without the paper itself, the last good site keeps answering.
    paper = root / "impulses/papier.yml"
    text = paper.read_text()
    paper.write_text("kaputt")
    _wait(lambda: "papier.yml" in log.read_text(), "the second problem")
    assert "Musterpapier" in _get(f"{url}/")
    paper.write_text(text)
    source.write_text(good.replace("Lotsen ausbilden", "Wieder heil"))
    _wait(lambda: "Wieder heil" in _get(page), "the mended page")
    assert "Traceback" not in log.read_text()
