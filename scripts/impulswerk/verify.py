"""Check the built site: every internal link, anchor and asset; nothing foreign is loaded."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from impulswerk.problems import Problem, Span

# What a page loads by itself, as opposed to where a reader may go.
_LOADED = (
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("video", "src"),
    ("audio", "src"),
    ("track", "src"),
    ("use", "href"),
    ("image", "href"),
)
# Relations of <link> that make a browser fetch the target.
_FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}
_SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")


@dataclass(frozen=True)
class Target:
    """An address as a page spells it, and whether the browser fetches it by itself."""

    address: str
    is_loaded: bool


@dataclass
class _Page:
    ids: frozenset[str]
    targets: list[Target]


@dataclass
class Verification:
    """What was looked at, and every problem found."""

    pages: int = 0
    links: int = 0
    # Ids by address, for pages (`impulse/07-x/`) and, without any, for files.
    ids: dict[str, frozenset[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def verify(site: Path, root: Path, sources: Mapping[str, str], base: str = "/") -> Verification:
    """Check every HTML and CSS file below `site`.

    `sources` maps a page's address (`impulse/07-x/`) to the file below `root` that an editor would
    change, for the place a problem names. `base` is the path under which the site will be
    published.
    """
    checker = _Checker(site, root, sources, base)
    for path in sorted(site.rglob("*.html")):
        checker.read(path)
    checker.check_pages()
    for path in sorted(site.rglob("*.css")):
        checker.check_css(path)
    checker.report()
    checker.outcome.ids = {
        name.removesuffix("index.html"): checker.pages[name].ids
        if name in checker.pages
        else frozenset()
        for name in checker.files
    }
    return checker.outcome


class _Checker:
    def __init__(self, site: Path, root: Path, sources: Mapping[str, str], base: str) -> None:
        self.site = site
        self.root = root
        self.sources = sources
        self.base = base if base.endswith("/") else f"{base}/"
        self.pages: dict[str, _Page] = {}
        self.files = {
            path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
        }
        self.outcome = Verification()
        # Pages by what is wrong and where it points, however each page spells it.
        self.faults: dict[tuple[str, str, str], list[tuple[str, Target]]] = {}
        self._source_lines: dict[str, list[str]] = {}

    def read(self, path: Path) -> None:
        name = path.relative_to(self.site).as_posix()
        tree = LexborHTMLParser(path.read_bytes())
        ids = {node.attributes.get("id") or "" for node in tree.css("[id]")}
        ids |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
        self.pages[name] = _Page(frozenset(ids), list(_targets(tree)))

    def check_pages(self) -> None:
        self.outcome.pages = len(self.pages)
        for name, page in self.pages.items():
            for target in page.targets:
                self.outcome.links += 1
                self._check(name, target)

    def check_css(self, path: Path) -> None:
        name = path.relative_to(self.site).as_posix()
        for match in _CSS_URL.finditer(path.read_text("utf-8", "replace")):
            address = (match[1] or match[2]).strip()
            if not address.startswith(("data:", "#")):
                self.outcome.links += 1
                self._check(name, Target(address, is_loaded=True))

    def _check(self, name: str, target: Target) -> None:
        parts = urlsplit(target.address)
        if parts.scheme or parts.netloc:
            # A data: image is part of the page; everything else foreign must not load by itself.
            harmless = parts.scheme == "data" if target.is_loaded else parts.scheme in _SAFE_SCHEMES
            if not harmless:
                self._note(
                    name,
                    "seite-fremde-adresse",
                    target,
                    "lädt etwas von außen"
                    if target.is_loaded
                    else "verweist auf eine unerlaubte Adresse",
                )
            return
        goal = self._file(name, unquote(parts.path))
        if goal is None or goal not in self.files:
            self._note(name, "seite-toter-verweis", target, "verweist ins Leere", goal or "")
            return
        anchor = unquote(parts.fragment)
        # Text fragments (#:~:text=…) address words, not ids.
        if anchor.startswith(":~:") or not anchor or goal not in self.pages:
            return
        if anchor not in self.pages[goal].ids:
            what = "verweist auf einen fehlenden Abschnitt"
            self._note(name, "seite-toter-anker", target, what, f"{goal}#{anchor}")

    def _file(self, name: str, path: str) -> str | None:
        """File of the site that `path`, as spelled on page `name`, stands for."""
        if path.startswith("/"):
            if not path.startswith(self.base):
                return None
            goal = path.removeprefix(self.base)
        elif path:
            goal = posixpath.join(posixpath.dirname(name), path)
        else:
            return name
        is_folder = goal.endswith("/") or not goal or posixpath.basename(goal) in {".", ".."}
        goal = posixpath.normpath(goal) if goal else ""
        if goal.startswith(".."):
            return None
        if is_folder or goal == ".":
            goal = posixpath.join("" if goal == "." else goal, "index.html")
        return goal

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


def _targets(tree: LexborHTMLParser) -> Iterator[Target]:
    for node in tree.css("a[href], area[href]"):
        yield Target(node.attributes.get("href") or "", is_loaded=False)
    for node in tree.css("form[action]"):
        yield Target(node.attributes.get("action") or "", is_loaded=False)
    for node in tree.css("link[href]"):
        relations = set((node.attributes.get("rel") or "").lower().split())
        address = node.attributes.get("href") or ""
        yield Target(address, is_loaded=bool(relations & _FETCHED))
    for tag, attribute in _LOADED:
        for node in tree.css(f"{tag}[{attribute}]"):
            yield Target(node.attributes.get(attribute) or "", is_loaded=True)
    for node in tree.css("[srcset]"):
        for candidate in (node.attributes.get("srcset") or "").split(","):
            if candidate.strip():
                yield Target(candidate.split()[0], is_loaded=True)
