"""The finder of the list page: facets, text, address, keyboard, export, and life without script."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import axe, table
from tests.e2e.browser import LOOKS, Scheme
from tests.e2e.conftest import OpenWindow

pytestmark = pytest.mark.e2e

LIST = "impulse/"
ROWS = ".impulsliste > li"


def opened(open_window: OpenWindow, query: str = "", *, width: int = 1280) -> Page:
    """The list page, with its finder at work."""
    window = open_window(width=width)
    window.open(LIST + query)
    expect(window.page.locator(".finder:not([hidden])")).to_be_visible()
    return window.page


def data(page: Page) -> list[dict[str, Any]]:
    """What the page itself says of its impulses."""
    found: list[dict[str, Any]] = json.loads(page.locator("#finder-daten").inner_text())
    return found


def shown(page: Page) -> list[int]:
    """Numbers of the impulses in sight."""
    links = page.locator(f"{ROWS}:visible a").all_inner_texts()
    return [int(found[1]) for text in links if (found := re.search(r"Impuls (\d+)", text))]


def choose(page: Page, facet: str, value: str) -> None:
    """Open a facet, if it is not open, and tick one of its boxes."""
    details = page.locator(f"[data-facette={facet}]")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    details.locator(f"[value={value}]").check()


def expect_numbers(page: Page, numbers: list[int]) -> None:
    """Wait until exactly these are in sight."""
    expect(page.locator(f"{ROWS}:visible")).to_have_count(len(numbers))
    assert shown(page) == numbers


def test_a_printout_says_what_was_chosen_and_how_many_that_are(open_window: OpenWindow) -> None:
    page = opened(open_window, "?handelnde=land&q=F%C3%B6rderung")
    expect(page.locator(".finder__anzahl")).to_contain_text(" von ")
    found = len(shown(page))
    page.emulate_media(media="print")
    head = page.locator(".seitenkopf")
    expect(head).to_contain_text(f"{found} von {len(data(page))} Impulsen")
    expect(head).to_contain_text("Auswahl: Wer handelt: Land; Text: Förderung.")
    expect(head).to_contain_text(page.url)
    for line in (".standzeile", ".druckzeile"):
        expect(page.locator(line)).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".finder-auswahl")).to_be_hidden()
    page.locator(".finder__leeren").first.click()
    expect(head).to_contain_text(f"{len(data(page))} Impulse,")
    page.emulate_media(media="print")
    expect(page.locator(".finder-auswahl")).to_be_hidden()


# Filtering -----------------------------------------------------------------------------------


def test_within_a_facet_one_match_is_enough_between_facets_all(open_window: OpenWindow) -> None:
    page = opened(open_window)
    choose(page, "treiber", "demografie")
    choose(page, "treiber", "de-globalisierung")
    choose(page, "feld", "fachkraefte")
    expect_numbers(
        page,
        [
            impulse["nummer"]
            for impulse in data(page)
            if {"demografie", "de-globalisierung"} & set(impulse["treiber"])
            and impulse["feld"] == ["fachkraefte"]
        ],
    )


def test_counts_say_what_a_choice_would_leave(open_window: OpenWindow) -> None:
    page = opened(open_window, "?feld=fachkraefte")
    for driver in ("demografie", "digitalisierung", "dekarbonisierung"):
        row = page.locator(f"[name=treiber][value={driver}] ~ .finder__zahl")
        expected = [
            impulse
            for impulse in data(page)
            if impulse["feld"] == ["fachkraefte"] and driver in impulse["treiber"]
        ]
        assert row.text_content() == str(len(expected))
    # The facet's own other values are not narrowed by it.
    other = page.locator("[name=feld][value=transfer] ~ .finder__zahl")
    assert int(other.text_content() or 0) > 0


def test_text_understands_german_and_combines(open_window: OpenWindow) -> None:
    page = opened(open_window)
    page.fill("#finder-q", "Weiterbldungen")
    expect(page.locator(f"{ROWS}:visible a").first).to_be_visible()
    expect(page.locator(".finder__anzahl")).to_contain_text("von")
    assert 14 in shown(page)
    choose(page, "treiber", "de-globalisierung")
    assert 14 not in shown(page)


def test_text_falls_back_to_letters_without_the_search(open_window: OpenWindow) -> None:
    page = opened(open_window)
    page.route("**/woerter.json", lambda route: route.abort())
    page.fill("#finder-q", "fachkraeftemangel")
    expect(page.locator(".finder__anzahl")).to_contain_text("1 von 36")
    assert shown(page) == [13]


def test_order_stays_by_number(open_window: OpenWindow) -> None:
    page = opened(open_window, "?q=Beratung")
    expect(page.locator(".finder__anzahl")).to_contain_text("von")
    numbers = shown(page)
    assert len(numbers) > 1
    assert numbers == sorted(numbers)


def test_empty_selection_shows_a_way_out(open_window: OpenWindow) -> None:
    page = opened(open_window, "?q=xyzzyqwk")
    empty = page.locator(".finder__leer")
    expect(empty).to_be_visible()
    empty.locator("button").click()
    expect(empty).to_be_hidden()
    expect(page.locator(f"{ROWS}:visible")).to_have_count(36)
    expect(page.locator("#finder-q")).to_be_focused()


def test_count_is_spoken_after_a_change_but_not_before(open_window: OpenWindow) -> None:
    page = opened(open_window, "?treiber=demografie")
    page.wait_for_timeout(1000)
    status = page.locator(".finder [role=status]")
    assert status.text_content() == ""
    choose(page, "feld", "fachkraefte")
    expect(status).to_have_text("5 von 36 Impulsen")


# Address -------------------------------------------------------------------------------------


def test_address_carries_the_state_and_history_works(open_window: OpenWindow) -> None:
    page = opened(open_window)
    choose(page, "treiber", "demografie")
    expect(page).to_have_url(re.compile(r"\?treiber=demografie$"))
    choose(page, "feld", "fachkraefte")
    page.fill("#finder-q", "Rente")
    expect(page).to_have_url(re.compile(r"\?treiber=demografie&feld=fachkraefte&q=Rente$"))
    chips = page.locator(".finder__marken button")
    expect(chips).to_have_count(3)
    narrow = shown(page)
    page.reload()
    expect(page.locator("#finder-q")).to_have_value("Rente")
    expect(chips).to_have_count(3)
    assert shown(page) == narrow
    page.go_back()
    expect(page.locator("#finder-q")).to_have_value("")
    page.go_back()
    expect(page.locator("[value=fachkraefte]")).not_to_be_checked()
    expect(page.locator("[value=demografie]")).to_be_checked()
    page.go_back()
    expect(page.locator(f"{ROWS}:visible")).to_have_count(36)
    page.go_forward()
    expect(page.locator("[value=demografie]")).to_be_checked()


def test_typing_is_one_step_of_history(open_window: OpenWindow) -> None:
    page = opened(open_window)
    for text in ("Re", "Ren", "Rente"):
        page.fill("#finder-q", text)
        expect(page).to_have_url(re.compile(rf"q={text}$"))
    page.go_back()
    expect(page.locator("#finder-q")).to_have_value("")


@pytest.mark.parametrize(
    "query", ["?treiber=quatsch&x=1", "?treiber=", "?feld=%00&q=", "?treiber[]=a", "?stand=%E4"]
)
def test_unknown_values_are_passed_over(open_window: OpenWindow, query: str) -> None:
    window = open_window()
    window.open(LIST + query)
    expect(window.page.locator(f"{ROWS}:visible")).to_have_count(36)
    assert window.record.errors == []


def test_values_may_be_joined_by_commas(open_window: OpenWindow) -> None:
    page = opened(open_window, "?treiber=demografie,quatsch,de-globalisierung")
    expect(page.locator("[name=treiber]:checked")).to_have_count(2)


def test_markup_in_the_address_stays_text(open_window: OpenWindow) -> None:
    page = opened(open_window, "?q=%3Cimg%20src=x%20onerror=alert(1)%3E")
    expect(page.locator(".finder__marken button")).to_contain_text("<img src=x")
    expect(page.locator(".finder__marken img")).to_have_count(0)


# Keyboard ------------------------------------------------------------------------------------


def test_chips_can_be_removed_and_focus_stays_near(open_window: OpenWindow) -> None:
    page = opened(open_window, "?treiber=demografie&feld=fachkraefte&q=Rente")
    chips = page.locator(".finder__marken button")
    expect(chips).to_have_count(3)
    expect(chips.first).to_have_accessible_name("Filter entfernen: Treiber: Demografie")
    chips.first.press("Enter")
    expect(chips).to_have_count(2)
    expect(chips.first).to_be_focused()
    chips.nth(1).press("Enter")
    expect(page.locator("#finder-q")).to_have_value("")
    chips.first.press("Enter")
    expect(page.locator(".finder__marken")).to_be_hidden()
    expect(page.locator("#finder-q")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 320])
def test_keyboard_alone(open_window: OpenWindow, width: int) -> None:
    page = opened(open_window, width=width)
    page.locator("#finder-q").focus()
    page.keyboard.press("Tab")
    expect(page.locator("[data-facette=treiber] summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=treiber]").first).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("[data-facette=treiber] summary")).to_be_focused()
    expect(page.locator("[data-facette=treiber] fieldset")).to_be_hidden()
    expect(page.locator("[data-facette=treiber] summary")).to_contain_text("1")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.finder__leeren')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(f"{ROWS}:visible")).to_have_count(36)


def test_focus_never_goes_to_what_is_not_seen(open_window: OpenWindow) -> None:
    page = opened(open_window, "?treiber=demografie&feld=fachkraefte", width=320)
    page.locator("#finder-q").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.checkVisibility()")


# Export --------------------------------------------------------------------------------------


def _saved(page: Page, kind: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.click(f".finder__speichern[value={kind}]")
    path = waiting.value.path()
    return waiting.value.suggested_filename, Path(path).read_bytes()


def test_csv_of_the_selection(open_window: OpenWindow) -> None:
    page = opened(open_window, "?feld=fachkraefte")
    name, content = _saved(page, "csv")
    assert name == "impulse-auswahl.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    rows = list(
        csv.DictReader(
            io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True
        )
    )
    assert [int(row["nummer"]) for row in rows] == shown(page)
    assert rows[0]["handlungsfeld"] == "Fachkräfte und Bildung"
    assert rows[0]["zielgruppen"] == "Beschäftigte und Nachwuchs; Kleine und mittlere Unternehmen"
    assert rows[0]["handelnde"].startswith("Schulen und Bildungsträger; Betriebe und Start-ups")
    assert rows[0]["adresse"].endswith("/impulse/11-bildungskooperationen/")
    assert not rows[0]["titel"].startswith("Impuls")


def test_csv_cannot_smuggle_formulas(open_window: OpenWindow) -> None:
    page = opened(open_window)
    page.locator(f"{ROWS} a").first.evaluate("link => { link.lastChild.data = '=1+1,\"x\"' }")
    page.locator(f"{ROWS} p").first.evaluate("text => { text.textContent = '@SUM(A1)' }")
    _, content = _saved(page, "csv")
    row = next(
        csv.DictReader(
            io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True
        )
    )
    assert row["titel"] == '\'=1+1,"x"'
    assert row["kurz"] == "'@SUM(A1)"


def test_json_of_everything(open_window: OpenWindow) -> None:
    page = opened(open_window)
    name, content = _saved(page, "json")
    assert name == "impulse.json"
    entries = json.loads(content)
    assert [entry["nummer"] for entry in entries] == shown(page)
    assert entries[0]["treiber"] == ["Dekarbonisierung", "De-Globalisierung"]
    assert entries[0]["stand"]


# Without script, and how it looks ------------------------------------------------------------


def test_without_javascript_there_are_the_list_and_the_groups(open_window: OpenWindow) -> None:
    window = open_window(javascript=False)
    window.open(LIST)
    page = window.page
    expect(page.locator(f"{ROWS}:visible")).to_have_count(36)
    assert page.locator("main :is(input, button, select, summary):visible").count() == 0
    for group in ("treiber", "handlungsfelder", "zielgruppen", "herausforderungen"):
        expect(page.locator(f"main .finder-wege a[href='../{group}/']")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_the_used_finder(
    open_window: OpenWindow, width: int, scheme: Scheme
) -> None:
    window = open_window(width=width, scheme=scheme)
    window.open(f"{LIST}?treiber=demografie&q=Rente")
    page = window.page
    expect(page.locator(".finder__marken button")).to_have_count(2)
    for summary in page.locator(".finder__facette summary:visible").all():
        summary.click()
    violations = axe(page, "chips")
    page.fill("#finder-q", "xyzzyqwk")
    expect(page.locator(".finder__leer")).to_be_visible()
    violations += axe(page, "empty")
    assert not violations, table(violations)


def test_at_320_px_nothing_scrolls_sideways(open_window: OpenWindow) -> None:
    page = opened(open_window, "?herausforderung=digitalisierung-ki&gruppe=cluster", width=320)
    for summary in page.locator(".finder__facette summary:visible").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
