"""Builds with real MkDocs: what comes out, and what a failed or killed build leaves behind."""

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
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.model.problems import errors
from impulswerk.permanence.frozen import NO_PAST
from impulswerk.site.build import build_site
from impulswerk.site.project import load
from impulswerk.site.stage import stage
from tests.compare_sites import EQUAL, NEW, WHITE_SPACE, compare
from tests.e2e.tools import missing
from tests.project import copy_real, copy_small, quiet


@pytest.fixture(autouse=True)
def _fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a commit to date them by, two builds in different seconds differ in the sitemap."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _run(
    module: str, root: Path, arguments: tuple[str, ...], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _impuls(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return _run("impulswerk", root, arguments, environment)


def _mkdocs(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return _run("mkdocs", root, arguments, environment)


def test_a_build_gives_a_page_for_everything(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done
    assert outcome.pages == len(list((root / "site").rglob("*.html")))
    assert outcome.links > outcome.pages
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
        assert (root / "site" / page).is_file(), page


def test_links_between_sources_become_links_between_pages(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    build_site(root, root / "site", quiet)
    page = (root / "site/impulse/01-lotsen/index.html").read_text()
    assert 'href="../02-werkstatt/#umsetzung"' in page
    home = (root / "site/index.html").read_text()
    assert 'href="impulse/01-lotsen/"' in home


def test_front_matter_is_text_not_html(tmp_path: Path) -> None:
    root = copy_real(tmp_path)
    (path,) = (root / "impulses").glob("01-*.md")
    text = re.sub(r"titel: .*", "titel: 'Kosten < 5 & \"Gewinn\" > 3'", path.read_text())
    path.write_text(re.sub(r"kurz: .*", "kurz: 'Kurz < 5 & \"Gewinn\" > 3'", text))
    assert build_site(root, root / "site", quiet).is_done
    for page in (root / "site").rglob("*.html"):
        assert '< 5 & "Gewinn"' not in page.read_text(), page
        # HTML to copy is shown as text, and so is escaped once more than what it says.
        shown = re.sub(r"(?s)<details.*?</details>", "", page.read_text())
        assert "&amp;amp;" not in shown, page
    built = (root / "site/impulse" / path.stem / "index.html").read_text()
    assert "Kosten &lt; 5 &amp;" in built


def test_a_failed_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    assert build_site(root, root / "site", quiet).is_done
    before = _digest(root / "site")
    (root / "impulses/01-lotsen.md").write_text("---\ntitel: [\n---\n")
    done = _impuls(root, "build")
    assert done.returncode == 1
    assert "yaml-syntax" in done.stderr
    assert "Traceback" not in done.stderr
    assert _digest(root / "site") == before
    assert not list(root.glob(".site.neu*"))


def test_plain_mkdocs_refuses_bad_sources_before_emptying_the_site(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    assert _mkdocs(root, "build", "--strict").returncode == 0
    before = _digest(root / "site")
    (root / "impulses/02-werkstatt.md").write_text("kaputt")
    done = _mkdocs(root, "build", "--strict")
    assert done.returncode == 1
    assert "kopf-fehlt" in done.stderr
    assert _digest(root / "site") == before


@pytest.mark.parametrize("delay", [0.15, 0.3, 0.45, 0.6])
def test_a_killed_build_leaves_the_last_good_site(tmp_path: Path, delay: float) -> None:
    root = copy_small(tmp_path)
    assert build_site(root, root / "site", quiet).is_done
    before = _digest(root / "site")
    path = root / "impulses/01-lotsen.md"
    path.write_text(path.read_text().replace("Lotsen ausbilden", "Lotsen anders ausbilden"))
    process = subprocess.Popen(
        [sys.executable, "-m", "impulswerk", "build"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = _digest(root / "site")
    whole = _impuls(root, "build")
    assert whole.returncode == 0
    assert after in (before, _digest(root / "site")), "a mixture of the old and the new site"
    assert not (root / ".site.neu").exists()


def test_two_builds_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    root = copy_small(tmp_path)
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1744070400"}
    command = [sys.executable, "-m", "impulswerk", "build"]
    processes = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, env=environment)
        for _ in range(3)
    ]
    assert [process.wait() for process in processes] == [0, 0, 0]
    alone = copy_small(tmp_path / "allein")
    assert subprocess.run(command, cwd=alone, env=environment, check=False).returncode == 0
    assert _digest(root / "site") == _digest(alone / "site")


def test_rebuilding_elsewhere_gives_identical_bytes(tmp_path: Path) -> None:
    digests = []
    for name, zone, locale, seed in (
        ("a", "UTC", "C.UTF-8", "0"),
        ("tief/er", "Pacific/Kiritimati", "C", "1"),
    ):
        root = copy_real(tmp_path / name)
        done = _impuls(
            root,
            "build",
            TZ=zone,
            LC_ALL=locale,
            PYTHONHASHSEED=seed,
            PYTHONUTF8="1",
            SOURCE_DATE_EPOCH="1744070400",
        )
        assert done.returncode == 0, done.stderr
        digests.append(_digest(root / "site"))
    assert digests[0] == digests[1]


def test_dates_come_from_the_last_commit(tmp_path: Path) -> None:
    digests = []
    for name in ("a", "b"):
        root = copy_small(tmp_path / name)
        stamp = {"GIT_AUTHOR_DATE": "1744070400 +0000", "GIT_COMMITTER_DATE": "1744070400 +0000"}
        identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "Anfang"]):
            subprocess.run(["git", *command], cwd=root, check=True, env=os.environ | stamp)
        environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
        done = subprocess.run(
            [sys.executable, "-m", "impulswerk", "build"],
            cwd=root,
            env=environment | {"SITE_URL": "https://beispiel.example/"},
            check=False,
            capture_output=True,
        )
        assert done.returncode == 0
        digests.append(_digest(root / "site"))
        assert "2025-04-08" in (root / "site/sitemap.xml").read_text()
        # A staged tree, built elsewhere, carries the same date in its configuration.
        (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + "extra:\n  a: b\n")
        staged = [sys.executable, "-m", "impulswerk", "stage", "ablage"]
        subprocess.run(staged, cwd=root, env=environment, check=True, capture_output=True)
        assert "fassung_datum: 8.\u00a0April 2025" in (root / "ablage/mkdocs.yml").read_text()
    assert digests[0] == digests[1]


@pytest.mark.parametrize("copy", [copy_small, copy_real], ids=["small", "real"])
def test_the_plugin_and_the_staged_tree_give_the_same_site(
    tmp_path: Path, copy: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(copy)
    root = copy(tmp_path / "projekt")
    epoch = "1744070400"
    assert (
        _mkdocs(root, "build", "-d", str(tmp_path / "a"), SOURCE_DATE_EPOCH=epoch).returncode == 0
    )
    graph = load(root).graph
    assert graph is not None
    (tmp_path / "stage").mkdir()
    stage(root, graph, NO_PAST, tmp_path / "stage")
    staged = (tmp_path / "stage" / "mkdocs.yml").read_text()
    assert "- impulswerk" not in staged
    done = _mkdocs(tmp_path / "stage", "build", "-d", str(tmp_path / "b"), SOURCE_DATE_EPOCH=epoch)
    assert done.returncode == 0, done.stderr
    if (root / "docs" / "overrides").is_dir():
        # Whoever builds with another engine indexes the result for the search by this command.
        assert _impuls(root, "index", str(tmp_path / "b")).returncode == 0
    # An engine that reads our HTML as Markdown may set blocks apart otherwise; nobody sees that.
    found = dict(compare(tmp_path / "a", tmp_path / "b"))
    differing = [name for name, reason in found.items() if reason not in {EQUAL, WHITE_SPACE}]
    # An engine of its own brings its theme's scripts, which the plugin leaves out as unused.
    assert [n for n in differing if found[n] != NEW or not n.startswith("assets/")] == []
    # What comes of this program is what plain MkDocs builds with its plugin.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert _impuls(root, "finish", str(tmp_path / "a")).returncode == 0
    assert build_site(root, tmp_path / "c", quiet).is_done
    assert _digest(tmp_path / "c") == _digest(tmp_path / "a")


BELOW_A_PATH = {
    "SITE_URL": "https://beispiel.example/unterpfad",
    "EDIT_URL": "https://forge.example/verbund/papier/edit/main/",
    "FEEDBACK_URL": "mailto:redaktion@verbund.example?subject={titel}&body={text}",
}


def _with_engine(name: str, root: Path, target: Path) -> Path:
    outcome = build_site(root, target, quiet, engine_name=name)
    assert outcome.is_done, outcome.problems
    return target


@pytest.mark.parametrize("environment", [{}, BELOW_A_PATH], ids=["nowhere", "below-a-path"])
def test_mkdocs_and_the_built_in_engine_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    root = copy_real(tmp_path / "projekt")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    # Into one folder: that it was built by another engine is no reason to leave it as it is.
    built = [_digest(_with_engine(name, root, root / "site")) for name in ("mkdocs", "builtin")]
    assert built[0] == built[1]


def _read(page: Path, site: Path) -> list[object]:
    """The tree of a page as a reader has it: elements, attributes, texts; links by their goal."""
    base = f"https://beispiel.example/unterpfad/{page.relative_to(site).parent.as_posix()}/"
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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if find_spec("zensical") is None:
        missing("Zensical (the extra `zensical`)")
    root = copy_real(tmp_path / "projekt")
    for name, value in BELOW_A_PATH.items():
        monkeypatch.setenv(name, value)
    one, two = (_with_engine(n, root, tmp_path / n) for n in ("builtin", "zensical"))
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
    done = _impuls(root, "build", "--engine", "builtin")
    assert done.returncode == 1
    assert "Ohne Vorlagen in docs/overrides/" in done.stderr
    assert not (root / "site").exists()


def test_edit_links_open_the_source(tmp_path: Path) -> None:
    root = copy_real(tmp_path)
    done = _impuls(root, "build", EDIT_URL="https://forge.example/verbund/papier/edit/main/")
    assert done.returncode == 0, done.stderr
    (name,) = [path.name for path in (root / "impulses").glob("07-*.md")]
    page = (root / "site/impulse" / name.removesuffix(".md") / "index.html").read_text()
    assert f"https://forge.example/verbund/papier/edit/main/impulses/{name}" in page
    # Only links to open, never something the browser fetches by itself.
    assert 'src="https://forge' not in page


def test_the_site_works_under_a_subpath(tmp_path: Path) -> None:
    root = copy_real(tmp_path)
    done = _impuls(root, "build", SITE_URL="https://beispiel.example/unterpfad/")
    assert done.returncode == 0, done.stderr
    missing = (root / "site/404.html").read_text()
    assert 'href="/unterpfad/' in missing
    assert 'href="/impulse' not in missing


def test_the_target_must_not_hold_sources(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    (tmp_path / "fremd").mkdir()
    (tmp_path / "fremd" / "brief.txt").write_text("wichtig")
    for target in (".", "impulses", "docs/neu", "..", str(tmp_path / "fremd")):
        assert _impuls(root, "build", "--site-dir", target).returncode == 2, target
    assert (tmp_path / "fremd" / "brief.txt").is_file()
    assert (root / "impulses").is_dir()


def test_one_page_does_not_grow_with_the_site(tmp_path: Path) -> None:
    sizes = []
    for extra in (0, 60):
        root = copy_small(tmp_path / str(extra))
        text = (root / "impulses/03-strasse.md").read_text()
        for number in range(4, 4 + extra):
            body = text.replace("Die Straße freihalten", f"Die Straße {number} freihalten")
            body = body.replace("[digitalisierung]", "[demografie]")
            (root / f"impulses/{number:02d}-strasse.md").write_text(
                body.replace("](01-lotsen.md)", "](treiber/demografie.md)")
            )
        assert build_site(root, root / "site", quiet).is_done
        sizes.append((root / "site/impulse/02-werkstatt/index.html").stat().st_size)
        shutil.rmtree(root)
    assert sizes[0] == sizes[1]
