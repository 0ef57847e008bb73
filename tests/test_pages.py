"""Golden pages of the small project, as the site engine gets them.

Rewrite with `UPDATE_GOLDEN=1 pytest …` after an intended change and read the difference.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from impulswerk import urls
from impulswerk.generate import Artifact, generate
from impulswerk.graph import Graph
from impulswerk.model import State
from impulswerk.pages.rendering import Page
from impulswerk.printed import PdfFile, Printed
from impulswerk.project import load
from impulswerk.publication import Publication
from tests.project import SMALL

GOLDEN = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def artifacts() -> dict[str, Artifact]:
    graph = load(SMALL).graph
    assert graph is not None
    found = list(generate(graph, Publication()))
    assert len({artifact.path for artifact in found}) == len(found)
    return {artifact.path: artifact for artifact in found}


@pytest.mark.parametrize(
    "path", ["impulse/01-lotsen.md", "treiber/digitalisierung.md", "matrix.md", "ueber.md"]
)
def test_golden_page(path: str, artifacts: dict[str, Artifact]) -> None:
    text = artifacts[path].content.decode()
    golden = GOLDEN / path.replace("/", "--")
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_front_matter_of_every_page_is_yaml(artifacts: dict[str, Artifact]) -> None:
    for artifact in artifacts.values():
        if not artifact.path.endswith(".md"):
            continue
        text = artifact.content.decode()
        if text.startswith("---\n"):
            front = yaml.safe_load(text.split("---\n")[1])
            assert front.get("quelle", "") == artifact.source


def test_generating_twice_gives_the_same(artifacts: dict[str, Artifact]) -> None:
    graph = load(SMALL).graph
    assert graph is not None
    found = {a.path: a.content for a in generate(graph, Publication())}
    assert found == {path: artifact.content for path, artifact in artifacts.items()}


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
        return Page(Graph(catalog), publication, "index.md").render("bausteine/herunterladen.html")

    assert ">Alle Arbeitsentwürfe als PDF</a>" in shown(State.DRAFT)
    assert ">Alle Impulse als PDF</a>" in shown(State.COMPARED)
    where = f'<a href="{address}">verbund.example/meldung/</a>'
    assert f"Bekannt gemacht hat es {source.publisher}: {where}" in shown(State.DRAFT)
