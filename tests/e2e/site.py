"""The built site under test: how it is built and which pages it has."""

import functools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from impulswerk.sources.git import last_commit
from tests.long import LONG, SEED
from tests.project import REAL

# Where this is set, that finished site is tested instead of a fresh one: quick while designing.
READY_MADE = "E2E_SITE"

FORGE = "https://forge.example/verbund/papier"
# Where it is published (404.html is the one page whose links depend on it), and where readers edit,
# propose and answer. GitLab's names of parameters have brackets, which no address may hold as such.
ADDRESSES = {
    "SITE_URL": "https://papier.example/unterpfad/",
    "EDIT_URL": f"{FORGE}/edit/main/",
    "PROPOSE_URL": f"{FORGE}/new/main/impulses?filename={{datei}}&value={{inhalt}}",
    "FEEDBACK_URL": f"{FORGE}/-/issues/new?template=rueckmeldung.yml&issue[title]={{titel}}"
    "&issue[description]={text}",
    # Its day is that of the last commit, whatever a test before settled for its own site.
    "SOURCE_DATE_EPOCH": last_commit(REAL, "%ct") or "1744070400",
}

# Elements that the focus stops at.
_STOPS = ("a ", "button ", "input ", "select ", "summary ", "textarea ")
# What of an element a page looks different by, or is read out differently.
_TELLING = ("role", "lang", "type", "dir", "open", "hidden")

_REDIRECT = re.compile(rb"<meta[^>]+http-equiv=[\"']?refresh", re.IGNORECASE)


def build(target: Path) -> None:
    """Build the repository's site into a folder, with the command users have."""
    impuls = Path(sys.executable).with_name("impuls")
    done = subprocess.run(
        [impuls, "build", "--site-dir", target],
        cwd=Path(__file__).parents[2],
        env=os.environ | ADDRESSES | {"IMPULSWERK_PDF": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"impuls build failed:\n{done.stdout}{done.stderr}")


def ready_made() -> Path | None:
    """Return the finished site to test, where one was named."""
    named = os.environ.get(READY_MADE)
    return Path(named).resolve() if named else None


@dataclass(frozen=True, order=True)
class SitePage:
    """One HTML file of the site and the address readers open it by."""

    address: str
    file: Path

    @property
    def kind(self) -> str:
        """Name of the pages made alike: all but the last part of a deep address.

        `impulse/01-x/` and `impulse/02-y/` are of the kind `impulse/*`; `impulse/` and `ueber/`
        stand for themselves. New sections of the site are thus covered without being listed.
        """
        parts = ["*" if part.isdigit() else part for part in self.address.rstrip("/").split("/")]
        return "/".join([*parts[:-1], "*"]) if len(parts) > 1 else self.address


@dataclass(frozen=True)
class Site:
    """A folder with a built site."""

    root: Path

    @functools.cached_property
    def files(self) -> tuple[Path, ...]:
        """Every HTML file, redirects included."""
        return tuple(sorted(self.root.rglob("*.html")))

    @functools.cached_property
    def pages(self) -> tuple[SitePage, ...]:
        """Every page a reader can see; a redirect shows nothing and cannot be held still."""
        pages = sorted(
            SitePage(self._address(file), file)
            for file in self.files
            if not _REDIRECT.search(file.read_bytes())
        )
        assert pages, f"no page in {self.root}"
        return tuple(pages)

    @functools.cached_property
    def samples(self) -> tuple[SitePage, ...]:
        """One page of each kind: the one with the most HTML, since it shows most."""
        heaviest: dict[str, SitePage] = {}
        for page in self.pages:
            known = heaviest.get(page.kind)
            if not known or page.file.stat().st_size > known.file.stat().st_size:
                heaviest[page.kind] = page
        return tuple(heaviest.values())

    @property
    def some(self) -> tuple[SitePage, ...]:
        """A third of the samples, another every day; for what differs little between pages."""
        return self.samples if LONG else self.samples[SEED % 3 :: 3]

    @functools.cached_property
    def framed(self) -> tuple[SitePage, ...]:
        """Every page with the site's head and foot; a card stands alone in another site's frame."""
        return tuple(page for page in self.pages if page.kind != "karte/*")

    @functools.cached_property
    def telling(self) -> tuple[SitePage, ...]:
        """Pages that show every structure of the site; all of them in the long run.

        A structure is an element in its parent in its grandparent, each with its classes, role and
        the like. Whatever a browser may find wrong with another page, it finds with one of these,
        but for what lies in its words and in their number.
        """
        return self.pages if LONG else self._fewest(_structures)

    @functools.cached_property
    def operable(self) -> tuple[SitePage, ...]:
        """Pages that show everything the focus may stop at, wherever it stands."""
        return self._fewest(lambda file: {s for s in _structures(file) if s[-1].startswith(_STOPS)})

    @functools.cached_property
    def loading(self) -> tuple[SitePage, ...]:
        """Pages that load every script and stylesheet, and show all that may come late or send."""
        return self._fewest(_loaded)

    def _fewest(self, seen: Callable[[Path], set[Any]]) -> tuple[SitePage, ...]:
        """Few pages on which all is seen that is seen on any; of several the largest."""
        pages = sorted(self.pages, key=lambda page: -page.file.stat().st_size)
        found = {page: seen(page.file) for page in pages}
        missing = set().union(*found.values())
        chosen = []
        while missing:
            page = max(found, key=lambda page: len(found[page] & missing))
            chosen.append(page)
            missing -= found.pop(page)
        return tuple(sorted(chosen))

    @property
    def impulses(self) -> tuple[SitePage, ...]:
        """Every page of one impulse."""
        pages = tuple(page for page in self.pages if page.kind == "impulse/*")
        assert pages, "no impulse page found: has their address changed?"
        return pages

    def _address(self, file: Path) -> str:
        name = file.relative_to(self.root).as_posix()
        # A server answers with 404.html where nothing is, so such an address opens it.
        return "gibt-es-nicht/" if name == "404.html" else name.removesuffix("index.html")


def _structures(file: Path) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    waiting = [(LexborHTMLParser(file.read_bytes()).root, ("", ""))]
    while waiting:
        node, above = waiting.pop()
        for child in node.iter() if node else ():
            structure = (*above, _look(child))
            found.add(structure)
            waiting.append((child, structure[1:]))
    return found


def _look(node: LexborNode) -> str:
    said = [f"{node.tag} ", *sorted((node.attributes.get("class") or "").split())]
    for name, value in sorted(node.attributes.items()):
        if name in _TELLING:
            said.append(f"{name}={value}")
        elif name.startswith("aria-"):
            said.append(name)
    return " ".join([*said, "" if node.text().strip() else "empty"])


def _loaded(file: Path) -> set[str]:
    tree = LexborHTMLParser(file.read_bytes())
    links = "script[src], link[rel=stylesheet], link[rel$=preload]"
    files = {n.attributes.get("src") or n.attributes.get("href") or "" for n in tree.css(links)}
    parts = {str(node.tag) for node in tree.css("img, video, iframe, form, details, style")}
    # The page for what is not there loads by whole addresses, since it stands anywhere.
    return {("/" if name.startswith("/") else "") + Path(name).name for name in files} | parts
