"""At 320 px nothing scrolls sideways, and wider text spacing hides nothing.

Success criteria 1.4.10 and 1.4.12 of WCAG 2.2.
"""

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site, SitePage

pytestmark = pytest.mark.e2e

# Parts that stick out, unless something around them scrolls on its own (a wide table may).
_WIDER = """() => {
    const root = document.documentElement;
    const width = Math.max(root.scrollWidth, document.body.scrollWidth);
    if (width <= root.clientWidth) return [];
    const held = element => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
            if (getComputedStyle(up).overflowX !== "visible") return true;
        }
        return false;
    };
    const out = [...document.body.querySelectorAll("*")]
        .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !held(e))
        .map(e => e.outerHTML.slice(0, 120));
    return [`${width} px wide`, ...out.slice(0, 3)];
}"""

# The values of WCAG 1.4.12. A constructed sheet, since a style element may be forbidden by policy.
_SPACE_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * {
            line-height: 1.5 !important;
            letter-spacing: .12em !important;
            word-spacing: .16em !important;
        }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets.push(sheet);
}"""

# Boxes that cut off their own text. Those one pixel wide are for screen readers, hidden on purpose.
_CLIPPED = """() => {
    const cuts = value => value === "hidden" || value === "clip";
    return [...document.body.querySelectorAll("*")].filter(e => {
        if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
        if (!e.innerText?.trim() || e.clientWidth <= 1 || e.clientHeight <= 1) return false;
        const style = getComputedStyle(e);
        return cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1
            || cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1;
    }).map(e => e.outerHTML.slice(0, 160));
}"""


def _longest_word(page: SitePage) -> int:
    text = LexborHTMLParser(page.file.read_bytes()).css_first("body").text()  # type: ignore[union-attr]
    return max(map(len, re.findall(r"\w+", text)))


def test_no_page_is_wider_than_320_px_or_cuts_off_text(site: Site, open_window: OpenWindow) -> None:
    window = open_window(width=320)
    faults: list[str] = []

    def look(address: str, what: str, script: str) -> None:
        found: list[Any] = window.page.evaluate(script)
        faults.extend(f"{address or '/'} {what}: {it}" for it in found)

    for page in sorted({*site.telling, *sorted(site.pages, key=_longest_word)[-10:]}):
        window.open(page.address)
        look(page.address, "too wide", _WIDER)
        window.page.evaluate(_SPACE_OUT)
        look(page.address, "too wide when spaced out", _WIDER)
        look(page.address, "cut off when spaced out", _CLIPPED)
    assert not faults, "\n".join(faults[:40])
