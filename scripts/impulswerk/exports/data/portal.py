"""The entry for data portals: DCAT-AP.de 3.0 as JSON-LD, with what is truly known."""

from collections.abc import Callable
from typing import Any

from impulswerk.exports.citation import edition_name
from impulswerk.exports.data.extent import Extent
from impulswerk.exports.data.listing import Offer, wholes
from impulswerk.exports.data.notices import contact, states_in_words
from impulswerk.exports.data.places import page_at
from impulswerk.exports.data.records import Records
from impulswerk.model import urls
from impulswerk.text.as_json import readable
from impulswerk.text.wording import german_date

_EU = "http://publications.europa.eu/resource/authority/"
_GERMAN = f"{_EU}language/DEU"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
# A distribution must name a licence (DCAT-AP.de 3.0); without one this is what the list offers.
_NO_LICENCE = "http://dcat-ap.de/def/licenses/other-closed"
# The list of DCAT-AP.de has names of its own for licences that are known by another address.
_LICENCES = {
    "https://creativecommons.org/licenses/by/4.0/": "http://dcat-ap.de/def/licenses/cc-by/4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "http://dcat-ap.de/def/licenses/cc-zero",
}
_IDS = (
    *("dcat:theme", "dcat:landingPage", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType"),
    *("dct:language", "dct:license", "dct:format", "dct:accessRights", "foaf:homepage"),
    *("dct:accrualPeriodicity", "dcatde:contributorID", "dcatde:politicalGeocodingURI"),
    *("dcatde:politicalGeocodingLevelURI", "vcard:hasEmail"),
    "spdx:algorithm",
)
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{name: {"@type": "@id"} for name in _IDS},
    "dct:title": {"@language": "de"},
    "dct:description": {"@language": "de"},
    "rdfs:label": {"@language": "de"},
    "dcat:keyword": {"@language": "de"},
    "foaf:name": {"@language": "de"},
    "dct:issued": {"@type": "xsd:date"},
    "dct:modified": {"@type": "xsd:date"},
    "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
    "spdx:checksumValue": {"@type": "xsd:hexBinary"},
}


# What only the operator knows, by its path in betreiber.yml.
_OPERATORS = {
    "dcatde:contributorID": "datenportal.kennung",
    "dcatde:politicalGeocodingURI": "datenportal.raum",
    "dcatde:politicalGeocodingLevelURI": "datenportal.ebene",
    "dct:accrualPeriodicity": "datenportal.rhythmus",
    "dct:issued": "datenportal.seit",
}


def catalogue(records: Records, extent: Callable[[str], Extent]) -> bytes:
    """A catalogue with one dataset; `extent` knows each distribution by its path.

    What only the operator knows is left out until it is known.
    """
    graph, publication = records.graph, records.publication
    work = graph.catalog.work
    here = publication.absolute(urls.DATA_CATALOG)
    publisher = {
        "@id": f"{here}#redaktion",
        "@type": "foaf:Agent",
        "foaf:name": work.publisher,
    }
    common = {
        "dct:language": _GERMAN,
        "dct:modified": publication.date.isoformat(),
        "dct:publisher": publisher,
    }
    dataset: dict[str, Any] = {
        "@id": f"{here}#datensatz",
        "@type": "dcat:Dataset",
        "dct:title": f"{work.title}: Impulse",
        "dct:description": f"{work.short} {states_in_words(graph)}",
        "dct:identifier": f"{here}#datensatz",
        "dcat:version": f"{edition_name(graph, publication)} vom {german_date(publication.date)}",
        "dcat:keyword": [
            *(driver.title for driver in graph.drivers),
            *(field.title for field in graph.catalog.fields),
        ],
        "dcat:landingPage": page_at(publication, urls.DATA),
        "dct:accessRights": f"{_EU}access-right/PUBLIC",
        **common,
        "dcat:distribution": [
            _distribution(records, offer, extent(offer.path))
            for offer in wholes(publication.printed)
        ],
    }
    facts = graph.catalog.operator.facts
    dataset |= {name: facts[path] for name, path in _OPERATORS.items() if facts.get(path)}
    if (found := contact(graph)) and "email" in found:
        dataset["dcat:contactPoint"] = {
            "@id": f"{here}#kontakt",
            "@type": "vcard:Organization",
            "vcard:fn": found.get("name", work.publisher),
            "vcard:hasEmail": f"mailto:{found['email']}",
        }
    if work.themes:
        dataset["dcat:theme"] = [f"{_EU}data-theme/{theme}" for theme in work.themes]
    return readable(
        {
            "@context": _CONTEXT,
            "@id": f"{here}#katalog",
            "@type": "dcat:Catalog",
            "dct:title": f"{work.title}: Daten",
            "dct:description": f"Daten der Website {work.title}.",
            "foaf:homepage": publication.base,
            **common,
            "dcat:dataset": dataset,
        }
    ).encode()


def _distribution(records: Records, offer: Offer, extent: Extent) -> dict[str, Any]:
    publication, work = records.publication, records.graph.catalog.work
    name = offer.path.rpartition("/")[2]
    found: dict[str, Any] = {
        "@id": f"{publication.absolute(urls.DATA_CATALOG)}#{name}",
        "@type": "dcat:Distribution",
        "dct:title": offer.title,
        "dct:description": offer.text,
        "dcat:accessURL": publication.absolute(offer.path),
        "dcat:downloadURL": publication.absolute(offer.path),
        "dcat:mediaType": f"{_MEDIA_TYPES}{offer.form.media_type}",
        "dct:format": f"{_EU}file-type/{offer.form.file_type}",
        "dct:language": _GERMAN,
        "dct:modified": publication.date.isoformat(),
        "dct:license": _LICENCES.get(work.licence, work.licence or _NO_LICENCE),
        "dcat:byteSize": str(extent.size),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "spdx:checksumValue": extent.sha256,
        },
    }
    if work.rights:
        found["dct:rights"] = {
            "@id": f"{publication.absolute(urls.DATA_CATALOG)}#rechte",
            "@type": "dct:RightsStatement",
            "rdfs:label": work.rights,
        }
    return found
