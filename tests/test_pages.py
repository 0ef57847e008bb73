"""Golden pages of the small project, without their frame.

Rewrite with `UPDATE_GOLDEN=1 pytest …` after an intended change and read the difference.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search.records import records
from impulswerk.model import urls
from impulswerk.model.entries import State
from impulswerk.pages.page import Page
from impulswerk.pages.plan import generate
from impulswerk.pages.view import View
from impulswerk.permanence.printed import PdfFile, Printed
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from impulswerk.text.plain import BuiltPage
from tests.project import SMALL

GOLDEN = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    graph = load(SMALL).graph
    assert graph is not None
    site = generate(graph, Publication())
    assert len(set(site.paths)) == len(list(site.paths))
    return {planned.path: planned.make() for planned in site.pages}


@pytest.mark.parametrize(
    "path", ["impulse/01-lotsen.md", "treiber/digitalisierung.md", "matrix.md", "ueber.md"]
)
def test_golden_page(path: str, pages: dict[str, Page]) -> None:
    meta = yaml.safe_dump(dict(pages[path].meta), allow_unicode=True, sort_keys=True)
    text = f"<!--\n{meta}-->\n{pages[path].html}"
    golden = GOLDEN / path.replace("/", "--").replace(".md", ".html")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_pages_lie_where_they_say(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert page.path == path
        assert page.meta["title"]


def test_pages_are_whole_blocks_of_html(pages: dict[str, Page]) -> None:
    for page in pages.values():
        body = LexborHTMLParser(f"<body>{page.html}").body
        assert body is not None
        loose = [node.tag for node in body.iter(include_text=True) if node.tag in {"-text", "a"}
                 and node.text().strip()]  # fmt: skip
        assert loose == [], page.path
        assert "<!-- baustein" not in page.html


def test_the_finder_offers_only_what_tells_impulses_apart(pages: dict[str, Page]) -> None:
    body = LexborHTMLParser(f"<body>{pages[urls.IMPULSE_INDEX].html}").body
    assert body is not None
    data = body.css_first("#finder-daten")
    assert data is not None
    impulses = json.loads(data.text())
    hidden = set()
    for facet in body.css("details.finder__facette"):
        labels = facet.css("label")
        for label in labels:
            box = label.css_first("input")
            assert box is not None
            name, value = box.attributes["name"], box.attributes["value"]
            having = [value in impulse[name] for impulse in impulses]
            assert ("hidden" not in label.attributes) == (any(having) and not all(having))
            if "hidden" in label.attributes:
                hidden.add((name, all(having)))
        unseen = all("hidden" in label.attributes for label in labels)
        assert ("hidden" in facet.attributes) == unseen
    assert hidden >= {("handelnde", True), ("gruppe", False), ("stand", True)}


def test_only_editors_see_where_an_entry_ends(pages: dict[str, Page]) -> None:
    graph = load(SMALL).graph
    assert graph is not None
    (term,) = [term for term in graph.catalog.challenges if term.scope]
    shown = {path for path, page in pages.items() if term.scope in page.html}
    assert shown == {urls.FIELDS_PAGE}
    site = generate(graph, Publication())
    texts = [file for file in site.files if not file.path.endswith((".pdf", ".png", ".zip"))]
    assert not [file.path for file in texts if b"Sternenlicht" in file.content]
    built = {urls.address(path): BuiltPage("Titel") for path in pages}
    found = [record for record in records(graph, built) if record.title == term.title]
    assert [record.texts["e"] for record in found] == [term.short]


def test_a_download_is_named_as_what_it_is_and_the_paper_as_something_else() -> None:
    graph = load(SMALL).graph
    assert graph is not None
    address = "https://verbund.example/meldung/"
    source = replace(graph.catalog.references[0], url=address)
    files = {urls.COLLECTION_PDF: PdfFile(b"%PDF", 12)}
    publication = Publication(printed=Printed(files))

    def shown(state: State) -> str:
        impulses = tuple(replace(impulse, state=state) for impulse in graph.impulses)
        catalog = replace(graph.catalog, references=(source,), impulses=impulses)
        return View(Graph(catalog), publication, "index.md").render("bausteine/herunterladen.html")

    assert ">Alle Arbeitsentwürfe als PDF</a>" in shown(State.DRAFT)
    assert ">Alle Impulse als PDF</a>" in shown(State.COMPARED)
    where = f'<a href="{address}">verbund.example/meldung/</a>'
    assert f"Bekannt gemacht hat es {source.publisher}: {where}" in shown(State.DRAFT)
