"""JSON-LD of the pages, read by rdflib without asking any other server."""

import dataclasses
import datetime as dt
import json
import socket
from typing import NoReturn

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from impulswerk.catalogue.graph import Graph as Catalogue
from impulswerk.exports.jsonld import described, document
from impulswerk.exports.metadata import metadata
from impulswerk.permanence.publication import Publication
from tests.project import real_graph

SCHEMA = Namespace("https://schema.org/")
WHERE = Publication("https://papier.example/x/", dt.date(2026, 11, 22))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return real_graph()


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("something asks another server")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _read(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


def test_an_impulse_is_a_part_of_the_work_and_not_of_the_paper(catalogue: Catalogue) -> None:
    for impulse in catalogue.impulses:
        found = _read(document(described(catalogue, WHERE, impulse)))
        me = URIRef(f"https://papier.example/x/i/{impulse.number}/")
        assert (me, RDF.type, SCHEMA.Chapter) in found
        assert (
            str(found.value(me, SCHEMA.name))
            == f"{impulse.title} [{catalogue.state(impulse).title}]"
        )
        assert found.value(me, SCHEMA.isPartOf) == URIRef("https://papier.example/x/#werk")
        assert _names(found, me, SCHEMA.author) == [catalogue.catalog.work.publisher]
        assert len(list(found.objects(me, SCHEMA.about))) == len(impulse.drivers)
        assert isinstance(found.value(me, SCHEMA.url), URIRef)
        assert str(found.value(me, SCHEMA.creativeWorkStatus)) == catalogue.state(impulse).title


def test_the_work_has_all_its_parts_and_the_paper_is_another_thing(catalogue: Catalogue) -> None:
    found = _read(document(described(catalogue, WHERE, None)))
    work, paper = (URIRef(f"https://papier.example/x/#{name}") for name in ("werk", "papier"))
    about = catalogue.catalog
    assert len(list(found.objects(work, SCHEMA.hasPart))) == len(catalogue.active)
    assert _names(found, work, SCHEMA.author) == [about.work.publisher]
    assert (work, SCHEMA.about, paper) in found
    assert (paper, RDF.type, SCHEMA.Report) in found
    assert _names(found, paper, SCHEMA.author) == [about.paper.publisher]
    assert not list(found.objects(paper, SCHEMA.hasPart))


def _names(found: Graph, thing: URIRef, role: URIRef) -> list[str]:
    return [str(found.value(who, SCHEMA.name)) for who in found.objects(thing, role)]


def test_no_text_ends_the_script_it_stands_in(catalogue: Catalogue) -> None:
    bad = dataclasses.replace(catalogue.impulses[0], title="</script><b>")
    text = metadata(catalogue, WHERE, bad)["jsonld"]
    assert "</" not in text
    assert json.loads(text)["name"] == "</script><b> [Arbeitsentwurf]"


def test_a_site_without_an_address_says_nothing(catalogue: Catalogue) -> None:
    assert metadata(catalogue, Publication(), catalogue.impulses[0]) == {}
