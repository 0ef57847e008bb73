"""What stands in the index of a small site, and that it is the same every time."""

import gzip
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from impulswerk import urls
from impulswerk.graph import Graph
from impulswerk.keeping import Store
from impulswerk.problems import Severity
from impulswerk.project import load
from impulswerk.rules.synonyms import WordGroup
from impulswerk.search import shards
from impulswerk.search.pagefind import FOLDER, index_site
from impulswerk.search.records import SearchRecord
from impulswerk.search.shards import PagefindError, cut, index
from impulswerk.search.tokens import Analyzer, Words
from tests.project import SMALL

PAGE = (
    '<!doctype html><html lang="de"><head><meta name="description" content="Was es gibt">{head}'
    "</head><body><main><h1>{title}</h1><p>Ein Satz.</p></main></body></html>"
)
GROUPS = (WordGroup(("Azubi", "Lehrling")), WordGroup(("Mondfahrt",), ("Weltraumbahnhof",)))


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = load(SMALL).graph
    assert graph is not None
    return graph


def _site(folder: Path, graph: Graph) -> Path:
    addresses = [urls.address(path) for path in graph.pages.values()]
    addresses += ["impulse/", "alt/weg/"]
    addresses += [
        urls.address(urls.term_path(name, term.id))
        for name, terms in graph.term_lists.items()
        for term in terms
    ]
    for address in addresses:
        page = folder / address / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        head = '<meta http-equiv="refresh" content="0">' if address == "alt/weg/" else ""
        page.write_text(PAGE.format(head=head, title=f"Seite {address}"), encoding="utf-8")
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _fragments(site: Path) -> dict[str, Any]:
    found = {}
    for path in (site / FOLDER / "fragment").iterdir():
        content = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[content["url"].removeprefix("/")] = content
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> Path:
    site = _site(tmp_path_factory.mktemp("a"), graph)
    index_site(site, graph, GROUPS)
    return site


def test_every_page_but_redirects_is_indexed(site: Path, graph: Graph) -> None:
    addresses = set(_fragments(site))
    assert {urls.address(path) for path in graph.pages.values()} <= addresses
    assert "impulse/" in addresses
    assert "alt/weg/" not in addresses


def test_what_is_shown_holds_no_hidden_word(site: Path, graph: Graph) -> None:
    fragments = _fragments(site)
    for impulse in graph.impulses:
        shown = fragments[urls.address(urls.impulse_path(impulse))]
        assert shown["meta"]["title"] == impulse.title
        assert shown["meta"]["short"] == impulse.short
        text = shown["content"] + shown["meta"]["title"] + shown["meta"]["short"]
        hidden = [
            term
            for term in impulse.search_terms
            if term.lower() not in (impulse.title + impulse.short + impulse.body).lower()
        ]
        assert [term for term in hidden if term in text] == []


def test_nothing_is_written_outside_its_folder(site: Path, graph: Graph, tmp_path: Path) -> None:
    plain = _bytes(_site(tmp_path, graph))
    indexed = {n: b for n, b in _bytes(site).items() if not n.startswith(f"{FOLDER}/")}
    assert indexed == plain


def test_indexing_again_gives_the_same_bytes(site: Path, graph: Graph, tmp_path: Path) -> None:
    other = _site(tmp_path / "anderswo" / "tief", graph)
    index_site(other, graph, GROUPS)
    first = _bytes(other / FOLDER)
    assert first == _bytes(site / FOLDER)
    index_site(other, graph, GROUPS)
    assert _bytes(other / FOLDER) == first


def test_the_vocabulary_names_every_page(site: Path) -> None:
    data = json.loads((site / FOLDER / "woerter.json").read_text(encoding="utf-8"))
    ids = {path.stem for path in (site / FOLDER / "fragment").iterdir()}
    assert {page[0] for page in data["pages"]} == ids
    assert [page[3] for page in data["pages"] if data["kinds"][page[2]] == "Impuls"] == [1, 2, 3]


def test_no_interface_of_pagefind_is_left(site: Path) -> None:
    assert not [name for name in _bytes(site / FOLDER) if "ui" in name or "highlight" in name]


def test_a_group_that_leads_nowhere_is_a_warning(graph: Graph, tmp_path: Path) -> None:
    problems = index_site(_site(tmp_path, graph), graph, GROUPS).problems
    assert [(p.rule, p.severity) for p in problems] == [("wortgruppe-ohne-ziel", Severity.WARNING)]
    assert "Weltraumbahnhof" in problems[0].message


def test_a_failing_pagefind_is_a_problem(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path, graph)
    monkeypatch.setattr(shards, "_program", lambda: Path("/gibt/es/nicht"))
    assert [problem.rule for problem in index_site(site, graph).problems] == ["bau-warnung"]
    monkeypatch.setattr(shards, "_program", lambda: Path("/bin/false"))
    assert [problem.rule for problem in index_site(site, graph).problems] == ["bau-warnung"]
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    assert [problem.rule for problem in index_site(site, graph).problems] == ["bau-warnung"]


def _record(number: int) -> SearchRecord:
    return SearchRecord(f"impulse/{number}/", "Impuls", f"Nr. {number}", "", "", {}, number)


def test_a_new_impulse_moves_no_other() -> None:
    before = [_record(number) for number in range(1, 21) if number != 7]
    shards = cut(before, 5)
    assert sorted(r.number or 0 for shard in shards for r in shard) == [r.number for r in before]
    assert [len(shard) for shard in shards] == [5, 4, 5, 5]
    after = cut([*before, _record(7)], 5)
    assert [shard for shard in after if shard not in shards] == [after[1]]


def test_few_pages_are_one_shard() -> None:
    assert len(cut([_record(number) for number in (1, 900)], 2)) == 1


def test_pages_without_a_number_come_first() -> None:
    others = [replace(_record(number), number=None) for number in range(1, 6)]
    shards = cut([_record(1), *others], 2)
    assert shards == [others[:2], others[2:4], others[4:], [_record(1)]]


def test_a_page_that_pagefind_leaves_out_is_noticed() -> None:
    record = replace(_record(1), body="Ein Satz.")
    with pytest.raises(PagefindError, match="Von 2 Seiten sind nur 1 im Index"):
        index([record, record], Analyzer(Words()), is_only=True, is_first=True)


def test_of_one_of_several_shards_a_browser_loads_little() -> None:
    found = [replace(_record(1), body=" ".join(f"wort{number}" for number in range(6_000)))]
    counts = []
    for is_only in (True, False):
        _, files = index(found, Analyzer(Words()), is_only=is_only, is_first=False)
        counts.append(len([path for path in files if path.startswith("index/")]))
    assert counts[0] < counts[1]


def test_shards_hold_every_page_and_are_kept(graph: Graph, tmp_path: Path, site: Path) -> None:
    other = _site(tmp_path / "a", graph)
    store = Store(tmp_path / "kept")
    index_site(other, graph, GROUPS, pages_per_shard=2)
    cold = _bytes(other / FOLDER)
    for _ in range(2):
        index_site(other, graph, GROUPS, store, pages_per_shard=2)
        assert _bytes(other / FOLDER) == cold
    data = json.loads(cold["woerter.json"])
    tables = [data["pages"]]
    tables += [json.loads(cold[f"{folder}seiten.json"]) for folder in data["shards"]]
    whole = json.loads((site / FOLDER / "woerter.json").read_text(encoding="utf-8"))
    addresses = sorted(page[1] for table in tables for page in table)
    assert addresses == sorted(page[1] for page in whole["pages"])
    assert {**data, "pages": [], "shards": []} == {**whole, "pages": [], "shards": []}
    # The program that asks the index is needed once.
    assert [name for name in cold if name.endswith("pagefind.js")] == ["pagefind.js"]


def test_a_shard_is_taken_only_if_it_would_be_made_the_same(graph: Graph, tmp_path: Path) -> None:
    site = _site(tmp_path / "a", graph)
    store = Store(tmp_path / "kept")

    def bytes_of(graph: Graph, store: Store | None = None) -> dict[str, bytes]:
        assert index_site(site, graph, store=store, pages_per_shard=4).problems == []
        return _bytes(site / FOLDER)

    before = bytes_of(graph, store)
    page = site / "ueber/index.html"
    # Handlungsfeld, a word of pages in other shards, is a compound from now on.
    page.write_text(page.read_text("utf-8").replace("Ein Satz", "Handlung auf dem Feld"), "utf-8")
    after = bytes_of(graph)
    assert bytes_of(graph, store) == after
    assert bytes_of(graph, store) == after
    # Browsers keep a shard for ever: with other content it has another name.
    same = {name for name in before.keys() & after.keys() if name.startswith("index/")}
    assert {name: before[name] for name in same} == {name: after[name] for name in same}
    turned = Graph(replace(graph.catalog, drivers=graph.catalog.drivers[::-1]))
    assert bytes_of(turned, store) == bytes_of(turned)


def test_what_is_kept_is_taken(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path / "a", graph)
    store = Store(tmp_path / "kept")
    index_site(site, graph, store=store, pages_per_shard=2)
    monkeypatch.setattr(shards, "_program", lambda: Path("/gibt/es/nicht"))
    assert index_site(site, graph, store=store, pages_per_shard=2).problems == []
    assert index_site(site, graph, store=store, program="neu", pages_per_shard=2).problems


def test_a_shard_that_stands_is_not_written_again(graph: Graph, tmp_path: Path) -> None:
    site = _site(tmp_path / "a", graph)
    index_site(site, graph, pages_per_shard=2)
    before = {f"{FOLDER}/{name}": content for name, content in _bytes(site / FOLDER).items()}
    missing, *others = json.loads(before[f"{FOLDER}/woerter.json"])["shards"]
    lost = next(name for name in before if name.startswith(f"{FOLDER}/{missing}"))
    found = index_site(site, graph, standing=before.keys() - {lost}, pages_per_shard=2)
    folders = tuple(f"{FOLDER}/{folder}" for folder in others)
    assert set(found.standing) == {name for name in before if name.startswith(folders)}
    after = {f"{FOLDER}/{name}": content for name, content in _bytes(site / FOLDER).items()}
    assert after == {name: before[name] for name in before.keys() - set(found.standing)}
