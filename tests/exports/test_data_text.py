"""Texts for programs: Markdown beside each page, the guide for language models, the site's map."""

import re
import xml.etree.ElementTree as ET

import markdown as python_markdown  # type: ignore[import-untyped]
import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.exports.data.sitemap import sitemap
from impulswerk.model import urls
from impulswerk.model.entries import State
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.text.escaping import escaped
from tests.exports.offered import AWKWARD, BASE, RIGHTS, SHORT, Offered

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _html(offered: Offered, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(python_markdown.markdown(offered.files[path].decode()))


# --- Markdown --------------------------------------------------------------------------------


def test_there_is_a_text_for_each_impulse_and_driver(either: Offered) -> None:
    paths = {path for path in either.files if path.endswith(".md.txt")}
    assert paths == {urls.plain_text(entry) for entry in either.graph.entries}
    for entry in either.graph.entries:
        tree = _html(either, urls.plain_text(entry))
        (title,) = [node.text() for node in tree.css("h1")]
        assert f": {entry.title} [" in title
        text = either.files[urls.plain_text(entry)].decode()
        assert "\n\n\n" not in text
        for node in tree.css("a"):
            assert str(node.attributes["href"]).startswith((BASE, "https://", "http://"))


def test_no_site_engine_takes_it_for_a_page() -> None:
    """MkDocs makes a page of .markdown, .mdown, .mkdn, .mkd and .md; .txt it copies as it is."""
    from mkdocs.utils import is_markdown_file  # noqa: PLC0415 — only this test knows MkDocs

    assert not is_markdown_file("i/7/text.md.txt")
    assert is_markdown_file("i/7/text.markdown")


def test_awkward_titles_stay_what_they_are(small: Offered) -> None:
    tree = _html(small, "i/2/text.md.txt")
    (title,) = [node.text() for node in tree.css("h1")]
    assert title == f"Impuls 2: {AWKWARD} [Arbeitsentwurf]"
    quote = tree.css_first("blockquote")
    assert quote is not None
    assert quote.text().strip() == SHORT
    linked = [node.text() for node in _html(small, "i/1/text.md.txt").css("li a")]
    assert f"Impuls 2: {AWKWARD}" in linked
    assert escaped("a_b*c`d[e]\\<f>") == r"a\_b\*c\`d\[e\]\\&lt;f\>"


def test_a_text_says_what_it_is(small: Offered) -> None:
    one, three = (small.files[f"i/{number}/text.md.txt"].decode() for number in (1, 3))
    assert one.startswith("# Impuls 1: Lotsen ausbilden \\[Arbeitsentwurf\\]\n")
    assert "- Text: Redaktion Musterpapier\n" in one
    assert "**Arbeitsentwurf.** Noch nicht verglichen." in one
    assert "- Zuletzt geändert: 5.\u00a0März 2026\n" in one
    assert f"- Ersetzt: [Impuls 3: Die Straße freihalten]({BASE}impulse/03-strasse/)" in one
    assert "**Zurückgezogen.** Gilt nicht mehr." in three
    assert f"- Ersetzt durch: [Impuls 1: Lotsen ausbilden]({BASE}impulse/01-lotsen/)" in three
    assert one.rstrip().endswith(RIGHTS)
    assert "Absatz 1, Stichwort „Muster“" in one


# --- llms.txt --------------------------------------------------------------------------------


def test_the_form_that_llmstxt_org_asks_for(either: Offered) -> None:
    """A title, a quote, text without headings, then lists of links, each under a heading."""
    text = either.files[urls.LLMS].decode()
    head, *lists = re.split(r"^## ", text, flags=re.MULTILINE)
    assert re.fullmatch(r"# [^\n]+\n\n> [^\n]+\n\n(?:[^#>\n][^\n]*\n\n)*", head)
    for entry in lists:
        title, _, body = entry.partition("\n\n")
        assert "\n" not in title
        for line in body.strip().split("\n"):
            assert re.fullmatch(r"- \[(?:\\.|[^\]\\])+\]\(https://[^\s)]+\)(?:: \S.*)?", line), line


def test_what_is_linked_is_there(either: Offered) -> None:
    text = either.files[urls.LLMS].decode()
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert {link.removeprefix(BASE) for link in links} <= either.files.keys()
    for entry in either.graph.entries:
        assert links.count(BASE + urls.plain_text(entry)) == 1


def test_withdrawn_impulses_are_optional(small: Offered) -> None:
    before, _, optional = small.files[urls.LLMS].decode().partition("## Optional")
    (withdrawn,) = small.graph.in_state(State.WITHDRAWN)
    assert urls.plain_text(withdrawn) in optional
    assert urls.plain_text(withdrawn) not in before


# --- sitemap.xml and robots.txt --------------------------------------------------------------


def _days(data: bytes) -> dict[str, str | None]:
    root = ET.fromstring(data)
    assert root.tag == f"{_NAMESPACE}urlset"
    return {
        str(url.findtext(f"{_NAMESPACE}loc")): url.findtext(f"{_NAMESPACE}lastmod") for url in root
    }


@pytest.fixture(scope="module")
def map_of_site(small: Offered) -> dict[str, str | None]:
    files = generate(small.graph, small.publication).files
    (found,) = [file.content for file in files if file.path == urls.SITEMAP]
    return _days(found)


def test_the_map_names_every_page_and_nothing_else(
    small: Offered, map_of_site: dict[str, str | None]
) -> None:
    planned = generate(small.graph, small.publication).pages
    pages = {BASE + urls.address(page.path) for page in planned}
    # Pages with a history in words ask not to be listed.
    history = {page for page in pages if page.startswith(f"{BASE}aenderungen/")}
    assert map_of_site.keys() == pages - history
    assert f"{BASE}impulse/03-strasse/" in map_of_site
    assert not [url for url in map_of_site if "/karte/" in url or "/i/" in url]


def test_the_map_tells_days_that_git_knows(map_of_site: dict[str, str | None]) -> None:
    assert map_of_site[f"{BASE}impulse/01-lotsen/"] == "2026-03-05"
    assert map_of_site[f"{BASE}neues/"] == "2026-05-01"
    assert map_of_site[f"{BASE}matrix/"] is None


def test_without_history_the_map_tells_no_day(small: Offered) -> None:
    path = urls.entry_path(small.graph.impulses[0])
    found = _days(sitemap(small.graph, Publication(BASE), [path]))
    assert found == {BASE + urls.address(path): None}


def test_robots_are_told_where_the_map_is(small: Offered) -> None:
    lines = small.files[urls.ROBOTS].decode().split("\n")
    assert lines == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml", ""]
