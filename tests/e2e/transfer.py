"""What a first view costs: bytes on the wire, requests, layout shift."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.e2e.browser import Window, a_few_at_once, window
from tests.e2e.server import Sent, Server
from tests.e2e.site import SitePage

# In the page from before its first byte: the browser forgets shifts nobody observes.
_OBSERVE = """
window.layoutShift = 0;
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
        if (!entry.hadRecentInput) window.layoutShift += entry.value;
    }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class View:
    """One page opened with nothing cached."""

    sent: tuple[Sent, ...]
    shift: float

    @property
    def size(self) -> int:
        """Bytes of everything together."""
        return sum(answer.size for answer in self.sent)

    def table(self) -> str:
        """List the largest first."""
        ordered = sorted(self.sent, key=lambda answer: -answer.size)
        return "\n".join(f"{answer.size:>9,}  {answer.path}" for answer in ordered)


def cold_view(browser: Browser, server: Server, address: str, *, width: int) -> View:
    """Open a page in a fresh window and wait until it asks for nothing more."""
    server.log.clear()
    with window(browser, server.address, width=width) as opened:
        _open(opened, address)
        shift = _settled(opened)
    return View(tuple(server.log), shift)


def shifts(
    browser: Browser, server: Server, pages: Iterable[SitePage], *, width: int
) -> Iterator[tuple[str, float]]:
    """How far each page jumps, opened like that; a few settle together, since that is waiting."""
    for few in a_few_at_once(pages):
        with ExitStack() as stack:
            opened = []
            for page in few:
                one = stack.enter_context(window(browser, server.address, width=width))
                _open(one, page.address)
                opened.append((page.address, one))
            for address, one in opened:
                yield address, _settled(one)


def _open(opened: Window, address: str) -> None:
    opened.context.add_init_script(_OBSERVE)
    opened.open(address)


def _settled(opened: Window) -> float:
    opened.page.wait_for_load_state("networkidle")
    return round(float(opened.page.evaluate("window.layoutShift")), 4)
