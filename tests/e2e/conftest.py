"""The built site, a server over it, and a browser, each made once a worker or once for all."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Error

from tests.e2e.browser import Scheme, Window, chromium, window
from tests.e2e.server import Server, serve
from tests.e2e.site import Site, build, ready_made
from tests.e2e.tools import missing


class OpenWindow(Protocol):
    """Opens an empty page; everything about it that matters is named."""

    def __call__(
        self, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True
    ) -> Window: ...


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Site:
    """Build the site once; parallel workers wait for the first and share its result."""
    if root := ready_made():
        return Site(root)
    own = tmp_path_factory.getbasetemp()
    # Under xdist each worker has a folder of its own inside the one of the whole run.
    shared = own if worker_id == "master" else own.parent
    return Site(_once(shared / "site", build))


def _once(target: Path, make: Callable[[Path], None]) -> Path:
    done, failed = target.with_name("built"), target.with_name("build-failed")
    with target.with_name("lock").open("w") as lock:
        # Freed by the system even if the worker that holds it dies.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failed.exists():
            pytest.fail(failed.read_text(encoding="utf-8"), pytrace=False)
        if not done.exists():
            try:
                make(target)
            except RuntimeError as error:
                failed.write_text(str(error), encoding="utf-8")
                pytest.fail(str(error), pytrace=False)
            done.touch()
    return target


@pytest.fixture(scope="session")
def base(site: Site) -> Iterator[str]:
    """Address of the served site, under a sub-path and uncompressed."""
    with serve(site.root) as server:
        yield server.address


@pytest.fixture(scope="session")
def brotli_server(site: Site) -> Iterator[Server]:
    """The site served compressed, as a good host does it."""
    with serve(site.root, brotli_on=True) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium a worker."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(chromium())
        except Error as error:
            missing(f"Chromium ({error.message.splitlines()[0]})")
        yield started


@pytest.fixture
def open_window(browser: Browser, base: str) -> Iterator[OpenWindow]:
    """Opens pages on the served site; all are closed when the test ends."""
    with ExitStack() as stack:

        def opened(
            *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True
        ) -> Window:
            return stack.enter_context(
                window(browser, base, width=width, scheme=scheme, javascript=javascript)
            )

        yield opened
