"""The pages on what is new, as the site engine gets them.

Rewrite with `UPDATE_GOLDEN=1 pytest …` after an intended change and read the difference.
"""

import dataclasses
import datetime as dt
import os
import re
from pathlib import Path

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.commands.cli import main
from impulswerk.exports.citation import bibtex, cite, html, markdown, plain
from impulswerk.model import urls
from impulswerk.model.entries import Ledger, LedgerEntry
from impulswerk.pages.changes import change_pages, known_versions
from impulswerk.pages.view import View
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import LATEST, difference, latest
from impulswerk.site.project import load
from impulswerk.sources.history import SHALLOW, Change, History, Revision, read_history
from impulswerk.text.words import FieldChange, Words, word_changes
from tests.project import SMALL, copy_small
from tests.repository import Repository

GOLDEN = Path(__file__).parent / "pages"
PATTERN = "https://forge.example/p/blob/{commit}/{datei}"


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = load(SMALL).graph
    assert found is not None
    return found


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    root = copy_small(tmp_path_factory.mktemp("changes") / "projekt")
    repository = Repository(root).start()
    name = "impulses/01-lotsen.md"
    now = (root / name).read_text("utf-8")
    before = now.replace("Lotsen ausbilden", "Lotsen & <b>")
    before = before.replace("zielgruppen: [kmu]", "zielgruppen: [kmu, verein]")
    before = before.replace("Es gibt ein Problem.", "Es gibt *kein* Problem.")
    assert before.count("verein") == before.count("<b>") == before.count("kein*") == 1
    repository.commit("2026-03-30", {name: before})
    repository.commit("2026-04-02", {name: now})
    two = (root / "impulses/02-werkstatt.md").read_text("utf-8")
    withdrawn = two.replace("stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: []")
    repository.commit("2026-04-02T13:00:00Z", {"impulses/02-werkstatt.md": withdrawn})
    found = read_history(root)
    assert found.is_known
    return found


def _pages(graph: Graph, publication: Publication) -> dict[str, str]:
    return {page.path: page.make().html for page in change_pages(graph, publication)}


@pytest.mark.parametrize("path", ["neues.md", "aenderungen/1.md", "aenderungen/1/2026-03-30.md"])
def test_golden_page(path: str, graph: Graph, history: History) -> None:
    text = _pages(graph, Publication(history=history))[path]
    golden = GOLDEN / path.replace("/", "--").replace(".md", ".html")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_there_is_a_page_for_each_impulse_whatever_is_known(graph: Graph, history: History) -> None:
    expected = {urls.NEWS, *(urls.changes_path(impulse) for impulse in graph.impulses)}
    for known in (history, History(is_known=True), History(reason=SHALLOW)):
        pages = list(change_pages(graph, Publication(history=known)))
        days = {urls.version_path(*version) for version in known_versions(graph, known)}
        assert {page.path for page in pages} == expected | days
        for page in pages:
            meta = page.make().meta
            assert meta["seitenart"] == "verlauf"
            assert meta["title"]


def _promising(graph: Graph, *addresses: str) -> Graph:
    """The same with addresses that were published once."""
    ledger = Ledger({address: LedgerEntry() for address in addresses})
    return Graph(dataclasses.replace(graph.catalog, ledger=ledger))


def test_the_words_of_a_day_stay_whatever_comes_after(graph: Graph, history: History) -> None:
    publication = Publication("https://papier.example/", history=history)
    # Also of a day without a change, and of one before there was anything.
    days = ["2026-01-01", "2026-04-01", "2026-05-01"]
    promised = _promising(graph, *(f"aenderungen/1/{day}/" for day in days), "aenderungen/99/x/")
    pages = _pages(promised, publication)
    for day in ("2026-03-30", "2026-04-01"):
        then = pages[f"aenderungen/1/{day}.md"]
        assert "<h1>Lotsen &amp; &lt;b&gt;</h1>" in then
        assert "Es gibt kein Problem." in then
        assert "Es gibt ein Problem." not in then
    for day in ("2026-04-02", "2026-05-01"):
        assert "<h1>Lotsen ausbilden</h1>" in pages[f"aenderungen/1/{day}.md"]
    assert "stand Impuls 1 nicht auf dieser Website" in pages["aenderungen/1/2026-01-01.md"]
    citation = cite(graph, publication, graph.impulse(1))
    assert citation.version == "https://papier.example/aenderungen/1/2026-04-02/"
    for written in (plain(citation), markdown(citation), html(citation), bibtex(citation).decode()):
        assert citation.version in written


def test_what_was_promised_is_there_without_a_history(graph: Graph) -> None:
    promised = _promising(graph, "aenderungen/1/2026-03-30/", "aenderungen/1/2026-02-30/")
    pages = _pages(promised, Publication(history=History(reason=SHALLOW)))
    assert {path for path in pages if path.count("/") > 1} == {"aenderungen/1/2026-03-30.md"}
    assert "lässt sich in dieser Fassung nicht zeigen" in pages["aenderungen/1/2026-03-30.md"]
    citation = cite(promised, Publication(history=History(reason=SHALLOW)), promised.impulse(1))
    assert not citation.version


def test_the_ledger_takes_them_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = Repository(copy_small(tmp_path)).start()
    repository.commit("2026-03-30")
    monkeypatch.chdir(tmp_path)
    assert main(["permalinks"]) == 0
    assert main(["permalinks", "--check"]) == 0
    text = (tmp_path / "impulses/01-lotsen.md").read_text("utf-8")
    changed = text.replace("Lotsen ausbilden", "Lotsen schulen")
    repository.commit("2026-04-02", {"impulses/01-lotsen.md": changed})
    # Nobody can know the day of a commit before there is one.
    assert main(["permalinks", "--check"]) == 0
    capsys.readouterr()
    assert main(["permalinks"]) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == ["aenderungen/1/2026-04-02/"]


def test_what_is_not_known_is_said(graph: Graph) -> None:
    pages = _pages(graph, Publication(history=History(reason=SHALLOW)))
    for text in pages.values():
        assert "Es wurde nur ein Teil der Geschichte geholt." in text
        assert "<code>git fetch --unshallow</code>" in text
        assert "<time" not in text
    pages = _pages(graph, Publication(history=History(is_known=True)))
    assert "Noch gibt es nichts Neues." in pages["neues.md"]
    assert "Noch ist keine Fassung dieses Impulses festgehalten." in pages["aenderungen/1.md"]


def test_every_link_to_a_change_has_a_goal(graph: Graph, history: History) -> None:
    pages = _pages(graph, Publication(history=history))
    links = re.findall(r'href="\.\./aenderungen/(\d+)/#([^"]+)"', pages["neues.md"])
    assert len(links) == 2
    for number, anchor in links:
        assert f'id="{anchor}"' in pages[f"aenderungen/{number}.md"]


def test_the_source_is_linked_as_it_was(graph: Graph, history: History) -> None:
    renamed = dataclasses.replace(graph.impulse(1), source="impulses/01-anders.md")
    moved = Graph(dataclasses.replace(graph.catalog, impulses=(renamed, *graph.impulses[1:])))
    pages = _pages(moved, Publication(history=history, version_pattern=PATTERN))
    revisions = history.revisions(renamed)
    assert len(revisions) == 2
    for revision in revisions:
        address = f"https://forge.example/p/blob/{revision.commit}/impulses/01-lotsen.md"
        assert f'href="{address}"' in pages["aenderungen/1.md"]
    assert "forge" not in "".join(_pages(graph, Publication(history=history)).values())


def test_the_latest_come_first_and_no_more_than_enough(graph: Graph) -> None:
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

    def revisions(hour: int) -> tuple[Revision, ...]:
        moments = [start + dt.timedelta(days=day, hours=hour) for day in range(LATEST)]
        return tuple(Revision(Change.CHANGED, m, m, "0", "impulses/x.md") for m in moments)

    known = History(True, entries={"impuls 1": revisions(1), "impuls 2": revisions(0)})
    news = latest(graph, known)
    assert len(news) == LATEST
    assert [entry.impulse.number for entry in news[:4]] == [1, 2, 1, 2]
    assert news[0].revision.date == dt.date(2026, 2, 19)
    text = _pages(graph, Publication(history=known))["neues.md"]
    assert "Hier stehen nur die letzten Änderungen." in text
    assert text.index("Februar 2026") < text.index("19.\u00a0Februar") < text.index("18.\u00a0Febr")
    # At the same moment by number.
    known = History(True, entries={"impuls 2": revisions(0), "impuls 1": revisions(0)})
    assert [entry.impulse.number for entry in latest(graph, known)[:2]] == [1, 2]


@pytest.mark.parametrize(
    ("before", "after", "html"),
    [
        ("a b", "a c", "a <del>b</del> <ins>c</ins>"),
        ("a", "a <b>", "a <ins>&lt;b&gt;</ins>"),
        ("• A\n• B", "• A\n• X\n• B", "• A<br><ins>• X</ins><br>• B"),
        ("• A\n• X\n• B", "• A\n• B", "• A<br><del>• X</del><br>• B"),
        ("• A\n• B\n• C", "• A\n• X\n• C", "• A<br>• <del>B</del> <ins>X</ins><br>• C"),
        ("a b", "a", "a <del>b</del>"),
    ],
)
def test_differences_as_html(before: str, after: str, html: str, graph: Graph) -> None:
    change = FieldChange("Text", tuple(word_changes(before, after)))
    assert difference(graph, change) == html


def test_ids_are_shown_by_their_titles(graph: Graph) -> None:
    groups = (Words("weg", "weg "), Words("gleich", "kmu "), Words("neu", "start-ups"))
    shown = difference(graph, FieldChange("Zielgruppen", groups, "zielgruppen"))
    assert shown == "<del>weg</del>, Kleine und mittlere Unternehmen, <ins>Start-ups</ins>"
    states = (Words("weg", "entwurf"), Words("neu", "abgeglichen"))
    shown = difference(graph, FieldChange("Stand", states, "staende"), is_spoken=True)
    assert shown == (
        '<del><span class="nur-vorlesen">(gestrichen: </span>Arbeitsentwurf'
        '<span class="nur-vorlesen">)</span></del> '
        '<ins><span class="nur-vorlesen">(eingefügt: </span>Abgeglichen'
        '<span class="nur-vorlesen">)</span></ins>'
    )


def test_the_part_of_an_impulse_page(graph: Graph, history: History) -> None:
    def part(number: int, known: History) -> str:
        impulse = graph.impulse(number)
        page = View(graph, Publication(history=known), urls.impulse_path(impulse))
        return " ".join(page.render("_aenderungen.html", impuls=impulse).split())

    assert (
        "Aufgenommen am 30. März 2026, zuletzt geändert am 2. April 2026. "
        '<a href="../../aenderungen/1/">1 Änderung ansehen</a>'
    ) in part(1, history)
    assert "zuletzt zurückgezogen am 2. April 2026" in part(2, history)
    assert "Aufgenommen am 30. März 2026, seither unverändert." in part(3, history)
    assert "in keiner Fassung festgehalten" in part(1, History(is_known=True))
    unknown = part(1, History(reason=SHALLOW))
    assert "lässt sich in dieser Fassung nicht sagen" in unknown
    assert "../../aenderungen/1/" in unknown
    for known in (history, History(is_known=True), History(reason=SHALLOW)):
        assert part(1, known).startswith('<h2 id="aenderungen">Änderungen</h2>')
