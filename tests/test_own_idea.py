"""An idea without a source says so wherever its source would stand; a scaffold says nothing yet."""

import json

import jsonschema
import pytest
import yaml

from impulswerk.catalogue.graph import NO_SOURCE, Graph
from impulswerk.exports.jsonschema import allowed_terms, record_schema
from impulswerk.exports.typeset.compiler import typeset
from impulswerk.exports.typeset.documents import collection, sheet
from impulswerk.model import urls
from impulswerk.model.schema import IMPULSE
from impulswerk.pages.plan import Site, generate
from impulswerk.permanence.publication import Publication
from impulswerk.rules.scaffold import SAMPLES, impulse_text
from impulswerk.site.project import assemble
from impulswerk.sources.files import read_files
from tests.printing.reading import texts
from tests.project import SMALL

EVIDENCE = "belege:\n  - {quelle: muster-2025, absatz: 1, stichwort: Muster}\n"
OWN = "belege: nicht aus dem Papier\n"


def _with(old: str, new: str) -> dict[str, bytes]:
    files = dict(read_files(SMALL).content)
    text = files["impulses/02-werkstatt.md"].decode()
    assert old in text
    return files | {"impulses/02-werkstatt.md": text.replace(old, new).encode()}


@pytest.fixture(scope="module")
def graph() -> Graph:
    project = assemble(_with(EVIDENCE, OWN))
    assert project.problems == ()
    assert project.graph is not None
    return project.graph


@pytest.fixture(scope="module")
def site(graph: Graph) -> Site:
    return generate(graph, Publication())


def test_pages_and_data_say_that_there_is_no_source(site: Site, graph: Graph) -> None:
    own, other = graph.impulse(2), graph.impulse(1)
    html = {page.path: page.make().html for page in site.pages if page.path.startswith("impulse/")}
    assert html[urls.impulse_path(own)].count(NO_SOURCE) == 1
    # The state of a draft speaks of terms that it was derived from.
    assert graph.state(own).short not in html[urls.impulse_path(own)]
    assert NO_SOURCE not in html[urls.impulse_path(other)]
    files = {file.path: file for file in site.files}
    record, schema = (
        json.loads(files[path].content) for path in (urls.record(own), urls.data_schema("impuls"))
    )
    assert (record["impuls"]["belege"], record["impuls"]["ohne_quelle"]) == ([], NO_SOURCE)
    jsonschema.validate(record, schema)
    assert "ohne_quelle" not in files[urls.record(other)].content.decode()
    assert f"## Herkunft\n\n{NO_SOURCE}" in files[urls.plain_text(own)].content.decode()


def test_the_pdf_files_say_so_too(graph: Graph) -> None:
    jobs = [sheet(graph, Publication(), graph.impulse(2)).job, collection(graph, Publication()).job]
    for made in typeset([job for job in jobs if job]):
        assert made.fault == ""
        shown = " ".join(" ".join(texts(made.files[0])).split())
        assert NO_SOURCE.replace(" ", "") in shown.replace(" ", "").replace("\xad", "")


def test_nothing_can_be_compared_that_has_no_source() -> None:
    compared = _with(EVIDENCE + "stand: entwurf", OWN + "stand: abgeglichen")
    assert {p.rule for p in assemble(compared).problems} == {"abgleich-unvollstaendig"}


@pytest.mark.parametrize("value", ["[]", "", "nicht aus", "nein", "[nicht aus dem Papier]"])
def test_nothing_else_stands_for_no_source(value: str) -> None:
    assert assemble(_with(EVIDENCE, f"belege: {value}\n")).problems


def test_editors_programs_know_the_words(graph: Graph) -> None:
    head = _with(EVIDENCE, OWN)["impulses/02-werkstatt.md"].decode().split("---")[1]
    front = yaml.safe_load(head)
    jsonschema.validate(front, record_schema(IMPULSE, allowed_terms(graph)))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            front | {"belege": "nein"}, record_schema(IMPULSE, allowed_terms(graph))
        )


LINES = [
    # Those of the small project's werk.yml.
    "Worum geht es? (zwei Sätze)",
    "**Der Vorschlag in einem Satz.** Danach mehr dazu.",
    "- Wer fängt an?",
    "Worum geht es? (zwei Sätze) Betriebe finden niemanden.",
    "**Wir schlagen etwas vor.** Danach mehr dazu.",
    "* Wer fängt an?",
]


@pytest.mark.parametrize("line", LINES)
def test_no_question_of_the_scaffold_is_published(line: str) -> None:
    files = _with("Es gibt ein Problem.", line)
    found = [problem for problem in assemble(files).problems if problem.is_error]
    assert {problem.rule for problem in found} == {"geruest-nicht-ersetzt"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kurz: Cluster können zeigen, wie es geht, Schritt für Schritt.", "kurz: {kurz}"),
        ("[Beispiel, Muster]", "[{suchbegriffe}]"),
        ("[Beispiel, Muster]", "[Werkstatt, {suchbegriffe}]"),
        ("stichwort: Muster", "stichwort: Stichwort aus der Quelle"),
        ("titel: Eine Werkstatt teilen", "titel: Neuer Impuls"),
    ],
)
def test_no_sample_of_the_scaffold_is_published(old: str, new: str) -> None:
    for samples in zip(*SAMPLES.values(), strict=False):
        given = new.format(**dict(zip(SAMPLES, samples, strict=True)))
        found = {problem.rule for problem in assemble(_with(old, given)).problems}
        assert "geruest-nicht-ersetzt" in found


def test_the_scaffold_chooses_nothing_for_the_editor(graph: Graph) -> None:
    text = impulse_text("Ein Titel", allowed_terms(graph), graph.catalog.work.sections)
    front = yaml.safe_load(text.split("---")[1])
    for name in ("treiber", "handlungsfeld", "zielgruppen", "herausforderungen"):
        assert not front[name]
