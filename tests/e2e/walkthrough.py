"""Pictures for the page "Mitmachen": python -m tests.e2e.walkthrough.

Taken of the real site, source and report. Writes docs/assets/mitmachen/*.webp and prints the size
of each, which the page names.
"""

import base64
import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.browser import chromium, window
from tests.e2e.server import serve
from tests.project import REAL, copy_real

TARGET = REAL / "docs/assets/mitmachen"
PICTURES = ("datei.webp", "bericht.webp", "meldung.webp")
MOST_BYTES = 40_000
WIDTH = 640
# Sharper than one to one, and still light.
SCALE = 1.25
# 100 is without loss, for black text on white often the lightest; else as much as fits.
QUALITIES = (100, 75, 65, 55)

SOURCE = "impulses/09-gezielte-services.md"
BEFORE = "Eine Tischlerei geht an die Tochter über, und alle Passwörter stehen auf Zetteln."
AFTER = "Eine Tischlerei geht an die Tochter, und viele Passwörter stehen auf Zetteln."
RIGHT, WRONG = "treiber: [digitalisierung]", "treiber: [digitaliserung]"

_FORGE = "https://forge.example/verbund/papier/"
_ADDRESSES = {
    "EDIT_URL": f"{_FORGE}edit/main/",
    "FEEDBACK_URL": f"{_FORGE}issues/new?title={{titel}}&stelle={{text}}",
}
_NARROW = (
    "body { margin: 20px; font-size: 14.5px; } h1 { font-size: 25px; } pre { font-size: 12.5px; }"
)
_FILE_PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; overflow: hidden; font: 14.5px/1.5 "DejaVu Sans Mono", Consolas, monospace; }}
h1 {{ margin: 0; padding: 12px 20px; background: #f3eee4; font: inherit; font-weight: bold; }}
ol {{ margin: 0; padding: 12px 0 12px 52px; }}
li {{ padding-inline-start: 8px; white-space: pre; }}
li::marker {{ color: #767676; }}
</style><h1>{name}</h1><ol>{lines}</ol>"""


def take(target: Path) -> None:
    """Write the pictures into the folder."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = copy_real(Path(folder) / "projekt")
        for name in PICTURES:  # the build checks that they are there
            (root / "docs/assets/mitmachen").mkdir(exist_ok=True)
            (root / "docs/assets/mitmachen" / name).touch()
        _run(root, "git", "init", "--quiet")
        _run(root, "git", "add", ".")
        identity = ("-c", "user.name=Test", "-c", "user.email=test@papier.example")
        _run(root, "git", *identity, "commit", "--quiet", "--message=Start")
        _run(root, _impuls(), "build")
        address = f"impulse/{Path(SOURCE).stem}/"
        source = (root / SOURCE).read_text("utf-8")
        with serve(root / "site") as server, window(browser, server.address, width=WIDTH) as opened:
            opened.open(address)
            opened.page.evaluate("document.fonts.ready.then(() => null)")
            # What follows brings its own styles, which the policy of the site would refuse.
            opened.page.goto("about:blank")
            _show_file(opened.page, source)
            _shot(opened.page, target / "datei.webp", height=456)
            _change(root, source, BEFORE, AFTER)
            opened.page.set_content(_report(root))
            _shot(opened.page, target / "bericht.webp", height=480)
            _change(root, source, RIGHT, WRONG)
            opened.page.set_content(_report(root))
            _shot(opened.page, target / "meldung.webp", height=352)


def _impuls() -> str:
    return str(Path(sys.executable).with_name("impuls"))


def _run(root: Path, *command: str, allowed: tuple[int, ...] = (0,)) -> None:
    environment = os.environ | _ADDRESSES | {"IMPULSWERK_CACHE": str(REAL / "build/cache")}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in allowed, done.stdout + done.stderr


def _change(root: Path, source: str, old: str, new: str) -> None:
    assert source.count(old) == 1, f"{SOURCE} has changed: choose another sentence than „{old}“"
    (root / SOURCE).write_text(source.replace(old, new), "utf-8")


def _report(root: Path) -> str:
    # A report on a faulty change ends with 1.
    _run(root, _impuls(), "report", "--base", "HEAD", "--html", "bericht.html", allowed=(0, 1))
    text = (root / "bericht.html").read_text("utf-8")
    # Few machines that take these pictures have a typeface with coloured signs.
    text = text.replace("✅ ", "").replace("❌ ", "")
    return text.replace("</style>", f"{_NARROW}</style>")


def _show_file(page: Page, source: str) -> None:
    lines = "".join(f"<li>{escape(line)}\n</li>" for line in source.splitlines())
    page.set_content(_FILE_PAGE.format(name=SOURCE, lines=lines))


def _shot(page: Page, file: Path, *, height: int, top: float = 0) -> None:
    # Playwright itself writes no WebP, the browser does.
    session = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": height, "scale": SCALE}
    for quality in QUALITIES:
        options = {"format": "webp", "quality": quality, "clip": clip}
        shot = session.send("Page.captureScreenshot", {**options, "captureBeyondViewport": True})
        picture = base64.b64decode(shot["data"])
        if len(picture) <= MOST_BYTES:
            break
    file.write_bytes(picture)
    print(f"{file.name}: {WIDTH} × {height}, quality {quality}, {len(picture)} bytes")
    assert len(picture) <= MOST_BYTES, f"{file.name} is too heavy"


if __name__ == "__main__":
    take(TARGET)
