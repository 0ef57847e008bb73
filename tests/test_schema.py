"""One table of fields feeds validator, JSON Schema, reference page and scaffold: none drifts."""

import dataclasses
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any, get_args, get_type_hints

import jsonschema
import pytest
import yaml

from impulswerk.catalogue.catalog import build_catalog
from impulswerk.catalogue.graph import Graph
from impulswerk.exports.jsonschema import (
    allowed_terms,
    file_schemas,
    json_schemas,
    record_schema,
)
from impulswerk.model import chronicle, entries, schema, translation
from impulswerk.model.problems import errors
from impulswerk.model.record import Kind, Record
from impulswerk.model.rulebook import RULES
from impulswerk.model.schema import DRIVER, IMPULSE, RECORDS, VOCABULARIES
from impulswerk.pages.entries import index_pages
from impulswerk.permanence.publication import Publication
from impulswerk.rules.scaffold import _LEFT_OUT, impulse_text
from impulswerk.site.project import load
from impulswerk.sources.files import read_files
from tests.project import REAL, SMALL, real_graph

CASES = Path(__file__).parent / "problems"
WORKSHOP = "impulses/02-werkstatt.md"


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = load(SMALL).graph
    assert graph is not None
    return graph


def _front(text: str) -> dict[str, Any]:
    front = yaml.safe_load(text.split("\n---\n", maxsplit=1)[0].removeprefix("---\n"))
    assert isinstance(front, dict)
    return {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in front.items()
    }


def _validator(graph: Graph) -> jsonschema.Draft202012Validator:
    schema = record_schema(IMPULSE, allowed_terms(graph))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_real_impulses_fit_the_published_schema() -> None:
    graph = real_graph()
    assert [path for path, _ in json_schemas(graph)] == [
        "schema/impuls/v1.json",
        "schema/treiber/v1.json",
    ]
    validator = _validator(graph)
    for path in sorted((REAL / "impulses").glob("[0-9]*.md")):
        validator.validate(_front(path.read_text("utf-8")))
    drivers = jsonschema.Draft202012Validator(record_schema(DRIVER, allowed_terms(graph)))
    for path in (REAL / "impulses/treiber").glob("*.md"):
        drivers.validate(_front(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "case",
    [
        "beleg-ohne-stelle",
        "doppelter-wert",
        "falscher-typ",
        "falscher-typ--beleg",
        "falscher-typ--zahl",
        "leerer-wert",
        "leerer-wert--liste",
        "leerer-wert--titel",
        "pflichtfeld-fehlt",
        "unbekannte-herausforderung",
        "unbekannte-quelle",
        "unbekannte-zielgruppe",
        "unbekannter-stand",
        "unbekannter-treiber",
        "unbekanntes-feld",
        "unbekanntes-handlungsfeld",
        "zu-lang",
        "zu-viele",
    ],
)
def test_validator_and_schema_refuse_the_same(case: str, graph: Graph) -> None:
    text = (CASES / case / "quelle" / WORKSHOP).read_text("utf-8")
    files = read_files(SMALL).content | {WORKSHOP: text.encode()}
    assert errors(build_catalog(files).problems)
    assert not _validator(graph).is_valid(_front(text))


@pytest.mark.parametrize("name", ["titel", "kurz", "suchbegriffe"])
@pytest.mark.parametrize("over", [0, 1])
def test_a_limit_is_where_it_is_said_to_be(name: str, over: int, graph: Graph) -> None:
    field = IMPULSE.field(name)
    value: str | list[str] = ("Wort " * 99)[: field.max_length - 1 + over] + "x"
    if field.many:
        value = [f"Wort {n}" for n in range(field.max_items + over)]
    head, _, body = (SMALL / WORKSHOP).read_text("utf-8").partition("\n---\n")
    front = _front(f"{head}\n---\n") | {name: value}
    text = f"---\n{yaml.safe_dump(front, allow_unicode=True, width=9999)}---\n{body}"
    problems = build_catalog(read_files(SMALL).content | {WORKSHOP: text.encode()}).problems
    assert bool({p.rule for p in problems} & {"zu-lang", "zu-viele"}) == bool(over)
    assert _validator(graph).is_valid(front) != bool(over)


def test_validator_and_schema_accept_the_same(graph: Graph) -> None:
    for path in (SMALL / "impulses").glob("[0-9]*.md"):
        _validator(graph).validate(_front(path.read_text("utf-8")))


def test_the_scaffold_holds_every_field_in_order() -> None:
    graph = real_graph()
    front = _front(impulse_text("Ein Titel", allowed_terms(graph), graph.catalog.work.sections))
    assert list(front) == [f.name for f in IMPULSE.fields if f.name not in _LEFT_OUT]
    # Nothing is wrong with it but what is left to choose.
    wrong = {error.path[0] for error in _validator(graph).iter_errors(front)}
    chosen = [field.name for field in IMPULSE.fields if field.kind is Kind.TERM]
    assert wrong == {*chosen} - {"stand"}


def test_the_reference_page_names_every_field_with_its_help(graph: Graph) -> None:
    page = next(
        page.make().html
        for page in index_pages(graph, Publication())
        if page.path == "redaktion/felder.md"
    )
    for record in RECORDS:
        assert f">{record.title}</h2>" in page
        for field in record.fields:
            assert f"<code>{field.name}</code>" in page
            assert field.help.split("`")[0] in page
            for part in field.fields:
                assert f"<code>{field.name}.<wbr>{part.name}</code>" in page
                assert part.help.split("`")[0] in page


def test_every_vocabulary_is_checked_by_a_rule() -> None:
    used = {field.vocabulary for record in RECORDS for field in record.fields if field.vocabulary}
    used |= {
        piece.vocabulary
        for record in RECORDS
        for field in record.fields
        for part in field.fields
        for piece in (part, *part.fields)
    } - {""}
    assert used == set(VOCABULARIES)
    assert {vocabulary.rule for vocabulary in VOCABULARIES.values()} <= set(RULES)


def test_completion_in_the_editor_knows_the_files() -> None:
    """The schemas under .vscode are the generated ones, and the files fit them."""
    graph = real_graph()
    for name, text in file_schemas(graph):
        kept = REAL / ".vscode" / "schema" / f"{name}.json"
        if os.environ.get("UPDATE_GOLDEN"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(text, "utf-8")
        assert kept.read_text("utf-8") == text
        loaded = yaml.safe_load((REAL / "impulses" / f"{name}.yml").read_text("utf-8"))
        content = json.loads(json.dumps(loaded, default=str))
        jsonschema.Draft202012Validator(json.loads(text)).validate(content)


MADE = {
    schema.IMPULSE: entries.Impulse,
    schema.DRIVER: entries.Driver,
    schema.TERM: entries.Term,
    schema.ACTOR: entries.Actor,
    schema.REFERENCE: entries.Reference,
    schema.ORGANISATION: entries.Organisation,
    schema.ROLE: entries.Role,
    schema.GLOSSARY: entries.GlossaryWord,
    schema.PAPER: entries.Paper,
    schema.WORK: entries.Work,
    schema.CHRONICLE: chronicle.ChronicleEntry,
    schema.FEEDBACK: chronicle.Feedback,
    schema.TRANSLATED_IMPULSE: translation.TranslatedImpulse,
}


@pytest.mark.parametrize("record", MADE, ids=lambda record: record.name)
def test_what_may_be_missing_has_a_value_without_it(record: Record) -> None:
    pending = [(record.fields, MADE[record])]
    while pending:
        fields, kind = pending.pop()
        needed = {
            own.name
            for own in dataclasses.fields(kind)
            if own.default is own.default_factory is dataclasses.MISSING
        }
        for field in fields:
            assert field.required or field.attribute not in needed, field.name
            inner = get_type_hints(kind).get(field.attribute)
            made = next(
                (one for one in (inner, *get_args(inner)) if dataclasses.is_dataclass(one)), None
            )
            if field.fields and isinstance(made, type):
                pending.append((field.fields, made))
