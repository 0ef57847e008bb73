"""What MkDocs' reload server needs besides.

It answers although a build has failed, watches folders again that were gone for a while, and is
there for its own names only.
"""

from __future__ import annotations

import ipaddress
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_SECONDS = 0.5


def only_own_names(app: WSGIApplication, host: str) -> WSGIApplication:
    """The application for those who ask for `host`, for this machine, or for a bare address.

    A page from elsewhere whose name was made to lead here asks for its own name, and is refused:
    what is being written is nobody else's.
    """
    own = {host.lower(), "localhost", socket.gethostname().lower()}

    def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        name = _without_port(str(environ.get("HTTP_HOST", ""))).lower()
        if name in own or _is_bare(name):
            return app(environ, start_response)
        text = f"Hier antwortet „impuls serve“ nur unter {host} und localhost.\n"
        start_response("421 Misdirected Request", [("Content-Type", "text/plain; charset=utf-8")])
        return [text.encode()]

    return guarded


def _without_port(name: str) -> str:
    bare = name.rpartition("]")[0].removeprefix("[")
    return bare or name.partition(":")[0]


def _is_bare(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def unfailing(build: Callable[[], None]) -> Callable[[], None]:
    """The same build, whose failure leaves the last site standing and every request answered."""

    def quiet() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            print(f"{error}\nGezeigt wird, was zuletzt gebaut wurde.", file=sys.stderr)

    return quiet


class Lookout:
    """Looks out for watched places that were removed, and has them watched when they are back.

    Whoever watches for changes gives up a folder that is gone. `watch` and `unwatch` take a path.
    """

    def __init__(
        self,
        places: Sequence[Path],
        watch: Callable[[str], Any],
        unwatch: Callable[[str], Any],
    ) -> None:
        self._places = {place: _identity(place) for place in places}
        self._watch, self._unwatch = watch, unwatch
        self._done = threading.Event()
        # Written to have the site built: whoever watches says nothing of a folder that is gone.
        self._bell = tempfile.NamedTemporaryFile(prefix="impulswerk-")  # noqa: SIM115
        watch(self._bell.name)
        threading.Thread(target=self._look, daemon=True).start()

    def stop(self) -> None:
        """End it."""
        self._done.set()
        self._bell.close()

    def _look(self) -> None:
        while not self._done.wait(_SECONDS):
            for place, before in self._places.items():
                now = _identity(place)
                if now == before:
                    continue
                if now:
                    self._unwatch(str(place))
                    self._watch(str(place))
                self._places[place] = now
                self._bell.write(b".")
                self._bell.flush()


def _identity(place: Path) -> tuple[int, int] | None:
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
