"""What screen readers go by: language, one main heading, headings without gaps, landmarks."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.permanence.edition import fix_edition
from impulswerk.sources.history import read_history
from impulswerk.text.wording import german_date
from tests.e2e.site import Site
from tests.project import REAL, real_graph

pytestmark = pytest.mark.e2e

PUBLISHED = "https://papier.example/unterpfad/"


def test_every_page_has_a_sound_outline(site: Site) -> None:
    faults = []
    for page in site.framed:
        tree = LexborHTMLParser(page.file.read_bytes())
        root = tree.css_first("html")
        language = "en" if page.address.startswith("en/") else "de"
        if root is None or root.attributes.get("lang") != language:
            faults.append(f"{page.address}: not marked as {language}")
        faults += [
            f"{page.address}: {len(tree.css(selector))} {selector}"
            for selector in ("h1", "main", "body > header", "body > footer")
            if len(tree.css(selector)) != 1
        ]
        levels = [int((node.tag or "")[1:]) for node in tree.css("main :is(h1, h2, h3, h4)")]
        if levels[:1] != [1]:
            faults.append(f"{page.address}: does not begin with its h1")
        faults += [
            f"{page.address}: h{after} follows h{before}"
            for before, after in pairwise(levels)
            if after > before + 1
        ]
        # A page that is no page, such as 404, asks not to be listed instead of describing itself.
        described = tree.css_first("meta[name=description], meta[name=robots][content=noindex]")
        if not (tree.css_first("title") and described):
            faults.append(f"{page.address}: title or description is missing")
    assert faults == []


def test_titles_and_descriptions_are_all_different(site: Site) -> None:
    seen: dict[tuple[bool, str], str] = {}
    for page in site.pages:
        tree = LexborHTMLParser(page.file.read_bytes())
        title = tree.css_first("title")
        assert title is not None
        # „Matrix“ is one in English, too.
        key = (page.address.startswith("en/"), title.text())
        assert key not in seen, (page.address, seen.get(key))
        seen[key] = page.address


def test_every_page_is_shown_with_a_picture_where_it_is_shared(site: Site) -> None:
    for page in site.framed:
        tree = LexborHTMLParser(page.file.read_bytes())
        if tree.css_first("link[rel=canonical]") is None:
            continue  # 404 is nowhere
        said = {
            node.attributes["property"]: node.attributes["content"] or ""
            for node in tree.css("meta[property^='og:']")
        }
        assert said["og:url"] == f"{PUBLISHED}{page.address}"
        assert said["og:title"]
        assert said["og:description"]
        assert said["og:image:alt"]
        assert said["og:image"].startswith(PUBLISHED)
        assert (site.root / said["og:image"].removeprefix(PUBLISHED)).is_file()


def test_a_driver_leads_to_its_own_feed(site: Site) -> None:
    drivers = [page for page in site.framed if page.kind == "treiber/*"]
    assert drivers
    for page in drivers:
        tree = LexborHTMLParser(page.file.read_bytes())
        name = page.address.split("/")[1]
        feeds = tree.css("link[type='application/atom+xml'], link[type='application/feed+json']")
        assert [node.attributes["href"] for node in feeds] == [
            f"../../feeds/{name}.{form}" for form in ("xml", "json")
        ]


def test_no_page_needs_inline_code_or_style(site: Site) -> None:
    """A strict Content-Security-Policy stays possible."""
    for page in site.framed:
        tree = LexborHTMLParser(page.file.read_bytes())
        assert not tree.css("style, [style]"), page.address
        for script in tree.css("script"):
            kind = script.attributes.get("type")
            assert script.attributes.get("src") or (kind or "").endswith("json"), page.address
        on = [
            name for node in tree.css("body *") for name in node.attributes if name.startswith("on")
        ]
        assert on == [], page.address


def _dates(file: Path) -> list[str]:
    """What the print line and the foot of a page say of its day."""
    tree = LexborHTMLParser(file.read_text("utf-8"))
    lines = [
        node.text() for place in (".druckzeile", ".fuss__schluss p") for node in tree.css(place)
    ]
    return [
        found for line in lines for found in re.findall(r"[A-Z][\w ]*:? \d+\.\xa0\w+ \d{4}", line)
    ]


def test_a_page_bears_one_date_and_says_which(site: Site, released: Path) -> None:
    history, edition = read_history(REAL), german_date(fix_edition(REAL))
    for page, impulse in zip(site.impulses, real_graph().impulses, strict=True):
        changed = history.changed(impulse)
        said = f"Text vom {german_date(changed)}" if changed else f"Stand der Website: {edition}"
        assert _dates(page.file) == [said] * 2
    assert _dates(site.root / "matrix/index.html") == [f"Stand der Website: {edition}"] * 2
    frozen = released / "fassung/2026-01/matrix/index.html"
    assert _dates(frozen) == ["Fassung vom 15.\xa0Januar 2026"] * 2
