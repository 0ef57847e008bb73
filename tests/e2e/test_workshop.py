"""The workshop in a real browser: the same verdict as the editors', and a file that passes."""

import contextlib
import dataclasses
import json
import re
from collections.abc import Iterable, Iterator
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
from impulswerk.sources.marked import Mapping, Sequence
from impulswerk.sources.read import read_markdown
from impulswerk.text.characters import clean
from tests.e2e.axe import axe, table
from tests.e2e.browser import Scheme, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site
from tests.e2e.tools import missing
from tests.long import LONG, SEED
from tests.project import REAL, copy_small, real_graph
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

# A window that another one opened goes on with what that one has loaded: to start takes longest.
_HAND_ON = """
const Own = globalThis.Worker, { loaded } = globalThis.opener ?? {};
globalThis.Worker = loaded
    ? class extends EventTarget {
        constructor() {
            super();
            loaded.other = data => this.dispatchEvent(new MessageEvent("message", { data }));
        }
        postMessage(message) {
            if (message.laden) queueMicrotask(() => loaded.other({ stufe: 4 }));
            else loaded.postMessage(message);
        }
    }
    : class extends Own {
        constructor(...given) {
            super(...given);
            globalThis.loaded = this;
            this.addEventListener("message", event => {
                if (this.other) event.stopImmediatePropagation();
                this.other?.(event.data);
            });
        }
    };
"""
_CHECK = """async cases => {
    const found = {};
    for (const [name, quellen] of Object.entries(cases)) {
        found[name] = await new Promise((resolve, reject) => {
            loaded.other = data => data.fehler ? reject(data.fehler) : resolve(data.meldungen);
            loaded.postMessage({ quellen });
        });
    }
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
    wanted = re.compile(verdict or r"Geprüft: kein Fehler|\d+ (Angabe|Fehler|Hinweis)")
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


# --- What people come for --------------------------------------------------------------------


def test_what_people_write_is_checked(
    site: Site, open_window: OpenWindow, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    """One test, so that the program starts once however many workers there are."""
    window = open_window()
    window.context.add_init_script(_HAND_ON)
    with subtests.test("a sentence is corrected"):
        _sentence(site, window)
    window.context.set_offline(False)
    with subtests.test("a new impulse is proposed"), _opened(window, 320, "dark") as other:
        _new_impulse(other)
    with subtests.test("an entry of the chronicle is written"), _opened(window, 390) as other:
        _entry(other)
    with subtests.test("every golden case has the verdict of the command line"):
        _golden(window, tmp_path)
    assert window.record.errors == []
    assert window.record.foreign(window.base) == []


@contextlib.contextmanager
def _opened(window: Window, width: int, scheme: Scheme = "light") -> Iterator[Window]:
    """Another window that goes on with what this one has loaded."""
    with window.page.expect_popup() as waiting:
        window.page.evaluate("void open('about:blank')")
    page = waiting.value
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    yield dataclasses.replace(window, page=page)
    page.close()


def _sentence(site: Site, window: Window) -> None:
    """By keyboard alone where buttons are concerned, and with what it costs."""
    for address in ("werkstatt/", IMPULSE):
        window.open(address)
        window.page.wait_for_load_state("networkidle")
    # What checks is loaded for who writes.
    assert [url for url in window.record.requests if "/assets/werkstatt/" in url] == []
    page = begun(window, IMPULSE)
    checked(page, "Geprüft: kein Fehler")
    assert 1_000_000 < _loaded(site, window) <= MOST_LOADED
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
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Meinten Sie „13-fachkraeftemangel"))
    expect(page.locator("#werkstatt-ansage")).to_have_text("1 Fehler.")
    violations = axe(page, "light 1280")
    messages.get_by_role("button", name="Zeile 1 zeigen").press("Enter")
    assert page.evaluate("getSelection().toString()").startswith("13-fachkraeftemange")
    messages.get_by_role("button", name="einsetzen").press("Enter")
    expect(field).to_be_focused()
    checked(page, "Geprüft: kein Fehler")
    expect(messages).to_be_hidden()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    changes = page.locator(".werkstatt__aenderungen")
    # Of marks that nobody sees it is told as well.
    expect(changes.locator("ins")).to_have_text("[eine Wohnung](13-fachkraeftemangel.md),")
    expect(changes.locator("del")).to_have_text("eine Wohnung,")
    (link,) = page.locator(".werkstatt__blatt a[href*='/impulse/13-']").all()
    assert (link.get_attribute("href") or "").startswith(window.base)
    field.fill(published.replace("eine Wohnung", "ein Zimmer"))
    expect(changes.locator("ins")).to_contain_text("ein Zimmer", timeout=PATIENCE)
    checked(page, "Geprüft: kein Fehler")
    name, text = download(page)
    assert name == Path(SOURCE).name
    original = (REAL / SOURCE).read_text("utf-8")
    assert text == original.replace("eine Wohnung", "ein Zimmer", 1)
    back = page.get_by_role("button", name=re.compile("Änderung zurücknehmen ?: Ausgangslage"))
    back.press("Enter")
    expect(field).to_be_focused()
    assert field.input_value() == published
    expect(changes).to_be_hidden(timeout=PATIENCE)
    assert download(page)[1] == original
    assert not violations, table(violations)


def _loaded(site: Site, window: Window) -> int:
    """Bytes of what checks, as servers send it that know Brotli."""
    loaded = {url.rpartition("/")[2] for url in window.record.requests if "/werkstatt/" in url}
    files = [file for file in (site.root / "assets/werkstatt").iterdir() if file.name in loaded]
    names = {file.name.partition(".")[0] for file in files}
    assert {"programm", "quellen", "python_stdlib"} <= names
    small = (file.with_name(f"{file.name}.br") for file in files)
    return sum(
        (one if one.is_file() else file).stat().st_size
        for file, one in zip(files, small, strict=True)
    )


def _new_impulse(window: Window) -> None:
    page = begun(window, "werkstatt/neu/")
    verdict = page.locator(".werkstatt__urteil")
    expect(verdict).to_contain_text("Angaben sind noch offen")
    # Nobody is told of mistakes before they have written.
    assert page.locator("[aria-invalid]").count() == 0
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
    expect(verdict).to_contain_text("kein Fehler", timeout=PATIENCE)
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
    violations = axe(page, "dark 320")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not violations, table(violations)


def _entry(window: Window) -> None:
    page = begun(window, "werkstatt/chronik/")
    page.get_by_label("Titel", exact=True).first.fill("Das Land schreibt eine Beratung aus")
    page.locator("#feld-datum").fill("2026-09")
    page.get_by_label("Handlung", exact=True).check()
    page.get_by_label("Impulse", exact=True).fill("25")
    page.get_by_label("verwandt").check()
    page.get_by_label("Text", exact=True).fill("Das Land hat eine Beratung ausgeschrieben.")
    sources = page.get_by_role("group", name="Quellen", exact=True)
    sources.get_by_role("button", name="Eintrag hinzufügen").press("Enter")
    first, second = sources.get_by_role("group").all()
    for entry in (first, second):
        entry.get_by_label("Art").select_option("presse")
        entry.get_by_label("Herausgeber").fill("Musterblatt")
        entry.get_by_label("Titel").fill('Meldung: "neu" #1')
        entry.get_by_label("Gesehen").fill("2026-11-28")
    address = second.get_by_label("Adresse")
    address.fill("htp://falsch")
    checked(page, "1 Fehler")
    # The one control is meant, and a button leads to it.
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_accessible_description(re.compile("„htp://falsch“ ist als Webadresse"))
    assert page.locator("[aria-invalid]").count() == 1
    sources.get_by_role("button", name="Stelle zeigen").press("Enter")
    expect(address).to_be_focused()
    second.get_by_role("button", name="Eintrag entfernen").press("Enter")
    expect(sources.get_by_role("button", name="Eintrag hinzufügen")).to_be_focused()
    checked(page, "Geprüft: kein Fehler")
    expect(page.locator(".werkstatt__blatt")).to_contain_text("Handlung, September 2026")
    name, text = download(page)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-das-land-schreibt-eine-beratung-aus\.md", name)
    assert wrong(f"impulses/chronik/{name}", text) == []
    violations = axe(page, "light 390")
    assert not violations, table(violations)


def _golden(window: Window, folder: Path) -> None:
    """Of a third of the cases, another every day; of all of them in the long run."""
    chosen = CASES if LONG else CASES[SEED % 3 :: 3]
    cases, expected = {}, {}
    for name, sources, found in _cases(chosen, folder):
        cases[name], expected[name] = sources, found
    assert len(cases) > len(chosen) - 5
    assert sum(map(bool, expected.values())) > len(chosen) / 2
    window.page.set_default_timeout(PATIENCE)
    answers = window.page.evaluate(_CHECK, cases)
    for name, found in expected.items():
        assert answers[name] == json.loads(json.dumps(found)), name


def _cases(chosen: Iterable[Path], folder: Path) -> Iterator[tuple[str, str, list[object]]]:
    """Name, packed sources and expected problems of each golden case that is text."""
    for case in chosen:
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
        problems = project.problems if kept == files else assemble(kept).problems
        yield case.name, sources, [shown(p) for p in problems if p.rule not in ELSEWHERE]


def test_an_actor_is_entered_and_an_english_text_corrected(unchecked: Window) -> None:
    """Without the check, which is the same; the page speaks the language it is in."""
    page = unchecked.page
    unchecked.open("werkstatt/chronik/")
    page.get_by_label("Titel", exact=True).first.fill("Über die Straße")
    assert download(page)[0].endswith("-ueber-die-strasse.md")
    expect(page.get_by_role("heading", name="Vorschau")).to_be_hidden()
    unchecked.open("werkstatt/akteur/")
    page.get_by_label("Name", exact=True).fill("Wasser: Cluster für Ü")
    page.get_by_label("Kurztext", exact=True).fill("Das Cluster hat vom Papier berichtet.")
    page.get_by_label("BIO.NRW").check()
    expect(page.get_by_label("Kennung")).to_have_value("wasser-cluster-fuer-ue")
    name, text = download(page)
    assert name == "akteure.yml"
    assert text.startswith((REAL / "impulses/akteure.yml").read_text("utf-8"))
    assert '  - id: wasser-cluster-fuer-ue\n    name: "Wasser: Cluster für Ü"\n' in text
    assert wrong("impulses/akteure.yml", text) == []
    unchecked.open("en/werkstatt/12/")
    page.get_by_label("Text", exact=True).fill("Nothing.")
    expect(page.locator(STATE)).to_contain_text("Nothing is checked here")
    assert page.locator(".werkstatt [lang=de]").count() == 0
    name, text = download(page)
    assert name == "en-12-international-talent.md"
    original = (REAL / "impulses/en/12-international-talent.md").read_text("utf-8")
    assert text == original[: original.rindex("---") + 3] + "\n\nNothing.\n"
    assert unchecked.record.errors == []


# --- What is kept ----------------------------------------------------------------------------


def test_nothing_is_kept_unless_asked_for_and_leaving_warns(unchecked: Window) -> None:
    unchecked.open(IMPULSE)
    page = unchecked.page
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
    unchecked: Window,
) -> None:
    unchecked.open(IMPULSE)
    page = unchecked.page
    page.get_by_label("Kurztext", exact=True).fill("Ein Satz: kurz.")
    expect(page.locator(STATE)).to_contain_text("Geprüft wird hier nichts")
    expect(page.locator(".werkstatt__urteil")).to_contain_text("Geprüft wird hier nichts")
    name, text = download(page)
    assert name == Path(SOURCE).name
    original = (REAL / SOURCE).read_text("utf-8")
    assert text == re.sub(r"(?m)^kurz: .*$", 'kurz: "Ein Satz: kurz."', original)
    assert unchecked.record.errors == []


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
    for address in ("neu", "chronik", "akteur"):
        window.open(f"werkstatt/{address}/")
        expect(page.locator("form.werkstatt")).to_be_hidden()
        assert page.get_by_label("Der Text der Datei").input_value().count(":\n") > 2


# --- What the page writes itself -------------------------------------------------------------


def test_unchanged_files_stay_letter_for_letter(site: Site, unchecked: Window) -> None:
    titles = [section.title for section in real_graph().catalog.work.sections]
    files = {
        name: data.decode()
        for name, data in read_files(REAL).content.items()
        if name.startswith("impulses/") and name.endswith(".md")
    }
    assert len(files) > 80
    for own in (titles, []):
        assert _write(site, unchecked, _ROUND_TRIP, [files, own]) == files


def test_whatever_is_written_is_read_as_it_was_meant(site: Site, unchecked: Window) -> None:
    values = [
        *("a: b", "Ende:", "#1", "a #b", "a#b", '"zitiert"', "„so“", "'", "ä – ß", "- a", "? a"),
        *("[a, b]", "a, b", "{a: 1}", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a`", "null", "~"),
        *("ja", "no", "1_000", "0x1f", "1e3", "2026-11-28", "12:30", "a\\nb", "C:\\weg", "a\nb"),
        *("  a  ", "\u2028x", "a\u00a0b", "😀", "a: [", "---", "...", "=", "<<", "a\tb"),
    ]
    text = _write(site, unchecked, _WRITE, values)
    document = read_markdown("impulses/01-a.md", str(text).encode()).document
    assert document is not None, text
    entries = document.front.entries
    meant = [" ".join(clean(value).split()) for value in values]
    listed, rows = entries["liste"], entries["eintraege"]
    assert isinstance(listed, Sequence)
    assert isinstance(rows, Sequence)
    found = {
        "text": [entries[f"text{at}"] for at in range(len(values))],
        "liste": listed.items,
        "eintraege": [row.entries["text"] for row in rows.items if isinstance(row, Mapping)],
    }
    for name, nodes in found.items():
        assert [" ".join(getattr(node, "text", "").split()) for node in nodes] == meant, name


_ROUND_TRIP = """async ([address, [files, titles]]) => {
    const { cut, join } = await import(address);
    const same = text => join(cut(text, titles), new Map(), new Map(), []).text;
    return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, same(text)]));
}"""
_WRITE = """async ([address, values]) => {
    const { cut, entries, join, list, text } = await import(address);
    const fields = new Map(values.map((value, at) => [`text${at}`, text(`text${at}`, value)]));
    fields.set("liste", list("liste", values.map(value => value.trim())));
    fields.set("eintraege", entries("eintraege", values.map(value => ({ text: value }))));
    return join(cut("---\\n---\\n", []), fields, new Map(), [...fields.keys()]).text;
}"""


def _write(site: Site, window: Window, code: str, given: object) -> object:
    """What the page's own writer of files makes of it."""
    (script,) = (site.root / "assets").glob("werkstatt-datei.*js")
    window.open("werkstatt/")
    return window.page.evaluate(code, [f"{window.base}assets/{script.name}", given])


# --- For everybody ---------------------------------------------------------------------------


@pytest.fixture
def unchecked(open_window: OpenWindow) -> Window:
    """A browser that cannot run the check, as old ones; the form does without."""
    window = open_window()
    window.context.add_init_script("delete globalThis.WebAssembly")
    return window


def test_every_part_is_reached_by_keyboard(unchecked: Window) -> None:
    unchecked.open(IMPULSE)
    page = unchecked.page
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
