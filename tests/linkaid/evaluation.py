"""Measure the link aid: `python -m tests.linkaid.evaluation [PRESS_RELEASE]`.

Without a file it is measured on the texts beside this module and what people would link in them;
with the press release that the evidence comes from, on whether each impulse gets its own passage.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.command import program
from impulswerk.exports.linkaid.data import link_data
from impulswerk.exports.linkaid.program import Link, LinkProgram
from impulswerk.site.project import load
from tests.project import REAL

HERE = Path(__file__).parent
SETS = ("abgestimmt", "zurueckgehalten", "nachgereicht", "unbesehen")


@dataclass(frozen=True)
class Result:
    """Links found and right, subjects asked for and met."""

    links: int = 0
    right: int = 0
    subjects: int = 0
    met: int = 0
    remarks: tuple[str, ...] = ()

    def __add__(self, other: "Result") -> "Result":
        return Result(
            self.links + other.links,
            self.right + other.right,
            self.subjects + other.subjects,
            self.met + other.met,
            self.remarks + other.remarks,
        )

    @property
    def precision(self) -> float:
        return self.right / self.links if self.links else 1.0

    @property
    def recall(self) -> float:
        return self.met / self.subjects if self.subjects else 1.0

    def __str__(self) -> str:
        return (
            f"precision {self.right}/{self.links} = {self.precision:.3f}, "
            f"recall {self.met}/{self.subjects} = {self.recall:.3f}"
        )


def gold() -> dict[str, dict[str, Any]]:
    """What people would link, by the name of the text."""
    read: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "gold.yml").read_text("utf-8"))
    return read


def names(kind: str) -> list[str]:
    """The texts of one of the SETS."""
    return [name for name, wanted in gold().items() if wanted.get("satz", SETS[0]) == kind]


def text_of(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


def _spans(text: str, passages: list[str]) -> Iterator[tuple[int, int]]:
    for passage in passages:
        found = [match.span() for match in re.finditer(re.escape(passage), text)]
        assert found, f"„{passage}“ does not stand in the text"
        yield from found


def measure(name: str, aid: LinkProgram) -> Result:
    """Compare the links of one text with what people would link."""
    text, wanted = text_of(name), gold()[name]
    subjects = wanted["themen"]
    allowed = [*subjects, *wanted.get("erlaubt", [])]
    spans = [list(_spans(text, entry["stellen"])) for entry in allowed]
    met: set[int] = set()
    right = 0
    remarks = []
    links = aid.links(text)
    for link in links:
        places = {
            place
            for place, entry in enumerate(allowed)
            if link.number in entry["impulse"]
            and any(link.start < end and start < link.end for start, end in spans[place])
        }
        met |= places
        right += bool(places)
        if not places:
            remarks.append(f"{name}: „{text[link.start : link.end]}“ is not about {link.number}")
    missed = set(range(len(subjects))) - met
    remarks += [f"{name}: missed {subjects[place]['stellen'][0]}" for place in sorted(missed)]
    return Result(len(links), right, len(subjects), len(subjects) - len(missed), tuple(remarks))


def measure_evidence(text: str, graph: Graph, aid: LinkProgram) -> Result:
    """Whether each impulse is linked at its evidence, in the very paragraph it names."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    by_number = {link.number: link for link in aid.links(text)}
    result = Result(links=len(by_number), subjects=len(graph.active))
    for impulse in graph.active:
        link = by_number.get(impulse.number)
        is_met = link is not None and any(
            _touches(link, text.find(evidence.term, starts[evidence.paragraph - 1]), evidence.term)
            for evidence in impulse.evidence
            if evidence.paragraph
        )
        remark = () if is_met else (f"impulse {impulse.number} is not linked at its evidence",)
        result += Result(right=is_met, met=is_met, remarks=remark)
    return result


def _touches(link: Link, start: int, term: str) -> bool:
    return start >= 0 and link.start < start + len(term) and start < link.end


def main() -> None:
    graph = load(REAL).graph
    assert graph is not None
    aid = program(REAL, link_data(graph))
    if len(sys.argv) > 1:
        result = measure_evidence(Path(sys.argv[1]).read_text("utf-8"), graph, aid)
        print("\n".join([str(result), *result.remarks]))
        return
    for kind in SETS:
        results = {name: measure(name, aid) for name in names(kind)}
        for name, result in results.items():
            print(f"{name:<26} {result}")
        total = sum(results.values(), Result())
        print("\n".join([f"{kind.upper():<26} {total}", *total.remarks, ""]))


if __name__ == "__main__":
    main()
