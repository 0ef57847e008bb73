"""Check the built site: every internal link, anchor and asset; nothing foreign is loaded."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from impulswerk.model.problems import Problem, Span
from impulswerk.site.targets import Target, read_page, target_of
from impulswerk.sources.folders import files_below

_NOT_ALLOWED = "verweist auf eine unerlaubte Adresse"
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


class Fault(NamedTuple):
    """The rule, what is wrong in German, and where it points, however a page spells that."""

    rule: str
    what: str
    goal: str


@dataclass
class Verification:
    """What was looked at, and every problem found."""

    pages: int = 0
    links: int = 0
    # Ids by address, for pages (`impulse/07-x/`) and, without any, for files.
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def verify(
    site: Path, root: Path, sources: Mapping[str, str], base: str = "/", host: str = ""
) -> Verification:
    """Check every HTML and CSS file below `site`.

    `sources` maps a page's address (`impulse/07-x/`) to the file below `root` that an editor would
    change, for the place a problem names. The site will be published at `host`, where that is
    known, under the path `base`.
    """
    checker = _Checker(site, root, sources, base, host)
    checker.check_pages()
    checker.check_css()
    checker.report()
    return checker.outcome


class _Checker:
    def __init__(
        self, site: Path, root: Path, sources: Mapping[str, str], base: str, host: str
    ) -> None:
        self.site = site
        self.root = root
        self.sources = sources
        self.base = base
        self.host = host
        self.files = sorted(files_below(site), key=lambda name: name.split("/"))
        self.known = frozenset(self.files)
        self.outcome = Verification()
        # Pages by what is wrong.
        self.faults: dict[Fault, list[tuple[str, Target]]] = {}
        self._source_lines: dict[str, list[str]] = {}

    def check_pages(self) -> None:
        """Check every different target once, and name the pages of those that are wrong."""
        pages = [name for name in self.files if name.endswith(".html")]
        ids: dict[str, frozenset[str]] = {}
        linking: dict[Target, list[str]] = {}
        for name in pages:
            page = read_page(name, (self.site / name).read_bytes(), self.base, self.host)
            ids[name] = page.ids
            for anchor in page.twice:
                what = "hat eine Kennung zweimal"
                target = Target(f"#{anchor}", False, True, False, name, anchor)
                double = Fault("seite-anker-doppelt", what, target.address)
                self.faults.setdefault(double, []).append((name, target))
            for target in page.targets:
                linking.setdefault(target, []).append(name)
        for target, names in linking.items():
            for fault in (self._wrong(target), self._dead_anchor(target, ids)):
                if fault:
                    self.faults.setdefault(fault, []).extend((name, target) for name in names)
        self.outcome.pages = len(pages)
        self.outcome.links = sum(map(len, linking.values()))
        self.outcome.ids = {
            name.removesuffix("index.html"): ids.get(name, frozenset()) for name in self.files
        }

    def check_css(self) -> None:
        """Check what stylesheets load."""
        for name in self.files:
            if not name.endswith(".css"):
                continue
            for match in _CSS_URL.finditer((self.site / name).read_text("utf-8", "replace")):
                address = (match[1] or match[2]).strip()
                if not address.startswith(("data:", "#")):
                    target = target_of(name, address, is_loaded=True, base=self.base)
                    self.outcome.links += 1
                    if fault := self._wrong(target):
                        self.faults.setdefault(fault, []).append((name, target))

    def _wrong(self, target: Target) -> Fault | None:
        """What is wrong with a target, its anchor aside."""
        if target.is_foreign:
            what = "lädt etwas von außen" if target.is_loaded else _NOT_ALLOWED
            return Fault("seite-fremde-adresse", what, target.address)
        if target.is_inside and target.goal not in self.known:
            goal = target.goal or target.address
            return Fault("seite-toter-verweis", "verweist ins Leere", goal)
        return None

    @staticmethod
    def _dead_anchor(target: Target, known: Mapping[str, Collection[str]]) -> Fault | None:
        ids = known.get(target.goal) if target.anchor and target.is_inside else None
        if ids is None or target.anchor in ids:
            return None
        what = "verweist auf einen fehlenden Abschnitt"
        return Fault("seite-toter-anker", what, f"{target.goal}#{target.anchor}")

    def report(self) -> None:
        """Turn faults into problems; one that a template repeats on many pages is one problem."""
        for (rule, what, _), found in self.faults.items():
            placed = [(name, target, self._place(name, target)) for name, target in found]
            spelled = [entry for entry in placed if entry[2][1]]
            for index, (name, target, (span, line_text)) in enumerate(spelled or placed[:1]):
                others = len(found) - 1 if not spelled and not index else 0
                more = f" (ebenso auf {others} weiteren Seiten)" if others else ""
                self.outcome.problems.append(
                    Problem(
                        span,
                        rule,
                        f"Die Seite „{name}“ {what}: {target.address}{more}",
                        fix="Geben Sie der Überschrift oder dem Element einen anderen Namen."
                        if rule == "seite-anker-doppelt"
                        else "Berichtigen Sie den Link in der Quelle der Seite.",
                        line_text=line_text,
                    )
                )

    def _place(self, name: str, target: Target) -> tuple[Span, str]:
        """The source line that spells the link, where it can be found; else the built page."""
        source = self.sources.get(name.removesuffix("index.html"))
        if source is None:
            return Span(f"site/{name}"), ""
        if source not in self._source_lines:
            text = (self.root / source).read_text("utf-8", "replace")
            self._source_lines[source] = text.split("\n")
        words = [target.address, target.address.rpartition("#")[2]]
        path = target.address.partition("?")[0].partition("#")[0]
        words += [part for part in reversed(path.split("/")) if part]
        for word in words:
            for number, line in enumerate(self._source_lines[source], 1):
                col = line.find(word) if len(word) > 2 else -1
                if col >= 0:
                    return Span(source, number, col + 1, len(word)), line
        return Span(source), ""
