"""A server over the built site and a browser, each made once a worker."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Error

from tests.e2e.browser import Scheme, Window, chromium, window
from tests.e2e.server import serve
from tests.e2e.site import Site
from tests.e2e.tools import missing


class OpenWindow(Protocol):
    """Opens an empty page; everything about it that matters is named."""

    def __call__(
        self, *, width: int = 1280, scheme: Scheme = "light", javascript: bool = True
    ) -> Window: ...


@pytest.fixture(scope="session")
def base(site: Site) -> Iterator[str]:
    """Address of the served site, under a sub-path and uncompressed."""
    with serve(site.root) as server:
        yield server.address


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
