"""PDF files within the site: who promises them, who links to them, what happens without."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports import files
from impulswerk.exports.typeset.faults import printed_addresses
from impulswerk.exports.typeset.printing import SWITCH
from impulswerk.model import urls
from impulswerk.model.problems import Severity
from impulswerk.site.build import build_site
from impulswerk.site.project import load
from impulswerk.text.wording import file_size
from tests.e2e.site import Site
from tests.printing.machine import without_typst
from tests.printing.reading import texts
from tests.project import copy_small, quiet, real_graph
from tests.repository import Repository

BASE = "https://papier.example/unterpfad/"
HOME = "---\ntitle: Start\n---\n\n# Start\n\n<!-- baustein: herunterladen -->\n\n[Über](ueber.md)\n"


@pytest.fixture
def _without_typst(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(SWITCH)
    monkeypatch.delenv("CI", raising=False)
    without_typst(monkeypatch, tmp_path)


def _small(root: Path) -> Path:
    """The small project with a ledger that promises every PDF, and a place to download one."""
    copy_small(root)
    graph = load(root).graph
    assert graph is not None
    lines = "".join(f'  "{address}": []\n' for address in printed_addresses(graph))
    (root / "impulses/permalinks.yml").write_text(f"adressen:\n{lines}")
    (root / "docs/index.md").write_text(HOME)
    return root


def _page(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_bytes())


def _words(node: LexborHTMLParser) -> str:
    assert node.body is not None
    return " ".join(node.body.text().split())


def test_the_download_says_what_one_gets(site: Site) -> None:
    content = (site.root / urls.COLLECTION_PDF).read_bytes()
    for address, link in (("", "arbeitsentwuerfe.pdf"), ("presse/", "../arbeitsentwuerfe.pdf")):
        page = _page(site.root, address)
        (found,) = page.css(f'.herunterladen a[href="{link}"]')
        assert found.text() == "Alle Arbeitsentwürfe als PDF"
        words = _words(page)
        size = file_size(len(content)).replace("\xa0", " ")
        assert f"{len(texts(content))} Seiten, {size}, barrierefrei" in words
        assert re.search(r"Arbeitsfassung vom \d+\.\s\w+ \d{4}, ", words)


def test_every_impulse_offers_its_sheet(site: Site) -> None:
    for page in site.impulses:
        name = page.address.split("/")[1]
        number = int(name.partition("-")[0])
        (link,) = _page(site.root, page.address).css(".blick a[href$='.pdf']")
        assert link.attributes["href"] == f"../../i/{number}/impuls-{name}.pdf"


def test_machines_are_told(site: Site) -> None:
    size = (site.root / "i/7/impuls-07-ki-einstieg.pdf").stat().st_size
    page = _page(site.root, "impulse/07-ki-einstieg")
    (named,) = page.css("meta[name=citation_pdf_url]")
    assert named.attributes["content"] == f"{BASE}i/7/impuls-07-ki-einstieg.pdf"
    (script,) = page.css('script[type="application/ld+json"]')
    encoding = json.loads(script.text())["encoding"]
    assert encoding["contentUrl"] == f"{BASE}i/7/impuls-07-ki-einstieg.pdf"
    assert encoding["contentSize"] == f"{size} B"
    (named,) = _page(site.root, "").css("meta[name=citation_pdf_url]")
    assert named.attributes["content"] == f"{BASE}arbeitsentwuerfe.pdf"
    catalogue = json.loads((site.root / urls.DATA_CATALOG).read_bytes())
    found = {d["dcat:downloadURL"]: d for d in catalogue["dcat:dataset"]["dcat:distribution"]}
    paper = found[f"{BASE}arbeitsentwuerfe.pdf"]
    assert paper["dcat:mediaType"].endswith("/application/pdf")
    assert paper["dcat:byteSize"] == str((site.root / urls.COLLECTION_PDF).stat().st_size)


def test_the_ledger_promises_every_pdf() -> None:
    graph = real_graph()
    assert set(printed_addresses(graph)) <= graph.catalog.ledger.entries.keys()


@pytest.mark.usefixtures("_without_typst")
def test_without_typst_the_site_is_built_and_says_so(tmp_path: Path) -> None:
    root = _small(tmp_path / "projekt")
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done
    assert [(p.rule, p.severity) for p in outcome.problems] == [("pdf-fehlt", Severity.WARNING)]
    assert "PDF fehlt: Das Satzprogramm Typst ist nicht installiert." in _words(
        _page(root / "site", "")
    )
    page = _page(root / "site", "impulse/01-lotsen")
    assert "PDF fehlt: Das Satzprogramm Typst ist nicht installiert." in _words(page)
    assert not list((root / "site").rglob("*.pdf"))


@pytest.mark.usefixtures("_without_typst")
def test_where_it_is_published_a_missing_pdf_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    root = _small(tmp_path / "projekt")
    Repository(root).start().commit("2026-01-15")  # what is published knows its history
    outcome = build_site(root, root / "site", quiet)
    assert not outcome.is_done
    assert [p.rule for p in outcome.problems] == ["pdf-fehlt"]


@pytest.mark.usefixtures("printing")
def test_a_file_that_cannot_be_set_is_left_out_and_stops_only_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("impulswerk.exports.typeset.compiler.TIME_LIMIT", 0.001)
    root = _small(tmp_path / "projekt")
    # No file is kept of this text, but pictures are, which show titles only.
    for path in (root / "impulses").glob("0*.md"):
        path.write_text(path.read_text("utf-8") + "- Das hat noch niemand gesetzt.\n", "utf-8")
    Repository(root).start().commit("2026-01-15")  # what is published knows its history
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done
    assert {(p.rule, p.severity) for p in outcome.problems} == {("pdf-fehler", Severity.WARNING)}
    assert not list((root / "site").rglob("*.pdf"))
    assert "PDF fehlt: Beim Setzen" in _words(_page(root / "site", "impulse/01-lotsen"))
    monkeypatch.setattr("impulswerk.site.build.check_release", lambda *_: [])
    released = build_site(root, root / "freigabe", quiet, is_release=True)
    assert not released.is_done
    assert {(p.rule, p.severity) for p in released.problems} == {("pdf-fehler", Severity.ERROR)}


def test_switched_off_nothing_is_lost(tmp_path: Path) -> None:
    root = _small(tmp_path / "projekt")
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done
    assert outcome.problems == ()
    assert "PDF fehlt: Dieser Stand" in _words(_page(root / "site", ""))


@pytest.mark.usefixtures("printing")
def test_an_edition_keeps_a_paper_of_its_own(tmp_path: Path) -> None:
    repository = Repository(_small(tmp_path / "projekt")).start()
    repository.commit("2026-01-15")
    repository.git("tag", "fassung-2026-01")
    path = repository.root / "impulses/01-lotsen.md"
    path.write_text(path.read_text("utf-8").replace("Lotsen ausbilden", "Wegweiser aufstellen"))
    repository.commit("2026-03-01")
    steps: list[tuple[int, int]] = []
    outcome = build_site(
        repository.root, repository.root / "site", quiet, lambda *step: steps.append(step)
    )
    assert outcome.is_done, outcome.problems
    site = repository.root / "site"
    then = " ".join(texts((site / "fassung/2026-01/arbeitsentwuerfe.pdf").read_bytes()))
    now = " ".join(texts((site / "arbeitsentwuerfe.pdf").read_bytes()))
    assert "Arbeitsfassung 2026-01 vom 15. Januar 2026" in then
    assert "Lotsen ausbilden" in then
    assert "Wegweiser aufstellen" in now
    home = _page(site, "fassung/2026-01")
    assert [a.attributes["href"] for a in home.css("a[href$='.pdf']")] == ["arbeitsentwuerfe.pdf"]
    sheet = " ".join(texts((site / "fassung/2026-01/i/1/impuls-01-lotsen.pdf").read_bytes()))
    assert "Lotsen ausbilden" in sheet
    assert "Arbeitsfassung 2026-01 vom 15. Januar 2026" in sheet
    # What was printed once is kept: the second build of the same sources prints nothing.
    steps.clear()
    again = build_site(
        repository.root, repository.root / "site", quiet, lambda *step: steps.append(step)
    )
    assert again.is_done
    assert steps == []


@pytest.mark.usefixtures("printing")
def test_a_pdf_that_was_printed_and_got_lost_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _small(tmp_path / "projekt")
    whole = files.exported_files

    def some(*arguments: Any) -> Iterator[Any]:
        return (found for found in whole(*arguments) if found[0] != "i/2/impuls-02-werkstatt.pdf")

    monkeypatch.setattr("impulswerk.pages.plan.exported_files", some)
    outcome = build_site(root, root / "site", quiet)
    assert not outcome.is_done
    rules = {problem.rule for problem in outcome.problems}
    assert rules == {"permalink-verloren", "seite-toter-verweis"}
