"""The link aid: pasting, choosing, three forms of output, copying, and no word leaves the page."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.axe import axe, table
from tests.e2e.browser import SCHEMES, Scheme, Window
from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e

ADDRESS = "linkhilfe/"
TEXT = "Unser Cluster berät Start-ups zu Fördermitteln.\n\nMehr auf https://beispiel.example/KI"
ROWS = ".linkhilfe__stellen li"
FIELD, OUTPUT = "#linkhilfe-text", "#linkhilfe-ausgabe"
# Nothing inline and nothing foreign.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)


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
    expect(row).to_contain_text("Suchbegriff „Fördermittel“ von Impuls 25")
    expect(row.locator("input")).to_have_accessible_name("„Fördermitteln“ verlinken")
    expect(tool.locator(".linkhilfe__stand")).to_have_text("2 Stellen gefunden")
    expect(tool.locator("#linkhilfe-meldung")).to_have_text("2 Stellen gefunden")
    shown = tool.locator(".linkhilfe__vorschau").evaluate(
        "box => { const copy = box.cloneNode(true);"
        " copy.querySelectorAll('.linkhilfe__nummer, .nur-vorlesen').forEach(n => n.remove());"
        " return copy.textContent; }"
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
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator(".linkhilfe__ergebnis")).to_be_hidden()
    expect(page.locator("text=Text löschen")).to_be_hidden()


def test_markup_in_the_text_stays_text(open_window: OpenWindow) -> None:
    window = open_window()
    page = opened(window, f"{TEXT} <img src=x onerror=alert(1)> <script>alert(2)</script>")
    expect(page.locator(".linkhilfe__vorschau")).to_contain_text("<img src=x")
    expect(page.locator(".linkhilfe :is(img, script)")).to_have_count(0)
    assert window.record.errors == []


# Output --------------------------------------------------------------------------------------


def test_three_forms(tool: Page) -> None:
    short = "https://papier.example/unterpfad/i/"
    output = tool.locator(OUTPUT)
    assert output.input_value().splitlines()[0] == (
        "Unser Cluster berät Start-ups [1] zu Fördermitteln [2]."
    )
    assert output.input_value().rstrip().endswith(f"{short}25/")
    choose(tool, "markdown")
    expect(output).to_have_value(
        f"Unser Cluster berät [Start-ups]({short}26/) (Arbeitsentwurf) zu "
        f"[Fördermitteln]({short}25/) (Arbeitsentwurf).\n\nMehr auf https://beispiel.example/KI"
    )
    choose(tool, "html")
    expect(output).to_have_value(
        f'<p>Unser Cluster berät <a href="{short}26/">Start-ups</a> (Arbeitsentwurf) zu '
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


def test_copying_works_without_the_clipboard_of_secure_addresses(tool: Page) -> None:
    tool.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tool.click("#linkhilfe-kopieren")
    expect(tool.locator("#linkhilfe-kopiert")).not_to_have_text("")
    selected = tool.locator(OUTPUT).evaluate("box => box.selectionEnd - box.selectionStart")
    assert selected == len(tool.input_value(OUTPUT))


# Privacy, speed, failure ---------------------------------------------------------------------


def test_nothing_is_fetched_or_kept_while_one_works(open_window: OpenWindow) -> None:
    window = open_window()
    page = window.page

    def guard(route: Route) -> None:
        response = route.fetch()
        headers = {**response.headers, "content-security-policy": POLICY}
        route.fulfill(response=response, headers=headers)

    page.route(lambda url: url.endswith("/"), guard)
    window.open(ADDRESS)
    page.wait_for_load_state("networkidle")
    before = len(window.record.requests)
    page.fill(FIELD, TEXT)
    expect(page.locator(ROWS)).to_have_count(2)
    for form in ("markdown", "html", "text"):
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

    def paste(text: str) -> None:
        # Typing so much, as `fill` does, takes longer than anything the page does with it.
        page.locator(FIELD).evaluate(
            "(field, text) => { field.value = text; field.dispatchEvent(new Event('input')); }",
            text,
        )

    long = (TEXT + "\n\n") * (50_000 // len(TEXT))
    paste(long)
    expect(page.locator(ROWS)).to_have_count(2)
    assert page.input_value(OUTPUT).startswith("Unser Cluster")
    paste(long * 11)
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
    expect(page.locator("[value=html]")).to_be_checked()
    expect(page.locator(OUTPUT)).to_have_value(re.compile("^<p>"))
    go_to("#linkhilfe-kopieren")
    page.keyboard.press("Enter")
    expect(page.locator("#linkhilfe-kopiert")).not_to_have_text("")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1280, 320])
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
