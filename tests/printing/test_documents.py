"""What stands in the paper and on the sheets."""

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import zxingcpp

from impulswerk.catalogue.graph import Graph
from impulswerk.catalogue.status import status
from impulswerk.exports.typeset.compiler import typeset
from impulswerk.exports.typeset.documents import Document, collection, documents, sheet
from impulswerk.model import urls
from impulswerk.model.entries import Catalog, Operator, Step
from impulswerk.permanence.publication import NO_BASE, Publication
from impulswerk.sources.history import UNKNOWN
from tests.e2e.site import Site
from tests.exports.offered import AWKWARD, BASE, Offered, small_offer
from tests.operator import filled
from tests.printing.reading import bookmarks, links, picture, texts
from tests.project import REAL, real_graph


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Offered:
    return small_offer(tmp_path_factory.mktemp("druck") / "projekt")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return real_graph()


@pytest.fixture(scope="module")
def paper(site: Site) -> bytes:
    return (site.root / urls.COLLECTION_PDF).read_bytes()


@pytest.fixture(scope="module")
def small_paper(small: Offered) -> bytes:
    return _content(collection(small.graph, small.publication))


def _content(document: Document) -> bytes:
    assert document.job
    (made,) = typeset([document.job])
    assert made.fault == ""
    return made.files[0]


def test_the_title_page_says_what_it_is(paper: bytes, graph: Graph) -> None:
    first = texts(paper)[0]
    work = graph.catalog.work
    for words in (work.title, work.publisher, work.edition, work.short):
        assert words in first
    assert status(graph, graph.entries).sentence in first
    assert "papier.example/unterpfad" in first


def test_every_entry_is_a_bookmark_and_stands_on_its_page(paper: bytes, graph: Graph) -> None:
    pages = texts(paper)
    marks = {title: page for _, title, page in bookmarks(paper)}
    for impulse in graph.active:
        title = f"{impulse.number} {impulse.title}"
        assert title in marks, title
        assert impulse.short.replace("\xa0", " ") in pages[marks[title] - 1]
    for driver in graph.drivers:
        assert driver.short in pages[marks[driver.title] - 1]
    assert {"Inhalt", "Matrix: Treiber und Handlungsfelder", "Quellen", "Impressum"} <= marks.keys()


def test_the_contents_name_the_right_pages(paper: bytes, graph: Graph) -> None:
    marks = {title: page for _, title, page in bookmarks(paper)}
    contents = texts(paper)[marks["Inhalt"] - 1]
    for impulse in graph.active:
        page = marks[f"{impulse.number} {impulse.title}"]
        # The number in the sign comes behind a title of two lines.
        wanted = rf"{re.escape(impulse.title)} (?:{impulse.number} )?{page}\b"
        assert re.search(wanted, contents), impulse.title


def test_every_page_but_the_first_has_head_and_number(paper: bytes, graph: Graph) -> None:
    work = graph.catalog.work
    line = status(graph, graph.entries)
    for number, text in enumerate(texts(paper)[1:], start=2):
        assert text.startswith(work.title), number
        assert f"{work.edition} vom " in text, number
        assert line.before(line.sentence) in text, number
        assert re.search(rf"\b{number}\b", text), number


def test_links_lead_somewhere(paper: bytes, graph: Graph) -> None:
    found = list(links(paper))
    inside = {goal for _, goal in found if goal.startswith("#")}
    assert {f"#impuls-{impulse.number}" for impulse in graph.active} <= inside
    outside = {goal for _, goal in found if not goal.startswith("#")}
    elsewhere = {
        goal for goal in outside if not goal.startswith("https://papier.example/unterpfad/")
    }
    assert elsewhere == {source.url for source in graph.catalog.references} - {""}
    assert {f"https://papier.example/unterpfad/i/{i.number}/" for i in graph.active} <= outside


def test_dates_are_those_of_the_edition(small_paper: bytes, small: Offered) -> None:
    with pikepdf.open(io.BytesIO(small_paper)) as pdf:
        day = f"D:{small.publication.date:%Y%m%d}"
        assert str(pdf.docinfo.CreationDate).startswith(day)
        assert str(pdf.docinfo.ModDate).startswith(day)
        assert str(pdf.docinfo.Author) == small.graph.catalog.work.publisher


def test_what_is_withdrawn_is_told_apart(small: Offered, small_paper: bytes) -> None:
    withdrawn = small.graph.impulse(3)
    titles = [title for _, title, _ in bookmarks(small_paper)]
    assert f"3 {withdrawn.title}" not in titles
    assert "Zurückgezogene Impulse" in titles
    assert "An seine Stelle tritt Impuls 1" in " ".join(texts(small_paper))


def test_awkward_titles_stay_text(small_paper: bytes) -> None:
    assert f"2 {AWKWARD}" in [title for _, title, _ in bookmarks(small_paper)]


def test_sheets_have_at_most_two_pages_and_stand_alone(site: Site, graph: Graph) -> None:
    for impulse in graph.impulses:
        content = (site.root / urls.sheet(impulse)).read_bytes()
        pages = texts(content)
        assert 1 <= len(pages) <= 2, impulse.title
        whole = " ".join(pages)
        for words in (impulse.title, graph.state(impulse).short, "Notizen", "Herkunft"):
            assert words in whole, (impulse.number, words)
        for other in graph.related(impulse):
            assert other.title in whole
        sources = {graph.reference(own.source_id).url for own in impulse.evidence}
        for _, goal in links(content):
            assert goal.startswith("https://papier.example/unterpfad/") or goal in sources, goal


def test_the_longest_impulse_that_the_rules_allow_fits(graph: Graph) -> None:
    longest = max(graph.impulses, key=lambda impulse: len(impulse.body))
    words = len(longest.body.split())
    # The rules hint at 400 words and let titles and summaries be this long.
    more = " Noch ein Satz, der die Grenze der Regeln ganz ausschöpft." * ((430 - words) // 9)
    grown = replace(
        longest,
        title=("Lange Überschriften mit Zusammensetzungen " * 4)[:80].strip(),
        short=("Auch der Kurztext ist so lang, wie er sein darf, " * 6)[:220].strip(),
        drivers=tuple(driver.id for driver in graph.drivers),
        groups=tuple(term.id for term in graph.term_lists["zielgruppen"])[:3],
        steps=(Step(tuple(term.id for term in graph.catalog.actors)[:8], ""),),
        challenges=tuple(term.id for term in graph.term_lists["herausforderungen"]),
        related=tuple(i.number for i in graph.impulses if i is not longest)[:8],
        body=longest.body.rstrip() + more + "\n",
    )
    impulses = tuple(grown if i is longest else i for i in graph.impulses)
    catalog: Catalog = replace(graph.catalog, impulses=impulses)
    content = _content(sheet(Graph(catalog), Publication(base=BASE), grown))
    assert len(texts(content)) == 2


def test_a_qr_code_opens_the_permalink(site: Site) -> None:
    page = picture((site.root / "i/7/impuls-07-ki-einstieg.pdf").read_bytes(), 0)
    (code,) = zxingcpp.read_barcodes(page)
    assert code.text == "https://papier.example/unterpfad/i/7/"


def test_without_an_address_nothing_leads_nowhere(small: Offered) -> None:
    nowhere = Publication(date=dt.date(2026, 3, 1))
    assert nowhere.base == NO_BASE
    # What sources name leads on all the same.
    elsewhere = {own.url for entry in small.graph.catalog.chronicle for own in entry.sources}
    for document in documents(small.graph, nowhere):
        content = _content(document)
        whole = " ".join(texts(content))
        assert "invalid" not in whole
        goals = {goal for _, goal in links(content) if not goal.startswith("#")}
        assert goals <= elsewhere
        if document.address == urls.COLLECTION_PDF:
            assert "Angabe fehlt: Wo die Website veröffentlicht wird" in whole


def test_an_edition_is_named_and_its_sheets_are_its_own(small: Offered) -> None:
    frozen = replace(small.publication, edition="2026-01", history=UNKNOWN)
    document, *sheets = documents(small.graph, frozen)
    assert len(sheets) == len(small.graph.impulses)
    assert all(sheet.address.startswith("fassung/2026-01/") for sheet in sheets)
    assert document.address == "fassung/2026-01/arbeitsentwuerfe.pdf"
    assert "Arbeitsfassung 2026-01 vom " in texts(_content(document))[0]


def test_a_change_elsewhere_leaves_a_sheet_as_it_is(small: Offered) -> None:
    one, two = small.graph.impulse(1), small.graph.impulse(2)
    later = replace(small.publication, date=small.publication.date + dt.timedelta(days=9))
    assert sheet(small.graph, small.publication, one) == sheet(small.graph, later, one)
    other = replace(two, body=two.body.replace("ein Problem", "zwei Probleme"))
    catalog = replace(
        small.graph.catalog,
        impulses=tuple(other if i is two else i for i in small.graph.impulses),
    )
    changed = Graph(catalog)
    before = {found.address: found.job for found in documents(small.graph, small.publication)}
    after = {found.address: found.job for found in documents(changed, small.publication)}
    assert {address for address in before if before[address] != after[address]} == {
        urls.COLLECTION_PDF,
        urls.sheet(two),
    }


def test_nothing_of_one_paper_stands_in_the_templates() -> None:
    folder = REAL / "scripts/impulswerk/render/templates/druck"
    paths = [*folder.iterdir(), *(REAL / "scripts/impulswerk/exports/typeset").glob("*.py")]
    found = real_graph()
    names = [found.catalog.paper.title, found.catalog.paper.publisher]
    names += [driver.title for driver in found.drivers]
    for path in map(Path, paths):
        text = path.read_text("utf-8")
        assert not [name for name in names if name in text], path


def test_the_imprint_names_the_operator(small: Offered, small_paper: bytes) -> None:
    assert "Wer die Website betreibt, ist noch nicht eingetragen." in texts(small_paper)[-1]
    known = Operator(filled(dt.date(2026, 11, 1)))
    graph = Graph(replace(small.graph.catalog, operator=known))
    last = texts(_content(collection(graph, small.publication)))[-1]
    for name in ("name", "strasse", "ort", "mail"):
        assert known.facts[f"betreiber.{name}"] in last
