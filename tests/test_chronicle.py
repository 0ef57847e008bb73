"""How far an impulse has come is worked out from the chronicle, and only from what is shown."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.graph import Graph
from impulswerk.model.chronicle import (
    LISTS,
    ChronicleEntry,
    Correction,
    Criterion,
    EntryKind,
    Progress,
    Source,
    When,
)
from impulswerk.model.progress import Standing, replay, standing
from impulswerk.site.project import load
from tests.project import SMALL, copy_small

DAY = dt.date(2025, 1, 1)
CRITERIA = (
    Criterion("a", "Man sieht a.", "umsetzung"),
    Criterion("b", "Man sieht b.", "umsetzung"),
    Criterion("c", "Man sieht c.", "wirkung"),
)
WORDS_ONLY = (EntryKind.ANNOUNCEMENT, EntryKind.STATEMENT, EntryKind.FEEDBACK)


@st.composite
def _entries(draw: st.DrawFn) -> list[ChronicleEntry]:
    """Entries of every kind, sensible or not, that may correct one another."""
    found: list[ChronicleEntry] = []
    for number in range(draw(st.integers(0, 6))):
        recorded = DAY + dt.timedelta(days=draw(st.integers(0, 9)))
        earlier = [entry.id for entry in found]
        wrong = draw(st.lists(st.sampled_from(earlier), max_size=1)) if earlier else []
        found.append(
            ChronicleEntry(
                id=f"e{number}",
                recorded=recorded,
                when=When(2025, draw(st.sampled_from([None, 1, 2])), None, draw(st.booleans())),
                kind=draw(st.sampled_from([*EntryKind, EntryKind.ACTION, EntryKind.CHECK])),
                title="Titel",
                relation=draw(st.sampled_from(["direkt", "direkt", *LISTS["bezuege"]])),
                sources=tuple(
                    Source(kind, recorded)
                    for kind in draw(
                        st.lists(st.sampled_from(list(LISTS["quellenarten"])), min_size=1)
                    )
                ),
                body="",
                source="",
                progress=draw(st.sampled_from(Progress)),
                reason=draw(st.sampled_from(["Darum.", "Darum.", ""])),
                met=tuple(draw(st.sets(st.sampled_from("abc")))),
                corrections=tuple(Correction(name, "x", "y", "z") for name in wrong),
                check_again=draw(st.none() | st.just(recorded)),
            )
        )
    return found


@given(_entries(), st.sampled_from(WORDS_ONLY), st.sampled_from(Progress), st.data())
def test_words_change_nothing(
    entries: list[ChronicleEntry], kind: EntryKind, claim: Progress, data: st.DataObject
) -> None:
    """An announcement may claim what it likes, and stand where it likes."""
    when = data.draw(st.sampled_from([When(2024), When(2025, 1), When(2026)]))
    words = ChronicleEntry(
        "words", DAY, when, kind, "Titel", "direkt", (Source("amtlich", DAY),), "", "",
        progress=claim, reason="Darum.", met=("a", "b", "c"),
    )  # fmt: skip
    assert standing(CRITERIA, [*entries, words]) == standing(CRITERIA, entries)


@given(_entries(), st.randoms())
def test_the_order_of_files_does_not_matter(
    entries: list[ChronicleEntry], random: st.DataObject
) -> None:
    mixed = entries.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert list(replay(CRITERIA, mixed)) == list(replay(CRITERIA, entries))
    order = [entry.order for entry, _, _ in replay(CRITERIA, mixed)]
    assert order == sorted(order)


@given(_entries())
def test_whatever_is_claimed_is_shown(entries: list[ChronicleEntry]) -> None:
    now = standing(CRITERIA, entries)
    wrong = {correction.entry_id for entry in entries for correction in entry.corrections}
    if now.entry is None:
        assert now.progress is Progress.UNKNOWN
        return
    entry = now.entry
    assert now.progress is entry.progress is not Progress.UNKNOWN
    assert entry.reason
    assert entry.relation == "direkt"
    assert entry.kind not in WORDS_ONLY
    assert entry.id not in wrong
    if now.progress is Progress.DONE:
        assert {"a", "b"} <= now.met
        assert {"amtlich", "parlament"} & {source.kind for source in entry.sources}


@given(_entries())
def test_a_step_back_has_a_reason_like_every_other(entries: list[ChronicleEntry]) -> None:
    before = Standing()
    for entry, rule, now in replay(CRITERIA, entries):
        if now.progress is not before.progress:
            assert now.entry is entry
            assert entry.reason
            assert not rule
        before = now


@given(_entries())
def test_what_was_corrected_counts_no_more(entries: list[ChronicleEntry]) -> None:
    wrong = {correction.entry_id for entry in entries for correction in entry.corrections}
    left = [entry for entry in entries if entry.id not in wrong]
    # What the wrong entries said of others stands: only their own claims are gone.
    said = [replace(one, progress=Progress.UNKNOWN, met=()) for one in entries if one.id in wrong]
    assert standing(CRITERIA, entries) == standing(CRITERIA, [*left, *said])


def test_without_a_criterion_nothing_is_done() -> None:
    entry = ChronicleEntry(
        "e", DAY, When(2025), EntryKind.ACTION, "Titel", "direkt", (Source("amtlich", DAY),),
        "", "", progress=Progress.DONE, reason="Darum.",
    )  # fmt: skip
    assert standing((), [entry]) == Standing()
    assert standing(CRITERIA, [replace(entry, met=("a",))]) == Standing(met=frozenset())
    assert standing(CRITERIA, [replace(entry, met=("a", "b"))]).progress is Progress.DONE


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("ungefähr 2024-02", "2024-02-01", "2024-02-29"),
        ("2025-04-08", "2025-04-08", "2025-04-08"),
    ],
)
def test_a_time_says_how_exact_it_is(text: str, first: str, last: str) -> None:
    when = When.parse(text)
    assert when is not None
    assert (str(when), when.first.isoformat(), when.last.isoformat()) == (text, first, last)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-02-30", "0000", "2025-4", "ca. 2025"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert When.parse(text) is None


def test_the_small_project_goes_forth_and_back() -> None:
    graph = load(SMALL).graph
    assert graph is not None
    first, second, third = graph.impulses
    assert {entry.kind for entry in graph.catalog.chronicle} == set(EntryKind)
    assert standing_of(graph, second) == "keine-angaben"
    assert standing_of(graph, first) == "keine-angaben"  # a statement is no beginning
    steps = [now.progress.value for _, _, now in replay(third.criteria, graph.told(third))]
    assert list(dict.fromkeys(steps)) == ["keine-angaben", "begonnen", "teilweise-umgesetzt"]
    now = graph.standing(third)
    assert now.entry is not None
    assert now.entry.id == "nur-halb"
    assert now.is_overdue(dt.date(2025, 4, 2))
    assert not now.is_overdue(dt.date(2025, 4, 1))
    assert graph.corrected["freigabe"].id == "nur-halb"


def standing_of(graph: Graph, impulse: object) -> str:
    return graph.standing(impulse).progress.value  # type: ignore[arg-type]


def test_an_entry_from_a_day_to_come_is_named(tmp_path: Path) -> None:
    folder = copy_small(tmp_path) / "impulses/chronik"
    (folder / "2024-06-03-plan.md").rename(folder / "2999-06-03-plan.md")
    found = [p for p in load(tmp_path).problems if p.rule == "chronik-datum"]
    assert [(p.span.source, p.is_error) for p in found] == [
        ("impulses/chronik/2999-06-03-plan.md", False)
    ]
    assert "3. Juni 2999" in found[0].message.replace("\u00a0", " ")
