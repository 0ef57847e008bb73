"""Linked data: read by rdflib without a network, complete, and as DCAT-AP.de demands."""

import dataclasses
import hashlib
import socket
from typing import Any

import pytest
from rdflib import RDF, RDFS, Literal, Namespace, URIRef
from rdflib import Graph as Triples

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data.linked import LINKED
from impulswerk.exports.data.listing import OFFERS
from impulswerk.model import urls
from tests.exports.offered import BASE, RIGHTS, Offered

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SCHEMA = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
EU = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def _read(offered: Offered, path: str) -> Triples:
    found = Triples().parse(data=offered.files[path], format="json-ld")
    # A relative address would mean that something depends on where the file is read.
    for triple in found.triples((None, None, None)):
        assert not [t for t in triple if isinstance(t, URIRef) and ":" not in str(t)]
        assert str(triple[1]).startswith("http")
    return found


# --- the whole as a graph --------------------------------------------------------------------


def test_everything_is_in_the_graph(either: Offered) -> None:
    graph, found = either.graph, _read(either, LINKED)
    assert set(found.objects(None, SCHEMA.position)) == {Literal(i.number) for i in graph.impulses}
    chapters = set(found.subjects(RDF.type, SCHEMA.Chapter))
    assert chapters == {URIRef(BASE + urls.short(entry)) for entry in graph.entries}
    terms = list(found.subjects(RDF.type, SCHEMA.DefinedTerm))
    words = len(graph.catalog.glossary)
    assert len(terms) == sum(map(len, graph.term_lists.values())) + words
    (work,) = set(found.subjects(RDF.type, SCHEMA.Collection))
    assert len(list(found.objects(work, SCHEMA.hasPart))) == len(graph.active)


def test_relations_in_the_graph(small: Offered) -> None:
    found = _read(small, LINKED)
    one, two, three = (URIRef(f"{BASE}i/{number}/") for number in (1, 2, 3))
    assert set(found.subject_objects(DCTERMS.relation)) == {
        (one, two), (two, one), (two, three), (three, two),
    }  # fmt: skip
    assert set(found.subject_objects(DCTERMS.isReplacedBy)) == {(three, one)}
    assert set(found.subject_objects(DCTERMS.replaces)) == {(one, three)}
    assert (one, DCTERMS.isReferencedBy, three) in found
    rights = URIRef("http://purl.org/dc/elements/1.1/rights")
    assert list(found.objects(None, rights)) == [Literal(RIGHTS)]


# --- the entry for data portals --------------------------------------------------------------


def _under(offered: Offered, licence: str, themes: tuple[str, ...]) -> Offered:
    work = dataclasses.replace(offered.graph.catalog.work, licence=licence, themes=themes)
    graph = Graph(dataclasses.replace(offered.graph.catalog, work=work))
    return Offered(graph, offered.publication)


def test_what_dcat_ap_de_demands(either: Offered) -> None:
    """Mandatory properties of DCAT-AP.de 3.0 with their cardinality and their vocabularies."""
    found = _read(either, urls.DATA_CATALOG)
    (catalog,) = found.subjects(RDF.type, DCAT.Catalog)
    (dataset,) = found.objects(catalog, DCAT.dataset)
    assert (dataset, RDF.type, DCAT.Dataset) in found
    for node in (catalog, dataset):
        for name in (DCTERMS["title"], DCTERMS.description):
            (text,) = found.objects(node, name)
            assert isinstance(text, Literal)
            assert text.language == "de"
        (publisher,) = found.objects(node, DCTERMS.publisher)
        assert (publisher, RDF.type, FOAF.Agent) in found
        assert list(found.objects(publisher, FOAF.name))
        (day,) = found.objects(node, DCTERMS.modified)
        assert day.datatype == XSD.date  # type: ignore[attr-defined]
    assert list(found.objects(dataset, DCAT.keyword))
    distributions = list(found.objects(dataset, DCAT.distribution))
    assert len(distributions) == len(OFFERS)
    for node in distributions:
        assert (node, RDF.type, DCAT.Distribution) in found
        assert isinstance(node, URIRef)
        assert list(found.objects(node, DCAT.accessURL))
        assert list(found.objects(node, DCTERMS.license)) == [
            URIRef("http://dcat-ap.de/def/licenses/other-closed")
        ]
        (form,) = found.objects(node, DCTERMS["format"])
        assert str(form).removeprefix(f"{EU}file-type/") in {
            *("JSON", "CSV", "JSON_LD", "XLSX", "ZIP")
        }
        (media_type,) = found.objects(node, DCAT.mediaType)
        assert str(media_type).startswith("https://www.iana.org/assignments/media-types/")
        assert list(found.objects(node, DCTERMS.language)) == [URIRef(f"{EU}language/DEU")]


def test_size_and_checksum_are_those_of_the_files(either: Offered) -> None:
    found = _read(either, urls.DATA_CATALOG)
    for node in found.subjects(RDF.type, DCAT.Distribution):
        (address,) = found.objects(node, DCAT.downloadURL)
        content = either.files[str(address).removeprefix(BASE)]
        (size,) = found.objects(node, DCAT.byteSize)
        assert size == Literal(str(len(content)), datatype=XSD.nonNegativeInteger)
        (checksum,) = found.objects(node, SPDX.checksum)
        (value,) = found.objects(checksum, SPDX.checksumValue)
        assert str(value).lower() == hashlib.sha256(content).hexdigest()
        algorithm = SPDX.checksumAlgorithm_sha256
        assert list(found.objects(checksum, SPDX.algorithm)) == [algorithm]


def test_no_licence_is_claimed_before_there_is_one(small: Offered) -> None:
    found = _read(small, urls.DATA_CATALOG)
    labels = {
        str(label)
        for node in found.objects(None, DCTERMS.rights)
        for label in found.objects(node, RDFS.label)
    }
    assert labels == {RIGHTS}
    assert "creativecommons" not in small.files[urls.DATA_CATALOG].decode()
    assert list(found.objects(None, DCAT.theme)) == []


def test_a_licence_that_is_given_is_named_as_portals_name_it(small: Offered) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    given = _under(small, licence, ("ECON", "TECH"))
    found = _read(given, urls.DATA_CATALOG)
    expected = {URIRef("http://dcat-ap.de/def/licenses/cc-by/4.0")}
    assert set(found.objects(None, DCTERMS.license)) == expected
    assert set(found.objects(None, DCAT.theme)) == {
        URIRef(f"{EU}data-theme/ECON"),
        URIRef(f"{EU}data-theme/TECH"),
    }
    assert given.json("daten/v1/werk.json")["lizenz"] == licence
    assert (None, SCHEMA.license, URIRef(licence)) in _read(given, LINKED)
    other = _under(small, "https://beispiel.example/lizenz/", ())
    named = _read(other, urls.DATA_CATALOG).objects(None, DCTERMS.license)
    assert set(named) == {URIRef("https://beispiel.example/lizenz/")}
