"""Builds with real engines: what comes out, and what a failed or killed build leaves behind."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.commands.cli import main
from impulswerk.model.problems import errors
from impulswerk.site.build import build_site
from impulswerk.site.hosting.finish import finish
from impulswerk.sources.store import not_kept
from tests.compare_sites import EQUAL, compare
from tests.e2e.site import ADDRESSES, Site
from tests.e2e.tools import missing
from tests.long import LONG, SEED
from tests.project import REAL, copy_small, impuls, quiet
from tests.repository import Repository
from tests.sites import MOMENT, SIGNS, UNSET

AS_OUR_SITE = ADDRESSES | {"IMPULSWERK_PDF": ""}
DRAFT = UNSET | {"SOURCE_DATE_EPOCH": MOMENT}
BUILD = [sys.executable, "-m", "impulswerk", "build"]


@pytest.fixture
def built(small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of one's own, with its site."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)
    return shutil.copytree(small_site.parent, tmp_path / "projekt", copy_function=shutil.copy2)


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# --- What comes out --------------------------------------------------------------------------


def test_a_build_gives_a_page_for_everything(small_site: Path) -> None:
    for page in (
        "index.html",
        "impulse/index.html",
        "impulse/01-lotsen/index.html",
        "treiber/demografie/index.html",
        "handlungsfelder/transfer/index.html",
        "zielgruppen/kmu/index.html",
        "herausforderungen/energiekosten/index.html",
        "matrix/index.html",
        "ueber/index.html",
        "404.html",
    ):
        assert (small_site / page).is_file(), page
    page = (small_site / "impulse/01-lotsen/index.html").read_text()
    assert 'href="../02-werkstatt/#vorgehen"' in page
    assert 'href="impulse/01-lotsen/"' in (small_site / "index.html").read_text()


def test_front_matter_is_text_not_html(plain: Path) -> None:
    for page in plain.rglob("*.html"):
        assert '< 5 & "Gewinn"' not in page.read_text(), page
        # HTML to copy is shown as text, and so is escaped once more than what it says.
        shown = re.sub(r"(?s)<details.*?</details>", "", page.read_text())
        assert "&amp;amp;" not in shown, page
    page = plain / "impulse/01-lotsen/index.html"
    assert SIGNS.partition(" & ")[0].replace("<", "&lt;") + " &amp;" in page.read_text()


def test_dates_come_from_the_last_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = Repository(copy_small(tmp_path)).start().root
    Repository(root).commit("2025-04-08")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("SITE_URL", "https://beispiel.example/")
    monkeypatch.chdir(root)
    assert main(["build"]) == 0
    assert "2025-04-08" in (root / "site/sitemap.xml").read_text()


def test_one_page_does_not_grow_with_the_site(built: Path) -> None:
    page = built / "site/impulse/02-werkstatt/index.html"
    before = page.stat().st_size
    text = (built / "impulses/03-strasse.md").read_text()
    text = text.replace("[digitalisierung]", "[demografie]")
    text = text.replace("](01-lotsen.md)", "](treiber/demografie.md)")
    for number in range(4, 12):
        body = text.replace("Die Straße freihalten", f"Die Straße {number} freihalten")
        body = body.replace("{id: ", f"{{id: nr-{number}-")
        (built / f"impulses/{number:02d}-strasse.md").write_text(body)
    assert build_site(built, built / "site", quiet).is_done
    assert page.stat().st_size == before


# --- Different ways to the same site ---------------------------------------------------------


def _run(root: Path, *arguments: str | Path, **given: str) -> None:
    """A command in a process of its own, which alone has an order of sets of its own."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env=os.environ | (AS_OUR_SITE if root == REAL else DRAFT) | given,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture
def project(plain: Path, site: Site) -> tuple[Path, Path]:
    """A project with the whole theme and its site; the real one in the long run."""
    return (REAL, site.root) if LONG else (plain.parent, plain)


def test_another_engine_elsewhere_with_nothing_kept_gives_the_same_bytes(
    plain: Path, site: Site, tmp_path: Path
) -> None:
    """Another folder, time zone, locale and order of sets."""
    if LONG:
        _run(REAL, *BUILD[2:], "--engine", "builtin", "--site-dir", tmp_path / "real")
        assert _digest(tmp_path / "real") == _digest(site.root)
    root = tmp_path / "tief/er"
    shutil.copytree(plain.parent, root, ignore=shutil.ignore_patterns("site"))
    there = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "1",
    }
    _run(root, *BUILD[2:], "--engine", "builtin", "--no-cache", **there)
    assert _digest(root / "site") == _digest(plain)


def test_plain_mkdocs_gives_what_a_build_finishes(
    project: tuple[Path, Path], tmp_path: Path
) -> None:
    root, built = project
    _run(root, "mkdocs", "build", "-d", tmp_path / "a")
    address = urlsplit(ADDRESSES["SITE_URL"] if root == REAL else "")
    finish(tmp_path / "a", address.path or "/", not_kept, address.netloc)
    assert _digest(tmp_path / "a") == _digest(built)


def _read(page: Path, site: Path) -> list[object]:
    """The tree of a page as a reader has it: elements, attributes, texts; links by their goal."""
    base = f"https://papier.example/unterpfad/{page.relative_to(site).parent.as_posix()}/"
    found: list[object] = []
    tree = LexborHTMLParser(page.read_bytes()).root
    assert tree
    for node in tree.traverse(include_text=True):
        links = {n: urljoin(base, node.attributes[n] or "") for n in _LINKS & set(node.attributes)}
        words = node.text(deep=False) if node.tag == "-text" else ""
        found.append((node.tag, {**node.attributes, **links}, words))
    return found


_LINKS = {"href", "src", "action"}


def test_zensical_gives_the_same_pages_texts_links_and_ids(
    project: tuple[Path, Path], tmp_path: Path
) -> None:
    if find_spec("zensical") is None:
        missing("Zensical (the extra `zensical`)")
    (root, one), two = project, tmp_path / "site"
    _run(root, *BUILD[2:], "--engine", "zensical", "--site-dir", two)
    found = dict(compare(one, two))
    differing = {name for name, reason in found.items() if reason != EQUAL}
    pages = {name for name in differing if name.endswith(".html")}
    # Only links of the frame are spelled otherwise, and what is compressed of these pages.
    assert differing == {name + end for name in pages for end in ("", ".gz", ".br")}
    for name in pages:
        assert _read(one / name, one) == _read(two / name, two), name


def test_what_zensical_says_of_a_failure_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("zensical") is None:
        missing("Zensical (the extra `zensical`)")
    root = copy_small(tmp_path / "projekt")
    (root / "docs/overrides").mkdir()
    (root / "docs/overrides/main.html").write_text("{% gibt es nicht %}")
    outcome = build_site(root, root / "site", quiet, engine_name="zensical")
    assert not outcome.is_done
    assert [p for p in outcome.problems if "Zensical" in p.message and "main.html" in p.message]
    # Where it is not installed, that is what is said.
    monkeypatch.setattr("impulswerk.site.engine.zensical.find_spec", lambda _name: None)
    outcome = build_site(root, root / "site", quiet, engine_name="zensical")
    assert [p.message for p in errors(outcome.problems)] == ["Zensical ist nicht installiert."]


def test_the_built_in_engine_needs_the_projects_own_templates(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    outcome = build_site(root, root / "site", quiet, engine_name="builtin")
    assert ["Ohne Vorlagen in docs/overrides/" in p.message for p in outcome.problems] == [True]
    assert not (root / "site").exists()


def test_the_site_works_under_a_subpath(site: Site) -> None:
    page = (site.root / "404.html").read_text()
    assert 'href="/unterpfad/' in page
    assert 'href="/impulse' not in page


# --- What a build leaves behind --------------------------------------------------------------


def test_a_failed_build_leaves_the_last_good_site(built: Path) -> None:
    before = _digest(built / "site")
    (built / "impulses/01-lotsen.md").write_text("---\ntitel: [\n---\n")
    done = impuls(built, "build")
    assert done.returncode == 1
    assert "yaml-syntax" in done.stderr
    assert "Traceback" not in done.stderr
    assert _digest(built / "site") == before
    assert not list(built.glob(".site.neu*"))


def test_plain_mkdocs_refuses_bad_sources_before_emptying_the_site(built: Path) -> None:
    before = _digest(built / "site")
    (built / "impulses/02-werkstatt.md").write_text("kaputt")
    with pytest.raises(AssertionError, match="kopf-fehlt"):
        _run(built, "mkdocs", "build", "--strict")
    assert _digest(built / "site") == before


# Once this is there a build is killed: its folder, the first page of many, the first copy.
_SEEN = ("", "index.html", "index.html.gz")


def test_a_killed_build_leaves_the_last_good_site(built: Path) -> None:
    """At one moment, tomorrow at another; at all of them in the long run."""
    path = built / "impulses/01-lotsen.md"
    text = path.read_text()
    for seen in _SEEN if LONG else [_SEEN[SEED % 3]]:
        before = _digest(built / "site")
        path.write_text(text.replace("Lotsen ausbilden", f"Lotsen {seen or 0} ausbilden"))
        process = subprocess.Popen(BUILD, cwd=built, stdout=subprocess.DEVNULL)
        while not (built / ".site.neu" / seen).exists():
            assert process.poll() is None, "over before it was killed"
            time.sleep(0.001)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        after = _digest(built / "site")
        assert build_site(built, built / "site", quiet).is_done
        assert after in (before, _digest(built / "site")), "a mixture of the old and the new site"
        assert not (built / ".site.neu").exists()


def test_two_builds_at_once_do_not_hurt_each_other(built: Path) -> None:
    before = _digest(built / "site")
    (built / "site/impulse/index.html").unlink()
    processes = [subprocess.Popen(BUILD, cwd=built, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert _digest(built / "site") == before


def test_the_target_must_not_hold_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_small(tmp_path / "projekt")
    monkeypatch.chdir(root)
    (tmp_path / "fremd").mkdir()
    (tmp_path / "fremd" / "brief.txt").write_text("wichtig")
    for target in (".", "impulses", "docs/neu", "..", str(tmp_path / "fremd")):
        assert main(["build", "--site-dir", target]) == 2, target
    assert (tmp_path / "fremd" / "brief.txt").is_file()
    assert (root / "impulses").is_dir()
