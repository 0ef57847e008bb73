"""Check the built site: every internal link, anchor and asset; nothing foreign is loaded."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from impulswerk.facts import Target, facts_of, from_json, target_of
from impulswerk.problems import Problem, Span

_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


@dataclass
class Verification:
    """What was looked at, and every problem found."""

    pages: int = 0
    links: int = 0
    # Ids by address, for pages (`impulse/07-x/`) and, without any, for files.
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def verify(
    site: Path,
    root: Path,
    sources: Mapping[str, str],
    base: str = "/",
    known: Mapping[str, bytes] = MappingProxyType({}),
) -> Verification:
    """Check every HTML and CSS file below `site`.

    `sources` maps a page's address (`impulse/07-x/`) to the file below `root` that an editor would
    change, for the place a problem names. `base` is the path under which the site will be
    published. `known` are facts of pages, by file name, that need not be read again; see
    `facts_of`.
    """
    checker = _Checker(site, root, sources, base)
    names = sorted(checker.files, key=lambda name: name.split("/"))
    for name in names:
        if name.endswith(".html"):
            checker.read(name, known.get(name))
    checker.check_anchors()
    for name in names:
        if name.endswith(".css"):
            checker.check_css(name)
    checker.report()
    checker.outcome.ids = {
        name.removesuffix("index.html"): checker.ids.get(name, frozenset())
        for name in checker.files
    }
    return checker.outcome


class _Checker:
    def __init__(self, site: Path, root: Path, sources: Mapping[str, str], base: str) -> None:
        self.site = site
        self.root = root
        self.sources = sources
        self.base = base
        self.files = set(_files_below(site))
        self.ids: dict[str, frozenset[str]] = {}
        self.outcome = Verification()
        # Pages by what is wrong and where it points, however each page spells it.
        self.faults: dict[tuple[str, str, str], list[tuple[str, Target]]] = {}
        self._to_anchors: list[tuple[str, Target]] = []
        self._source_lines: dict[str, list[str]] = {}

    def read(self, name: str, known: bytes | None) -> None:
        """Check a page's links; those to anchors wait until all pages have been read."""
        facts = from_json(known or facts_of(name, (self.site / name).read_bytes(), self.base))
        self.outcome.pages += 1
        self.ids[name] = facts.ids
        for target in facts.targets:
            self._check(name, target)

    def check_anchors(self) -> None:
        for name, target in self._to_anchors:
            ids = self.ids.get(target.goal)
            if ids is not None and target.anchor not in ids:
                what = "verweist auf einen fehlenden Abschnitt"
                goal = f"{target.goal}#{target.anchor}"
                self._note(name, "seite-toter-anker", target, what, goal)

    def check_css(self, name: str) -> None:
        for match in _CSS_URL.finditer((self.site / name).read_text("utf-8", "replace")):
            address = (match[1] or match[2]).strip()
            if not address.startswith(("data:", "#")):
                self._check(name, target_of(name, address, is_loaded=True, base=self.base))

    def _check(self, name: str, target: Target) -> None:
        self.outcome.links += 1
        if target.is_foreign:
            self._note(
                name,
                "seite-fremde-adresse",
                target,
                "lädt etwas von außen"
                if target.is_loaded
                else "verweist auf eine unerlaubte Adresse",
            )
        elif not target.is_inside:
            return
        elif target.goal not in self.files:
            self._note(name, "seite-toter-verweis", target, "verweist ins Leere", target.goal)
        elif target.anchor:
            self._to_anchors.append((name, target))

    def _note(self, name: str, rule: str, target: Target, what: str, goal: str = "") -> None:
        self.faults.setdefault((rule, what, goal or target.address), []).append((name, target))

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
                        fix="Berichtigen Sie den Link in der Quelle der Seite.",
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
        words += [part for part in reversed(urlsplit(target.address).path.split("/")) if part]
        for word in words:
            for number, line in enumerate(self._source_lines[source], 1):
                col = line.find(word) if len(word) > 2 else -1
                if col >= 0:
                    return Span(source, number, col + 1, len(word)), line
        return Span(source), ""


def _files_below(folder: Path) -> Iterator[str]:
    """Names of all files, relative to `folder`, with slashes."""
    start = str(folder)
    for parent, _, names in os.walk(start):
        inside = os.path.relpath(parent, start).replace(os.sep, "/")
        yield from names if inside == "." else (f"{inside}/{name}" for name in names)
