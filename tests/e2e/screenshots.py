"""Pictures of every kind of page, to be looked at: python -m tests.e2e.screenshots [FOLDER]."""

import sys
import tempfile
from pathlib import Path

from tests.e2e.browser import SCHEMES, Window, chromium, window
from tests.e2e.server import serve
from tests.e2e.site import Site, SitePage, build, ready_made

WIDTHS = (1280, 360)
DEFAULT = Path("build/screenshots")
# A4 at 96 dots an inch, less margins of 1 cm.
PAPER_WIDTH = 718


def take(site: Site, target: Path) -> int:
    """Write all pictures into the folder and return how many."""
    target.mkdir(parents=True, exist_ok=True)
    with serve(site.root) as server, chromium() as browser:
        for width in WIDTHS:
            for scheme in SCHEMES:
                with window(browser, server.address, width=width, scheme=scheme) as opened:
                    for page in site.samples:
                        _shot(opened, page, target / f"{_name(page)}-{width}-{scheme}.png")
        with window(browser, server.address, width=PAPER_WIDTH) as opened:
            opened.page.emulate_media(media="print")
            for page in site.samples:
                _shot(opened, page, target / f"{_name(page)}-print.png")
    return len(list(target.glob("*.png")))


def _shot(opened: Window, page: SitePage, file: Path) -> None:
    opened.open(page.address)
    # A font that arrives late would leave the picture in the fallback.
    opened.page.evaluate("document.fonts.ready.then(() => null)")
    opened.page.screenshot(path=file, full_page=True)


def _name(page: SitePage) -> str:
    if page.file.name == "404.html":
        return "404"
    return page.kind.strip("/").replace("/*", "-seite").replace("/", "-") or "start"


def main() -> None:
    """Build the site, unless one was named, and take the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with tempfile.TemporaryDirectory() as folder:
        root = ready_made()
        if not root:
            root = Path(folder) / "site"
            build(root)
        print(f"{take(Site(root), target)} pictures in {target}")


if __name__ == "__main__":
    main()
