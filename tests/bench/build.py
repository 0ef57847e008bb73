"""Measure `impuls build` at growing sizes: `python -m tests.bench.build [N …]` prints a table."""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.sources import make_project

SIZES = (36, 1_000, 5_000)


@dataclass(frozen=True)
class Measurement:
    """One build: impulses, wall time in seconds, peak memory in MB, bytes of one impulse page."""

    impulses: int
    seconds: float
    megabytes: float
    page_bytes: int


def measure(impulses: int) -> Measurement:
    """Build a project of this size in a process of its own, from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_project(Path(folder) / "projekt", impulses)
        start = time.perf_counter()
        command = [sys.executable, "-m", "impulswerk", "build"]
        _, status, usage = os.wait4(_spawn(command, root), 0)
        seconds = time.perf_counter() - start
        if status:
            raise SystemExit(f"the build of {impulses} impulses failed")
        page = next((root / "site" / "impulse").glob("01-*")) / "index.html"
        return Measurement(impulses, seconds, usage.ru_maxrss / 1024, page.stat().st_size)


def _spawn(command: list[str], root: Path) -> int:
    # subprocess keeps the child's peak memory to itself; wait4 tells it.
    pid = os.fork()
    if pid == 0:
        os.chdir(root)
        os.execv(command[0], command)
    return pid


def main() -> None:
    """Measure each size and print a Markdown table with the growth from row to row."""
    # PDF files take a time of their own: see tests/bench/printing.py.
    os.environ["IMPULSWERK_PDF"] = "aus"
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    print("| impulses | seconds | peak MB | bytes of a page | growth exponent |")
    print("|---:|---:|---:|---:|---:|")
    before: Measurement | None = None
    for size in sizes:
        now = measure(size)
        growth = ""
        if before:
            ratio = math.log(now.seconds / before.seconds)
            growth = f"{ratio / math.log(now.impulses / before.impulses):.2f}"
        print(
            f"| {now.impulses} | {now.seconds:.1f} | {now.megabytes:.0f} | {now.page_bytes} "
            f"| {growth} |",
            flush=True,
        )
        before = now


if __name__ == "__main__":
    main()
