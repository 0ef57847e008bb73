"""A static server like a host's: under a sub-path, 404.html for the rest, brotli if asked."""

import contextlib
import functools
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped] # ships no types

PREFIX = "/unterpfad/"

_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


def compressed(body: bytes) -> bytes:
    """Compress as a host does that keeps compressed files beside the plain ones."""
    return bytes(brotli.compress(body, quality=11))


@dataclass(frozen=True)
class Sent:
    """One answer that left the server."""

    path: str
    # On the wire: head and body.
    size: int


@dataclass(frozen=True)
class Server:
    """A running server: where it is, and everything it has sent.

    What the server counts is whole: a browser does not tell what its workers load.
    """

    address: str
    log: list[Sent] = field(default_factory=list)


class _Handler(http.server.BaseHTTPRequestHandler):
    # Connections are kept: a browser opens a page in one go, as from a real host.
    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet: waiting between them costs 40 ms a file.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, root: Path, brotli_on: bool, log: list[Sent], *args: object) -> None:
        self._root = root
        self._brotli = brotli_on
        self._log = log
        super().__init__(*args)  # type: ignore[arg-type] # socketserver's own arguments, passed on

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests record what the browser asks for."""

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self._root / path.removeprefix(PREFIX)
        if file.is_dir() and not path.endswith("/"):
            moved = {"Location": f"{path}/", "Content-Length": "0"}
            self._send(HTTPStatus.MOVED_PERMANENTLY, moved, b"")
            return
        if file.is_dir():
            file /= "index.html"
        status = HTTPStatus.OK
        if not (path.startswith(PREFIX) and file.is_file()):
            status, file = HTTPStatus.NOT_FOUND, self._root / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith(_TEXT)
        compress = text and self._brotli and "br" in self.headers.get("Accept-Encoding", "")
        body = _content(file, compress)
        headers = {
            "Content-Type": f"{kind}; charset=utf-8" if text else kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "max-age=600",
        }
        if compress:
            headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        self._send(status, headers, body if with_body else b"")

    def _send(self, status: HTTPStatus, headers: dict[str, str], body: bytes) -> None:
        lines = [f"{self.protocol_version} {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        answer = "\r\n".join([*lines, "", ""]).encode("latin-1") + body
        # Before it leaves: a browser that has everything must find everything logged.
        self._log.append(Sent(self.path, len(answer)))
        self.wfile.write(answer)


@functools.cache
def _content(file: Path, compress: bool) -> bytes:
    body = file.read_bytes()
    return compressed(body) if compress else body


@contextlib.contextmanager
def serve(root: Path, *, brotli_on: bool = False) -> Iterator[Server]:
    """Serve a folder on a free port of this machine, under the sub-path."""
    log: list[Sent] = []
    handler = functools.partial(_Handler, root, brotli_on, log)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        # Often enough looked for the end: many a test starts a server of its own.
        watch = functools.partial(server.serve_forever, poll_interval=0.02)
        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.server_port}{PREFIX}", log)
        finally:
            server.shutdown()
            thread.join()
