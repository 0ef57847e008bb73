"""Measure how long an edit takes to show: `python -m tests.bench.editing [N …]` prints a table.

`impuls serve` runs as for an editor; the clock starts when a source is saved and stops when the
server tells the browser to reload and answers with the new page.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.bench.sources import make_project

SIZES = (36, 500, 2_000)
_EDITS = 5
_LONGEST = 600.0
_PORT = 8731


def measure(impulses: int) -> list[float]:
    """Seconds from saving to the new page, for a few edits one after another."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder) / "projekt", impulses)
        address = f"127.0.0.1:{_PORT}"
        command = [sys.executable, "-m", "impulswerk", "serve", "--address", address]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=quiet, stderr=quiet)
        try:
            (path,) = (root / "impulses").glob("07-*.md")
            url = f"http://{address}/impulse/{path.stem}/"
            _wait(url, "</html>")
            return [_edit(path, url, f"Bearbeitung {number}") for number in range(_EDITS)]
        finally:
            server.terminate()
            server.wait()


def _edit(path: Path, url: str, title: str) -> float:
    # The server has to be at rest: nobody types that fast.
    time.sleep(3)
    text = re.sub(r"^titel: .*$", f"titel: {title}", path.read_text("utf-8"), flags=re.MULTILINE)
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    _wait(url, title)
    return time.perf_counter() - start


def _wait(url: str, text: str) -> None:
    start = time.perf_counter()
    while time.perf_counter() - start < _LONGEST:
        try:
            with urllib.request.urlopen(url, timeout=_LONGEST) as answer:
                if text in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{url} did not show {text!r}")


def main() -> None:
    """Measure each size."""
    print("| impulses | seconds from saving to the new page (median) | longest |")
    print("|---:|---:|---:|")
    for size in [int(argument) for argument in sys.argv[1:]] or list(SIZES):
        found = measure(size)
        print(f"| {size} | {statistics.median(found):.2f} | {max(found):.2f} |", flush=True)


if __name__ == "__main__":
    main()
