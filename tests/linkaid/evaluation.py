"""Measure the link aid: `python -m tests.linkaid.evaluation [--verschlossen | PRESS_RELEASE]`.

It is measured on texts and what people would link in them: those beside this module with gold.yml,
and those in fremde/, which are marked as fremde/README.md says. What is locked of these is only
measured when it is asked for. With the press release that the evidence comes from, it is measured
on whether each impulse gets its own passage.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.linkaid.command import program
from impulswerk.exports.linkaid.data import link_data
from impulswerk.exports.linkaid.program import Link, LinkProgram
from impulswerk.site.project import load
from tests.project import REAL

HERE = Path(__file__).parent
OPEN, LOCKED = "offen", "verschlossen"
SETS = ("abgestimmt", "zurueckgehalten", "nachgereicht", "unbesehen")
_MARK = re.compile(r"\[\[([!?]?)([^\]|]+)(?:\|([^\]]+))?\]\]")
_KINDS = {"treiber": "t", "handlungsfelder": "f", "glossar": "g"}


class Mark(NamedTuple):
    """A place in a text and the pages it may be linked to; not every place is missed."""

    start: int
    end: int
    targets: frozenset[str]
    is_missed: bool


class Text(NamedTuple):
    """A text with its marks."""

    name: str
    text: str
    marks: tuple[Mark, ...]


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


def texts(kind: str) -> list[Text]:
    """The texts of one of the SETS, or of OPEN or LOCKED."""
    if kind in (OPEN, LOCKED):
        return [_marked(path) for path in sorted((HERE / "fremde" / kind).glob("*.txt"))]
    return [
        Text(name, text_of(name), tuple(_marks(text_of(name), wanted)))
        for name, wanted in gold().items()
        if wanted.get("satz", SETS[0]) == kind
    ]


def text_of(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


def _marked(path: Path) -> Text:
    """A text with its marks taken out."""
    source, parts, marks, end, length = path.read_text("utf-8"), [], [], 0, 0
    for found in _MARK.finditer(source):
        before = source[end : found.start()]
        parts += [before, found[2]]
        length += len(before)
        if found[1] != "!":
            place = (length, length + len(found[2]))
            marks.append(Mark(*place, frozenset(found[3].split()), found[1] != "?"))
        length += len(found[2])
        end = found.end()
    return Text(path.stem, "".join([*parts, source[end:]]), tuple(marks))


def _marks(text: str, wanted: dict[str, Any]) -> Iterator[Mark]:
    for entry, is_missed in [
        *((entry, True) for entry in wanted["themen"]),
        *((entry, False) for entry in wanted.get("erlaubt", [])),
    ]:
        for passage in entry["stellen"]:
            found = [match.span() for match in re.finditer(re.escape(passage), text)]
            assert found, f"„{passage}“ does not stand in the text"
            targets = frozenset(map(str, entry["ziele"]))
            yield from (Mark(*span, targets, is_missed) for span in found)


def target_of(address: str) -> str:
    """How the marks call a page: 7 for i/7/, t:… for a driver, f:… for a field, g:… for a word."""
    first, _, rest = address.partition("/")
    name = rest.strip("/#")
    return name if first == "i" else f"{_KINDS[first]}:{name}"


def measure(text: Text, aid: LinkProgram) -> Result:
    """Compare the links of one text with what people would link.

    A subject is a set of pages that marked places may lead to; one link there is enough.
    """
    met: set[str] = set()
    right = 0
    remarks = []
    links = aid.links(text.text)
    for link in links:
        target = target_of(link.address)
        if any(
            target in mark.targets and link.start < mark.end and mark.start < link.end
            for mark in text.marks
        ):
            right += 1
            met.add(target)
        else:
            passage = text.text[link.start : link.end]
            remarks.append(f"{text.name}: „{passage}“ is not about {target} ({link.reason})")
    subjects = {mark.targets: mark for mark in reversed(text.marks) if mark.is_missed}
    missed = [mark for targets, mark in subjects.items() if not targets & met]
    remarks += [
        f"{text.name}: missed {text.text[mark.start : mark.end]} ({' '.join(sorted(mark.targets))})"
        for mark in reversed(missed)
    ]
    return Result(len(links), right, len(subjects), len(subjects) - len(missed), tuple(remarks))


def measure_evidence(text: str, graph: Graph, aid: LinkProgram) -> Result:
    """Whether each impulse is linked at its evidence, in the very paragraph it names."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    by_number = {target_of(link.address): link for link in aid.links(text)}
    result = Result(links=len(by_number), subjects=len(graph.active))
    for impulse in graph.active:
        link = by_number.get(str(impulse.number))
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
    is_locked = sys.argv[1:] == [f"--{LOCKED}"]
    if len(sys.argv) > 1 and not is_locked:
        result = measure_evidence(Path(sys.argv[1]).read_text("utf-8"), graph, aid)
        print("\n".join([str(result), *result.remarks]))
        return
    for kind in [LOCKED] if is_locked else [*SETS, OPEN]:
        results = {text.name: measure(text, aid) for text in texts(kind)}
        for name, result in results.items():
            print(f"{name:<26} {result}")
        total = sum(results.values(), Result())
        print("\n".join([f"{kind.upper():<26} {total}", *total.remarks, ""]))


if __name__ == "__main__":
    main()
