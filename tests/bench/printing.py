"""Measure the PDF files of the real sources: `python -m tests.bench.printing` prints a table."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from impulswerk.exports.typeset.printing import SWITCH, nobody, print_all
from impulswerk.permanence.publication import Publication
from impulswerk.sources.store import keep_in
from tests.project import real_graph


def main() -> None:
    """Print everything into an empty cache, and once more with all of it kept."""
    os.environ.pop(SWITCH, None)
    graph = real_graph()
    publication = Publication(base="https://papier.example/")
    with tempfile.TemporaryDirectory() as folder:
        keep = keep_in(Path(folder))
        print("| | seconds | of processors | files | pages | kB |\n|---|---:|---:|---:|---:|---:|")
        for name in ("nothing kept", "everything kept"):
            start, worked = time.perf_counter(), _processor_seconds()
            printed, problems = print_all(graph, publication, (), keep, nobody)
            seconds, worked = time.perf_counter() - start, _processor_seconds() - worked
            if problems:
                sys.exit(f"{len(problems)} problems, the first: {problems[0].message}")
            files = printed.files.values()
            pages, size = sum(f.pages for f in files), sum(len(f.content) for f in files)
            print(
                f"| {name} | {seconds:.1f} | {worked:.1f} | {len(files)} | {pages} "
                f"| {size // 1000} |",
                flush=True,
            )


def _processor_seconds() -> float:
    """What this process and its finished workers have used of all processors."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
