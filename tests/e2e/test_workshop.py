"""The workshop in a real browser: the same verdict as the editors', and a file that passes."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from impulswerk.exports.typeset.faults import printed_addresses
from impulswerk.model.problems import errors
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.site import browser as packed
from impulswerk.site.project import assemble
from impulswerk.site.workbench import shown
from impulswerk.sources.files import read_files
from tests.e2e.axe import axe, table
from tests.e2e.browser import SCHEMES, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.e2e.tools import missing
from tests.project import REAL, copy_small
from tests.test_problems import CASES, break_project

pytestmark = pytest.mark.e2e

# To fetch Python and start it takes a while, much longer where everything runs at once.
PATIENCE = 240_000
STATE, IMPULSE = "#werkstatt-stand", "werkstatt/12/"
SOURCE = "impulses/12-internationale-talente.md"
# A browser lacks the parser that reads HTML of hand-written pages, and knows of no other page at
# their addresses; nobody writes such a page in the workshop.
ELSEWHERE = {"aktives-html", "adresse-vergeben"}
MOST_LOADED = 8_000_000

_CHECK = """async ([address, cases]) => {
    const worker = new Worker(address, { type: "module" });
    const answer = message => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
            if (data.fehler) reject(new Error(data.fehler));
            else if (data.stufe === 4 || data.meldungen) resolve(data.meldungen);
        };
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(message);
    });
    await answer({ laden: true });
    const found = {};
    for (const [name, quellen] of Object.entries(cases)) found[name] = await answer({ quellen });
    worker.terminate();
    return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    if not packed.version():
        missing("Pyodide (make runtime)")


def begun(window: Window, address: str) -> Page:
    """The page once it has checked what is published."""
    window.open(address)
    page = window.page
    page.locator("#feld-titel").click()
    checked(page, "")
    return page


def checked(page: Page, verdict: str) -> None:
    """Wait for a verdict that begins like this."""
    wanted = re.compile(verdict or r"Geprüft: kein Fehler|\d+ (Fehler|Hinweis)")
    expect(page.locator(STATE)).to_have_text(wanted, timeout=PATIENCE)


def download(page: Page) -> tuple[str, str]:
    """Name and text of the file that the page gives."""
    with page.expect_download() as waiting:
        page.click("#werkstatt-laden")
    return waiting.value.suggested_filename, waiting.value.path().read_text("utf-8")


def wrong(name: str, text: str) -> list[str]:
    """The errors of the project with this file in it, as the command line finds them."""
    files = read_files(REAL)
    project = assemble({**files.content, name: text.encode()}, files.problems)
    return [f"{p.span}: {p.message}" for p in errors(project.problems)]


# --- The same verdict ------------------------------------------------------------------------


def _cases(folder: Path) -> Iterator[tuple[str, str, list[object]]]:
    """Name, packed sources and expected problems of each golden case that is text."""
    for case in CASES:
        root = copy_small(folder / case.name)
        break_project(case, root)
        files = read_files(root).content
        project = assemble(files)
        graph = project.graph
        paths = [*generate(graph, Publication()).paths, *printed_addresses(graph)] if graph else []
        try:
            sources = packed.surroundings(files, paths).decode()
        except UnicodeDecodeError:
            continue  # what stands in a form is always text
        kept = {name: files[name] for name in json.loads(sources)["dateien"]}
        found = assemble(kept).problems
        yield case.name, sources, [shown(p) for p in found if p.rule not in ELSEWHERE]


def test_every_golden_case_has_the_verdict_of_the_command_line(
    site: Site, open_window: OpenWindow, tmp_path: Path
) -> None:
    cases, expected = {}, {}
    for name, sources, found in _cases(tmp_path):
        cases[name], expected[name] = sources, found
    assert len(cases) > len(CASES) - 5
    assert sum(map(bool, expected.values())) > len(CASES) / 2
    window = open_window()
    window.open("werkstatt/")
    (worker,) = (site.root / "assets").glob("werkstatt-pruefer.*.js")
    window.page.set_default_timeout(PATIENCE)
    answers = window.page.evaluate(_CHECK, [f"{window.base}assets/{worker.name}", cases])
    for name, found in expected.items():
        assert answers[name] == json.loads(json.dumps(found)), name
    assert window.record.errors == []
    assert window.record.foreign(window.base) == []


# --- Two tasks -------------------------------------------------------------------------------


def test_a_sentence_is_corrected(open_window: OpenWindow) -> None:
    window = open_window()
    page = begun(window, IMPULSE)
    checked(page, "Geprüft: kein Fehler")
    # From here on nothing is loaded any more.
    window.context.set_offline(True)
    field = page.get_by_label("Ausgangslage", exact=True)
    published = field.input_value()
    assert "eine Wohnung" in published
    better = published.replace("eine Wohnung", "[eine Wohnung](13-fachkraeftemange.md)")
    field.fill(better)
    checked(page, "1 Fehler")
    messages = page.locator("#meldungen-abschnitt-1")
    expect(messages).to_contain_text("Meinten Sie „13-fachkraeftemangel")
    expect(field).to_have_attribute("aria-invalid", "")
    expect(page.locator("#werkstatt-ansage")).to_have_text("1 Fehler.")
    messages.get_by_role("button", name="Zeile 1 zeigen").click()
    assert page.evaluate("getSelection().toString()").startswith("13-fachkraeftemange")
    messages.get_by_role("button", name="einsetzen").click()
    checked(page, "Geprüft: kein Fehler")
    expect(messages).to_be_hidden()
    changes = page.locator(".werkstatt__aenderungen")
    assert page.locator(".werkstatt__blatt a[href*='/impulse/13-']").count()
    field.fill(published.replace("eine Wohnung", "ein Zimmer"))
    expect(changes.locator("ins")).to_contain_text("ein Zimmer", timeout=PATIENCE)
    checked(page, "Geprüft: kein Fehler")
    name, text = download(page)
    assert name == Path(SOURCE).name
    original = (REAL / SOURCE).read_text("utf-8")
    assert text == original.replace("eine Wohnung", "ein Zimmer", 1)
    assert wrong(SOURCE, text) == []
    page.get_by_role("button", name=re.compile("Änderung zurücknehmen ?: Ausgangslage")).click()
    assert field.input_value() == published
    expect(changes).to_be_hidden(timeout=PATIENCE)
    assert download(page)[1] == original
    assert window.record.errors == []
    assert window.record.foreign(window.base) == []


def test_a_new_impulse_is_proposed(open_window: OpenWindow) -> None:
    window = open_window(width=390)
    page = begun(window, "werkstatt/neu/")
    expect(page.locator(".werkstatt__urteil")).to_contain_text("noch nicht veröffentlicht")
    page.get_by_label("Titel", exact=True).fill("Nachbarn die Werkhalle öffnen: ein Tag im Monat")
    page.get_by_label("Kurztext", exact=True).fill(
        "Betriebe könnten an einem Tag im Monat ihre Halle öffnen, damit andere dort arbeiten."
    )
    texts = {
        "Ausgangslage": "Viele kleine Betriebe haben keinen Platz für einen Versuch.",
        "Impuls": "**Betriebe könnten ihre Halle an einem Tag im Monat öffnen.** Cluster helfen.",
        "Umsetzung": "- **Cluster:** Cluster fragen, wer mitmachen will.\n"
        "- **Betriebe:** Betriebe nennen einen Tag und sagen, was es in ihrer Halle gibt.",
        "Beitrag der Cluster": "Cluster wissen, wer eine Halle hat und wer eine sucht.",
        "Wirkung": "- In den Hallen arbeiten Menschen aus anderen Betrieben.",
    }
    for title, text in texts.items():
        page.get_by_label(title, exact=True).fill(text)
    for field in ("treiber", "handlungsfeld", "zielgruppen", "herausforderungen"):
        page.locator(f"[data-feld={field}] input").first.check()
    page.locator("[data-feld=treiber] input").nth(2).check()
    page.get_by_label("An erster Stelle").first.select_option(index=1)
    page.get_by_label("Suchbegriffe").fill("Halle\nRaum, den andere nutzen")
    page.get_by_label("Eigene Idee").check()
    checked(page, r"(\d+ Hinweis|Geprüft: kein Fehler)")
    # Whatever is left are hints on style: the editors' check lets the text pass.
    expect(page.locator(".werkstatt__urteil")).to_contain_text("kein Fehler", timeout=PATIENCE)
    name, text = download(page)
    assert re.fullmatch(r"\d+-nachbarn-die-werkhalle-oeffnen-ein-tag-im-monat\.md", name)
    assert 'titel: "Nachbarn die Werkhalle öffnen: ein Tag im Monat"' in text
    assert re.search(r"^suchbegriffe: \[Halle, \"Raum, den andere nutzen\"\]$", text, re.MULTILINE)
    (drivers,) = re.findall(r"^treiber: \[(\w[\w-]*), (\w[\w-]*)\]$", text, re.MULTILINE)
    order = [box.get_attribute("value") for box in page.locator("[data-feld=treiber] input").all()]
    assert drivers == (order[2], order[0])
    assert [m for m in wrong(f"impulses/{name}", text) if "permalink" not in m] == []
    link = page.locator("#werkstatt-plattform a").get_attribute("href") or ""
    assert link.startswith(
        f"https://forge.example/verbund/papier/new/main/impulses?filename={name}"
    )
    assert "Werkhalle" in link
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert window.record.errors == []


# --- What is kept ----------------------------------------------------------------------------


def test_nothing_is_kept_unless_asked_for_and_leaving_warns(open_window: OpenWindow) -> None:
    window = open_window()
    window.open(IMPULSE)
    page = window.page
    stored = "Object.keys(localStorage).length + Object.keys(sessionStorage).length"
    dialogs: list[str] = []

    def stay(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.get_by_label("Titel", exact=True).fill("Anders")
    assert page.evaluate(stored) == 0
    page.reload()
    assert dialogs == ["beforeunload"]
    expect(page.get_by_label("Titel", exact=True)).not_to_have_value("Anders")
    page.get_by_label("Titel", exact=True).fill("Anders")
    page.locator("#werkstatt-behalten").check()
    page.get_by_label("Kurztext", exact=True).fill("Auch anders.")
    page.reload()
    assert dialogs == ["beforeunload"]
    expect(page.get_by_label("Titel", exact=True)).to_have_value("Anders")
    expect(page.get_by_label("Kurztext", exact=True)).to_have_value("Auch anders.")
    page.click("#werkstatt-vergessen")
    assert page.evaluate(stored) == 0
    page.click("#werkstatt-verwerfen")
    assert dialogs[-1] == "confirm"
    expect(page.get_by_label("Titel", exact=True)).not_to_have_value("Anders")


# --- Less than everything --------------------------------------------------------------------


def test_without_webassembly_the_form_gives_a_file_and_says_what_it_lacks(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    window.context.add_init_script("delete globalThis.WebAssembly")
    window.open(IMPULSE)
    page = window.page
    page.get_by_label("Kurztext", exact=True).fill("Ein Satz: kurz.")
    expect(page.locator(STATE)).to_contain_text("Geprüft wird hier nichts")
    name, text = download(page)
    assert name == Path(SOURCE).name
    original = (REAL / SOURCE).read_text("utf-8")
    assert text == re.sub(r"(?m)^kurz: .*$", 'kurz: "Ein Satz: kurz."', original)
    assert window.record.errors == []


def test_without_script_there_is_the_text_and_the_file(site: Site, open_window: OpenWindow) -> None:
    window = open_window(javascript=False)
    window.open(IMPULSE)
    page = window.page
    expect(page.locator("form.werkstatt")).to_be_hidden()
    original = (REAL / SOURCE).read_text("utf-8")
    expect(page.get_by_label("Der Text der Datei")).to_have_value(original)
    link = page.get_by_role("link", name="laden Sie die Datei herunter")
    assert link.get_attribute("download") == Path(SOURCE).name
    goal = site.root / IMPULSE / (link.get_attribute("href") or "")
    assert goal.resolve().read_text("utf-8") == original


# --- For everybody ---------------------------------------------------------------------------


def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_window: OpenWindow) -> None:
    violations = []
    for scheme, width in zip(SCHEMES, (1280, 320), strict=True):
        page = begun(open_window(width=width, scheme=scheme), IMPULSE)
        page.locator("details").first.evaluate("details => { details.open = true }")
        page.get_by_label("Ausgangslage", exact=True).fill("Toll! [Siehe](fehlt.md)")
        page.get_by_label("Titel", exact=True).fill("x" * 100)
        checked(page, r"\d+ Fehler")
        violations += axe(page, f"{scheme} {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not violations, table(violations)


def test_every_part_is_reached_by_keyboard(open_window: OpenWindow) -> None:
    window = open_window()
    window.open(IMPULSE)
    page = window.page
    page.locator("details").first.evaluate("details => { details.open = true }")
    page.locator("#feld-titel").focus()
    seen = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.id || document.activeElement.name"))
        if "werkstatt-behalten" in seen:
            break
    wanted = {"feld-kurz", "abschnitt-5", "treiber", "handlungsfeld", "belege-art", "feld-verwandt"}
    assert wanted | {"werkstatt-laden", "werkstatt-kopieren", "werkstatt-grund"} <= seen


# --- What it costs ---------------------------------------------------------------------------


def test_the_check_is_loaded_only_for_who_writes(site: Site, open_window: OpenWindow) -> None:
    ours = site.root / "assets/werkstatt"
    window = open_window()
    for address in ("", "impulse/", "werkstatt/", IMPULSE):
        window.open(address)
        window.page.wait_for_load_state("networkidle")
    assert [url for url in window.record.requests if "/assets/werkstatt/" in url] == []
    begun(window, IMPULSE)
    loaded = {url.rpartition("/")[2] for url in window.record.requests if "/werkstatt/" in url}
    files = [file for file in ours.iterdir() if file.name in loaded]
    names = {file.name.partition(".")[0] for file in files}
    assert {"programm", "quellen", "python_stdlib"} <= names
    # As servers send them that know Brotli.
    sizes = [
        (small if small.is_file() else file).stat().st_size
        for file in files
        for small in [file.with_name(f"{file.name}.br")]
    ]
    assert 1_000_000 < sum(sizes) <= MOST_LOADED
