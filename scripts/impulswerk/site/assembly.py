"""Check sources wherever they were read, and build their graph; needs neither disk nor git."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from impulswerk.catalogue.catalog import Check, build_catalog, graded, is_page_source
from impulswerk.catalogue.graph import Graph
from impulswerk.collation import claims, proof, terms
from impulswerk.model.entries import State
from impulswerk.model.problems import Problem, Span, errors
from impulswerk.permanence.addresses import held_back
from impulswerk.permanence.frozen import NO_PAST, Past
from impulswerk.permanence.losses import in_edition, lost
from impulswerk.rules.synonyms import WordGroup


@dataclass(frozen=True)
class Project:
    """The sources of a folder: every problem, and the graph of all that is valid."""

    problems: tuple[Problem, ...]
    graph: Graph | None
    synonyms: tuple[WordGroup, ...] = ()
    past: Past = NO_PAST
    # Why nobody can tell whether something published is lost, where it is so; at home no problem.
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What the check must know of the site around the sources, and does not read from them.

    `blocks` are the building blocks that hand-written pages may ask for, `addresses` gives what a
    graph publishes (anchors by address), `overwritten` the sources of pages at an address that is
    taken. `page_checks` are checks of hand-written pages that need a parser of HTML.
    """

    blocks: tuple[str, ...]
    addresses: Callable[[Graph], Mapping[str, frozenset[str]]]
    overwritten: Callable[[Graph], Iterable[str]] = lambda _graph: ()
    page_checks: tuple[Check, ...] = ()


def assembled(
    files: Mapping[str, bytes], around: Surroundings, found: Iterable[Problem] = ()
) -> Project:
    """Check the sources in `files` (bytes by repository path); `found` are known problems."""
    result = build_catalog(files, found, around.blocks, around.page_checks)
    if result.catalog is None:
        return Project(result.problems, None, result.synonyms)
    graph = Graph(result.catalog)
    broken = {problem.span.source for problem in errors(result.problems)}
    broken |= {source for source in files if is_page_source(source)} - graph.pages.keys()
    held = held_back(graph.catalog.ledger.entries, broken)
    # Editions come from tags, which these files do not know.
    held |= {address for address in graph.catalog.ledger.entries if in_edition(address)}
    vanishing = lost(graph.catalog.ledger, around.addresses(graph), held)
    compared = {entry.source for entry in graph.entries if entry.state is State.COMPARED}
    checks = (proof.check, claims.check, terms.check)
    unproved = graded((p for check in checks for p in check(graph, files)), compared)
    doubled = (
        Problem(
            Span(source),
            "adresse-vergeben",
            "Unter der Adresse dieser Seite entsteht schon etwas aus den Impulsen.",
            fix="Benennen Sie die Datei um.",
        )
        for source in around.overwritten(graph)
    )
    problems = tuple(sorted({*result.problems, *unproved, *vanishing, *doubled}))
    return Project(problems, graph, result.synonyms)
