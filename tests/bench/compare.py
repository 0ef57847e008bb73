"""Compare this project with other site engines on the same content.

`python -m tests.bench.compare [--runs K] [N …]` builds N impulses with each engine in turn, K times
over, and writes a table of medians to build/bench/vergleich.md. Every engine gets our pages as
Markdown files that hold their HTML, so each renders the same. Of this project both is measured: the
pages alone by each of its engines, which is what the others do, and everything (pictures, QR codes,
citations, data, search index, check of every link), which they do not; without PDF files and, up to
`MOST_PRINTED` impulses, with them.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site.engine import ENGINES as OWN
from impulswerk.site.project import load
from impulswerk.sources.folders import write_below
from impulswerk.text.as_json import one_line
from tests.bench.engines import ENGINES, Engine
from tests.bench.sources import make_project

SIZES = (36, 500, 2_000)
RUNS = 3
RESULT = Path("build/bench/vergleich.md")
# Every impulse has a PDF file of its own, which takes longer than all its pages.
MOST_PRINTED = 500
EXTENTS = {"everything but PDF files": "aus", "everything, PDF files too": ""}


@dataclass
class Series:
    """What repeated builds took: seconds on the clock, seconds of processors, peak MB.

    The peak is that of the largest single process. `page` is the median size of an impulse's page.
    """

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)
    page: int = 0

    @property
    def median(self) -> float:
        """Seconds on the clock."""
        return statistics.median(self.clock)


Results = dict[str, Series]


def run(
    command: tuple[str, ...], folder: Path, series: Series, environment: dict[str, str]
) -> None:
    """Run one build and add what it took."""
    start = time.perf_counter()
    log = tempfile.TemporaryFile()  # noqa: SIM115 — read below if the build fails
    process = subprocess.Popen(
        command, cwd=folder, stdout=log, stderr=log, env=os.environ | environment
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        log.seek(0)
        raise SystemExit(f"{' '.join(command)} failed:\n{log.read().decode()[-2000:]}")
    series.clock.append(time.perf_counter() - start)
    series.processor.append(usage.ru_utime + usage.ru_stime)
    series.peak.append(usage.ru_maxrss / 1024)


def page_size(site: Path) -> int:
    """Median size in bytes of the impulses' pages."""
    sizes = [path.stat().st_size for path in site.glob("impulse/*-*/index.html")]
    return int(statistics.median(sizes))


class Bench:
    """All builds of one size, in a folder of their own."""

    def __init__(self, folder: Path, impulses: int) -> None:
        self.folder = folder
        self.impulses = impulses
        self.root = make_project(folder / "projekt", impulses)
        self.staged = folder / "ablage"
        self.results: Results = {}
        self._edits = self._discarded = 0
        graph = load(self.root).graph
        assert graph
        for planned in generate(graph, Publication()).pages:
            page = planned.make()
            front = "".join(f"{name}: {one_line(value)}\n" for name, value in page.meta.items())
            text = f"---\n{front}---\n\n{page.html}"
            write_below(self.staged / "docs", page.path, text.encode())

    def turn(self, engines: tuple[Engine, ...]) -> None:
        """Every build once."""
        build = (sys.executable, "-m", "impulswerk", "build")
        site = self.root / "site"
        alone = (sys.executable, "-m", "tests.bench.pages", str(self.root), str(site))
        for name in OWN:
            if name == "zensical" and find_spec(name) is None:
                continue
            self._empty(self.root, "site", "build")
            self._run(f"this project ({name}), pages alone", (*alone, name), Path.cwd(), site)
        for extent, switch in EXTENTS.items():
            if not switch and self.impulses > MOST_PRINTED:
                continue
            self._empty(self.root, "site", "build")
            for state in ("from nothing", "nothing changed", "one impulse changed"):
                if state == "one impulse changed":
                    self._edit()
                name = f"this project, {extent}, {state}"
                self._run(name, build, self.root, site, switch)
        for engine in engines:
            target = self.folder / re.sub(r"\W", "", engine.name)
            if not target.exists():
                target.mkdir()
                engine.prepare(self.staged, target)
            self._empty(target, "site", "public", ".cache", "resources")
            self._run(engine.name, engine.command, target, target / "site")

    def _run(
        self, name: str, command: tuple[str, ...], folder: Path, site: Path, printing: str = "aus"
    ) -> None:
        series = self.results.setdefault(name, Series())
        settings = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1744070400", SWITCH: printing}
        run(command, folder, series, settings)
        series.page = page_size(site)
        print(f"{self.impulses}: {name}: {series.clock[-1]:.1f} s", file=sys.stderr, flush=True)

    def _empty(self, folder: Path, *names: str) -> None:
        # Not removed before the end: for minutes ext4 shuns the places of files that were removed,
        # which makes it slow to find others.
        for name in names:
            if (folder / name).exists():
                self._discarded += 1
                (folder / name).rename(self.folder / f"weg-{self._discarded}")

    def _edit(self) -> None:
        self._edits += 1
        (path,) = (self.root / "impulses").glob("07-*.md")
        # A letter: a figure in a title asks for a source, and a build with a warning is run again.
        letter = string.ascii_uppercase[self._edits % 26]
        text = re.sub(r"^(titel: .*?)( [A-Z])?$", rf"\1 {letter}", path.read_text("utf-8"),
                      count=1, flags=re.MULTILINE)  # fmt: skip
        path.write_text(text, "utf-8")


def table(found: dict[int, Results]) -> Iterator[str]:
    """A Markdown table; ratios are to Material and to Hugo in the same run."""
    yield "| impulses | build | seconds | of processors | × Material | × Hugo | peak MB | bytes of a page | growth exponent |"  # noqa: E501
    yield "|---:|---|---:|---:|---:|---:|---:|---:|---:|"
    before: tuple[int, Results] | None = None
    for impulses, results in found.items():
        for name, series in results.items():
            ratios = [_ratio(series, results, engine) for engine in ("Material", "Hugo")]
            growth = ""
            if before and name in before[1]:
                growth = f"{_exponent(before[0], before[1][name], impulses, series):.2f}"
            cells = (
                impulses,
                name,
                f"{series.median:.2f}",
                f"{statistics.median(series.processor):.2f}",
                *ratios,
                f"{max(series.peak):.0f}",
                series.page,
                growth,
            )
            yield f"| {' | '.join(map(str, cells))} |"
        before = impulses, results


def _ratio(series: Series, results: Results, engine: str) -> str:
    other = next((found for name, found in results.items() if engine in name), None)
    return f"{series.median / other.median:.2f}" if other else ""


def _exponent(size: int, series: Series, larger: int, then: Series) -> float:
    return math.log(then.median / series.median) / math.log(larger / size)


def main() -> None:
    """Compare at every size."""
    parser = argparse.ArgumentParser(prog="tests.bench.compare", description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=list(SIZES), metavar="N")
    parser.add_argument("--runs", type=int, default=RUNS, metavar="K")
    parser.add_argument("--only-own", action="store_true", help="leave out the other engines")
    options = parser.parse_args()
    # Otherwise every build would compile this project's code and nobody else's.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # From nothing means from nothing: no pictures and PDF files of other builds.
    os.environ.pop("IMPULSWERK_CACHE", None)
    missing = [engine.name for engine in ENGINES if not engine.is_there()]
    if missing and not options.only_own:
        raise SystemExit(f"not installed: {', '.join(missing)}; tests/setup --compare brings them")
    found: dict[int, Results] = {}
    text = ""
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes:
            bench = Bench(Path(folder, str(size)), size)
            for _ in range(options.runs):
                bench.turn(() if options.only_own else ENGINES)
            found[size] = bench.results
            text = "\n".join(table(found)) + "\n"
            RESULT.parent.mkdir(parents=True, exist_ok=True)
            RESULT.write_text(text, "utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
