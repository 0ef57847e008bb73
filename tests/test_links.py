"""`impuls links` looks up what sources name: here on a server of this machine only."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from impulswerk.commands.cli import main
from impulswerk.commands.links import addresses, look_up
from impulswerk.site.project import load
from tests.project import SMALL, copy_small


class _Answers(BaseHTTPRequestHandler):
    """200 for /da, 301 from /alt to /da, no HEAD at /streng, 404 for all else."""

    def do_GET(self) -> None:
        self.do_HEAD()

    def do_HEAD(self) -> None:
        if self.path == "/alt":
            self.send_response(301)
            self.send_header("Location", "/da")
        elif self.path == "/streng" and self.command == "HEAD":
            self.send_response(405)
        else:
            self.send_response(200 if self.path in {"/da", "/streng"} else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/da", "/alt", "/streng"])
def test_what_is_there_has_no_fault(server: str, path: str) -> None:
    assert look_up(server + path) == ""


def test_what_is_not_there_is_said(server: str) -> None:
    assert look_up(f"{server}/weg") == "Der Server antwortet mit 404."
    assert look_up("http://127.0.0.1:1/").startswith("Niemand antwortet (")
    assert look_up("keine Adresse").startswith("Niemand antwortet (")


def test_every_source_of_the_chronicle_is_looked_up() -> None:
    graph = load(SMALL).graph
    assert graph is not None
    found = {(url, archive) for _, url, archive in addresses(graph)}
    assert ("https://stadt.example/amtsblatt-9", "https://archiv.example/amtsblatt-9") in found
    assert ("https://haendler.example/", "") in found


def test_an_exception_says_why(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_small(tmp_path / "projekt")
    for entry in (root / "impulses/chronik").iterdir():
        entry.unlink()  # their addresses are made up
    sources = root / "impulses/quellen.yml"
    sources.write_text(sources.read_text() + f"    adresse: {server}/weg\n")
    monkeypatch.chdir(root)
    assert main(["links"]) == 1
    assert "Tot: " in capsys.readouterr().out
    exceptions = root / "impulses/linkausnahmen.yml"
    exceptions.write_text(
        f"ausnahmen:\n  - {{adresse: '{server}/weg', grund: Umgezogen.}}\n"
        f"  - {{adresse: '{server}/nie', grund: Vergessen.}}\n"
    )
    assert main(["links"]) == 0
    said = capsys.readouterr().out
    assert "Grund: Umgezogen." in said
    assert "Überflüssige Ausnahme: " in said
