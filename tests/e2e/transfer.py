"""What a first view costs: bytes on the wire, requests, layout shift."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e.browser import a_few_at_once, window
from tests.e2e.server import Sent, serve
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


def cold_views(
    browser: Browser, root: Path, pages: Iterable[SitePage], *, width: int
) -> Iterator[tuple[SitePage, View]]:
    """Open each page in a fresh window until it asks for nothing more.

    Each has a server of its own that counts: a few settle together, since that is waiting.
    """
    for few in a_few_at_once(pages):
        with ExitStack() as stack:
            opened = []
            for page in few:
                server = stack.enter_context(serve(root, brotli_on=True))
                one = stack.enter_context(window(browser, server.address, width=width))
                one.context.add_init_script(_OBSERVE)
                one.open(page.address)
                opened.append((page, server, one))
            for page, server, one in opened:
                one.page.wait_for_load_state("networkidle")
                shift = round(float(one.page.evaluate("window.layoutShift")), 4)
                yield page, View(tuple(server.log), shift)
