"""`impuls serve` shows edits, keeps answering while a source is broken, and recovers."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site.build import build_site
from impulswerk.site.lastgood import LastGood
from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from tests.project import SMALL, copy_small, quiet
from tests.repository import Repository

NOTICE = "auf dem letzten fehlerfreien Stand"


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
    with urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def _wait(condition: Callable[[], bool], what: str) -> None:
    for _ in range(1200):
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail(f"waited two minutes for: {what}")


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
    _wait(lambda: NOTICE in _get(page), "the problem on top of the page")
    # The last good state, on the page and wherever it is listed; others are as ever.
    shown = _get(page)
    assert "Lotsinnen ausbilden" in shown
    assert "Den Treiber „digitaliserung“ gibt es nicht." in shown
    assert "impulses/01-lotsen.md:4:" in shown
    assert "<title>Fehler: " in shown
    assert "Lotsinnen ausbilden" in _get(f"{url}/impulse/")
    for other in ("impulse/", "impulse/02-werkstatt/", ""):
        assert NOTICE not in _get(f"{url}/{other}")
    assert "unbekannter-treiber" in log.read_text()
    # What has no page is told on every page, and where there is none.
    paper = root / "impulses/papier.yml"
    text = paper.read_text()
    paper.write_text("kaputt")
    _wait(lambda: "papier.yml" in _get(f"{url}/"), "the second problem")
    assert "Musterpapier" in _get(f"{url}/")
    with pytest.raises(HTTPError, match="404") as missing:
        _get(f"{url}/impulse/04-mehr/")
    assert NOTICE in missing.value.read().decode()
    paper.write_text(text)
    source.write_text(good.replace("Lotsen ausbilden", "Wieder heil"))
    _wait(lambda: "Wieder heil" in _get(page), "the mended page")
    for mended in ("impulse/01-lotsen/", ""):
        assert NOTICE not in _get(f"{url}/{mended}")
    assert "Traceback" not in log.read_text()


@pytest.mark.parametrize("name", ["impulses", "docs", "mkdocs.yml"])
def test_serve_recovers_when_what_was_deleted_is_back(name: str, served: Served) -> None:
    root, url, log = served
    before = log.read_text()
    (root / name).rename(root.parent / "anderswo")
    _wait(lambda: log.read_text() != before, "the loss to be noticed")
    assert "Musterpapier" in _get(f"{url}/")
    (root.parent / "anderswo").rename(root / name)
    page = root / "docs/ueber.md"
    text = page.read_text()
    _wait(lambda: NOTICE not in _get(f"{url}/"), f"the site with {name} back")
    page.write_text(f"{text}\n{name} ist wieder da.\n")
    _wait(lambda: f"{name} ist wieder da." in _get(f"{url}/ueber/"), f"an edit after {name}")


@pytest.mark.parametrize("name", ["boese.example", "127.0.0.1.boese.example", "localhost.example"])
def test_serve_answers_nobody_elses_name(name: str, served: Served) -> None:
    for address in ("/", "/livereload/0/0"):
        request = Request(f"{served.url}{address}", headers={"Host": f"{name}:8000"})
        with pytest.raises(HTTPError, match="421"):
            urlopen(request, timeout=10)
    for own in ("localhost", "127.0.0.1", "[::1]:80", "LOCALHOST:1"):
        with urlopen(Request(f"{served.url}/", headers={"Host": own}), timeout=10) as answer:
            assert answer.status == 200


def test_a_built_site_knows_nothing_of_notices(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    with (root / "impulses/01-lotsen.md").open("a") as file:
        file.write("\nDas ist <b>fett</b>.\n")
    look = LastGood(root)
    now, shown = look.look()
    assert [problem.rule for problem in now.problems] == ["roh-html"]
    # There is no commit to fall back on: what is valid is shown, and nothing said besides.
    assert shown.is_partial
    assert NOTICE in shown.with_notice("<body>", "index.md")
    assert not build_site(root, root / "site", quiet).is_done


def test_whoever_begins_with_a_mistake_sees_the_last_commit(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    Repository(root).start().commit("2026-01-01")
    source = root / "impulses/01-lotsen.md"
    source.write_text(source.read_text().replace("## Wirkung", "## Würkung"))
    (root / "impulses/04-neu.md").write_text("---\n---\n")
    _, shown = LastGood(root).look()
    assert not shown.is_partial
    assert shown.project.graph is not None
    assert "impulses/01-lotsen.md" in shown.project.graph.pages
    assert [*shown.by_page] == ["impulse/01-lotsen.md"]
    assert {problem.span.source for problem in shown.everywhere} == {"impulses/04-neu.md"}
    # On the page itself, its own mistake comes first.
    told = shown.with_notice("<title>x</title><main>", "impulse/01-lotsen.md")
    assert told.startswith('<title>Fehler: x</title><main><section role="alert"')
    assert told.index("Würkung") < told.index("04-neu")


def test_a_mistake_that_another_file_brings_to_light_shows_all_as_it_was(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    look = LastGood(root)
    look.look()
    (root / "impulses/02-werkstatt.md").unlink()
    now, shown = look.look()
    assert "nummer-fehlt" in {problem.rule for problem in now.problems}
    assert shown.project.graph is not None
    assert "impulses/02-werkstatt.md" in shown.project.graph.pages


@pytest.mark.parametrize(
    "source", sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("impulses/**/*.md"))
)
def test_what_is_left_can_be_shown_whatever_is_broken(source: str) -> None:
    files = dict(read_files(SMALL).content)
    files[source] += b"\n<b>HTML</b>\n"
    project = assemble(files)
    assert project.graph is not None
    assert source not in project.graph.pages
    site = generate(project.graph, Publication())
    for page in site.pages:
        page.make()
    for file in site.files:
        if file.path.endswith((".json", ".jsonld", ".xml", ".csv", ".txt")):
            file.make()
