"""Feeds as readers' programs see them, and against what the formats demand."""

import dataclasses
import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import jsonschema
import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.feeds import feeds
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import LATEST
from impulswerk.site.project import load
from impulswerk.sources.history import SHALLOW, UNKNOWN, Change, History, Revision, read_history
from impulswerk.text.words import FieldChange, Words
from tests.e2e.tools import JAVA, NODE_MODULES, missing
from tests.project import copy_small
from tests.repository import Repository

BASE = "https://beispiel.example/papier/"
EDITION = dt.date(2026, 11, 22)
SCHEMA = Path(__file__).parent / "schema" / "atom.rnc"


@dataclass(frozen=True)
class Told:
    """A project with a history."""

    graph: Graph
    publication: Publication


def _edit(root: Path, name: str, before: str, after: str) -> dict[str, str | bytes | None]:
    text = (root / name).read_text("utf-8")
    assert before in text
    return {name: text.replace(before, after)}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    root = copy_small(tmp_path_factory.mktemp("feeds") / "projekt")
    repository = Repository(root).start()
    one, two = "impulses/01-lotsen.md", "impulses/02-werkstatt.md"
    repository.commit("2026-03-01T08:00:00Z")
    repository.commit("2026-03-05T08:00:00Z", _edit(root, one, "ein Problem", r"A & B \<b>"))
    repository.commit(
        "2026-03-05T10:00:00Z", _edit(root, one, "titel: Lotsen", "titel: Mehr Lotsen")
    )
    repository.commit(
        "2026-03-07T08:00:00Z",
        _edit(root, two, "stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: [1]"),
    )
    history = read_history(root)
    assert history.is_known
    graph = load(root).graph
    assert graph is not None
    return Told(graph, Publication(BASE, EDITION, history=history))


def _feeds(told: Told) -> dict[str, bytes]:
    return {path: make() for path, make in feeds(told.graph, told.publication)}


def _under(told: Told, rights: str) -> Told:
    catalog = told.graph.catalog
    work = dataclasses.replace(catalog.work, rights=rights)
    return dataclasses.replace(told, graph=Graph(dataclasses.replace(catalog, work=work)))


def _json(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data)
    return found


def test_there_is_one_of_each_form_for_all_and_for_each_driver(told: Told) -> None:
    names = ["impulse", *(driver.id for driver in told.graph.drivers)]
    assert list(_feeds(told)) == [
        f"feeds/{name}.{form}" for name in names for form in ("xml", "rss", "json")
    ]


def test_atom_as_a_feed_reader_sees_it(told: Told) -> None:
    found = feedparser.parse(_feeds(_under(told, "CC BY 4.0"))["feeds/impulse.xml"])
    assert not found.bozo
    assert found.version == "atom10"
    feed = found.feed
    work = told.graph.catalog.work
    assert feed.title == f"{work.title}: neue und geänderte Impulse"
    assert (feed.author, feed.rights, feed.language) == (work.publisher, "CC BY 4.0", "de")
    assert feed.updated == "2026-03-07T08:00:00Z"
    assert [(link.rel, link.href) for link in feed.links] == [
        ("self", f"{BASE}feeds/impulse.xml"),
        ("alternate", f"{BASE}neues/"),
    ]
    assert [(entry.title, entry.link, entry.updated) for entry in found.entries] == [
        (
            "Zurückgezogen: Impuls 2: Eine Werkstatt teilen [Zurückgezogen]",
            f"{BASE}i/2/",
            "2026-03-07T08:00:00Z",
        ),
        (
            "Geändert: Impuls 1: Mehr Lotsen ausbilden [Arbeitsentwurf]",
            f"{BASE}i/1/",
            "2026-03-05T10:00:00Z",
        ),
        ("Neu: Impuls 1: Lotsen ausbilden [Arbeitsentwurf]", f"{BASE}i/1/", "2026-03-01T08:00:00Z"),
        (
            "Neu: Impuls 2: Eine Werkstatt teilen [Arbeitsentwurf]",
            f"{BASE}i/2/",
            "2026-03-01T08:00:00Z",
        ),
        (
            "Neu: Impuls 3: Die Straße freihalten [Arbeitsentwurf]",
            f"{BASE}i/3/",
            "2026-03-01T08:00:00Z",
        ),
    ]
    changed = found.entries[1]
    assert changed.published == "2026-03-05T08:00:00Z"
    assert changed.summary == "Cluster können zeigen, wie es geht, Schritt für Schritt."
    tags = {tag.term for tag in changed.tags}
    assert {"Demografie", "Digitalisierung", "Transfer"} == tags
    content = changed.content[0]
    assert content.type == "text/html"
    assert "<h3>Titel</h3>\n<p><ins>Mehr</ins> Lotsen ausbilden</p>" in content.value
    # Escaped twice: what an editor wrote never becomes HTML.
    expected = "Es gibt <del>ein Problem.</del> <ins>A &amp; B &lt;b&gt;.</ins>"
    assert expected in content.value
    source = "Mitteilung zur Übergabe (Musterverbund)"
    assert f"<em>Arbeitsentwurf: Noch nicht verglichen. Quelle: {source}.</em>" in content.value
    assert f'href="{BASE}aenderungen/1/#fassung-2026-03-05"' in content.value


def test_rss_says_the_same_as_atom(told: Told) -> None:
    found = _feeds(told)
    for path in (path for path in found if path.endswith(".xml")):
        atom = feedparser.parse(found[path])
        rss = feedparser.parse(found[path.replace(".xml", ".rss")])
        assert (rss.bozo, rss.version) == (False, "rss20")
        assert rss.feed.title == atom.feed.title
        assert rss.feed.updated_parsed == atom.feed.updated_parsed
        assert ("self", f"{BASE}{path.replace('.xml', '.rss')}") in {
            (link.rel, link.href) for link in rss.feed.links
        }
        for one, other in zip(rss.entries, atom.entries, strict=True):
            assert not one.guidislink
            for name in ("id", "title", "link", "summary"):
                assert one[name] == other[name]
            assert one.published_parsed == other.updated_parsed
            assert [tag.term for tag in one.tags] == [tag.term for tag in other.tags]
            assert one.content[0].value == other.content[0].value


def test_both_forms_say_the_same(told: Told) -> None:
    found = _feeds(told)
    for path in (path for path in found if path.endswith(".xml")):
        atom, other = (
            feedparser.parse(found[path]),
            _json(found[path.replace(".xml", ".json")]),
        )
        assert (atom.feed.title, atom.feed.subtitle) == (other["title"], other["description"])
        assert [
            (e.id, e.title, e.link, e.summary, e.published, e.updated) for e in atom.entries
        ] == [
            (i["id"], i["title"], i["url"], i["summary"], i["date_published"], i["date_modified"])
            for i in other["items"]
        ]
        assert [[tag.term for tag in e.tags] for e in atom.entries] == [
            i["tags"] for i in other["items"]
        ]


def test_an_impulse_is_in_the_feeds_of_all_its_drivers(told: Told) -> None:
    found = _feeds(told)
    for driver in told.graph.drivers:
        feed = _json(found[f"feeds/{driver.id}.json"])
        numbers = {int(item["url"].split("/")[-2]) for item in feed["items"]}
        assert numbers == {i.number for i in told.graph.impulses if driver.id in i.drivers}
        assert feed["home_page_url"] == f"{BASE}treiber/{driver.id}/"
        assert feed["feed_url"] == f"{BASE}feeds/{driver.id}.json"
        assert feed["title"].endswith(f"neue und geänderte Impulse zum Treiber {driver.title}")


def test_ids_stay_for_ever(told: Told) -> None:
    """Literal on purpose: with other ids every reader's program would show everything again."""
    found = _json(_feeds(told)["feeds/impulse.json"])
    assert [item["id"] for item in found["items"]] == IDS
    elsewhere = Publication("https://anderswo.example/", EDITION, history=told.publication.history)
    moved = _json(_feeds(Told(told.graph, elsewhere))["feeds/impulse.json"])
    assert [item["id"] for item in moved["items"]] == IDS
    texts = [data.decode() for path, data in _feeds(told).items() if path.endswith(".xml")]
    feed_ids = [re.findall(r"<id>(.*?)</id>", text)[0] for text in texts]
    assert feed_ids[0] == FEED_ID
    assert len({*feed_ids, *IDS}) == len(feed_ids) + len(IDS)


FEED_ID = "urn:uuid:e4027419-8f69-5246-a33e-0eecabfa8a33"
IDS = [
    "urn:uuid:e804a074-9c7e-58f8-9e39-5f1c7dcb4afb",
    "urn:uuid:992bde1a-d983-5880-ab5e-dd23cae22ed2",
    "urn:uuid:8737b6e9-97b4-5d2a-8ed7-dc67256a6c36",
    "urn:uuid:40f995bd-ad98-5684-bad6-149fbcb55971",
    "urn:uuid:22ed879a-17d9-596c-b3cf-b5b5cb96688f",
]


def _many(graph: Graph, days: int) -> History:
    """A change of impulse 1 on each of so many days."""
    start = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    words = (Words("gleich", "Ein "), Words("neu", "neues "), Words("gleich", "Wort"))
    revisions = tuple(
        Revision(
            Change.CHANGED,
            start + dt.timedelta(days=day),
            start + dt.timedelta(days=day),
            f"{day:040x}",
            graph.impulse(1).source,
            fields=(FieldChange("Titel", words),),
        )
        for day in range(days)
    )
    return History(True, entries={"impuls 1": revisions})


def test_only_the_latest_are_told(told: Told) -> None:
    publication = Publication(BASE, EDITION, history=_many(told.graph, LATEST + 7))
    items = _json(_feeds(Told(told.graph, publication))["feeds/impulse.json"])["items"]
    assert len(items) == LATEST
    dates = [item["date_published"] for item in items]
    assert dates == sorted(dates, reverse=True)
    assert dates[0] == "2026-02-26T12:00:00Z"
    assert len({item["id"] for item in items}) == LATEST


def test_without_history_a_feed_says_why(told: Told) -> None:
    for history, reason in (
        (History(reason=SHALLOW), "nur ein Teil der Geschichte"),
        (UNKNOWN, "lässt sich in dieser Fassung nicht sagen"),
    ):
        found = _feeds(Told(told.graph, Publication(BASE, EDITION, history=history)))
        for path, data in found.items():
            if not path.endswith(".json"):
                parsed = feedparser.parse(data)
                assert not parsed.bozo
                assert (parsed.entries, parsed.feed.updated_parsed[:3]) == ([], (2026, 11, 22))
                assert reason in parsed.feed.subtitle
            else:
                feed = _json(data)
                assert feed["items"] == []
                assert reason in feed["description"]
        # The same feed as ever, so that programs keep what they have of it.
        assert f"<id>{FEED_ID}</id>" in found["feeds/impulse.xml"].decode()


# --- against the formats' own words ----------------------------------------------------------


@pytest.fixture(scope="module")
def atom_errors(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], str]:
    """Asks Jing, which the Nu HTML checker brings along, for what the grammar does not allow."""
    jar = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file():
        missing("Jing (npm package vnu-jar)")
    folder = tmp_path_factory.mktemp("atom")

    def errors(found: dict[str, bytes]) -> str:
        files = []
        for path, data in found.items():
            files.append(folder / path.replace("/", "-"))
            files[-1].write_bytes(data)
        driver = "nu.validator.vendor.thaiopensource.relaxng.util.Driver"
        done = subprocess.run(
            [JAVA, "-cp", jar, driver, "-c", SCHEMA, *files],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        return done.stdout + done.stderr

    return errors


def _atom_feeds(told: Told) -> dict[str, bytes]:
    found = {
        path: data for path, data in _feeds(_under(told, "Frei")).items() if path.endswith(".xml")
    }
    empty = Told(told.graph, Publication(BASE, EDITION))
    return found | {"feeds/leer.xml": _feeds(empty)["feeds/impulse.xml"]}


def test_atom_against_the_grammar_of_rfc_4287(
    told: Told, atom_errors: Callable[[dict[str, bytes]], str]
) -> None:
    assert atom_errors(_atom_feeds(told)) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<subtitle>", "<untertitel/><subtitle>"),
        ("<updated>2026-", "<updated>im Jahr 2026-"),
        ('rel="self" type="application/atom+xml"', 'rel="self" type="Atom"'),
        ("<title>", "<title/><title>"),
    ],
)
def test_the_grammar_notices_mistakes(
    before: str,
    after: str,
    told: Told,
    atom_errors: Callable[[dict[str, bytes]], str],
) -> None:
    text = _feeds(told)["feeds/impulse.xml"].decode()
    assert before in text
    assert "error" in atom_errors({"feeds/falsch.xml": text.replace(before, after, 1).encode()})


def test_what_the_grammar_of_atom_cannot_say(told: Told) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: an author, one alternate link of a type, ids that differ."""
    for data in _atom_feeds(told).values():
        found = feedparser.parse(data)
        assert found.feed.author
        assert found.feed.id.startswith("urn:uuid:")
        ids = [entry.id for entry in found.entries]
        assert len(set(ids)) == len(ids)
        for part in (found.feed, *found.entries):
            assert [link.rel for link in part.links].count("alternate") == 1
            assert part.updated.endswith("Z")
        for entry in found.entries:
            assert entry.published <= entry.updated
            assert not re.search(r'(?:href|src)="(?!https?://)', entry.content[0].value)


def test_json_feed_against_an_independent_schema(told: Told) -> None:
    path = NODE_MODULES / "jsonfeed-schema" / "schema-v1.1.json"
    if not path.is_file():
        missing("the JSON Schema of JSON Feed (npm package jsonfeed-schema)")
    schema = json.loads(path.read_text("utf-8"))
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    empty = Told(told.graph, Publication(BASE, EDITION))
    for feed in (*_feeds(told).items(), *_feeds(empty).items()):
        if feed[0].endswith(".json"):
            assert [error.message for error in checker.iter_errors(_json(feed[1]))] == []
    wrong = _json(_feeds(told)["feeds/impulse.json"])
    del wrong["items"][0]["id"]
    wrong["version"] = "2"
    places = {tuple(error.absolute_path) for error in checker.iter_errors(wrong)}
    assert places == {("items", 0), ("version",)}
