"""What the press takes away is complete, opens everywhere, and is the same for the same commit."""

import csv
import io
import tracemalloc
import zipfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import pytest
from PIL import Image

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.files import exported_files
from impulswerk.exports.press import counts, impulse_table, press_kit
from impulswerk.model import urls
from impulswerk.model.entries import Operator
from impulswerk.permanence.publication import Publication
from impulswerk.site.assets import cache_folder
from impulswerk.sources.store import keep_in
from impulswerk.text.wording import doubted
from tests.e2e.site import Site
from tests.exports.offered import BASE, EDITION
from tests.project import REAL, real_graph

WHERE = Publication(BASE, EDITION)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return real_graph()


def _kit(graph: Graph) -> bytes:
    keep = keep_in(cache_folder(REAL))
    files = {path: cache(make) for path, make in exported_files(graph, WHERE, keep)}
    return press_kit(graph, WHERE, files)


@pytest.fixture(scope="module")
def kit(site: Site) -> zipfile.ZipFile:
    return zipfile.ZipFile(site.root / "presse/pressemappe.zip")


def _text(kit: zipfile.ZipFile, name: str) -> str:
    data = kit.read(name)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    return data.decode("utf-8-sig")


def test_the_kit_is_whole(kit: zipfile.ZipFile, graph: Graph) -> None:
    assert kit.testzip() is None
    names = set(kit.namelist())
    things = [f"impuls-{impulse.number:02d}" for impulse in graph.impulses]
    things += [*(f"treiber-{driver.id}" for driver in graph.drivers), "website"]
    wanted = {f"bilder/{thing}.png" for thing in things}
    wanted |= {f"qr-codes/{thing}.{form}" for thing in things for form in ("svg", "png")}
    assert names == wanted | {"liesmich.txt", "texte.txt", "impulse.csv"}
    for name in names:
        if name.startswith("bilder/"):
            assert Image.open(io.BytesIO(kit.read(name))).size == (1200, 630)


def test_its_parts_are_not_held_beside_it(graph: Graph) -> None:
    part = 100_000
    parts: defaultdict[str, Callable[[], bytes]] = defaultdict(lambda: partial(bytes, part))
    tracemalloc.start()
    whole = len(press_kit(graph, WHERE, parts))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(parts) * part > whole > 2 * len(graph.entries) * part
    assert peak < 1.4 * whole


def test_its_texts_say_what_the_page_says(kit: zipfile.ZipFile, graph: Graph) -> None:
    text = _text(kit, "texte.txt")
    press = graph.catalog.press
    assert len(press.texts) == 3
    for entry in press.texts:
        assert f"{entry.title} ({len(entry.text)} Zeichen)\r\n{entry.text}\r\n" in text
    for event in press.events:
        assert f"{doubted(event.when, event.doubt)}: {event.what}" in text
    for voice in press.voices:
        assert f"„{voice.quote}“ – {voice.speaker}, {voice.role}" in text
    for statement in graph.catalog.paper.statements:
        assert statement.text in text
    for one in counts(graph):
        assert f"{one.name}: {one.count}\r\n" in text
    assert "Der Pressekontakt ist noch nicht eingetragen." in text
    assert "nicht aus dem Papier" in _text(kit, "liesmich.txt")


def test_the_contact_comes_from_the_configuration(graph: Graph) -> None:
    known = {"name": "Muster Person", "mail": "presse@beispiel.example", "telefon": "0000 1"}
    operator = Operator({f"presse.{name}": value for name, value in known.items()})
    changed = Graph(replace(graph.catalog, operator=operator))
    pictures: defaultdict[str, Callable[[], bytes]] = defaultdict(lambda: lambda: b"")
    kit = press_kit(changed, WHERE, pictures)
    text = _text(zipfile.ZipFile(io.BytesIO(kit)), "texte.txt")
    assert text.endswith(
        "Kontakt\r\nMuster Person\r\nE-Mail: presse@beispiel.example\r\nTelefon: 0000 1\r\n"
    )


def test_the_table_has_every_short_link(graph: Graph) -> None:
    data = impulse_table(graph, WHERE).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data), delimiter=";"))
    assert [row["Nummer"] for row in rows] == [str(i.number) for i in graph.impulses]
    assert [row["Link"] for row in rows] == [BASE + urls.permalink(i) for i in graph.impulses]
    assert [row["Titel"] for row in rows] == [impulse.title for impulse in graph.impulses]


def test_figures_are_counted(graph: Graph) -> None:
    counted = {one.name: one.count for one in counts(graph)}
    assert counted["Impulse"] == len(graph.active)
    of_drivers = [n for name, n in counted.items() if name.startswith("Impulse mit Haupttreiber")]
    assert sum(of_drivers) == counted["Impulse"]
    assert sum(n for name, n in counted.items() if name.startswith("davon:")) == len(graph.impulses)
