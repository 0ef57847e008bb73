"""Pictures for the page "Mitmachen": python -m tests.e2e.walkthrough.

Taken of the real source and report. Writes docs/assets/mitmachen/*.webp and prints the size
of each, which the page names.
"""

import io
import os
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.browser import chromium
from tests.project import REAL, copy_real

TARGET = REAL / "docs/assets/mitmachen"
PICTURES = ("datei.webp", "bericht.webp", "meldung.webp")
MOST_BYTES = 20_000
WIDTH = 640
# Sharper than one to one, and still light.
SCALE = 1.25
# Black text on a few grounds: enough for smooth letters, and half the bytes.
COLOURS = 24

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
        source = (root / SOURCE).read_text("utf-8")
        page = browser.new_page(
            viewport={"width": WIDTH, "height": WIDTH}, device_scale_factor=SCALE
        )
        _show_file(page, source)
        _shot(page, target / "datei.webp", height=456)
        _change(root, source, BEFORE, AFTER)
        page.set_content(_report(root))
        _shot(page, target / "bericht.webp", height=480)
        _change(root, source, RIGHT, WRONG)
        page.set_content(_report(root))
        _shot(page, target / "meldung.webp", height=352)


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


def _shot(page: Page, file: Path, *, height: int) -> None:
    shot = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height}, full_page=True)
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    few.save(file, lossless=True, quality=100, method=6)
    size = file.stat().st_size
    print(f"{file.name}: {WIDTH} × {height}, {size} bytes")
    assert size <= MOST_BYTES, f"{file.name} is too heavy"


if __name__ == "__main__":
    take(TARGET)
