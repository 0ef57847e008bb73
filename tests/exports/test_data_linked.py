"""Linked data: read by rdflib without a network, complete, and as DCAT-AP.de demands."""

import dataclasses
import hashlib
import socket
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from rdflib import RDF, RDFS, Literal, Namespace, URIRef
from rdflib import Graph as Triples

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data.linked import LINKED
from impulswerk.exports.data.listing import OFFERS
from impulswerk.model import urls
from tests.exports.offered import BASE, EDITION, RIGHTS, Offered
from tests.operator import filled

DCATDE = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
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


@dataclasses.dataclass(frozen=True)
class Shape:
    """What every node of a class must have of a property: how often, and of which kind."""

    of: URIRef
    name: URIRef
    least: int
    most: int | None
    # The class of the value, where its address begins, or the type or language of a literal.
    kind: URIRef | str

    def faults(self, found: Triples) -> Iterator[str]:
        for node in found.subjects(RDF.type, self.of):
            values = list(found.objects(node, self.name))
            if not self.least <= len(values) <= (self.most or len(values)):
                yield f"{node} {self.name}: {len(values)}"
            yield from (f"{node} {self.name} {v!r}" for v in values if not self._fits(found, v))

    def _fits(self, found: Triples, value: Any) -> bool:
        if isinstance(value, Literal):
            return self.kind in {value.language, value.datatype}
        if isinstance(self.kind, URIRef):
            return (value, RDF.type, self.kind) in found
        return isinstance(value, URIRef) and str(value).startswith(self.kind)


_DE = "http://dcat-ap.de/def/"
# DCAT-AP.de 3.0, and what portals ask for beyond it; `OPERATORS` holds once the operator is known.
SHAPES = [
    *(
        Shape(of, name, 1, 1, kind)
        for of in (DCAT.Catalog, DCAT.Dataset)
        for name, kind in (
            (DCTERMS["title"], "de"),
            (DCTERMS.description, "de"),
            (DCTERMS.publisher, FOAF.Agent),
            (DCTERMS.modified, XSD.date),
            (DCTERMS.language, f"{EU}language/"),
        )
    ),
    Shape(DCAT.Catalog, FOAF.homepage, 1, 1, "https://"),
    Shape(DCAT.Catalog, DCAT.dataset, 1, None, DCAT.Dataset),
    Shape(DCAT.Dataset, DCAT.distribution, 1, None, DCAT.Distribution),
    Shape(DCAT.Dataset, DCAT.keyword, 1, None, "de"),
    Shape(DCAT.Dataset, DCAT.theme, 0, None, f"{EU}data-theme/"),
    Shape(DCAT.Dataset, DCTERMS.accessRights, 1, 1, f"{EU}access-right/"),
    Shape(DCAT.Dataset, DCAT.landingPage, 1, None, "https://"),
    Shape(FOAF.Agent, FOAF.name, 1, None, "de"),
    Shape(DCAT.Distribution, DCTERMS["title"], 1, 1, "de"),
    Shape(DCAT.Distribution, DCTERMS.description, 1, 1, "de"),
    Shape(DCAT.Distribution, DCAT.accessURL, 1, None, "https://"),
    Shape(DCAT.Distribution, DCAT.downloadURL, 1, 1, "https://"),
    Shape(DCAT.Distribution, DCTERMS.license, 1, 1, f"{_DE}licenses/"),
    Shape(DCAT.Distribution, DCTERMS["format"], 1, 1, f"{EU}file-type/"),
    Shape(DCAT.Distribution, DCAT.mediaType, 1, 1, "https://www.iana.org/assignments/media-types/"),
    Shape(DCAT.Distribution, DCTERMS.language, 1, None, f"{EU}language/"),
    Shape(DCAT.Distribution, DCTERMS.modified, 1, 1, XSD.date),
    Shape(DCAT.Distribution, DCAT.byteSize, 1, 1, XSD.nonNegativeInteger),
    Shape(DCAT.Distribution, SPDX.checksum, 1, 1, SPDX.Checksum),
    Shape(SPDX.Checksum, SPDX.checksumValue, 1, 1, XSD.hexBinary),
]
OPERATORS = [
    Shape(DCAT.Dataset, DCAT.contactPoint, 1, None, VCARD.Organization),
    Shape(VCARD.Organization, VCARD.hasEmail, 1, 1, "mailto:"),
    Shape(DCAT.Dataset, DCATDE.contributorID, 1, None, f"{_DE}contributors/"),
    Shape(DCAT.Dataset, DCATDE.politicalGeocodingURI, 1, None, f"{_DE}politicalGeocoding/"),
    Shape(
        DCAT.Dataset, DCATDE.politicalGeocodingLevelURI, 1, None, f"{_DE}politicalGeocoding/Level/"
    ),
    Shape(DCAT.Dataset, DCTERMS.issued, 1, 1, XSD.date),
    Shape(DCAT.Dataset, DCTERMS.accrualPeriodicity, 1, 1, f"{EU}frequency/"),
]


def _faults(found: Triples, shapes: list[Shape]) -> list[str]:
    return [fault for shape in shapes for fault in shape.faults(found)]


def _run_by(offered: Offered, facts: Mapping[str, Any]) -> Offered:
    operator = dataclasses.replace(offered.graph.catalog.operator, facts=facts)
    catalog = dataclasses.replace(offered.graph.catalog, operator=operator)
    return Offered(Graph(catalog), offered.publication)


def test_the_entry_fits_the_shapes(either: Offered) -> None:
    found = _read(either, urls.DATA_CATALOG)
    assert _faults(found, SHAPES) == []
    # Of an operator whom nobody knows nothing is made up.
    nodes = set(found.predicates())
    assert not nodes & {shape.name for shape in OPERATORS}


def test_the_entry_is_complete_once_the_operator_is_known(small: Offered) -> None:
    full = filled(EDITION)
    found = _read(_run_by(small, full), urls.DATA_CATALOG)
    assert _faults(found, SHAPES + OPERATORS) == []
    (mail,) = found.objects(None, VCARD.hasEmail)
    assert str(mail) == f"mailto:{full['betreiber.mail']}"
    # Shapes see what is missing.
    for shape in SHAPES + OPERATORS:
        less = Triples()
        less += found
        less.remove((None, shape.name, None))
        assert bool(_faults(less, [shape])) == bool(shape.least)


def test_every_file_of_the_list_is_in_the_entry(either: Offered) -> None:
    found = _read(either, urls.DATA_CATALOG)
    paths = {str(a).removeprefix(BASE) for a in found.objects(None, DCAT.downloadURL)}
    assert paths == {offer.path for offer in OFFERS}
    assert set(found.objects(None, DCTERMS.license)) == {URIRef(f"{_DE}licenses/other-closed")}


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
