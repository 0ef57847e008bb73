"""What a first view costs: bytes on the wire, requests, layout shift."""

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.e2e.browser import window
from tests.e2e.server import Sent, Server

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
        opened.context.add_init_script(_OBSERVE)
        opened.open(address)
        opened.page.wait_for_load_state("networkidle")
        shift = float(opened.page.evaluate("window.layoutShift"))
    return View(tuple(server.log), round(shift, 4))
