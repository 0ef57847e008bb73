"""The page on data: its examples run, against the very files that it offers."""

import functools
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports.data import fields
from impulswerk.exports.data.listing import offers
from impulswerk.model import urls
from impulswerk.pages.plan import generate
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from tests.exports.offered import EDITION, Offered


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the test speaks for itself."""


@pytest.fixture(scope="module")
def served(
    small: Offered, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Offered, Path]]:
    """The files under an address of this machine."""
    folder = tmp_path_factory.mktemp("ausgeliefert")
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}/"
        history = small.publication.history
        offered = Offered(small.graph, Publication(base, EDITION, history=history))
        for path, content in offered.files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        yield offered, folder
        server.shutdown()


def _block(offered: Offered, name: str) -> LexborHTMLParser:
    page = View(offered.graph, offered.publication, urls.DATA)
    return LexborHTMLParser(page.render(f"bausteine/{name}.html"))


def _run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_python_examples_run(served: tuple[Offered, Path]) -> None:
    offered, _ = served
    tree = _block(offered, "datenbeispiele")
    codes = [node.text() for node in tree.css("code.language-python")]
    with_json, with_csv, with_changes = map(_run, codes)
    impulses = offered.graph.impulses
    assert with_json.splitlines() == [f"{i.number} {i.title}" for i in impulses]
    assert with_csv.splitlines() == [f"{i.number} {list(i.drivers)}" for i in impulses]
    assert len(with_changes.splitlines()) == 6
    later = codes[2].replace("2026-01-01", "2026-04-10")
    assert _run(later) == f"3 zurückgezogen {offered.graph.impulse(3).title}\n"


def test_the_addresses_for_curl_are_those_of_files(served: tuple[Offered, Path]) -> None:
    offered, folder = served
    text = _block(offered, "datenbeispiele").css("pre")[0].text()
    found = re.findall(r"https?://\S+", text)
    assert len(found) == 2
    for address in found:
        assert (folder / address.removeprefix(offered.publication.base)).is_file()


def test_a_site_without_an_address_says_so(small: Offered) -> None:
    bare = Offered(small.graph, Publication())
    assert _block(bare, "datenbeispiele").css(".angabe-fehlt")
    assert not _block(small, "datenbeispiele").css(".angabe-fehlt")


def test_every_file_is_listed_and_every_key_explained(small: Offered) -> None:
    rows = _block(small, "datendateien").css("tbody tr")
    assert len(rows) == len(list(offers(small.graph)))
    tables = [
        {node.text() for node in table.css("th code")}
        for table in _block(small, "datenfelder").css("table")
    ]
    assert {datum.name for datum in fields.DATA["impuls"]} in tables
    assert {datum.name for datum in fields.HEAD} in tables


def test_a_page_names_its_other_forms(small: Offered) -> None:
    pages = {page.path: page for page in generate(small.graph, small.publication).pages}
    for entry in small.graph.entries:
        others = pages[urls.entry_path(entry)].make().meta["alternativen"]
        assert {other["adresse"] for other in others} == {
            urls.plain_text(entry),
            urls.record(entry),
        }
