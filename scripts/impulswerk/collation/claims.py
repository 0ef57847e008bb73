"""Whether a text that claims to be compared with the paper quotes that very paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.model.entries import Impulse, State
from impulswerk.model.problems import Problem, Span
from impulswerk.sources.read import read_markdown

_RULE = "abgleich-unvollstaendig"


def check(graph: Graph, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every claim without ground; that each quote stands in its source is proved apart.

    `files` are the sources by path. A quote of another source says nothing about the paper, and
    nobody compares with a paper that has not yet appeared.
    """
    paper = graph.catalog.paper.source_id
    for entry in graph.entries:
        if entry.state is not State.COMPARED:
            continue
        who = "Der Impuls" if isinstance(entry, Impulse) else "Der Treiber"
        claim = f"{who} gilt als abgeglichen"
        if not paper:
            yield _problem(
                entry,
                files,
                "stand",
                f"{claim}, aber papier.yml sagt nicht, welche Quelle das Papier ist.",
                fix="Tragen Sie in impulses/papier.yml ein: quelle: Kennung des Papiers in "
                "quellen.yml",
            )
        elif not any(own.quote and own.source_id == paper for own in entry.evidence):
            yield _problem(
                entry,
                files,
                "stand",
                f"{claim}, aber keines seiner Zitate stammt aus dem Papier.",
                allowed=f"ein Beleg mit „quelle: {paper}“, „seite“ und „wortlaut“",
                fix="Ergänzen Sie ein Zitat aus dem Papier, oder setzen Sie „stand: entwurf“.",
            )
        elif (
            entry.compared_on
            and (published := graph.reference(paper).date)
            and entry.compared_on < published
        ):
            yield _problem(
                entry,
                files,
                "abgeglichen_am",
                f"{claim}, bevor das Papier erschienen ist.",
                allowed=f"ein Tag ab {published.isoformat()}",
                fix="Berichtigen Sie den Tag des Vergleichs oder das Datum der Quelle.",
            )


def _problem(
    entry: Entry,
    files: Mapping[str, bytes],
    name: str,
    message: str,
    *,
    allowed: str = "",
    fix: str,
) -> Problem:
    """A problem at a field of an entry."""
    document = read_markdown(entry.source, files.get(entry.source, b"")).document
    if document is None or name not in document.front.entries:
        return Problem(Span(entry.source), _RULE, message, allowed=allowed, fix=fix)
    span = document.front.entries[name].span
    return document.problem(span, _RULE, message, allowed=allowed, fix=fix)
