"""A large site has its index in shards: known words score alike, and answers are as good."""

import functools
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from impulswerk.project import load
from impulswerk.search.pagefind import FOLDER, index_site
from tests.e2e.browser import Window, window
from tests.e2e.server import serve
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests" / "search" / "anfragen.yml"
# Few enough for the real site to fall into many shards.
PAGES_PER_SHARD = 10
# The first three answers to every query, and the scores of every known stem that was asked for.
ASK = """async ([core, queries]) => {
    const { load } = await import(new URL(`../assets/${core}`, location.href).href);
    const search = await load();
    const answers = {}, scores = {};
    for (const query of queries) {
        const { found } = await search.find(query);
        answers[query] = found.slice(0, 3).map(({ page }) => page.address);
    }
    for (const [token, answer] of search.asked) {
        if (!token.endsWith("qx") || !search.stems.has(token.slice(0, -2))) continue;
        scores[token] = {};
        for (const [page, score] of await answer) scores[token][page.address] = score;
    }
    return [answers, scores];
}"""
# Pagefind as it is, but for what tells one page from another.
ALIKE = """import * as real from "./pagefind.js.real.js";
export const { destroy, options, mergeIndex, filters } = real;
export async function search(...given) {
    const { results } = await real.search(...given);
    return { results: results.map((result) => ({ ...result, id: "de_0" })) };
}
"""
Answers = tuple[dict[str, list[str]], dict[str, dict[str, float]]]


@pytest.fixture(scope="module")
def sharded(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The built site, its index in shards."""
    target = tmp_path_factory.mktemp("shards") / "site"
    shutil.copytree(site.root, target)
    project = load(ROOT)
    assert project.graph is not None
    found = index_site(target, project.graph, project.synonyms, pages_per_shard=PAGES_PER_SHARD)
    assert found.problems == []
    assert len(_folders(Site(target))) > 5
    return Site(target)


@pytest.fixture
def opened(sharded: Site, browser: Browser) -> Iterator[Window]:
    """A page of the sharded site."""
    with serve(sharded.root) as server, window(browser, server.address) as opened:
        opened.open("ueber/")
        yield opened


def _folders(site: Site) -> list[str]:
    data = json.loads((site.root / FOLDER / "woerter.json").read_text(encoding="utf-8"))
    folders: list[str] = data.get("shards", [])
    return folders


@functools.cache
def _expected() -> dict[str, set[str]]:
    lists = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return {
        entry["anfrage"]: {str(answer) for answer in entry["erwartet"]}
        for queries in lists.values()
        for entry in queries
    }


def _short(address: str) -> str:
    number = re.match(r"impulse/(\d+)-", address)
    return str(int(number[1])) if number else address.strip("/") or "start"


def _answers(opened: Window, site: Site, queries: Iterable[str] = ()) -> Answers:
    (core,) = (site.root / "assets").glob("suche-kern.*.js")
    answers, scores = opened.page.evaluate(ASK, [core.name, [*(queries or _expected())]])
    return answers, scores


def _shares(answers: dict[str, list[str]]) -> tuple[float, float]:
    """How many queries have a right answer first, and among the first three."""
    first = near = 0
    for query, expected in _expected().items():
        found = [*map(_short, answers[query])]
        first += bool(expected & set(found[:1]))
        near += bool(expected & set(found))
    return first / len(answers), near / len(answers)


def test_shards_answer_as_one_index_does(
    opened: Window,
    sharded: Site,
    site: Site,
    browser: Browser,
    record_property: Callable[[str, object], None],
) -> None:
    with serve(site.root) as server, window(browser, server.address) as whole:
        whole.open("ueber/")
        answers, scores = _answers(whole, site)
    theirs, their_scores = _answers(opened, sharded)
    assert scores
    for token, pages in scores.items():
        assert their_scores[token] == pytest.approx(pages, rel=1e-4), token
    before, after = _shares(answers), _shares(theirs)
    record_property("search-shards", json.dumps({"one": before, "shards": after}))
    assert all(new >= old - 0.01 for old, new in zip(before, after, strict=True)), (before, after)
    assert opened.record.errors == []
    assert opened.record.foreign(opened.base) == []


def test_pages_of_the_same_id_are_told_by_their_address(
    opened: Window, sharded: Site, browser: Browser, tmp_path: Path
) -> None:
    alike = Site(tmp_path / "site")
    shutil.copytree(sharded.root, alike.root)
    folder = alike.root / FOLDER
    (folder / "pagefind.js").rename(folder / "pagefind.js.real.js")
    (folder / "pagefind.js").write_text(ALIKE)
    for name in ("woerter.json", *(f"{shard}seiten.json" for shard in _folders(sharded))):
        data = json.loads((folder / name).read_text(encoding="utf-8"))
        for page in data if isinstance(data, list) else data["pages"]:
            page[0] = "de_0"
        (folder / name).write_text(json.dumps(data), encoding="utf-8")
    queries = [*_expected()][:3]
    with serve(alike.root) as server, window(browser, server.address) as other:
        other.open("ueber/")
        assert _answers(other, alike, queries) == _answers(opened, sharded, queries)
