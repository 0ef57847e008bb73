"""Every PDF of the site keeps PDF/UA-1: veraPDF's verdict, and the essentials without it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.e2e.site import Site
from tests.long import LONG, SEED
from tests.printing.reading import texts
from tests.printing.verapdf import broken_rules
from tests.project import real_graph


@pytest.fixture(scope="module")
def files(site: Site) -> list[Path]:
    found = sorted(site.root.rglob("*.pdf"))
    assert site.root / "arbeitsentwuerfe.pdf" in found
    # What had another name before lies there as well.
    former = [path for path in found if path.name in {"papier.pdf", "blatt.pdf"}]
    # So do copies where a short address is written with a zero (`i/07/`).
    found = [path for path in found if path not in former and "/i/0" not in str(path)]
    impulses = len(list(site.root.glob("karte/*/")))
    assert (len(former), len(found)) == (1 + impulses, 1 + 2 * impulses)  # two languages
    return found


def test_verapdf_finds_no_broken_rule(files: list[Path], tmp_path: Path) -> None:
    """PDF/UA-1 of the collection, the largest sheet and some others; PDF/A-2a of one of them."""
    harmed = tmp_path / "harmed.pdf"
    with pikepdf.open(files[1]) as pdf:
        for node in nodes(pdf):
            if node.S == "/Figure":
                del node.Alt
        pdf.save(harmed)
    sheets = files[1:]
    few = {files[0], max(sheets, key=lambda path: path.stat().st_size), *sheets[SEED % 9 :: 9]}
    some = files if LONG else sorted(few)
    archived = files if LONG else [some[SEED % 2]]
    verdicts = broken_rules({"PDFUA-1": [*some, harmed], "PDFA-2A": archived})
    # A figure without words for it: veraPDF does find what is wrong.
    assert any(rule.startswith("7.3-1") for rule in verdicts["PDFUA-1"].pop(harmed))
    broken = [(name, path, rules) for name in verdicts for path, rules in verdicts[name].items()]
    assert [found for found in broken if found[2]] == []


def nodes(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure tree, parents first."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, pikepdf.Array):
            waiting[:0] = list(node)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                waiting.insert(0, node.K)


def test_essentials_without_verapdf(files: list[Path]) -> None:
    for path in files:
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            assert str(root.Lang) == ("en-GB" if "/en/" in str(path) else "de-DE"), path
            assert bool(root.MarkInfo.Marked), path
            assert bool(root.ViewerPreferences.DisplayDocTitle), path
            assert str(pdf.docinfo.Title).strip(), path
            with pdf.open_metadata() as about:
                assert about["pdfuaid:part"] == "1", path
                assert about["dc:title"] == str(pdf.docinfo.Title), path
            assert all(page.Tabs == "/S" for page in pdf.pages if "/Annots" in page), path
            tree = list(nodes(pdf))
            kinds = {str(node.S) for node in tree}
            assert {"/H1", "/H2", "/P", "/Figure"} <= kinds, path
            # The short sheets in English have no list.
            assert "/en/" in str(path) or {"/L", "/LI", "/LBody"} <= kinds, path
            assert all(str(n.Alt).strip() for n in tree if n.S == "/Figure"), path
            levels = [
                int(str(n.S)[2:]) for n in tree if str(n.S) in {f"/H{i}" for i in range(1, 7)}
            ]
            assert levels[0] == 1, path
            assert all(b - a <= 1 for a, b in pairwise(levels)), path


def test_the_matrix_needs_no_headers(files: list[Path]) -> None:
    """Every cell says itself which driver it is about."""
    graph = real_graph()
    (paper,) = (path for path in files if path.name == "arbeitsentwuerfe.pdf")
    (page,) = (text for text in texts(paper.read_bytes()) if "Jede Zahl nennt" in text)
    for field in graph.term_lists["handlungsfelder"]:
        for driver in graph.drivers:
            numbers = " ".join(str(i.number) for i in graph.cell(driver, field)) or "keiner"
            assert f"{driver.title} {numbers}" in page, (field.title, driver.title)
