"""Frozen editions: rendered from the tag's own sources, kept in the ledger, compared with today."""

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
import yaml

from impulswerk.catalogue.ledger import LEDGER_FILE
from impulswerk.commands.cli import main
from impulswerk.pages.editions import compared
from impulswerk.pages.plan import generate, published_addresses
from impulswerk.permanence.publication import Publication
from impulswerk.site.build import build_site
from impulswerk.site.project import load
from tests.conftest import Once
from tests.project import copy_small, quiet
from tests.repository import Repository

FOLDER = "fassung/2026-01"
FIRST = "impulses/01-lotsen.md"
FIRST_NOW = "impulses/01-wegweiser.md"


def _make(root: Path) -> None:
    """The small project, frozen in January; in March impulse 1 has another title and file name."""
    repository = Repository(copy_small(root)).start()
    repository.commit("2026-01-15")
    repository.git("tag", "fassung-2026-01")
    for path in [*repository.root.rglob("*.md")]:
        text = path.read_text("utf-8").replace("01-lotsen.md", "01-wegweiser.md")
        path.write_text(text.replace("Lotsen ausbilden", "Wegweiser aufstellen"), "utf-8")
    repository.write({"impulses/01-wegweiser.md": (repository.root / FIRST).read_text("utf-8")})
    repository.write({FIRST: None})
    repository.commit("2026-03-01")
    _build(root)


@pytest.fixture(scope="module")
def past(once: Once) -> Path:
    """Only to be looked at, with its site."""
    return once("frozen", _make)


@pytest.fixture
def site(past: Path) -> Path:
    return past / "site"


@pytest.fixture
def frozen(past: Path, tmp_path: Path) -> Repository:
    return Repository(shutil.copytree(past, tmp_path / "projekt"))


def _build(root: Path) -> Path:
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done, outcome.problems
    return root / "site"


def test_an_edition_shows_what_stood_then(site: Path) -> None:
    then = (site / FOLDER / "impulse/01-lotsen/index.html").read_text("utf-8")
    now = (site / "impulse/01-wegweiser/index.html").read_text("utf-8")
    assert "Lotsen ausbilden" in then
    assert "Wegweiser" not in re.sub(r"<a [^>]*>|<link [^>]*>", "", then)
    assert "Wegweiser aufstellen" in now
    assert f"{FOLDER}/i/1/" in then
    assert "<title>Fassung 2026-01" in (site / FOLDER / "index.html").read_text("utf-8")
    assert "Arbeitsfassung 2026-01 vom 15.\u00a0Januar 2026" in then


def test_its_short_links_and_citations_are_its_own(site: Path) -> None:
    short = (site / FOLDER / "i/1/index.html").read_text("utf-8")
    assert 'href="../../impulse/01-lotsen/"' in short
    assert re.search(r'src="\.\./\.\./\.\./\.\./assets/umzug\.[0-9a-f]+\.js"', short)
    bibtex = (site / FOLDER / "i/1/zitat.bib").read_text("utf-8")
    assert f"/{FOLDER}/i/1/" in bibtex
    assert "Lotsen ausbilden [Arbeitsentwurf]" in bibtex
    key = re.compile(r"@\w+\{(\w+),")
    today = key.findall((site / "i/1/zitat.bib").read_text("utf-8"))
    assert key.findall(bibtex) == [f"{today[0]}fassung202601"]
    hosts = (site / "_redirects").read_text("utf-8")
    assert f"/{FOLDER}/i/1/ /{FOLDER}/impulse/01-lotsen/ 301\n" in hosts


def test_its_cards_lie_with_those_of_today_and_lead_to_its_pages(site: Path) -> None:
    then = (site / "karte/1/2026-01/index.html").read_text("utf-8")
    assert "Lotsen ausbilden" in then
    assert ", Fassung 2026-01</p>" in then
    assert f'href="../../../{FOLDER}/impulse/01-lotsen/"' in then
    assert "Wegweiser aufstellen" in (site / "karte/1/index.html").read_text("utf-8")
    page = (site / FOLDER / "impulse/01-lotsen/index.html").read_text("utf-8")
    assert "/karte/1/2026-01/&#34;" in page
    assert 'href="../../../../karte/1/2026-01/"' in page


def test_it_is_compared_word_by_word(past: Path) -> None:
    project = load(past)
    assert project.graph is not None
    (edition,) = project.past.editions
    assert edition.date == dt.date(2026, 1, 15)
    changed = [c for c in compared(edition, project.graph, project.past.today) if c.is_changed]
    (comparison,) = changed
    assert comparison.anchor == "impuls-1"
    (title,) = [change for change in comparison.changes if change.title == "Titel"]
    assert {(run.kind, run.text.strip()) for run in title.words} >= {
        ("weg", "Lotsen ausbilden"),
        ("neu", "Wegweiser aufstellen"),
    }
    page = (past / "site" / FOLDER / "vergleich/index.html").read_text("utf-8")
    assert "1 von" in page
    assert 'id="impuls-1"' in page
    assert 'href="../impulse/01-lotsen/"' in page
    assert 'href="../../../impulse/01-wegweiser/"' in page


def test_pages_of_an_edition_name_their_present_self(past: Path) -> None:
    project = load(past)
    assert project.graph is not None
    pages = generate(project.graph, Publication(), past=project.past).pages
    found = {page.path: page.make().meta for page in pages}
    meta = found[f"{FOLDER}/impulse/01-lotsen.md"]
    assert meta["eingefroren"]["heute"] == "../../../../impulse/01-wegweiser/"
    assert meta["eingefroren"]["stelle"] == "impuls-1"
    assert "quelle" not in meta
    # Of those that are gone the start page is all that is left.
    assert found[f"{FOLDER}/matrix.md"]["eingefroren"]["heute"] == "../../../matrix/"


def test_an_edition_never_changes_when_today_does(frozen: Repository) -> None:
    folder = frozen.root / "site" / FOLDER
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    kept = [path for path in files if "vergleich" not in path.parts and path.suffix != ".html"]
    before = {path: path.read_bytes() for path in kept}
    text = (folder / "impulse/02-werkstatt/index.html").read_text("utf-8")
    path = frozen.root / "impulses/02-werkstatt.md"
    path.write_text(path.read_text("utf-8").replace("Vieles", "Mehreres"), "utf-8")
    frozen.commit("2026-04-01")
    _build(frozen.root)
    assert {path: path.read_bytes() for path in kept} == before
    assert (folder / "impulse/02-werkstatt/index.html").read_text("utf-8") == text


def test_the_ledger_holds_every_address_of_an_edition(
    frozen: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(frozen.root)
    project = load(frozen.root)
    assert project.graph is not None
    published = published_addresses(project.graph, project.past)
    assert {f"{FOLDER}/", f"{FOLDER}/i/1/", f"{FOLDER}/vergleich/"} <= published.keys()
    assert main(["permalinks"]) == 0
    assert main(["check"]) == 0
    frozen.git("tag", "-d", "fassung-2026-01")
    capsys.readouterr()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "fassung-fehlt" in said
    assert said.count("Fehler[") == 1


def test_a_tag_that_was_moved_is_noticed_and_can_be_put_back(
    frozen: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the other commit has the very same addresses."""
    monkeypatch.chdir(frozen.root)
    frozen.git("tag", "-f", "fassung-2026-01")
    (edition,) = load(frozen.root).past.editions
    assert main(["permalinks"]) == 0
    kept = yaml.safe_load((frozen.root / LEDGER_FILE).read_text("utf-8"))["fassungen"]
    assert kept == {"2026-01": edition.commit}
    assert main(["permalinks", "--check"]) == 0
    text = (frozen.root / "impulses/02-werkstatt.md").read_text("utf-8")
    frozen.commit("2026-04-01", {"impulses/02-werkstatt.md": text.replace("Vieles", "Mehreres")})
    frozen.git("tag", "-f", "fassung-2026-01")
    capsys.readouterr()
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert said.count("Fehler[") == 1
    command = f"git tag -f fassung-2026-01 {edition.commit}"
    assert command in said
    frozen.git(*command.split()[1:])
    assert main(["check"]) == 0


def test_a_broken_state_cannot_be_frozen_but_what_was_published_stays(frozen: Repository) -> None:
    text = (frozen.root / "impulses/02-werkstatt.md").read_text("utf-8")
    path = "impulses/02-werkstatt.md"
    frozen.commit("2026-04-01", {path: text.replace("handlungsfeld: ", "handlungsfelt: ")})
    frozen.git("tag", "fassung-2026-04")
    commit = frozen.git("rev-parse", "HEAD").strip()
    frozen.commit("2026-04-02", {path: text})
    project = load(frozen.root)
    assert [edition.name for edition in project.past.editions] == ["2026-01"]
    (found,) = project.problems
    assert found.rule == "fassung-unlesbar"
    assert "impulses/02-werkstatt.md: " in found.message
    # A rule may have become stricter since: what is in the ledger is built, as far as it goes.
    ledger = f'fassungen:\n  "2026-04": {commit}\nadressen: {{}}\n'
    (frozen.root / LEDGER_FILE).write_text(ledger, "utf-8")
    assert [edition.name for edition in load(frozen.root).past.editions] == ["2026-01", "2026-04"]


def test_a_tag_on_something_else_than_a_commit_is_named(frozen: Repository) -> None:
    frozen.git("tag", "fassung-2026-05", frozen.git("hash-object", "-w", FIRST_NOW))
    frozen.git("tag", "-a", "-m", "Unterschrieben", "fassung-2026-03")
    project = load(frozen.root)
    assert [edition.name for edition in project.past.editions] == ["2026-01", "2026-03"]
    (found,) = project.problems
    assert "„fassung-2026-05“" in found.message
    assert "an keinem Commit" in found.message


@pytest.mark.usefixtures("printing")
def test_everything_promised_for_an_edition_is_built(frozen: Repository) -> None:
    project = load(frozen.root)
    assert project.graph is not None
    site = _build(frozen.root)
    for address, anchors in published_addresses(project.graph, project.past).items():
        path = site / (f"{address}index.html" if address[-1:] in {"", "/"} else address)
        assert path.is_file(), address
        ids = set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) if anchors else set()
        assert anchors <= ids, address


def test_without_a_tag_there_is_a_list_that_says_so(tmp_path: Path) -> None:
    site = _build(copy_small(tmp_path))
    page = (site / "fassung/index.html").read_text("utf-8")
    assert "Noch ist keine Fassung festgehalten." in page
