"""Check texts that count as compared with the paper: one of their quotes must come from it."""

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
    for entry in graph.entries:
        if entry.state is not State.COMPARED or not (wrong := _wrong(entry, graph)):
            continue
        name, message, allowed, fix = wrong
        who = "Der Impuls" if isinstance(entry, Impulse) else "Der Treiber"
        message = f"{who} gilt als abgeglichen, {message}"
        document = read_markdown(entry.source, files.get(entry.source, b"")).document
        if document is None or name not in document.front.entries:
            yield Problem(Span(entry.source), _RULE, message, allowed, fix)
        else:
            span = document.front.entries[name].span
            yield document.problem(span, _RULE, message, allowed=allowed, fix=fix)


def _wrong(entry: Entry, graph: Graph) -> tuple[str, str, str, str] | None:
    """The field at fault, the end of the message, what is allowed, and the fix."""
    paper = graph.catalog.paper.source_id
    if not paper:
        return (
            "stand",
            "aber papier.yml sagt nicht, welche Quelle das Papier ist.",
            "",
            "Tragen Sie in impulses/papier.yml ein: quelle: Kennung des Papiers in quellen.yml",
        )
    if not any(own.quote and own.source_id == paper for own in entry.evidence):
        return (
            "stand",
            "aber keines seiner Zitate stammt aus dem Papier.",
            f"ein Beleg mit „quelle: {paper}“, „seite“ und „wortlaut“",
            "Ergänzen Sie ein Zitat aus dem Papier, oder setzen Sie „stand: entwurf“.",
        )
    published = graph.reference(paper).date
    if entry.compared_on and published and entry.compared_on < published:
        return (
            "abgeglichen_am",
            "bevor das Papier erschienen ist.",
            f"ein Tag ab {published.isoformat()}",
            "Berichtigen Sie den Tag des Vergleichs oder das Datum der Quelle.",
        )
    return None
