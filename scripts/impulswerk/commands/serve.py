"""The command `impuls serve`: show the site while somebody is writing."""

import argparse
import socket
from pathlib import Path

from impulswerk.commands.console import CLEAN, PROBLEMS, fail, show
from impulswerk.site.engine.mkdocs import serve_pages
from impulswerk.site.project import load

EXAMPLE = "impuls serve --address 127.0.0.1:8001"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the command may be called with."""
    parser.add_argument(
        "--address",
        default="127.0.0.1:8000",
        metavar="HOST:PORT",
        help="wo die Website zu sehen ist, Rechner und Port (sonst %(default)s)",
    )


def run(root: Path, options: argparse.Namespace) -> int:
    """Serve until interrupted; sources that give no site at all are refused."""
    host, _, port = options.address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return fail(f"„{options.address}“ ist keine Adresse. Ein Beispiel: 127.0.0.1:8000")
    _try(host, int(port))
    project = load(root)
    if project.graph is None:
        show(project.problems)
        return PROBLEMS
    try:
        serve_pages(root, f"{host}:{port}")
    except SystemExit:  # how MkDocs ends when it cannot work with its settings, having said why
        return fail("MkDocs kann so nicht arbeiten; die Zeilen darüber nennen den Grund.")
    return CLEAN


def _try(host: str, port: int) -> None:
    """Find out before anything is built whether the address can be had; raises OSError."""
    family, kind, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as listener:
        # As the server will: a port that was just left may be taken again.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
