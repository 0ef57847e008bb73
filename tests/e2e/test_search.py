"""The search in the header: what it loads, how it is used, and what it finds."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from impulswerk.text.german import STOP_WORDS, root, stem, words
from tests.e2e.axe import axe, table
from tests.e2e.browser import LOOKS, Scheme, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.e2e.tools import NODE

pytestmark = pytest.mark.e2e

QUERIES = Path(__file__).parents[1] / "search" / "anfragen.yml"
FIRST_AT_LEAST = 0.98
# Marks that are older than the chronicle do not know its pages, which now answer some queries.
WITHIN_THREE_AT_LEAST = 0.99
# Nothing inline, nothing foreign; WebAssembly is what Pagefind is made of.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
HITS = ".suche__hit a"
START = "ueber/"


def opened(window: Window, address: str = START) -> Page:
    """The page with the search open and loaded."""
    window.open(address)
    window.page.click(".suche-knopf")
    expect(window.page.locator(".suche__eingrenzen")).to_be_visible()
    return window.page


def ask(page: Page, query: str) -> list[str]:
    """Type a query and give the addresses of all hits shown, relative to the site."""
    page.fill("#suche-feld", query)
    page.press("#suche-feld", "Enter")
    status = page.locator(".suche__stand")
    expect(status).to_contain_text(f"Treffer für „{query}“")
    found: list[str] = page.locator(HITS).evaluate_all("links => links.map(link => link.href)")
    return [re.sub(r"^.*/unterpfad/", "", url) for url in found]


@pytest.fixture
def search(open_window: OpenWindow) -> Page:
    """The open search of a wide window."""
    return opened(open_window())


# What it loads -------------------------------------------------------------------------------


def test_nothing_is_loaded_before_it_is_opened(open_window: OpenWindow) -> None:
    window = open_window()
    window.open(START)
    window.page.wait_for_load_state("networkidle")
    early = [url for url in window.record.requests if re.search(r"pagefind|suche-|suche\.css", url)]
    assert early == []


def test_it_works_under_a_strict_policy_and_leaves_no_trace(open_window: OpenWindow) -> None:
    window = open_window()

    def guard(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers={**response.headers, "content-security-policy": POLICY}
        )

    window.page.route(lambda url: url.endswith("/"), guard)
    page = opened(window)
    assert ask(page, "Strompreis")
    assert window.record.errors == []
    assert window.record.foreign(window.base) == []
    # What somebody types stays here: the parts of the index that are fetched do not name it.
    assert [url for url in window.record.requests if "strompreis" in url.lower()] == []
    assert window.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_hits_show_no_hidden_word(search: Page) -> None:
    ask(search, "Azubis")
    text = search.locator(".suche").inner_text()
    assert not re.search(r"\w+q[nxyz]\b", text)


def test_no_page_holds_a_token(site: Site) -> None:
    for page in site.pages:
        assert not re.search(r"[a-z]{4}q[xz]\b", page.file.read_text(encoding="utf-8"))


# How it is used ------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 320])
def test_keyboard_alone(open_window: OpenWindow, width: int) -> None:
    window = open_window(width=width)
    window.open(START)
    page = window.page
    page.locator(".suche-knopf").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#suche-feld")).to_be_focused()
    page.keyboard.type("Strompreis")
    links = page.locator(HITS)
    expect(links.first).to_contain_text("Energiekosten")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    expect(links.first).to_be_in_viewport()
    page.keyboard.press("End")
    expect(links.last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#suche-feld")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.suche")).to_be_hidden()
    expect(page.locator(".suche-knopf")).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/impulse/03-"))


def test_slash_opens_and_focus_comes_back(open_window: OpenWindow) -> None:
    window = open_window()
    window.open(START)
    window.page.keyboard.press("/")
    expect(window.page.locator("#suche-feld")).to_be_focused()
    expect(window.page.locator("#suche-feld")).to_have_value("")
    window.page.keyboard.press("Escape")
    expect(window.page.locator(".suche-knopf")).to_be_focused()


def test_slash_is_a_letter_in_a_field_and_can_be_switched_off(open_window: OpenWindow) -> None:
    window = open_window()
    window.open("impulse/")
    page = window.page
    page.locator("#finder-q").press("/")
    expect(page.locator("#finder-q")).to_have_value("/")
    expect(page.locator("dialog.suche")).to_have_count(0)
    page.locator(".suche-knopf").click()
    page.locator("#suche-taste").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".suche-knopf")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("dialog.suche")).to_be_hidden()


def test_click_beside_and_close_button_close(search: Page) -> None:
    search.mouse.click(5, 700)
    expect(search.locator("dialog.suche")).to_be_hidden()
    search.click(".suche-knopf")
    search.click("text=Schließen")
    expect(search.locator("dialog.suche")).to_be_hidden()


def test_typing_gives_hits_and_the_count_is_spoken(search: Page) -> None:
    search.locator("#suche-feld").press_sequentially("Fördermi")
    expect(search.locator(HITS).first).to_contain_text("Fördermittelberatung")
    expect(search.locator(".suche__hit mark").first).to_be_visible()
    expect(search.locator(".suche [role=status]")).to_contain_text(re.compile(r"\d+ Treffer"))


def test_a_late_answer_does_not_take_the_focus_away(search: Page) -> None:
    ask(search, "Energie")
    search.locator("#suche-feld").focus()
    # The second word is asked for a moment after the last key, when the focus has moved on.
    search.evaluate(
        """() => {
            const field = document.querySelector("#suche-feld");
            field.value = "Strompreis";
            field.dispatchEvent(new Event("input"));
            document.querySelector(".suche__hit a").focus();
        }"""
    )
    expect(search.locator(".suche__stand")).to_contain_text("„Strompreis“")
    expect(search.locator(HITS).first).to_contain_text("Energiekosten")
    expect(search.locator(HITS).first).to_be_focused()


def test_facets_narrow_and_count(search: Page) -> None:
    ask(search, "Beratung")
    option = search.locator("#suche-treiber option", has_text="Digitalisierung")
    announced = int(re.findall(r"\((\d+)\)", option.inner_text())[0])
    search.select_option("#suche-treiber", option.get_attribute("value"))
    expect(search.locator(".suche__stand")).to_contain_text(re.compile(rf"^{announced} Treffer"))
    drivers = search.locator(".suche__treiber").all_inner_texts()
    assert drivers
    assert all("Digitalisierung" in text for text in drivers)


def test_a_facet_without_words_lists_its_pages(search: Page) -> None:
    search.select_option("#suche-seitenart", label="Treiber (4)")
    expect(search.locator(".suche__stand")).to_contain_text("4 Treffer")


def test_more_hits_come_below_and_take_the_focus(search: Page) -> None:
    more = search.locator("text=Mehr Treffer zeigen")
    expect(more).to_be_hidden()
    shown = ask(search, "Unternehmen")
    more.click()
    expect(search.locator(HITS).nth(len(shown))).to_be_focused()


def test_no_hit_shows_a_way_out(search: Page) -> None:
    search.fill("#suche-feld", "xyzzyqwk")
    status = search.locator(".suche__stand")
    expect(status).to_contain_text("Kein Treffer für „xyzzyqwk“")
    expect(status.locator("a")).to_have_attribute("href", re.compile(r"/unterpfad/impulse/$"))


def test_markup_in_a_query_stays_text(search: Page) -> None:
    search.fill("#suche-feld", "<img src=x onerror=alert(1)>")
    expect(search.locator(".suche__stand")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(search.locator(".suche img")).to_have_count(0)


# Where it cannot work ------------------------------------------------------------------------


def test_without_javascript_it_is_a_link(open_window: OpenWindow) -> None:
    window = open_window(javascript=False)
    window.open(START)
    window.page.click(".suche-knopf")
    expect(window.page).to_have_url(re.compile(r"/unterpfad/impulse/$"))


@pytest.mark.parametrize("missing", ["**/suche-dialog.*.js", "**/woerter.json", "**/*.pf_meta"])
def test_without_a_connection_it_says_so(open_window: OpenWindow, missing: str) -> None:
    window = open_window()
    window.open(START)
    window.page.route(missing, lambda route: route.abort())
    window.page.click(".suche-knopf")
    dialog = window.page.locator("dialog[open]")
    expect(dialog).to_contain_text("lässt sich gerade nicht laden", timeout=20_000)
    expect(dialog.locator("a")).to_have_attribute("href", re.compile(r"impulse/$"))


@pytest.mark.parametrize("missing", ["**/*.pf_index", "**/*.pf_fragment"])
def test_a_connection_lost_while_searching_is_no_empty_answer(
    open_window: OpenWindow, missing: str
) -> None:
    page = opened(open_window())
    page.route(missing, lambda route: route.abort())
    page.fill("#suche-feld", "Strompreis")
    expect(page.locator(".suche__stand")).to_contain_text("lässt sich gerade nicht laden")
    page.unroute(missing)
    page.click("text=Noch einmal versuchen")
    expect(page.locator(HITS).first).to_contain_text("Energiekosten")


def test_once_the_connection_is_back_it_works(open_window: OpenWindow) -> None:
    window = open_window()
    window.open(START)
    window.page.route("**/woerter.json", lambda route: route.abort())
    window.page.click(".suche-knopf")
    again = window.page.locator("text=Noch einmal versuchen")
    expect(again).to_be_visible()
    window.page.unroute("**/woerter.json")
    again.click()
    assert ask(window.page, "Strompreis")


def test_opened_from_a_file_it_says_so(site: Site, open_window: OpenWindow) -> None:
    page = open_window().page
    page.goto((site.root / "ueber" / "index.html").as_uri())
    page.click(".suche-knopf")
    expect(page.locator("dialog[open]")).to_contain_text("Webserver")


# How it looks and reads ----------------------------------------------------------------------


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_the_open_search(
    open_window: OpenWindow, width: int, scheme: Scheme
) -> None:
    page = opened(open_window(width=width, scheme=scheme))
    empty = axe(page, "empty")
    ask(page, "Wasserstoff")
    page.locator(".suche__eingrenzen").evaluate("element => { element.open = true }")
    violations = empty + axe(page, "hits")
    assert not violations, table(violations)


def test_at_320_px_nothing_scrolls_sideways(open_window: OpenWindow) -> None:
    page = opened(open_window(width=320))
    ask(page, "Digitalisierung")
    widths: dict[str, Any] = page.evaluate(
        """() => {
            const dialog = document.querySelector("dialog.suche");
            return { inner: dialog.scrollWidth, outer: dialog.clientWidth };
        }"""
    )
    assert widths["inner"] <= widths["outer"]


# What it finds -------------------------------------------------------------------------------


def _short(address: str) -> str:
    """`7` for an impulse, the address without its last slash for any other page."""
    number = re.match(r"impulse/(\d+)-", address)
    return str(int(number[1])) if number else address.strip("/") or "start"


@pytest.fixture(scope="module")
def answers(site: Site) -> dict[str, list[str]]:
    """Every query of the lists with all its hits, from what the browser runs, but without one."""
    queries = [entry["anfrage"] for asked in _lists().values() for entry in asked]
    done = subprocess.run(
        [NODE, QUERIES.with_name("ask.mjs"), site.root],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(queries, json.loads(done.stdout), strict=True))


def _lists() -> dict[str, list[dict[str, Any]]]:
    lists: dict[str, list[dict[str, Any]]] = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return lists


def test_what_people_ask_for_is_found(
    answers: dict[str, list[str]], record_property: Callable[[str, object], None]
) -> None:
    figures: dict[str, list[int]] = {}
    report = []
    for name, queries in _lists().items():
        figures[name] = [len(queries), 0, 0]
        for entry in queries:
            expected = {str(answer) for answer in entry["erwartet"]}
            found = [_short(address) for address in answers[entry["anfrage"]][:3]]
            # Where nothing is right, no hit is the right answer.
            is_first = found[0] in expected if expected and found else not (expected or found)
            figures[name][1] += is_first
            figures[name][2] += is_first or bool(expected & set(found))
            if not is_first:
                report.append(f"{entry['anfrage']}: {found} instead of {sorted(expected)}")
    asked, first, near = (sum(column) for column in zip(*figures.values(), strict=True))
    record_property("search", json.dumps({**figures, "all": [asked, first, near]}))
    text = "\n".join([str(figures), *report])
    assert first / asked >= FIRST_AT_LEAST, text
    assert near / asked >= WITHIN_THREE_AT_LEAST, text


def test_imprint_and_rules_come_last_unless_called_by_their_name(
    answers: dict[str, list[str]], site: Site
) -> None:
    known = json.loads((site.root / "pagefind/woerter.json").read_text(encoding="utf-8"))
    last = {page[0] for page in known["pages"] if page[1] == len(known["kinds"]) - 1}
    assert {"impressum/", "betrieb/", "redaktion/pruefregeln/"} <= last
    for query, found in answers.items():
        named = found[1:] if found[:1] and found[0] in last else found
        assert sorted(named, key=last.__contains__) == named, query


def test_the_browser_and_the_build_know_the_same_german(search: Page, site: Site) -> None:
    sources = sorted((Path(__file__).parents[2] / "impulses").rglob("*.*"))
    found = {word for path in sources for word in path.read_text(encoding="utf-8").split()}
    text = " ".join(sorted(found))
    text += (
        " Öl ẞ naïve Café Poesie Kolleg*innen Kund_innen Quelle Feuer -Start-up- „KI-Rat“ 4.0 x_y"
    )
    script = """async ([base, text]) => {
        const { STOP_WORDS, words, stem, root } = await import(base);
        return [words(text).map(word => [word, stem(word), root(word)]), [...STOP_WORDS].sort()];
    }"""
    (file,) = (site.root / "assets").glob("deutsch.*.js")
    script_url = f"new URL('../assets/{file.name}', location.href).href"
    theirs, stop_words = search.evaluate(script, [search.evaluate(script_url), text])
    assert theirs == [[word, stem(word), root(word)] for word in words(text)]
    assert stop_words == sorted(STOP_WORDS)


def test_every_expected_answer_is_a_page(site: Site) -> None:
    pages = {_short(page.address) for page in site.pages} | {"start"}
    expected = {
        str(answer) for queries in _lists().values() for q in queries for answer in q["erwartet"]
    }
    # A word of the glossary stands on a page with the others.
    assert {answer.partition("#")[0].rstrip("/") for answer in expected} - pages == set()


def test_back_from_a_hit_leads_to_the_same_search(search: Page) -> None:
    found = ask(search, "Strompreis")
    search.locator(HITS).first.click()
    search.wait_for_url("**/impulse/**")
    search.go_back()
    expect(search.locator("dialog.suche")).to_be_visible()
    expect(search.locator("#suche-feld")).to_have_value("Strompreis")
    expect(search.locator(HITS)).to_have_count(len(found))
