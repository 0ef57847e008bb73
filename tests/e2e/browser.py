"""Chromium as the tests drive it, and a record of everything a page does."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.e2e.tools import NODE

T = TypeVar("T")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# Colours do not depend on the width: two windows show both schemes and both layouts.
LOOKS: tuple[tuple[int, Scheme], ...] = ((1280, "light"), (320, "dark"))

_AT_ONCE = 6

FLAGS = [
    # The browser's own traffic would reach for hosts that tests must not depend on.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    # Without a screen letters would be as wide as whole pixels: no reader's are.
    "--font-render-hinting=none",
    # Windows of one test share a process: to start one takes longer than most pages.
    "--process-per-site",
    # Containers have a small /dev/shm and no graphics card.
    "--disable-dev-shm-usage",
    "--disable-gpu",
]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    FLAGS.append("--no-sandbox")

# Playwright's own Node.js is linked to a library that minimal systems lack.
os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))


def executable() -> str | None:
    """Find the system's Chromium, best without a screen; none means Playwright's own."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Record:
    """What the pages of one context asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign(self, base: str) -> list[str]:
        """Return the requests that went anywhere but to this site."""
        inline = ("data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith((base, *inline))]


@dataclass(frozen=True)
class Window:
    """One page in a context of its own."""

    page: Page
    context: BrowserContext
    record: Record
    base: str

    def open(self, address: str) -> None:
        """Go to an address of the site and wait until the page has loaded."""
        self.page.goto(self.base + address, wait_until="load")


@contextlib.contextmanager
def window(
    browser: Browser,
    base: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    javascript: bool = True,
) -> Iterator[Window]:
    """Open an empty page in a fresh context: no cache, no storage, nothing remembered."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=javascript,
        locale="de-DE",
        # Motion is measured where it ends, and a page is never checked in mid-fade.
        reduced_motion="reduce",
    )
    record = Record()
    _listen(context, record)
    try:
        yield Window(context.new_page(), context, record, base)
    finally:
        context.close()


def _listen(context: BrowserContext, record: Record) -> None:
    def on_console(message: ConsoleMessage) -> None:
        # Answering 404 is the purpose of the 404 page, yet the browser reports it.
        about_itself = message.page and message.location.get("url") == message.page.url
        if message.type == "error" and not (about_itself and " 404 " in message.text):
            record.errors.append(f"{message.location.get('url', '')}: {message.text}")

    context.on("request", lambda request: record.requests.append(request.url))
    context.on("console", on_console)
    context.on("weberror", lambda error: record.errors.append(str(error.error)))
    context.on(
        "page",
        lambda page: page.on("websocket", lambda socket: record.requests.append(socket.url)),
    )


def a_few_at_once(pages: Iterable[T]) -> Iterator[list[T]]:
    """Pages that may lie open together, each in a window of its own: being still is waiting."""
    waiting = list(pages)
    while waiting:
        yield waiting[:_AT_ONCE]
        del waiting[:_AT_ONCE]
