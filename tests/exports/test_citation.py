"""Citations: our own forms, and the files as other programs understand them."""

import dataclasses
import datetime as dt
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import bibtexparser  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from impulswerk.exports.citation import (
    MAX_SHORT_TEXT,
    Citation,
    bibtex,
    cite,
    csl_json,
    html,
    markdown,
    plain,
    ris,
    short_text,
)
from impulswerk.graph import Graph
from impulswerk.model import State
from impulswerk.project import load
from impulswerk.publication import Publication
from tests.e2e.tools import NODE, NODE_MODULES, missing
from tests.project import REAL, SMALL

WHERE = Publication("https://beispiel.example/papier/", dt.date(2026, 11, 22))


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = load(SMALL).graph
    assert found is not None
    return found


@pytest.fixture(scope="module")
def real() -> Graph:
    found = load(REAL).graph
    assert found is not None
    return found


def _citations(graph: Graph) -> list[Citation]:
    return [cite(graph, WHERE, entry) for entry in (None, *graph.entries)]


def test_a_draft_says_that_it_is_one(graph: Graph) -> None:
    impulse = graph.impulse(1)
    draft = dataclasses.replace(impulse, state=State.DRAFT)
    assert plain(cite(graph, WHERE, draft)) == (
        "Musterverbund (2025): Impuls 01: Lotsen ausbilden. In: Musterpapier. Impulspapier, "
        "Arbeitsfassung vom 22.\u00a0November 2026 (Arbeitsentwurf, nicht Wortlaut des Papiers). "
        "URL: https://beispiel.example/papier/i/1/ (Abruf: TT.MM.JJJJ)."
    )
    compared = dataclasses.replace(impulse, state=State.COMPARED)
    assert "(Abgeglichen)" in plain(cite(graph, WHERE, compared))
    assert cite(graph, WHERE, draft).in_text == "(Musterverbund 2025, Impuls 01)"


def test_the_paper_and_a_driver(graph: Graph) -> None:
    paper = plain(cite(graph, WHERE, None))
    assert paper.startswith("Musterverbund (2025): Musterpapier. Impulspapier, Arbeitsfassung vom ")
    assert "URL: https://beispiel.example/papier/ (" in paper
    driver = cite(graph, WHERE, graph.drivers[0])
    assert driver.url == f"https://beispiel.example/papier/treiber/{graph.drivers[0].id}/"
    assert driver.title == f"Treiber: {graph.drivers[0].title}"


def test_markdown_and_html_link_the_title(graph: Graph) -> None:
    citation = dataclasses.replace(cite(graph, WHERE, None), title="A_b [c] <d> & *e*")
    assert r"[A\_b \[c\] \<d\> & \*e\*](https://" in markdown(citation)
    assert ">A_b [c] &lt;d&gt; &amp; *e*</a>" in html(citation)


def test_short_texts_fit_and_are_never_cut(real: Graph) -> None:
    for citation in _citations(real):
        text = short_text(citation)
        assert len(text) <= MAX_SHORT_TEXT
        assert text.endswith(citation.url)
        assert text.startswith((citation.title, f"{citation.label} ("))
    long = dataclasses.replace(_citations(real)[1], title="x" * 90, abstract="y" * 280)
    assert short_text(long).startswith("x" * 90)
    impulse = _citations(real)[-1]
    shorter = dataclasses.replace(impulse, title="x" * 90, abstract="y" * 190)
    assert short_text(shorter) == f"Impuls 36 (Arbeitsentwurf): {shorter.abstract} {shorter.url}"
    assert short_text(dataclasses.replace(long, title="x" * 300)) == long.url


def test_no_two_entries_share_a_key(real: Graph) -> None:
    keys = [citation.key for citation in _citations(real)]
    assert len(set(keys)) == len(keys)


def test_bibtex_is_read_by_a_parser(real: Graph) -> None:
    for citation in _citations(real):
        library = bibtexparser.loads(bibtex(citation).decode()).entries
        (entry,) = library
        assert entry["ID"] == citation.key
        assert entry["url"] == citation.url
        assert entry["year"] == "2025"
        assert entry["ENTRYTYPE"] == ("incollection" if citation.container else "techreport")


def test_ris_is_read_by_a_parser(real: Graph) -> None:
    for citation in _citations(real):
        data = ris(citation)
        assert data.count(b"\n") == data.count(b"\r\n")
        (entry,) = rispy.loads(data.decode())
        assert entry["type_of_reference"] == ("CHAP" if citation.container else "RPRT")
        assert entry["title"] == citation.title
        assert entry["urls"] == [citation.url]
        assert entry["year"] == "2025"


_words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and text)


@settings(max_examples=40)  # the parser of BibTeX takes its time
@given(title=_words, author=_words, abstract=_words)
def test_any_title_survives_every_form(title: str, author: str, abstract: str) -> None:
    citation = Citation(
        "schluessel", author, 2025, 4, 8, "", title, "Sammlung", "Papier", "Fassung", "",
        "https://beispiel.example/i/1/", abstract, "",
    )  # fmt: skip
    (entry,) = bibtexparser.loads(bibtex(citation).decode()).entries
    assert entry["booktitle"] == "Sammlung"
    assert entry["url"] == citation.url
    (record,) = rispy.loads(ris(citation).decode())
    assert record["title"] == title
    (item,) = json.loads(csl_json(citation))
    assert (item["title"], item["author"]) == (title, [{"literal": author}])


def _understood(texts: Iterable[str]) -> list[dict[str, Any]]:
    if not (NODE_MODULES / "@citation-js").is_dir():
        missing("citation-js (npm)")
    done = subprocess.run(
        [NODE, str(Path(__file__).with_name("citation.mjs"))],
        input=json.dumps(list(texts)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_citation_js_understands_the_three_files_alike(real: Graph) -> None:
    """An independent program reads BibTeX, RIS and CSL-JSON: the same work comes out of each."""
    citations = _citations(real)
    writers = (bibtex, ris, csl_json)
    found = _understood(write(citation).decode() for citation in citations for write in writers)
    for index, citation in enumerate(citations):
        for result in found[3 * index : 3 * index + 3]:
            (item,) = result["data"]
            # BibTeX spells a no-break space as a tilde, which citation-js gives back as such.
            assert item["title"].replace("\u00a0", " ") == citation.title.replace("\u00a0", " ")
            assert item["URL"] == citation.url
            assert item["issued"]["date-parts"][0][0] == 2025
            assert item["type"] == ("chapter" if citation.container else "report")
            (author,) = item["author"]
            assert citation.author in author.values()
            if citation.container:
                assert item["container-title"] == citation.container
            assert citation.title.split(":")[0] in result["apa"]
            assert "2025" in result["apa"]
