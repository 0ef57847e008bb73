"""Build the whole site beside the last good one and swap it in only when everything passed."""

import datetime as dt
import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.redirects import short_addresses
from impulswerk.exports.typeset.faults import FAULT, NOT_HERE, printed_addresses, printed_sheets
from impulswerk.exports.typeset.printing import Progress, is_switched_off, nobody, switched_off
from impulswerk.model import urls
from impulswerk.model.problems import Problem, Severity, errors
from impulswerk.pages.plan import languages, published_addresses
from impulswerk.permanence.edition import secure_host, site_host
from impulswerk.permanence.losses import destinations, lost
from impulswerk.permanence.publication import Publication
from impulswerk.rules.release import check_release
from impulswerk.site.assembly import Project
from impulswerk.site.assets import cache_folder
from impulswerk.site.engine import ENGINES, Options, engine
from impulswerk.site.hosting.finish import finish
from impulswerk.site.project import load
from impulswerk.site.swap import building_place, swap_in
from impulswerk.site.unchanged import LastBuild, digest_of_inputs, keep_last_build, last_build
from impulswerk.site.verify import verify
from impulswerk.sources.files import read_files
from impulswerk.sources.store import Store, keep_in
from impulswerk.text.wording import day_of


@dataclass(frozen=True)
class Outcome:
    """What a build did: `site` is only changed when `is_done`.

    `sizes` is a German line about the bytes of the site.
    """

    problems: tuple[Problem, ...]
    is_done: bool
    pages: int = 0
    links: int = 0
    seconds: float = 0.0
    sizes: str = ""


def build_site(
    root: Path,
    site: Path,
    progress: Progress,
    print_progress: Progress = nobody,
    *,
    is_release: bool = False,
    is_cached: bool = True,
    engine_name: str = ENGINES[0],
) -> Outcome:
    """Build the project in `root` into the folder `site`; a release must lack nothing.

    Where nothing has changed since the last build nothing is done, and pictures and PDF files are
    taken from earlier ones, unless `is_cached` is False; the bytes are the same.
    """
    start = time.monotonic()
    store = Store(cache_folder(root))
    inputs = digest_of_inputs(root, engine_name) if is_cached else ""
    last = last_build(store, site) if inputs else None
    # What a release asks for depends on the day as well.
    if last and last.inputs == inputs and not is_release:
        seconds = time.monotonic() - start
        return Outcome((), True, last.pages, last.links, seconds, last.sizes)
    project = load(root)
    if is_release:
        project = for_release(root, project)
    if project.graph is None or errors(project.problems):
        return Outcome(project.problems, is_done=False)
    if is_release and is_switched_off():
        return Outcome((*project.problems, switched_off()), is_done=False)
    keep = keep_in(store.folder if is_cached else None)
    options = Options(keep, progress, print_progress)
    with building_place(site) as place:
        built = engine(engine_name)(root, place, project, options)
        found = [*project.problems, *_strict(built.problems, is_release=is_release)]
        if errors(found):
            return Outcome(tuple(found), is_done=False)
        checked = verify(
            place,
            root,
            _sources(project.graph),
            built.base,
            site_host(root),
        )
        found += checked.problems
        # What could not be printed has been named already.
        is_printed = not is_switched_off() and not {NOT_HERE, FAULT} & {p.rule for p in found}
        found += lost_in_site(project, checked.ids, is_printed=is_printed)
        if errors(found):
            return Outcome(tuple(found), is_done=False)
        finished = finish(place, built.base, keep, secure_host(root))
        found += finished.problems
        if errors(found):
            return Outcome(tuple(found), is_done=False)
        swap_in(place, site)
        # What was said of a site has to be said again: only one without a word stands as it is.
        if inputs and not found:
            known = LastBuild(inputs, checked.pages, checked.links, finished.summary)
            keep_last_build(store, site, known)
    seconds = time.monotonic() - start
    return Outcome(tuple(found), True, checked.pages, checked.links, seconds, finished.summary)


def _strict(problems: Iterable[Problem], *, is_release: bool) -> Iterator[Problem]:
    """The problems, with a PDF file that is missing as an error of a release."""
    for problem in problems:
        is_missing = is_release and problem.rule in {NOT_HERE, FAULT}
        yield replace(problem, severity=Severity.ERROR) if is_missing else problem


def for_release(root: Path, project: Project) -> Project:
    """The same project with everything named that keeps it from going online today.

    The clock decides and not the date of the last commit: what a site says about its operator must
    be true on the day it goes online.
    """
    frame = project.graph.catalog.operator.frame if project.graph else None
    today = day_of(dt.datetime.now(dt.UTC))
    waived = frame.waived if frame else ()
    lacking = check_release(read_files(root).content, today, waived, os.environ)
    unknown = (replace(doubt, severity=Severity.ERROR) for doubt in project.doubts)
    problems = tuple(sorted({*project.problems, *lacking, *unknown}))
    return replace(project, problems=problems)


def lost_in_site(
    project: Project, ids: Mapping[str, Collection[str]], *, is_printed: bool = True
) -> list[Problem]:
    """What the ledger promises and the built site (`ids` by address) does not keep.

    The sources were asked already; this asks what really came out. Without `is_printed` the PDF
    files are left out of it.
    """
    graph = project.graph
    assert graph is not None
    leading = destinations(graph.catalog.ledger, published_addresses(graph, project.past))
    leading |= short_addresses(graph)
    elsewhere = [*languages(graph, Publication())]
    for there, own in elsewhere:
        leading |= {own.here(old): own.here(new) for old, new in short_addresses(there).items()}
    real = {
        # A page that leads on has the sections of the page it leads to.
        address: frozenset(ids.get(leading[address], ()) if address in leading else found)
        for address, found in ids.items()
    }
    pdfs = [
        *printed_addresses(graph),
        *(e.prefix + path for e in project.past.editions for path in printed_addresses(e.graph)),
        *(own.here(path) for there, own in elsewhere for path in printed_sheets(there)),
    ]
    # What leads to a file that was left out is left out with it.
    without = {*pdfs, *(address for address, goal in leading.items() if goal in pdfs)}
    return sorted(lost(graph.catalog.ledger, real, () if is_printed else without))


def _sources(graph: Graph) -> dict[str, str]:
    """Source file by page address, for the places that problems of the built site name."""
    return {urls.address(path): source for source, path in graph.pages.items()}
