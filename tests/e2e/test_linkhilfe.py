"""The link aid: pasting, choosing, forms of output, copying, and no word leaves the page."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.axe import axe, table
from tests.e2e.browser import LOOKS, Scheme, Window
from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e

ADDRESS = "linkhilfe/"
TEXT = "Wir beraten Start-ups zu Fördermitteln.\n\nMehr auf https://beispiel.example/KI"
ROWS = ".linkhilfe__stellen li"
FIELD, OUTPUT = "#linkhilfe-text", "#linkhilfe-ausgabe"
# Nothing inline and nothing foreign.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


def guarded(page: Page) -> None:
    """Serve pages with the strictest policy."""

    def guard(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    page.route(lambda url: url.endswith("/"), guard)


def opened(window: Window, text: str = TEXT) -> Page:
    """The page with a text pasted and searched."""
    window.open(ADDRESS)
    page = window.page
    page.fill(FIELD, text)
    if text == TEXT:
        expect(page.locator(ROWS)).to_have_count(2)
    return page


def choose(page: Page, form: str) -> None:
    page.locator(f"[name=linkhilfe-form][value={form}]").check()


@pytest.fixture
def tool(open_window: OpenWindow) -> Page:
    """The page of a wide window with a text in it."""
    return opened(open_window())


def paste(page: Page, html: str, plain: str = "") -> None:
    """Paste as a word processor or a mail program gives it."""
    page.locator(FIELD).evaluate(
        """(field, [html, plain]) => {
          field.focus();
          const given = new DataTransfer();
          if (html) given.setData("text/html", html);
          given.setData("text/plain", plain);
          const init = { clipboardData: given, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", init));
        }""",
        [html, plain],
    )


# Form ----------------------------------------------------------------------------------------


def test_what_is_pasted_keeps_headings_bold_lists_and_links(open_window: OpenWindow) -> None:
    page = opened(open_window(), "")
    paste(
        page,
        "<!--StartFragment--><h2 style='color:red'>Neues</h2>"
        "<p class=x>Wir beraten <b>Start-</b>ups "
        "<span style='font-weight:700'>gut</span>.</p><ol><li>Fördermittel<ul><li>innen</li></ul>"
        "</li></ol><p>Mehr zu <a href='https://beispiel.example/'>Fördermitteln</a></p>",
    )
    expect(page.locator(ROWS)).to_have_count(2)
    kept = (
        "<h2>Neues</h2><p>Wir beraten <strong>Start-</strong>ups <strong>gut</strong>.</p>"
        "<ol><li>Fördermittel<ul><li>innen</li></ul></li></ol>"
        '<p>Mehr zu <a href="https://beispiel.example/" target="_blank" rel="noopener">'
        "Fördermitteln</a></p>"
    )
    assert page.locator(FIELD).inner_html() == kept
    # A link may begin in bold and end outside of it; one that is there already stays.
    choose(page, "markdown")
    short = "https://papier.example/unterpfad/i/"
    expect(page.locator(OUTPUT)).to_have_value(
        f"## Neues\n\nWir beraten [**Start-**ups]({short}26/) (Arbeitsentwurf) **gut**.\n\n"
        f"1. [Fördermittel]({short}25/) (Arbeitsentwurf)\n   - innen\n\n"
        "Mehr zu [Fördermitteln](https://beispiel.example/)\n"
    )
    # What is pasted next goes on where the caret is.
    paste(page, "", "und\nmehr")
    assert page.locator(FIELD).inner_html() == kept.removesuffix("</p>") + "und<br>mehr</p>"


HOSTILE = """
<script>window.fremd = 1</script><img src=x onerror="window.fremd = 2">
<svg onload="window.fremd = 3"><a xlink:href="javascript:window.fremd=4"><text>svg</text></a></svg>
<a href="javascript:window.fremd=5">eins</a> <a href="java&#10;script:window.fremd=6">zwei</a>
<a href="data:text/html,<script>1</script>">drei</a> <a href=" JavaScript:1">vier</a>
<p onclick="window.fremd = 7" style="background:url(https://anderswo.example/a)"
id=linkhilfe-leeren>fünf <iframe src="https://anderswo.example/"></iframe>
<form action="https://anderswo.example/">
<input autofocus onfocus="window.fremd = 8"><button>sechs</button></form>
<style>* { display: none }</style>
<base href="https://anderswo.example/">
<link rel=stylesheet href="https://anderswo.example/x.css">
<math><mtext><table><mglyph><style><!--</style>
<img title="--&gt;&lt;img src=1 onerror=window.fremd=9&gt;">
<template><img src=x onerror="window.fremd=10"></template>
<noscript><p title="</noscript><img src=x>">
"""


def test_nothing_foreign_becomes_part_of_the_page(open_window: OpenWindow) -> None:
    window = open_window()
    page = window.page
    guarded(page)
    opened(window, "")
    before = page.locator("main *").evaluate_all("found => found.map(e => e.localName)")
    paste(page, HOSTILE)
    paste(page, "<p>Wir beraten Start-ups zu Fördermitteln.</p>")
    expect(page.locator(ROWS)).to_have_count(2)
    for place in (FIELD, ".linkhilfe__vorschau"):
        found = page.locator(f"{place} *").evaluate_all(
            "found => found.map(e => [e.localName, ...e.getAttributeNames()])"
        )
        assert {name for name, *_ in found} <= {"p", "a", "br", "span"}, found
        names = {attribute for _, *attributes in found for attribute in attributes}
        assert names <= {"href", "target", "rel", "class"}, found
    assert "script" not in before
    page.click("#linkhilfe-kopieren")
    choose(page, "html")
    assert not re.search("script:|onerror|style|<img|anderswo", page.input_value(OUTPUT))
    assert page.evaluate("window.fremd") is None
    assert window.record.foreign(window.base) == []


def test_a_preview_says_that_its_links_lead_nowhere(open_window: OpenWindow) -> None:
    window = open_window()
    page = window.page

    def local(route: Route) -> None:
        response = route.fetch()
        body = re.sub(r'<link rel="?canonical[^>]*>', "", response.text())
        route.fulfill(response=response, body=body)

    expect(opened(window, "").locator("#linkhilfe-ohne-adresse")).to_be_hidden()
    page.route(lambda url: url.endswith("linkhilfe/"), local)
    opened(window)
    expect(page.locator("#linkhilfe-ohne-adresse")).to_contain_text("Es fehlt SITE_URL")
    expect(page.locator("#linkhilfe-ohne-adresse")).to_contain_text(window.base)


# Finding -------------------------------------------------------------------------------------


def test_passages_are_marked_in_the_text_and_listed_with_reasons(tool: Page) -> None:
    links = tool.locator(".linkhilfe__vorschau a")
    expect(links).to_have_count(2)
    expect(links.nth(1)).to_contain_text("Fördermitteln")
    expect(links.nth(1)).to_have_accessible_name(
        re.compile(r"Fördermitteln ?, Impuls 25 \(neuer Tab\)")
    )
    assert re.search(r"/unterpfad/i/25/$", links.nth(1).get_attribute("href") or "")
    row = tool.locator(ROWS).nth(1)
    expect(row.locator("a")).to_contain_text("Impuls 25: Fördermittelberatung als Lotsendienst")
    expect(row).to_contain_text("Suchbegriff „Fördermittel“, Impuls 25")
    expect(row.locator("input")).to_have_accessible_name("„Fördermitteln“ verlinken")
    expect(tool.locator(".linkhilfe__stand")).to_have_text("2 Stellen gefunden")
    expect(tool.locator("#linkhilfe-meldung")).to_have_text("2 Stellen gefunden")
    shown = tool.locator(".linkhilfe__vorschau").evaluate(
        "box => { const copy = box.cloneNode(true);"
        " copy.querySelectorAll('.linkhilfe__nummer, .nur-vorlesen').forEach(n => n.remove());"
        " return [...copy.children].map(p => p.textContent).join('\\n\\n'); }"
    )
    assert shown.replace(" (Arbeitsentwurf)", "") == TEXT
    assert shown.count(" (Arbeitsentwurf)") == 2


def test_typing_updates_the_result(tool: Page) -> None:
    tool.locator(FIELD).press("Control+End")
    tool.locator(FIELD).press_sequentially(" und zur Künstlichen Intelligenz")
    expect(tool.locator(ROWS)).to_have_count(3)
    tool.fill(FIELD, "Der Hund schläft.")
    expect(tool.locator(".linkhilfe__stand")).to_contain_text("Keine Stelle gefunden")
    expect(tool.locator(".linkhilfe__ergebnis")).to_be_hidden()


def test_a_link_can_be_left_out_and_taken_back(tool: Page) -> None:
    choose(tool, "markdown")
    box = tool.locator(ROWS).nth(1).locator("input")
    box.uncheck()
    expect(box).to_be_focused()
    expect(tool.locator(".linkhilfe__vorschau a")).to_have_count(1)
    expect(tool.locator(OUTPUT)).not_to_have_value(re.compile("i/25/"))
    # What was left out stays so while the text goes on.
    tool.locator(FIELD).press("Control+End")
    tool.locator(FIELD).press_sequentially(". Technologietransfer")
    expect(tool.locator(ROWS)).to_have_count(3)
    expect(tool.locator(ROWS).nth(1).locator("input")).not_to_be_checked()
    tool.locator(ROWS).nth(1).locator("input").check()
    expect(tool.locator(OUTPUT)).to_have_value(re.compile("i/25/"))


def test_the_example_and_the_way_back(open_window: OpenWindow) -> None:
    page = opened(open_window(), "")
    page.click("text=Beispieltext einsetzen")
    expect(page.locator(ROWS).nth(4)).to_be_visible()
    expect(page.locator(FIELD)).to_be_focused()
    page.click("text=Text löschen")
    expect(page.locator(FIELD)).to_have_text("")
    expect(page.locator(".linkhilfe__ergebnis")).to_be_hidden()
    expect(page.locator("text=Text löschen")).to_be_hidden()


def test_markup_in_the_text_stays_text(open_window: OpenWindow) -> None:
    window = open_window()
    page = opened(window, f"{TEXT} <img src=x onerror=alert(1)> <script>alert(2)</script>")
    expect(page.locator(".linkhilfe__vorschau")).to_contain_text("<img src=x")
    expect(page.locator(".linkhilfe :is(img, script)")).to_have_count(0)
    assert window.record.errors == []


# Output --------------------------------------------------------------------------------------


def test_three_forms_to_read(tool: Page) -> None:
    short = "https://papier.example/unterpfad/i/"
    output = tool.locator(OUTPUT)
    expect(output).to_be_hidden()
    choose(tool, "text")
    assert output.input_value().splitlines()[0] == (
        "Wir beraten Start-ups [1] zu Fördermitteln [2]."
    )
    assert output.input_value().rstrip().endswith(f"{short}25/")
    choose(tool, "markdown")
    expect(output).to_have_value(
        f"Wir beraten [Start-ups]({short}26/) (Arbeitsentwurf) zu "
        f"[Fördermitteln]({short}25/) (Arbeitsentwurf).\n\nMehr auf https://beispiel.example/KI\n"
    )
    choose(tool, "html")
    expect(output).to_have_value(
        f'<p>Wir beraten <a href="{short}26/">Start-ups</a> (Arbeitsentwurf) zu '
        f'<a href="{short}25/">Fördermitteln</a> (Arbeitsentwurf).</p>\n'
        "<p>Mehr auf https://beispiel.example/KI</p>\n"
    )
    tool.get_by_label("Hinter jeden Link zu einem Entwurf").uncheck()
    expect(output).not_to_have_value(re.compile("Arbeitsentwurf"))
    expect(tool.locator(".linkhilfe__vorschau")).not_to_contain_text("Arbeitsentwurf")


def test_copying_is_announced(open_window: OpenWindow) -> None:
    window = open_window()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(window)
    choose(page, "markdown")
    page.click("#linkhilfe-kopieren")
    expect(page.locator("#linkhilfe-kopiert")).to_have_text("Kopiert.")
    assert page.evaluate("navigator.clipboard.readText()") == page.input_value(OUTPUT)
    choose(page, "html")
    expect(page.locator("#linkhilfe-kopiert")).to_have_text("")


CLIPBOARD = """
async () => Object.fromEntries(await Promise.all((await navigator.clipboard.read()).flatMap(
  item => item.types.map(async type => [type, await (await item.getType(type)).text()]))))
"""


def test_what_is_copied_keeps_its_form(open_window: OpenWindow) -> None:
    window = open_window()
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened(window, "")
    paste(page, "<h2>Neues</h2><p><b>Fett:</b> Wir beraten <i>Start-ups</i> zu Fördermitteln.</p>")
    expect(page.locator(ROWS)).to_have_count(2)
    page.click("#linkhilfe-kopieren")
    expect(page.locator("#linkhilfe-kopiert")).to_have_text("Kopiert.")
    copied = page.evaluate(CLIPBOARD)
    # Browsers write what they copy a little differently.
    assert "<strong>Fett:</strong> Wir beraten" in copied["text/html"]
    assert re.search(
        r'<a href="https://papier.example/unterpfad/i/26/"><em>Start-ups</em></a> \(Arbeits',
        copied["text/html"],
    )
    assert copied["text/plain"].startswith("Neues\n\nFett: Wir beraten Start-ups [1] zu")
    # In a mail without any form there are notes and nothing else.
    choose(page, "text")
    page.click("#linkhilfe-kopieren")
    expect(page.locator("#linkhilfe-kopiert")).to_have_text("Kopiert.")
    assert set(page.evaluate(CLIPBOARD)) == {"text/plain"}


def test_copying_works_without_the_clipboard_of_secure_addresses(tool: Page) -> None:
    tool.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    choose(tool, "text")
    tool.click("#linkhilfe-kopieren")
    expect(tool.locator("#linkhilfe-kopiert")).not_to_have_text("")
    selected = tool.locator(OUTPUT).evaluate("box => box.selectionEnd - box.selectionStart")
    assert selected == len(tool.input_value(OUTPUT))


# Privacy, speed, failure ---------------------------------------------------------------------


def test_nothing_is_fetched_or_kept_while_one_works(open_window: OpenWindow) -> None:
    window = open_window()
    page = window.page

    guarded(page)
    window.open(ADDRESS)
    page.wait_for_load_state("networkidle")
    before = len(window.record.requests)
    page.fill(FIELD, TEXT)
    expect(page.locator(ROWS)).to_have_count(2)
    for form in ("markdown", "html", "text", "rich"):
        choose(page, form)
    page.locator(ROWS).first.locator("input").uncheck()
    page.click("#linkhilfe-kopieren")
    expect(page.locator("#linkhilfe-kopiert")).not_to_have_text("")
    assert window.record.requests[before:] == []
    assert window.record.foreign(window.base) == []
    assert window.record.errors == []
    assert window.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_long_text_is_linked_and_an_endless_one_is_refused(open_window: OpenWindow) -> None:
    page = opened(open_window(), "")

    def put(text: str) -> None:
        # Typing so much, as `fill` does, takes longer than anything the page does with it.
        page.locator(FIELD).evaluate(
            "(field, text) =>"
            " { field.textContent = text; field.dispatchEvent(new Event('input')); }",
            text,
        )

    # Long texts need more than two passages to be on our subject.
    long = f"{TEXT}\n\nFirmen, Technologietransfer, Abwärme, Recycling, Robotik.\n\n" * 420
    put(long)
    expect(page.locator(ROWS)).to_have_count(6)
    choose(page, "text")
    assert page.input_value(OUTPUT).startswith("Wir beraten")
    put(long * 11)
    expect(page.locator(".linkhilfe__stand")).to_contain_text("zu lang")


def test_data_that_do_not_come_are_asked_for_again(open_window: OpenWindow) -> None:
    window = open_window()
    page = window.page
    page.route("**/linkhilfe.*.json", lambda route: route.abort())
    window.open(ADDRESS)
    expect(page.locator(".linkhilfe__stand")).to_contain_text("ließ sich nicht laden")
    page.unroute("**/linkhilfe.*.json")
    page.fill(FIELD, TEXT)
    expect(page.locator(ROWS)).to_have_count(2)


# Without script, keyboard, looks -------------------------------------------------------------


def test_without_javascript_it_says_what_else_there_is(open_window: OpenWindow) -> None:
    window = open_window(javascript=False)
    window.open(ADDRESS)
    page = window.page
    assert page.locator("main :is(input, button, textarea):visible").count() == 0
    expect(page.locator("main noscript a[href='../impulse/']")).to_be_visible()
    expect(page.locator("main noscript code")).to_have_text("impuls link DATEI")


@pytest.mark.parametrize("width", [1280, 320])
def test_keyboard_alone(open_window: OpenWindow, width: int) -> None:
    window = open_window(width=width)
    window.open(ADDRESS)
    page = window.page
    page.locator(FIELD).focus()
    page.keyboard.insert_text(TEXT)
    expect(page.locator(ROWS)).to_have_count(2)

    def go_to(selector: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.checkVisibility()")
            if page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
        pytest.fail(f"{selector} is not reached")

    go_to(f"{ROWS} input")
    page.keyboard.press("Space")
    expect(page.locator(f"{ROWS} input").first).not_to_be_checked()
    go_to(".linkhilfe__vorschau")
    go_to("[name=linkhilfe-form]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[value=html]")).to_be_checked()
    expect(page.locator(OUTPUT)).to_have_value(re.compile("^<p>"))
    go_to("#linkhilfe-kopieren")
    page.keyboard.press("Enter")
    expect(page.locator("#linkhilfe-kopiert")).not_to_have_text("")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(open_window: OpenWindow, width: int, scheme: Scheme) -> None:
    page = opened(open_window(width=width, scheme=scheme))
    violations = axe(page, "found")
    page.fill(FIELD, "Der Hund schläft.")
    expect(page.locator(".linkhilfe__stand")).to_contain_text("Keine")
    violations += axe(page, "nothing found")
    assert not violations, table(violations)


def test_at_320_px_nothing_scrolls_sideways(open_window: OpenWindow) -> None:
    page = opened(open_window(width=320), f"{TEXT} {'Fördermittelprogrammübersicht' * 5}")
    expect(page.locator(ROWS)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
