"""The workshop without a browser: what it packs and answers, and what editors do with a file."""

import ast
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from impulswerk.model.record import Kind
from impulswerk.pages.workshop import asked, evidence_value, fields, forms
from impulswerk.site import browser
from impulswerk.site.workbench import Workbench
from impulswerk.sources.files import read_files
from tests.project import REAL, SMALL, copy_small, impuls, real_graph

WORKSHOP = "impulses/02-werkstatt.md"
PROBLEMS = Path(__file__).with_name("problems")


@pytest.fixture(scope="module")
def bench() -> Workbench:
    return Workbench.from_json(browser.surroundings(read_files(SMALL).content, []).decode())


def test_the_archive_runs_by_itself_and_is_pure_python(tmp_path: Path) -> None:
    """Nothing else can be imported: what a browser lacks is lacking here as well."""
    with zipfile.ZipFile(io.BytesIO(browser.program())) as archive:
        archive.extractall(tmp_path / "programm")
    sources = tmp_path / "quellen.json"
    sources.write_bytes(browser.surroundings(read_files(SMALL).content, []))
    code = f"""
import sys
sys.path[:] = [{str(tmp_path / "programm")!r}, *(p for p in sys.path if "site-packages" not in p)]
from pathlib import Path
from impulswerk.site.workbench import Workbench
bench = Workbench.from_json(Path({str(sources)!r}).read_text("utf-8"))
print(bench.answer({WORKSHOP!r}, "", bench.files[{WORKSHOP!r}].decode()))
"""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["meldungen"] == []
    compiled = {".so", ".pyd", ".pyc", ".dll", ".dylib"}
    assert {Path(name).suffix for name in browser.contents()} & compiled == set()
    again = browser.program.__wrapped__()
    assert again == browser.program()


def test_licences_of_all_packages_are_in_the_archive() -> None:
    names = [name.lower() for name in browser.contents()]
    for package in browser.PACKAGES:
        spelled = package.replace("-", "_")
        assert any(name.startswith(spelled) and "licen" in name for name in names), package


def test_what_is_not_published_stays_here() -> None:
    found = json.loads(browser.surroundings(read_files(REAL).content, []))
    assert "impulses/07-ki-einstieg.md" in found["dateien"]
    assert not any("betreiber" in name for name in found["dateien"])


def test_a_mistake_comes_with_place_remedy_and_word(bench: Workbench) -> None:
    text = bench.files[WORKSHOP].decode()
    wrong = text.replace("](treiber/digitalisierung.md)", "](treiber/digitalisirung.md)", 1)
    assert wrong != text
    answer = json.loads(bench.answer(WORKSHOP, "", wrong))
    (message,) = answer["meldungen"]
    assert (message["regel"], message["ersatz"]) == ("toter-verweis", "treiber/digitalisierung.md")
    line = wrong.split("\n")[message["zeile"] - 1]
    start = message["spalte"] - 1
    assert line[start : start + message["breite"]] == "treiber/digitalisirung.md"


def test_a_change_is_shown_word_by_word_and_as_it_will_look(bench: Workbench) -> None:
    text = bench.files[WORKSHOP].decode()
    title = text.split("titel: ")[1].split("\n")[0]
    answer = json.loads(bench.answer(WORKSHOP, "", text.replace(title, f"{title} heute", 1)))
    assert answer["quelle"] == WORKSHOP
    (change,) = answer["unterschiede"]
    assert change["titel"] == "Titel"
    assert "</span>heute<" in change["html"]
    assert f"{title} heute</p>" in answer["vorschau"]
    assert '<h2 id="wirkung">' in answer["vorschau"]
    assert 'href="treiber/digitalisierung/"' in answer["vorschau"]


def test_html_in_a_text_stays_text_in_the_preview(bench: Workbench) -> None:
    text = bench.files[WORKSHOP].decode() + "\n<img src=x onerror=alert(1)>\n"
    text = text.replace("titel: ", "titel: <b>fett</b> ", 1)
    preview = json.loads(bench.answer(WORKSHOP, "", text))["vorschau"]
    assert "<img" not in preview
    assert "<b>" not in preview
    assert "&lt;img" in preview


def test_a_new_impulse_is_named_after_its_title(bench: Workbench) -> None:
    text = bench.files[WORKSHOP].decode().replace("titel: ", "titel: Über Brücken ", 1)
    answer = json.loads(bench.answer("", "impulses/04-", text))
    assert answer["quelle"].startswith("impulses/04-ueber-bruecken-")
    # Its address is new, and somebody else's is lost by none of it.
    assert [m for m in answer["meldungen"] if m["schwere"] == "fehler"] == []


def test_whatever_is_sent_there_is_an_answer(bench: Workbench) -> None:
    for text in ("", "---", "---\ntitel: [\n---\n", "\0", "---\n---\n# x", "ä" * 200_000):
        answer = json.loads(bench.answer(WORKSHOP, "", text))
        assert answer["meldungen"], text[:20]


def test_every_field_is_asked_for_or_left_to_the_editors() -> None:
    graph = real_graph()
    found = list(forms(graph))
    assert {form.kind for form in found if form.given is None} == {"impuls", "chronik", "akteur"}
    for form in (*found, *(form for there in graph.in_other_languages for form in forms(there))):
        shown = list(fields(graph, form))
        assert {own.field.name for own in shown} == {own.name for own in asked(form.record)}
        assert [own.field for own in shown if own.field.kind is Kind.TERM and not own.options] == []
        for own in shown:
            if own.options and own.form != "belege":
                assert set(own.values) <= {option.value for option in own.options}
        if form.given:
            assert form.text == (REAL / form.source).read_text("utf-8")
    form = next(form for form in found if form.given and form.given.evidence)
    own = next(own for own in fields(graph, form) if own.form == "belege")
    assert form.given
    assert {evidence_value(one) for one in form.given.evidence} == set(own.values)
    # What each source is known to say may be chosen, not only what is in use already.
    known = sum(len(place.words) for r in graph.catalog.references for place in r.terms)
    assert len(own.options) >= known > 50


def test_only_the_package_list_is_imported_in_the_browser() -> None:
    names = set()
    for name, path in browser.contents().items():
        if name.startswith("impulswerk/") and path.suffix == ".py":
            for node in ast.parse(path.read_bytes()).body:
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    names.add((node.module or "").partition(".")[0])
    foreign = names - sys.stdlib_module_names - {"impulswerk"}
    assert foreign == {"babel", "markdown_it", "markupsafe", "yaml"}


# --- The editors' side -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["02-werkstatt.md", "02-werkstatt (1).md", "02-anders.md"])
def test_a_received_file_says_what_it_changes(tmp_path: Path, name: str) -> None:
    root = copy_small(tmp_path / "projekt")
    text = (root / WORKSHOP).read_text("utf-8")
    (tmp_path / name).write_text(text.replace("titel: ", "titel: Neue ", 1), "utf-8")
    done = impuls(root, "report", "--file", str(tmp_path / name))
    assert done.returncode == 0, done.stderr
    assert "**Impuls 2" in done.stdout
    assert "Neue" in done.stdout
    assert (root / WORKSHOP).read_text("utf-8") == text


def test_what_the_other_forms_give_is_understood(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    shutil.copytree(PROBLEMS / "uebersetzung-veraltet/quelle", root, dirs_exist_ok=True)
    entry = (root / "impulses/chronik/2024-06-03-plan.md").read_text("utf-8")
    english = (root / "impulses/en/01-train-guides.md").read_text("utf-8")
    actor = (
        "akteure:\n  - id: a\n    name: Anna hilft\n    kurz: Hilft.\n    quellen: [muster-2025]\n"
    )
    sent = {
        "2025-04-01-neu (1).md": (entry, "Neuer Eintrag"),
        "akteure (2).yml": (actor, "Neue Organisation „Anna hilft“: Hilft."),
        # Many translations are called like the German file.
        "en-01-train-guides.md": (english.rstrip() + " More.\n", "Impuls 1 (English)"),
    }
    for name, (text, said) in sent.items():
        (tmp_path / name).write_text(text, "utf-8")
        done = impuls(root, "report", "--file", str(tmp_path / name))
        assert said in done.stdout, (name, done.stdout, done.stderr)


def test_a_received_file_with_a_mistake_is_refused(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    file = tmp_path / "04-neu.md"
    file.write_text("---\ntitel: Nur ein Titel\n---\n", "utf-8")
    done = impuls(root, "report", "--file", str(file))
    assert done.returncode == 1
    assert "pflichtfeld-fehlt" in done.stdout


def test_a_received_file_that_belongs_nowhere_is_said_so(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    (tmp_path / "text.md").write_text("", "utf-8")
    for file in ("text.md", "07-fehlt.md"):
        done = impuls(root, "report", "--file", str(tmp_path / file))
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()
