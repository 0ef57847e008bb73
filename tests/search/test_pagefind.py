"""What stands in the index of a small site, and that it is the same every time."""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.search import pagefind
from impulswerk.exports.search.pagefind import FOLDER, index_site
from impulswerk.exports.search.records import TERMS
from impulswerk.exports.search.tokens import STEM_MARK
from impulswerk.model import urls
from impulswerk.model.problems import Severity
from impulswerk.rules.synonyms import WordGroup
from impulswerk.site.project import load
from tests.project import SMALL

PAGE = (
    '<!doctype html><html lang="de"><head><meta name="description" content="Was es gibt">{head}'
    "</head><body><main><h1>{title}</h1><p>Ein Satz.</p></main></body></html>"
)
GROUPS = (
    WordGroup(("Azubi", "Lehrling")),
    WordGroup(("Mondfahrt",), ("Weltraumbahnhof",)),
    WordGroup(("Beispielmuster", "wer kocht Suppe"), pages=("impulse",)),
)


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


def test_the_vocabulary_names_every_page(site: Path) -> None:
    data = json.loads((site / FOLDER / "woerter.json").read_text(encoding="utf-8"))
    # The browser tells pages by their order alone, so that none may be missing.
    assert sorted(page[0] for page in data["pages"]) == sorted(_fragments(site))
    assert [page[2] for page in data["pages"] if data["kinds"][page[1]] == "Impuls"] == [1, 2, 3]


def test_words_given_to_a_page_are_found_there_and_stand_for_themselves(site: Path) -> None:
    # Several words are one; both parts of the other stand on pages, but neither leads here.
    tokens = _fragments(site)["impulse/"]["meta"][TERMS].split()
    assert [t for t in tokens if t.endswith(STEM_MARK)] == ["beispielmustqx", "kochtsuppqx"]
    assert len(tokens) == 4
    data = json.loads((site / FOLDER / "woerter.json").read_text(encoding="utf-8"))
    assert {"beispielmust", "kochtsupp"} <= set(data["words"].split())
    # Nor are they words that mean one another.
    assert [words for words, _ in data["groups"] if "beispielmuster" in words] == []


def test_no_interface_of_pagefind_is_left(site: Path) -> None:
    assert not [name for name in _bytes(site / FOLDER) if "ui" in name or "highlight" in name]


def test_a_group_that_leads_nowhere_is_a_warning(graph: Graph, tmp_path: Path) -> None:
    problems = index_site(_site(tmp_path, graph), graph, GROUPS)
    assert [(p.rule, p.severity) for p in problems] == [("wortgruppe-ohne-ziel", Severity.WARNING)]
    assert "Weltraumbahnhof" in problems[0].message


def test_a_group_that_leads_to_no_page_is_a_warning(graph: Graph, tmp_path: Path) -> None:
    group = WordGroup(("Geld",), pages=("i/1", "i/99"))
    (problem,) = index_site(_site(tmp_path, graph), graph, [group])
    assert problem.rule == "wortgruppe-ohne-ziel"
    assert "i/99" in problem.message


def test_a_failing_pagefind_is_a_problem(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path, graph)
    monkeypatch.setattr(pagefind, "_program", lambda: Path("/gibt/es/nicht"))
    assert [problem.rule for problem in index_site(site, graph)] == ["bau-warnung"]
    monkeypatch.setattr(pagefind, "_program", lambda: Path("/bin/false"))
    assert [problem.rule for problem in index_site(site, graph)] == ["bau-warnung"]
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    assert [problem.rule for problem in index_site(site, graph)] == ["bau-warnung"]
