"""`impuls serve` keeps answering while a source is broken and recovers when it is mended."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import copy_small


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


def test_serve_survives_a_mistake(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    url = f"http://127.0.0.1:{_free_port()}"
    log = tmp_path / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "impulswerk", "serve", "--address", url.removeprefix("http://")],
            cwd=root,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    page = f"{url}/impulse/01-lotsen/"
    source = root / "impulses/01-lotsen.md"
    good = source.read_text()
    try:
        _wait(lambda: "Lotsen ausbilden" in _get(page), "the first page")
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
    finally:
        server.terminate()
        server.wait(10)
