"""The proof file, written and checked."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from impulswerk.catalogue.graph import Graph
from impulswerk.collation import normal, proof
from impulswerk.collation.collate import collate_pdf
from impulswerk.collation.proof import Proof, check, parse, updated, write
from impulswerk.model.entries import Evidence
from impulswerk.model.problems import Problem
from impulswerk.model.schema import PROOF
from impulswerk.sources.files import read_files
from tests.collation.made import SENTENCES
from tests.collation.test_collate import BAD, DATA, ELSEWHERE, GOOD, SHA256, quoted, with_evidence
from tests.project import copy_small

DAY = dt.date(2026, 11, 22)
TOOL = "impulswerk 0.1.0"


EMPTY = Proof()


def written(*evidence: Evidence, old: Proof = EMPTY, day: dt.date = DAY) -> str:
    collation = collate_pdf(DATA, with_evidence(*evidence), "papier")
    return write(updated(old, collation, day, TOOL))


def problems(graph: Graph, text: str = "") -> tuple[Problem, ...]:
    return check(graph, {PROOF.where: text.encode()} if text else {})


def rules(graph: Graph, text: str = "") -> list[str]:
    return [problem.rule for problem in problems(graph, text)]


def test_a_verified_quote_is_proved() -> None:
    assert rules(with_evidence(GOOD), written(GOOD)) == []


def test_without_quotes_no_proof_is_needed() -> None:
    assert rules(with_evidence(Evidence("papier", "Fräse", page=7))) == []


def test_a_quote_needs_a_proof() -> None:
    assert rules(with_evidence(GOOD)) == ["zitat-ohne-nachweis"]
    assert rules(with_evidence(GOOD), written(quoted(SENTENCES[4]))) == ["zitat-ohne-nachweis"]


@pytest.mark.parametrize("evidence", [BAD, ELSEWHERE])
def test_only_what_was_found_is_proved(evidence: Evidence) -> None:
    assert "zitate: []" in written(evidence)
    assert rules(with_evidence(evidence), written(evidence)) == ["zitat-ohne-nachweis"]


@pytest.mark.parametrize(
    "evidence",
    [
        quoted(SENTENCES[1].replace("lange", "kurze")),
        quoted(SENTENCES[1].replace(",", "")),
        quoted(SENTENCES[1], page=8),
        Evidence("papier", "Fräse", paragraph=7, quote=SENTENCES[1]),
        Evidence("muster-2025", "Fräse", page=7, quote=SENTENCES[1]),
    ],
)
def test_an_edited_quote_is_refused_without_the_file(evidence: Evidence) -> None:
    assert rules(with_evidence(evidence), written(GOOD)) == ["zitat-ohne-nachweis"]


def test_what_makes_no_difference_to_the_comparison_makes_none_here() -> None:
    same = quoted(SENTENCES[3].replace("„", "»").replace("“", "«").replace(" ", "\n"))
    assert rules(with_evidence(same), written(quoted(SENTENCES[3]))) == []


def test_the_file_must_be_the_one_that_the_source_names() -> None:
    for sha256 in ("", "0" * 64):
        found = problems(with_evidence(GOOD, sha256=sha256), written(GOOD))
        assert [problem.rule for problem in found] == ["pruefsumme-abweichend"]
        assert SHA256 in found[0].allowed


def test_a_collation_with_another_file_writes_nothing() -> None:
    collation = collate_pdf(DATA, with_evidence(GOOD, sha256="0" * 64), "papier")
    assert updated(Proof(), collation, DAY, TOOL) == Proof()


def test_the_text_is_read_back_and_written_alike() -> None:
    evidence = (GOOD, quoted(SENTENCES[0]), quoted(SENTENCES[4]))
    text = written(*evidence)
    assert text == written(*reversed(evidence))
    read, found = parse(text.encode(), with_evidence(GOOD))
    assert found == ()
    assert write(read) == text
    assert text.startswith("# Von „impuls abgleich --write“ geschrieben")
    assert SENTENCES[0] not in text


def test_a_repeated_collation_keeps_its_date() -> None:
    first, _ = parse(written(GOOD).encode(), with_evidence(GOOD))
    later = DAY + dt.timedelta(days=9)
    assert written(GOOD, old=first, day=later) == written(GOOD)
    assert f"datum: {later}" in written(GOOD, quoted(SENTENCES[0]), old=first, day=later)


def test_other_sources_keep_their_proofs() -> None:
    other = proof.Section("muster-2025", "1" * 64, DAY, TOOL, (proof.Proved(None, 2, "2" * 64),))
    text = written(GOOD, old=Proof((other,)))
    assert "absatz: 2, sha256: 2222" in text
    assert text.index("muster-2025") < text.index("papier")


def test_a_proof_by_other_rules_is_said_to_be_one() -> None:
    text = written(GOOD).replace(f"verfahren: {normal.PROCEDURE}", "verfahren: 9")
    assert rules(with_evidence(GOOD), text) == []  # the checksum still holds
    (found,) = problems(with_evidence(quoted(SENTENCES[0])), text)
    assert "nach anderen Regeln" in found.message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("verfahren: [", "yaml-syntax"),
        ("verfahren: eins\nquellen: []", "falscher-typ"),
        ("verfahren: 1\nquellen:\n  - {quelle: gibt-es-nicht}", "unbekannte-quelle"),
        ("verfahren: 1\nnochwas: 2", "unbekanntes-feld"),
    ],
)
def test_a_broken_file_is_named_and_proves_nothing(text: str, rule: str) -> None:
    assert rule in rules(with_evidence(GOOD), text)


@pytest.mark.parametrize("paragraph", [1, 2])
def test_the_problem_stands_at_the_quote(tmp_path: Path, paragraph: int) -> None:
    """Also where another piece of evidence has the same words."""
    root = copy_small(tmp_path)
    path = root / "impulses/01-lotsen.md"
    again = f'  - {{quelle: muster-2025, absatz: 2, stichwort: Muster, wortlaut: "{SENTENCES[0]}"}}'
    path.write_text(
        path.read_text("utf-8").replace(
            "stichwort: Muster}", f'stichwort: Muster, wortlaut: "{SENTENCES[0]}"}}\n{again}'
        ),
        "utf-8",
    )
    graph = with_evidence(Evidence("muster-2025", "Muster", paragraph, quote=SENTENCES[0]))
    (found,) = check(graph, read_files(root).content)
    assert found.line_text[found.span.col - 1 :].startswith(f'"{SENTENCES[0]}')
    assert found.span.source == "impulses/01-lotsen.md"
    assert f"absatz: {paragraph}," in found.line_text


def test_a_quote_in_a_closed_list_is_found_there(tmp_path: Path) -> None:
    path = copy_small(tmp_path) / "impulses/vokabular.yml"
    text = path.read_text("utf-8").replace(
        "    kurz: Was Strom und Wärme kosten.\n",
        "    kurz: Was Strom und Wärme kosten.\n    belege:\n"
        f'      - {{quelle: muster-2025, absatz: 1, stichwort: Strom, wortlaut: "{SENTENCES[0]}"}}'
        "\n",
    )
    path.write_text(text, "utf-8")
    graph = with_evidence()
    (term,) = graph.catalog.challenges
    own = Evidence("muster-2025", "Strom", 1, quote=SENTENCES[0])
    graph = Graph(
        dataclasses.replace(graph.catalog, challenges=(dataclasses.replace(term, evidence=(own,)),))
    )
    (found,) = check(graph, {"impulses/vokabular.yml": text.encode()})
    assert "wortlaut" in found.line_text
