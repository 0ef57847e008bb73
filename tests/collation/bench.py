"""Measure how well impulses and recommendations are matched: python -m tests.collation.bench.

The paper is made of uebungstext.txt, which knows which impulses each recommendation belongs to.
"""

from __future__ import annotations

import time
from pathlib import Path

from impulswerk.collation.collate import collate_pdf
from impulswerk.collation.matching import SUPPORTED
from tests.collation.made import Maker, Sheet, wrapped
from tests.project import real_graph

TEXT = Path(__file__).parent / "uebungstext.txt"
_LINES = 44


def entries() -> list[tuple[str, set[int], str, str]]:
    """Number or "T", the impulses meant, title and text of each entry."""
    found = []
    for line in TEXT.read_text("utf-8").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if line.startswith("#"):
            continue
        if parts[0] == "T":
            found.append(("T", set[int](), "", parts[1]))
        else:
            meant = set() if parts[1] == "-" else {int(part) for part in parts[1].split(",")}
            found.append((parts[0], meant, parts[2], parts[3]))
    return found


def paper() -> bytes:
    """The entries as a PDF, recommendations headed „Impuls N: Titel“."""
    lines: list[str] = []
    for number, _, title, text in entries():
        block = [f"Impuls {number}: {title}"] if title else []
        block += wrapped(text, 80)
        if len(lines) % _LINES + len(block) > _LINES:
            lines += [""] * (_LINES - len(lines) % _LINES)
        lines += [*block, ""]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    return Maker([Sheet([page], "Übungspapier", str(n)) for n, page in enumerate(pages, 1)]).data()


def main() -> None:
    """Print hits and false alarms."""
    graph = real_graph()
    start = time.process_time()
    found = collate_pdf(paper(), graph)
    seconds = time.process_time() - start
    meant = {int(number): impulses for number, impulses, _, _ in entries() if number != "T"}
    covered = set().union(*meant.values())
    numbered = {entry.number: entry for entry in found.numbered}
    right = [n for n in meant if meant[n] and numbered[n].impulses[0][0] in meant[n]]
    alien = {n for n in meant if not meant[n]}
    named = {entry.number for entry in found.uncovered}
    unsupported = {entry.impulse.number for entry in found.unsupported}
    missing = {impulse.number for impulse in graph.active} - covered
    print(f"{found.count} pages, {seconds:.1f} s, threshold {SUPPORTED}")
    print(f"recommendations found: {len(numbered)} of {len(meant)}")
    print(f"nearest impulse right: {len(right)} of {len(meant) - len(alien)}")
    print(f"named without impulse: {len(named & alien)} of {len(alien)}, wrongly {named - alien}")
    print(f"impulses named without passage: {len(unsupported & missing)} of {len(missing)}")
    print(f"  wrongly {unsupported - missing}, overlooked {missing - unsupported}")
    best = {i.impulse.number: i.candidates[0].score for i in found.impulses if i.candidates}
    print("lowest with a passage:", sorted((best[n], n) for n in covered)[:5])
    print("highest without:", sorted(((best.get(n, 0), n) for n in missing), reverse=True))


if __name__ == "__main__":
    main()
