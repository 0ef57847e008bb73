"""A day that may be wrong is never told without what speaks against it."""

import re
from dataclasses import replace

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.jsonld import described
from impulswerk.model.entries import UncertainDate
from impulswerk.pages.plan import generate
from impulswerk.permanence.publication import Publication
from impulswerk.text.wording import german_date
from tests.project import real_graph

# Pages for editors give a day as an example, or offer it as a term of the source to choose.
_EXAMPLES = re.compile(r"redaktion/|schema/|(en/)?werkstatt/")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return real_graph()


def test_the_day_of_the_handover_never_stands_alone(graph: Graph) -> None:
    date = graph.catalog.paper.handed_over_on
    assert date.doubt
    weekday = "Dienstag"  # said wherever the doubt is
    words = r"\s".join(german_date(date.day).split())
    day = re.compile(f"{words}|{date.day.isoformat()}")
    seen = set()
    site = generate(graph, Publication())
    texts = {page.path: page.make().html for page in site.pages}
    kinds = (".json", ".jsonld", ".txt", ".xml", ".html", ".csv")
    readable = (file for file in site.files if file.path.endswith(kinds))
    texts |= {file.path: file.content.decode("utf-8-sig") for file in readable}
    for path, text in texts.items():
        for match in day.finditer(text) if not _EXAMPLES.match(path) else ():
            seen.add(path)
            assert weekday in text[match.end() : match.end() + 200], (path, match[0])
    assert {"index.md", "ueber.md", "presse.md", "daten/v1/papier.json"} <= seen


def test_all_records_of_the_day_doubt_it_alike(graph: Graph) -> None:
    date = graph.catalog.paper.handed_over_on
    plain = german_date(date.day).replace("\u00a0", " ")
    doubts = {event.doubt for event in graph.catalog.press.events if event.when == plain}
    assert doubts == {date.doubt}


def test_programs_get_no_more_than_the_year_of_a_doubted_day(graph: Graph) -> None:
    def created(date: UncertainDate) -> str:
        paper = replace(graph.catalog.paper, handed_over_on=date)
        changed = Graph(replace(graph.catalog, paper=paper))
        parts = described(changed, Publication(), None)["@graph"]
        (found,) = (part["dateCreated"] for part in parts if "dateCreated" in part)
        return str(found)

    date = graph.catalog.paper.handed_over_on
    assert created(date) == str(date.day.year)
    assert created(replace(date, doubt="")) == date.day.isoformat()
