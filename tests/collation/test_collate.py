"""The whole comparison, on the small project and papers made here."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from typing import Any

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.collation import render
from impulswerk.collation.collate import collate_pdf, collate_text
from impulswerk.collation.quotes import Verdict
from impulswerk.collation.report import Collation, Kind
from impulswerk.model.entries import Evidence, Reference
from impulswerk.site.project import load
from tests.collation.made import SENTENCES, Maker, Sheet, wrapped
from tests.project import SMALL

FIRST: dict[str, Any] = {
    "title": "Fördermittelberatung als Lotsendienst",
    "search_terms": ("Fördermittel", "Zuschuss", "Antrag"),
}
BLOCKS = (
    "Impuls 1: Ein Lotsendienst für Förderung. Beratung zu Fördermitteln soll Betriebe durch den "
    "Antrag lotsen, damit Zuschüsse ankommen.",
    "Impuls 2: Radwege bauen. Schnelle Verbindungen zwischen den Städten entlasten die Züge.",
    "Impuls 3: Mieten begrenzen. Öffentlicher Grund gehört den Genossenschaften.",
    *SENTENCES[:6],
)


def paper() -> bytes:
    lines = [line for block in BLOCKS for line in [*wrapped(block, 80), ""]]
    return Maker([Sheet([lines], "Kopf", "7"), Sheet([["Schluss."]], "Kopf", "8")]).data()


DATA = paper()
SHA256 = hashlib.sha256(DATA).hexdigest()


def with_evidence(*evidence: Evidence, sha256: str = SHA256) -> Graph:
    """The small project with a paper as source and this evidence at its first impulse."""
    graph = load(SMALL).graph
    assert graph is not None
    catalog = graph.catalog
    first, *others = catalog.impulses
    date = catalog.paper.handed_over_on.day
    return Graph(
        dataclasses.replace(
            catalog,
            references=(
                *catalog.references,
                Reference("papier", "Verbund", "Das Papier", date, sha256=sha256),
            ),
            impulses=(dataclasses.replace(first, evidence=evidence, **FIRST), *others),
        )
    )


def quoted(quote: str, page: int = 7, term: str = "Fräse") -> Evidence:
    return Evidence("papier", term, page=page, quote=quote)


GOOD = quoted(SENTENCES[1])
BAD = quoted(SENTENCES[2].replace("1.250", "1.350"), term="Versuchsreihe")
ELSEWHERE = quoted(SENTENCES[3], page=8)


@pytest.fixture(scope="module")
def collation() -> Collation:
    return collate_pdf(DATA, with_evidence(GOOD, BAD, ELSEWHERE))


def test_the_source_is_known_by_its_checksum(collation: Collation) -> None:
    assert collation.source_id == "papier"
    assert collation.refusal == ""


def test_quotes_and_terms_are_verified(collation: Collation) -> None:
    verdicts = [(check.kind, check.outcome.verdict) for check in collation.checks]
    assert verdicts == [
        (Kind.QUOTE, Verdict.FOUND),
        (Kind.TERM, Verdict.FOUND),
        (Kind.QUOTE, Verdict.DIFFERENT),
        (Kind.TERM, Verdict.FOUND),
        (Kind.QUOTE, Verdict.ELSEWHERE),
        (Kind.TERM, Verdict.ELSEWHERE),
    ]
    assert not collation.is_clean
    assert collate_pdf(DATA, with_evidence(GOOD)).is_clean


def test_what_nobody_covers_and_what_nothing_supports_is_named(collation: Collation) -> None:
    assert [entry.number for entry in collation.numbered] == [1, 2, 3]
    assert [entry.number for entry in collation.uncovered] == [2, 3]
    assert collation.numbered[0].impulses[0][0] == 1
    assert [entry.impulse.number for entry in collation.unsupported] == [2, 3]
    assert collation.impulses[0].candidates[0].excerpt.startswith("Impuls 1: Ein Lotsendienst")


def test_a_file_without_a_source_proves_nothing() -> None:
    collation = collate_pdf(DATA, with_evidence(GOOD, sha256=""))
    assert collation.checks == ()
    assert f"pruefsumme: {SHA256}" in collation.refusal
    assert not collation.is_clean


def test_another_file_is_noticed_without_naming_the_source() -> None:
    """The PDF was changed: nobody knows its checksum, so it is taken for the paper."""
    graph = with_evidence(GOOD, sha256="0" * 64)
    paper = dataclasses.replace(graph.catalog.paper, source_id="papier")
    graph = Graph(dataclasses.replace(graph.catalog, paper=paper))
    collation = collate_pdf(DATA, graph)
    assert collation.source_id == "papier"
    assert "ist nicht die, mit der „papier“ bisher verglichen wurde" in collation.refusal
    assert not collation.is_clean


def test_a_text_that_nobody_knows_is_of_no_source() -> None:
    collation = collate_text("Ein Absatz.", with_evidence(GOOD))
    assert collation.source_id == ""
    assert "Nennen Sie die Quelle mit --source (muster-2025, papier)" in collation.refusal


@pytest.mark.parametrize(
    ("sha256", "message"), [("", "fehlt die Prüfsumme"), ("0" * 64, "ist nicht die, mit der")]
)
def test_a_named_source_with_another_checksum_proves_nothing(sha256: str, message: str) -> None:
    collation = collate_pdf(DATA, with_evidence(GOOD, sha256=sha256), "papier")
    assert [check.is_found for check in collation.checks] == [True, True]
    assert message in collation.refusal


def test_terms_need_no_checksum() -> None:
    graph = with_evidence(Evidence("papier", "Lotsen", paragraph=2), sha256="")
    assert collate_text(TEXT, graph, "papier").is_clean


def test_an_unknown_source_raises() -> None:
    with pytest.raises(KeyError):
        collate_pdf(DATA, with_evidence(), "gibt-es-nicht")


TEXT = "Der erste Absatz nennt eine Werkstatt.\nDer zweite Absatz nennt die Lotsen im Land.\n\n"


@pytest.mark.parametrize(
    ("evidence", "verdicts"),
    [
        (Evidence("papier", "Lotsen", paragraph=2), [Verdict.FOUND]),
        (Evidence("papier", "Lotsen", paragraph=1), [Verdict.ELSEWHERE]),
        (Evidence("papier", "lotsen", paragraph=2), [Verdict.MISSING]),
        (Evidence("papier", "Lotse", paragraph=2), [Verdict.MISSING]),
        (
            Evidence("papier", "Lotsen", paragraph=2, quote="nennt die Lotsen im Land."),
            [Verdict.FOUND, Verdict.FOUND],
        ),
        (Evidence("papier", "Lotsen", page=2), []),  # a text has no pages
    ],
)
def test_a_text_is_read_by_paragraphs(evidence: Evidence, verdicts: list[Verdict]) -> None:
    collation = collate_text(TEXT, with_evidence(evidence), "papier")
    assert [check.outcome.verdict for check in collation.checks] == verdicts
    assert (collation.unit, collation.count, collation.impulses) == ("Absatz", 2, ())


def test_a_text_broken_by_hand_has_paragraphs_between_blank_lines() -> None:
    text = "Der erste\nAbsatz.\n\nDer zweite nennt die Lot-\nsen im\nLand.\n"
    graph = with_evidence(Evidence("papier", "Lotsen", paragraph=2))
    assert collate_text(text, graph, "papier").failed == ()


def test_the_terminal_shows_what_failed(collation: Collation) -> None:
    text = render.terminal(collation)
    assert "An ihrer Stelle: 1 von 3 Zitaten, 2 von 3 Stichwörtern" in text
    assert "[Quelle: 1.250 | Zitat: 1.350]" in text
    assert "Das Zitat steht nicht auf Seite 8, sondern auf Seite 7 [Datei: 1]." in text
    assert "Seitenzahlen: wie auf die Seiten gedruckt" in text
    assert "Nummerierte Empfehlungen der Quelle ohne Impuls: 2 von 3" in text
    assert "Impulse ohne Fundstelle: 2 von 3" in text


def test_the_checklist_ticks_what_is_done(collation: Collation) -> None:
    lines = render.markdown(collation).splitlines()
    assert sum(line.startswith("- [x] Impuls 01, Seite 7: „Wer dort") for line in lines) == 1
    assert sum(line.startswith("- [ ] Impuls 01, Seite 7: „Rund") for line in lines) == 1
    assert sum(bool(re.match(r"- \[ \] Impuls 0\d [A-Z]", line)) for line in lines) == 3
    assert any(line.startswith("- [ ] 2. Radwege bauen") for line in lines)


def test_json_says_the_same(collation: Collation) -> None:
    data = json.loads(render.json(collation))
    assert [check["befund"] for check in data["pruefungen"] if check["art"] == "wortlaut"] == [
        "gefunden",
        "abweichend",
        "andere-stelle",
    ]
    assert [entry["abgedeckt"] for entry in data["empfehlungen"]] == [True, False, False]
    assert data["sha256"] == SHA256


def test_nothing_from_a_source_speaks_to_the_terminal_or_as_markup() -> None:
    evil = "Die \x1b[31mWerkstatt am @Fluss [hier](https://example.org) und <b>dort</b>"
    collation = collate_text(
        evil, with_evidence(Evidence("papier", "Werkstatt", 1, quote=f"{evil} fehlt")), "papier"
    )
    assert "\x1b" not in render.terminal(collation)
    assert "\\[hier\\](https" in render.markdown(collation)
    assert "@Fluss" not in render.markdown(collation)


def test_the_same_file_gives_the_same_report(collation: Collation) -> None:
    assert collate_pdf(DATA, with_evidence(GOOD, BAD, ELSEWHERE)) == collation
