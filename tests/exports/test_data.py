"""The JSON files: they keep to their schemas and say what the sources say."""

import copy
import json
import re
from typing import Any

import jsonschema
import pytest

from impulswerk.catalogue.ledger import number_of
from impulswerk.exports.data import fields
from impulswerk.exports.data.files import data_files
from impulswerk.exports.data.listing import offers
from impulswerk.exports.data.texts import sections
from impulswerk.model import urls
from impulswerk.model.entries import State
from impulswerk.model.schema import DRIVER, IMPULSE
from impulswerk.permanence.frozen import Edition
from impulswerk.permanence.publication import Publication
from tests.exports.offered import AWKWARD, BASE, EDITION, RIGHTS, Offered

ALL = "daten/v1/impulse.json"


def _validator(offered: Offered, address: str) -> jsonschema.Draft202012Validator:
    """The validator for the schema that a file names by its full address."""
    schema = offered.json(address.removeprefix(BASE))
    assert schema["$id"] == address
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def _documents(offered: Offered) -> dict[str, dict[str, Any]]:
    found = {path: offered.json(path) for path in offered.files if path.endswith(".json")}
    return {path: value for path, value in found.items() if "ausgabe" in value}


def _errors(offered: Offered, value: dict[str, Any]) -> list[str]:
    return [error.message for error in _validator(offered, value["$schema"]).iter_errors(value)]


# --- schemas ---------------------------------------------------------------------------------


def test_every_file_keeps_to_the_schema_it_names(either: Offered) -> None:
    found = _documents(either)
    entries = len(either.graph.impulses) + len(either.graph.drivers)
    assert len(found) == entries + 9
    assert [(path, error) for path, v in found.items() for error in _errors(either, v)] == []
    named = {value["$schema"].rpartition("/")[2] for value in found.values()}
    assert named == {f"{name}.json" for name in fields.CONTENTS}


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ("impulse", 0, {}),
        ("impulse.0.nummer", None, "eins"),
        ("impulse.0.titel", None, 1),
        ("impulse.0.geaendert", None, "1. März"),
        ("impulse.0.geaendert", None, "2026-03-01"),
        ("impulse.0.treiber.0.id", None, None),
        ("impulse.0.abschnitte.0", "text", ["Text"]),
        ("version", None, "v2"),
        ("ausgabe", None, "heute"),
    ],
)
def test_schemas_notice_what_is_wrong(path: str, key: Any, value: Any, small: Offered) -> None:
    document = copy.deepcopy(small.json(ALL))
    assert _errors(small, document) == []
    holder: Any = document
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    steps += [] if key is None else [key]
    for step in steps[:-1]:
        holder = holder[step]
    holder[steps[-1]] = value
    assert _errors(small, document)


def test_later_editions_may_add_keys(small: Offered) -> None:
    document = small.json(ALL)
    document["neu"] = document["impulse"][0]["neu"] = "kommt später dazu"
    assert _errors(small, document) == []


def test_schemas_and_files_have_the_same_keys(either: Offered) -> None:
    """What a schema does not describe, nobody can rely on; what no file has, it need not name."""
    seen: dict[str, set[str]] = {}
    for impulse in either.json(ALL)["impulse"]:
        seen.setdefault("impuls", set()).update(impulse)
    for driver in either.json("daten/v1/treiber.json")["treiber"]:
        seen.setdefault("treiber", set()).update(driver)
    known = {
        "impuls": {datum.name for datum in fields.DATA["impuls"]},
        "treiber": {datum.name for datum in fields.DATA["treiber"]},
    }
    optional = {
        "erstellt",
        "geaendert",
        "diese_fassung",
        "abgeglichen_von",
        "abgeglichen_am",
        "ohne_quelle",
        "uebersetzungen",
    }
    for name, keys in known.items():
        assert keys - optional <= seen[name] <= keys


def test_the_words_come_from_the_table_of_fields(small: Offered) -> None:
    schema = small.json("daten/v1/schema/impuls.json")["properties"]["impuls"]["properties"]
    for field in IMPULSE.fields:
        assert schema[field.name]["title"] == field.title
    assert schema["kurz"]["description"] == IMPULSE.field("kurz").help
    names = {datum.name for datum in fields.DATA["impuls"]}
    assert {field.name for field in IMPULSE.fields} <= names
    assert {f.name for f in DRIVER.fields} <= {datum.name for datum in fields.DATA["treiber"]}


# --- content ---------------------------------------------------------------------------------


def test_counts_agree_with_the_sources(either: Offered) -> None:
    graph = either.graph
    impulses = either.json(ALL)["impulse"]
    assert [impulse["nummer"] for impulse in impulses] == [i.number for i in graph.impulses]
    drivers = either.json("daten/v1/treiber.json")["treiber"]
    assert [driver["id"] for driver in drivers] == [driver.id for driver in graph.drivers]
    terms = either.json("daten/v1/begriffe.json")
    for name, entries in graph.term_lists.items():
        assert [term["id"] for term in terms[name]] == [term.id for term in entries]
    assert [state["id"] for state in terms["staende"]] == [s.id for s in graph.catalog.states]
    assert sum(len(state["impulse"]) for state in terms["staende"]) == len(impulses)
    work = either.json("daten/v1/werk.json")["werk"]
    assert work["zahlen"] == {
        "impulse": len(impulses),
        "zurueckgezogen": len(graph.in_state(State.WITHDRAWN)),
        "treiber": len(drivers),
    }
    paper = either.json("daten/v1/papier.json")["papier"]
    assert len(paper["quellen"]) == len(graph.catalog.references)


def test_a_single_file_says_what_the_whole_says(either: Offered) -> None:
    for name, whole in (("impuls", ALL), ("treiber", "daten/v1/treiber.json")):
        for values in either.json(whole)["impulse" if name == "impuls" else "treiber"]:
            path = values["json"].removeprefix(BASE)
            assert either.json(path)[name] == values
            assert either.json(path)["url"] == values["json"]


def test_relations_go_both_ways(either: Offered) -> None:
    impulses = {impulse["nummer"]: impulse for impulse in either.json(ALL)["impulse"]}
    for number, impulse in impulses.items():
        for other in impulse["verwandt"]:
            back = impulses[other["nummer"]]
            assert number in {entry["nummer"] for entry in back["verwandt"]}
            assert other["url"] == back["url"]
        for successor in impulse["ersetzt_durch"]:
            replaced = impulses[successor["nummer"]]["ersetzt"]
            assert number in {entry["nummer"] for entry in replaced}
    drivers = {d["id"]: d for d in either.json("daten/v1/treiber.json")["treiber"]}
    for impulse in impulses.values():
        main = drivers[impulse["treiber"][0]["id"]]
        listed = {entry["nummer"] for entry in main["impulse"]}
        is_active = impulse["stand"]["id"] != "zurueckgezogen"
        assert (impulse["nummer"] in listed) == is_active


def test_the_small_project_by_hand(small: Offered) -> None:
    one, two, three = small.json(ALL)["impulse"]
    assert [i["nummer"] for i in one["verwandt"]] == [2]
    assert [i["nummer"] for i in two["verwandt"]] == [1, 3]
    # Two drivers and impulse 3 link to impulse 1, which links to impulse 2.
    linking = [i.get("nummer", i.get("id")) for i in one["verweise_hierher"]]
    assert linking == ["demografie", "digitalisierung", 3]
    assert 1 in [i.get("nummer") for i in two["verweise_hierher"]]
    assert two["titel"] == AWKWARD
    assert three["stand"] == {"id": "zurueckgezogen", "titel": "Zurückgezogen"}
    assert [i["nummer"] for i in three["ersetzt_durch"]] == [1]
    assert [i["nummer"] for i in one["ersetzt"]] == [3]
    assert one["permalink"] == f"{BASE}i/1/"
    assert one["url"] == f"{BASE}impulse/01-lotsen/"
    assert one["belege"] == [{"quelle": "muster-2025", "absatz": 1, "stichwort": "Muster"}]


def test_the_day_of_the_last_change(small: Offered) -> None:
    """At German time, so that the day is the one that pages name."""
    impulses = small.json(ALL)["impulse"]
    assert [impulse["geaendert"] for impulse in impulses] == [
        "2026-03-05T13:00:00+01:00",
        "2026-04-01T14:00:00+02:00",
        "2026-05-01T14:00:00+02:00",
    ]
    assert {impulse["erstellt"] for impulse in impulses} == {"2026-03-01T13:00:00+01:00"}
    assert impulses[0]["diese_fassung"] == f"{BASE}aenderungen/1/2026-03-05/"
    told = small.json("daten/v1/aenderungen.json")
    assert told["ist_bekannt"]
    assert [(c["zeitpunkt"][:10], c["art"], c["nummer"]) for c in told["aenderungen"]] == [
        ("2026-05-01", "zurückgezogen", 3),
        ("2026-04-01", "geändert", 2),
        ("2026-03-05", "geändert", 1),
        *(("2026-03-01", "neu", number) for number in (1, 2, 3)),
    ]
    assert told["aenderungen"][1]["geaenderte_angaben"] == ["Titel", "Kurztext"]
    unknown = Offered(small.graph, Publication(BASE, EDITION))
    document = unknown.json(ALL)
    assert all("geaendert" not in impulse for impulse in document["impulse"])
    assert _errors(unknown, document) == []
    told = unknown.json("daten/v1/aenderungen.json")
    assert (told["ist_bekannt"], told["aenderungen"]) == (False, [])


def test_the_list_in_brief_leaves_out_texts_only(either: Offered) -> None:
    whole, brief = either.json(ALL)["impulse"], either.json("daten/v1/uebersicht.json")["impulse"]
    for full, short in zip(whole, brief, strict=True):
        ids = {
            "stand": full["stand"]["id"],
            "treiber": [driver["id"] for driver in full["treiber"]],
            "handlungsfeld": full["handlungsfeld"]["id"],
        }
        assert short == {name: ids.get(name, full[name]) for name in short}
    assert len(either.files["daten/v1/uebersicht.json"]) < len(either.files[ALL]) / 4


def test_texts_are_whole_and_their_links_lead_somewhere(either: Offered) -> None:
    for impulse, values in zip(either.graph.impulses, either.json(ALL)["impulse"], strict=True):
        titles = [section["titel"] for section in values["abschnitte"]]
        assert titles == [section.title for section in either.graph.catalog.work.sections]
        written = "\n".join(f"## {s['titel']}\n{s['text']}" for s in values["abschnitte"])
        assert "](impulses" not in written
        assert ".md)" not in written
        # The targets of links were turned around; the words are those of the source.
        assert len(written.split()) == len(impulse.body.split())
    text = either.json(ALL)["impulse"][0]["abschnitte"][1]["text"]
    assert f"]({BASE}impulse/" in text


def test_a_link_into_a_section_keeps_it(small: Offered) -> None:
    text = small.json(ALL)["impulse"][0]["abschnitte"][1]["text"]
    assert f"]({BASE}impulse/02-werkstatt/#vorgehen)" in text


def test_sections_of_any_text() -> None:
    assert sections("") == []
    assert sections("Nur Text") == [("", "", "Nur Text")]
    text = "Davor\n\n## Eins ##\n\nA\n\n### Darin\n\nB\n\nZwei\n----\n\nC\n\n```\n## Code\n```"
    assert sections(text) == [
        ("", "", "Davor"),
        ("eins", "Eins", "A\n\n### Darin\n\nB"),
        ("zwei", "Zwei", "C\n\n```\n## Code\n```"),
    ]


def test_every_file_says_how_far_the_texts_have_got(either: Offered) -> None:
    for value in _documents(either).values():
        assert "Arbeitsentwurf: " in value["hinweis"]
        assert value["ausgabe"] == EDITION.isoformat()
        assert "lizenz" not in value
        assert "vorbehalten" in value["rechte"]
    assert next(iter(_documents(either).values()))["version"] == "v1"


def test_rights_are_those_of_the_sources(small: Offered) -> None:
    assert {value["rechte"] for value in _documents(small).values()} == {RIGHTS}


# --- addresses and bytes ---------------------------------------------------------------------


def test_addresses_that_stay_for_ever(small: Offered) -> None:
    """Literal on purpose: programs of others ask for these."""
    driver = small.graph.drivers[0].id
    assert {
        "daten/impulse.json",
        "daten/v1/impulse.json",
        "daten/v1/treiber.json",
        "daten/v1/begriffe.json",
        "daten/v1/papier.json",
        "daten/v1/papier.jsonld",
        "daten/v1/impulse.csv",
        "daten/v1/impulse.csv-metadata.json",
        "daten/v1/impulse/1.json",
        f"daten/v1/treiber/{driver}.json",
        "daten/v1/schema/impulse.json",
        "daten/v1/schema/impuls.json",
        "daten/v1/schema/treiber.json",
        "daten/v1/schema/treiberliste.json",
        "daten/v1/schema/begriffe.json",
        "daten/v1/schema/papier.json",
        "daten/v1/schema/werk.json",
        "daten/katalog.jsonld",
        "llms.txt",
        "robots.txt",
        "i/1/text.md.txt",
        f"treiber/{driver}/text.md.txt",
    } <= small.files.keys()


def test_files_of_an_impulse_are_bound_to_its_number(small: Offered) -> None:
    """While its source has a mistake, their addresses must not count as lost."""
    numbers = {path: number_of(path) for path in small.files if re.search(r"/\d+[./]", path)}
    assert len(numbers) == 2 * len(small.graph.impulses)
    assert all(str(number) in re.split(r"[/.]", path) for path, number in numbers.items())


def test_a_frozen_edition_names_its_own_addresses(small: Offered) -> None:
    edition = Edition("2026-11", EDITION, "", small.graph, {})
    frozen = Offered(small.graph, small.publication.frozen(edition))
    base = f"{BASE}fassung/2026-11/"
    (impulse, *_) = frozen.json(ALL)["impulse"]
    assert impulse["url"] == f"{base}impulse/01-lotsen/"
    assert impulse["json"] == f"{base}daten/v1/impulse/1.json"
    # All cards lie together; hand-written pages are those of today.
    assert impulse["karte"] == f"{BASE}karte/1/2026-11/"
    assert f'"dcat:landingPage": "{BASE}daten/"' in frozen.files[urls.DATA_CATALOG].decode()


def test_what_is_offered_is_there(either: Offered) -> None:
    for offer in offers(either.graph):
        assert offer.path in either.files
        if offer.schema:
            schema = either.json(offer.path)["$schema"]
            assert schema == BASE + urls.data_schema(offer.schema)


def test_the_address_without_a_version_has_the_same_bytes(small: Offered) -> None:
    assert small.files[urls.LATEST_DATA] == small.files[ALL]


def test_paths_do_not_depend_on_where_the_site_appears(small: Offered) -> None:
    bare = [path for path, _ in data_files(small.graph, Publication())]
    assert bare == list(small.files)


def test_json_is_readable_utf_8(small: Offered) -> None:
    text = small.files[ALL].decode()
    assert "Zurückgezogen" in text
    assert text.endswith("}\n")
    assert json.loads(text)
