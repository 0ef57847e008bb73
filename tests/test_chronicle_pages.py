"""What readers and programs get of the chronicle: pages, feeds, data."""

import csv
import io
import json
import re
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data.files import data_files
from impulswerk.exports.feeds import chronicle_feeds
from impulswerk.exports.jsonld import told
from impulswerk.exports.share_image import motif
from impulswerk.model.chronicle import LISTS
from impulswerk.pages.chronicle import registers
from impulswerk.permanence.publication import Publication
from impulswerk.render.chronicle import counted, summary
from impulswerk.site.project import load
from tests.project import SMALL, copy_small

BASE = "https://muster.example/"


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = load(SMALL).graph
    assert graph is not None
    return graph


def _text(page: Path) -> str:
    return " ".join(LexborHTMLParser(page.read_bytes()).text(separator=" ").split())


def test_an_impulse_says_how_far_it_is_and_by_which_entry(small_site: Path) -> None:
    page = _text(small_site / "impulse/03-strasse/index.html")
    assert "Nach den uns vorliegenden Quellen, Stand 8. April 2025: teilweise umgesetzt" in page
    assert "Das sagt der Eintrag Die Straße ist nur zur Hälfte frei" in page
    assert "war vorgesehen, wieder nachzusehen; das steht noch aus." in page
    assert "Berichtigt. Dieser Eintrag war falsch und zählt nicht mehr" in page
    assert "noch nicht belegt" in page
    other = _text(small_site / "impulse/02-werkstatt/index.html")
    assert "keine Angaben . Wissen Sie, ob jemand damit begonnen hat" in other


@pytest.mark.parametrize("address", ["impulse/03-strasse", "was-daraus-wurde", "c/nur-halb"])
def test_nothing_is_promised_measured_or_coloured(small_site: Path, address: str) -> None:
    tree = LexborHTMLParser((small_site / address / "index.html").read_bytes())
    main = tree.css_first(".wurde") or tree.css_first("[role=main]")
    assert main is not None
    assert "Nach den uns vorliegenden Quellen" in main.text() or address.startswith("c/")
    found = re.search(r"\d\s?%|Ampel|versprochen|gebrochen|<progress|<meter", main.html or "")
    assert found is None


def test_without_a_script_every_entry_is_reached_every_way(small_site: Path, graph: Graph) -> None:
    tree = LexborHTMLParser((small_site / "was-daraus-wurde/index.html").read_bytes())
    (form,) = tree.css("form.chronikfilter")
    assert "hidden" in form.attributes
    ids = {node.attributes["id"] for node in tree.css("article.eintrag")}
    assert ids == {f"c-{entry.id}" for entry in graph.catalog.chronicle}
    offered = {node.attributes["name"]: node for node in tree.css("select")}
    for register in registers(graph, graph.catalog.chronicle):
        values = [node.attributes["value"] for node in offered[register.name].css("option")]
        assert values == ["", *(group[0] for group in register.groups)]
        about_all = {entry for entry in graph.catalog.chronicle if not entry.impulses}
        listed = {entry for _, _, entries in register.groups for entry in entries}
        expected = {*graph.catalog.chronicle}
        expected -= about_all if register.name in {"impuls", "treiber"} else set()
        assert listed == expected
    links = {node.attributes["href"] for node in tree.css(".chronikregister a")}
    assert links == {f"#{name}" for name in ids}


def test_a_page_of_an_entry_shows_all_that_backs_it(small_site: Path) -> None:
    page = _text(small_site / "c/schilder/index.html")
    for words in (
        "Amtsblatt 9 (1. September 2024), Seite 2. Regierung oder Verwaltung; gesehen am",
        "Kopie im Archiv",
        "endlich Platz",
        "Einwand (berücksichtigt) von: Händler der Straße.",
        "Unsere Antwort: Wir nennen jetzt nur die halbe Strecke.",
        "Betrifft genau diesen Vorschlag: Impuls 3 .",
    ):
        assert words in page


def test_feedback_shows_what_was_decided_and_why(small_site: Path) -> None:
    page = _text(small_site / "gefragt-gehoert-getan/index.html")
    assert "Der erste Schritt nennt jetzt auch die Abende. Das gilt für viele." in page
    assert "Nicht übernommen" in page
    assert "Nicht dazu gehört" in page
    assert "Erika Muster (Fachleute), Veranstaltung" in page


def test_feeds_hold_every_entry_under_its_lasting_address(graph: Graph) -> None:
    made = {path: make() for path, make in chronicle_feeds(graph, Publication(base=BASE))}
    atom = feedparser.parse(made["feeds/was-daraus-wurde.xml"])
    assert not atom.bozo
    items = json.loads(made["feeds/was-daraus-wurde.json"])["items"]
    wanted = {f"{BASE}c/{entry.id}/" for entry in graph.catalog.chronicle}
    assert {entry.link for entry in atom.entries} == {item["url"] for item in items} == wanted
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items]
    assert items[0]["title"] == "Prüfung: Geprüft, nichts Neues"
    assert items[0]["date_published"] == "2025-03-10T00:00:00Z"


def test_json_and_table_say_the_same(graph: Graph) -> None:
    files = dict(data_files(graph, Publication(base=BASE)))
    data = json.loads(files["daten/v1/chronik.json"]())
    jsonschema.validate(data, json.loads(files["daten/v1/schema/chronik.json"]()))
    rows = list(csv.DictReader(io.StringIO(files["daten/v1/chronik.csv"]().decode())))
    assert [row["kennung"] for row in rows] == [entry["id"] for entry in data["chronik"]]
    for row, entry in zip(rows, data["chronik"], strict=True):
        assert row["stand_danach"] == entry.get("stand_danach", "")
        assert row["berichtigt_durch"] == entry.get("berichtigt_durch", "")
        assert row["impulse"] == " | ".join(map(str, entry["impulse"]))
    assert len(data["rueckmeldungen"]) == 3
    impulse = json.loads(files["daten/v1/impulse/3.json"]())["impuls"]
    assert impulse["fortschritt"]["id"] == "teilweise-umgesetzt"
    assert impulse["fortschritt"]["eintrag"] == "nur-halb"
    assert [one["belegt"] for one in impulse["woran"]] == [True, False, True]


def test_programs_learn_what_was_corrected(graph: Graph) -> None:
    wrong = next(entry for entry in graph.catalog.chronicle if entry.id == "freigabe")
    found = told(graph, Publication(base=BASE), wrong)
    assert found["correction"] == f"{BASE}c/nur-halb/"
    assert found["citation"][0]["url"] == "https://stadt.example/amtsblatt-1"
    assert motif(graph, wrong)["fuss"] == "Was daraus wurde: berichtigt"


def test_counts_are_shown_only_once_there_is_something(graph: Graph, tmp_path: Path) -> None:
    day = Publication().date
    assert summary(graph, day).startswith("9\u00a0belegte Einträge und 3\u00a0Rückmeldungen")
    assert counted(graph) == [("keine Angaben", 2), ("teilweise umgesetzt", 1)]
    assert {title for title, _ in counted(graph)} < {*LISTS["fortschritte"].values()}
    root = copy_small(tmp_path)
    for path in (root / "impulses/chronik").iterdir():
        path.unlink()
    (root / "impulses/rueckmeldungen.yml").unlink()
    bare = load(root).graph
    assert bare is not None
    assert summary(bare, day) == ""
