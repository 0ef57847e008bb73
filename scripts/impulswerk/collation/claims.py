"""Whether an impulse that claims to be compared with the paper quotes that very paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from impulswerk.graph import Graph
from impulswerk.marked import read_markdown
from impulswerk.model import Impulse, State
from impulswerk.problems import Problem, Span

_RULE = "abgleich-unvollstaendig"
_CLAIM = "Der Impuls gilt als abgeglichen"


def check(graph: Graph, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every claim without ground; that each quote stands in its source is proved apart.

    `files` are the sources by path. A quote of another source says nothing about the paper, and
    nobody compares with a paper that has not yet appeared.
    """
    paper = graph.catalog.paper.source_id
    for impulse in graph.in_state(State.COMPARED):
        if not paper:
            yield _problem(
                impulse,
                files,
                "stand",
                f"{_CLAIM}, aber papier.yml sagt nicht, welche Quelle das Papier ist.",
                fix="Tragen Sie in impulses/papier.yml ein: quelle: Kennung des Papiers in "
                "quellen.yml",
            )
        elif not any(own.quote and own.source_id == paper for own in impulse.evidence):
            yield _problem(
                impulse,
                files,
                "stand",
                f"{_CLAIM}, aber keines seiner Zitate stammt aus dem Papier.",
                allowed=f"ein Beleg mit „quelle: {paper}“, „seite“ und „wortlaut“",
                fix="Ergänzen Sie ein Zitat aus dem Papier, oder setzen Sie „stand: entwurf“.",
            )
        elif impulse.compared_on and impulse.compared_on < graph.reference(paper).date:
            yield _problem(
                impulse,
                files,
                "abgeglichen_am",
                f"{_CLAIM}, bevor das Papier erschienen ist.",
                allowed=f"ein Tag ab {graph.reference(paper).date.isoformat()}",
                fix="Berichtigen Sie den Tag des Vergleichs oder das Datum der Quelle.",
            )


def _problem(
    impulse: Impulse,
    files: Mapping[str, bytes],
    name: str,
    message: str,
    *,
    allowed: str = "",
    fix: str,
) -> Problem:
    """A problem at a field of an impulse."""
    document = read_markdown(impulse.source, files.get(impulse.source, b"")).document
    if document is None or name not in document.front.entries:
        return Problem(Span(impulse.source), _RULE, message, allowed=allowed, fix=fix)
    span = document.front.entries[name].span
    return document.problem(span, _RULE, message, allowed=allowed, fix=fix)
