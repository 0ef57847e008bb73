"""Lighthouse over the built site as a Markdown table: python -m tests.bench.lighthouse [ADDRESS …].

Mobile, median of three runs, served with brotli. Without addresses one page of each kind is
measured. Not a test: the performance figure depends on how busy the machine is.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.e2e.browser import FLAGS, executable
from tests.e2e.server import serve
from tests.e2e.site import Site, build, ready_made
from tests.e2e.tools import NODE

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COLUMNS = ("Performance", "Accessibility", "Best Practices", "SEO", "LCP (s)", "CLS", "TBT (ms)")

_PROGRAM = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"


def measure(url: str) -> list[float]:
    """Return the medians for one page, in the order of the columns."""
    runs = [_figures(_run(url)) for _ in range(RUNS)]
    return [statistics.median(column) for column in zip(*runs, strict=True)]


def _run(url: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            NODE,
            _PROGRAM,
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
        ],
        env={**os.environ, "CHROME_PATH": _chrome()},
        stdout=subprocess.PIPE,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    if fault := report.get("runtimeError"):
        sys.exit(f"Lighthouse could not measure {url}: {fault['message']}")
    return report


def _chrome() -> str:
    if found := executable():
        return found
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _figures(report: dict[str, Any]) -> list[float]:
    audits = report["audits"]
    return [
        *(round(100 * report["categories"][name]["score"]) for name in CATEGORIES),
        round(audits["largest-contentful-paint"]["numericValue"] / 1000, 1),
        round(audits["cumulative-layout-shift"]["numericValue"], 3),
        round(audits["total-blocking-time"]["numericValue"]),
    ]


def table(site: Site, addresses: Sequence[str]) -> None:
    """Print one row as soon as it is measured: the whole takes minutes."""
    print("| " + " | ".join(("Page", *COLUMNS)) + " |")
    print("| --- |" + " ---: |" * len(COLUMNS))
    with serve(site.root, brotli_on=True) as server:
        for address in addresses:
            figures = " | ".join(f"{figure:g}" for figure in measure(server.address + address))
            print(f"| {address or '/'} | {figures} |", flush=True)


def main() -> None:
    """Build the site, unless one was named, and measure it."""
    if not _PROGRAM.exists():
        sys.exit("Lighthouse is missing: tests/setup --lighthouse")
    with tempfile.TemporaryDirectory() as folder:
        root = ready_made()
        if not root:
            root = Path(folder) / "site"
            build(root)
        site = Site(root)
        # The answer for what is not there is no page to be found or rated.
        kinds = [page.address for page in site.samples if page.file.name != "404.html"]
        table(site, [address.lstrip("/") for address in sys.argv[1:]] or kinds)


if __name__ == "__main__":
    main()
