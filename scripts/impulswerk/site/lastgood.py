"""What `impuls serve` shows while sources have errors: their last good state, with a notice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.model.problems import Problem, errors
from impulswerk.render.environment import environment
from impulswerk.site.assembly import Project
from impulswerk.site.project import assemble, load
from impulswerk.sources import git
from impulswerk.sources.files import DOCS_FOLDER, pages_only, read_files
from impulswerk.sources.folders import SOURCE_FOLDER

_TITLE = re.compile(r"(<title\b[^>]*>)")
_TOP = re.compile(r"<main\b[^>]*>|<body\b[^>]*>")


@dataclass(frozen=True)
class Shown:
    """A project to show, and what an editor has to mend.

    `by_page` are the errors of sources that have a page, by its docs path; the page shows how it
    was before. `everywhere` are all others, such as those of a file that never was a page.
    """

    project: Project
    by_page: Mapping[str, Sequence[Problem]]
    everywhere: Sequence[Problem]

    @property
    def is_partial(self) -> bool:
        """Whether a source is left out that was never good."""
        return bool(errors(self.project.problems))

    def with_notice(self, html: str, path: str = "") -> str:
        """A framed page with the errors that concern it, on top; unchanged where there are none."""
        own, others = self.by_page.get(path, ()), self.everywhere
        if not own and not others:
            return html
        template = environment().get_template("meldung.html")
        notice = template.render(eigene=bool(own), meldungen=[*own, *others])
        places = list(_TOP.finditer(html))
        end = places[-1].end() if places else 0
        return _TITLE.sub(r"\1Fehler: ", f"{html[:end]}{notice}{html[end:]}", count=1)


class LastGood:
    """The sources as they were when nothing was wrong with them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._good: Mapping[str, bytes] = {}

    def look(self) -> tuple[Project, Shown]:
        """The project as it is on disk, and what to show of it.

        Each broken file is taken as it was. Where that gives nothing sound, all files are: a
        mistake in one may show in another.
        """
        now = load(self._root)
        files = read_files(self._root).content
        wrong = errors(now.problems)
        if not wrong:
            self._good = files
            return now, Shown(now, {}, ())
        good = self._good or self._committed()
        broken = {problem.span.source for problem in wrong}
        mended = {source: data for source, data in files.items() if source not in broken}
        mended |= {source: good[source] for source in broken if source in good}
        candidates = [assemble(mended), assemble(good)] if good else []
        sound = [found for found in candidates if found.graph and not errors(found.problems)]
        shown = replace(sound[0] if sound else now, past=now.past)
        by_page, everywhere = _sorted(wrong, shown.graph)
        return now, Shown(shown, by_page, everywhere)

    def _committed(self) -> Mapping[str, bytes]:
        """The sources of the last commit, for whoever begins with a mistake."""
        try:
            return pages_only(git.files_at(self._root, "HEAD", (SOURCE_FOLDER, DOCS_FOLDER)))
        except git.GitError:
            return {}


def _sorted(
    problems: Sequence[Problem], graph: Graph | None
) -> tuple[dict[str, list[Problem]], list[Problem]]:
    """Problems by the page of their source, and those whose source has no page."""
    by_page: dict[str, list[Problem]] = {}
    everywhere = []
    for problem in problems:
        path = graph.pages.get(problem.span.source) if graph else None
        if path:
            by_page.setdefault(path, []).append(problem)
        else:
            everywhere.append(problem)
    return by_page, everywhere
