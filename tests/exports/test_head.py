"""The head of a page as reference managers read it, who never see the page."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.metadata import metadata
from impulswerk.model.entries import State
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from tests.project import REAL, SMALL

WHERE = Publication("https://beispiel.example/papier/", dt.date(2026, 11, 22))
FROZEN = replace(WHERE, edition="2026-11")
# As Zotero's translator for embedded metadata prefers them: for each field the first that is there.
_FIELDS = {
    "title": ("citation_title", "DC.title", "og:title"),
    "date": ("citation_publication_date", "DC.date"),
    "inside": ("citation_inbook_title",),
    "publisher": ("citation_publisher", "DC.publisher"),
    "institution": ("citation_technical_report_institution",),
    "url": ("citation_public_url", "DC.identifier", "og:url"),
    "abstract": ("citation_abstract", "DC.description", "og:description"),
}


@pytest.fixture(scope="module", params=[SMALL, REAL], ids=["small", "real"])
def graph(request: pytest.FixtureRequest) -> Graph:
    folder: Path = request.param
    found = load(folder).graph
    assert found is not None
    return found


def _read(graph: Graph, where: Publication, entry: Entry | None) -> dict[str, str]:
    """What Zotero makes of a page: kind of item, fields, and the author as given name and rest."""
    named: Mapping[str, str] = {
        pair["name"]: pair["wert"]
        for pair in reversed(metadata(graph, where, entry)["kopfangaben"])
    }
    found = {
        field: next((named[name] for name in names if name in named), "")
        for field, names in _FIELDS.items()
    }
    found["kind"] = (
        "report" if found["institution"] else "bookSection" if found["inside"] else "webpage"
    )
    found["given"], found["family"] = _name(named.get("citation_author") or named["DC.creator"])
    return found


def _name(author: str) -> tuple[str, str]:
    """A name without a comma ends with the surname; before a comma stands all of it."""
    if "," in author:
        family, _, given = author.strip(" ,").partition(", ")
        return given, re.sub(r"\.(?=[^ ])", ". ", family, count=1)
    given, _, family = author.rpartition(" ")
    return given, family


@pytest.mark.parametrize("where", [WHERE, FROZEN], ids=["today", "frozen"])
def test_zotero_takes_every_text_for_the_editors_work(graph: Graph, where: Publication) -> None:
    work, paper = graph.catalog.work, graph.catalog.paper
    for entry in (None, *graph.entries):
        found = _read(graph, where, entry)
        assert found["given"] == ""
        assert found["family"].replace(" ", "") == work.publisher.replace(" ", "")
        assert found["date"] == "2026/11/22"
        assert paper.publisher not in {found["publisher"], found["institution"], found["family"]}
        if entry is None:
            assert (found["kind"], found["title"]) == ("report", work.title)
            assert found["institution"] == work.publisher
        else:
            assert (found["kind"], found["inside"]) == ("bookSection", work.title)
            assert found["publisher"] == work.publisher
            assert found["title"].endswith(f"{entry.title} [Arbeitsentwurf]")


def test_link_previews_show_the_state(graph: Graph) -> None:
    for state in State:
        entry = replace(graph.impulses[0], state=state)
        pairs = metadata(graph, WHERE, entry)["kopfangaben"]
        (title,) = [pair["wert"] for pair in pairs if pair["name"] == "og:title"]
        assert f" [{graph.state(entry).title}" in title
