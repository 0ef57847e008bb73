"""What git remembers of the texts, read from real repositories."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.site.project import load
from impulswerk.sources.history import (
    INCOMPLETE,
    NO_REPOSITORY,
    SHALLOW,
    Change,
    History,
    Revision,
    read_history,
)
from impulswerk.sources.visible import differences, visible
from impulswerk.text.words import FieldChange
from tests.project import copy_small
from tests.repository import Repository, impulse_source

SEVEN = "impulses/07-lotsen.md"
DRIVER = "impulses/treiber/digitalisierung.md"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "projekt").start()


def _told(root: Path, key: str = "impuls 7") -> list[tuple[str, str]]:
    """Day and kind of every revision."""
    return [(str(revision.date), revision.kind.value) for revision in _revisions(root, key)]


def _revisions(root: Path, key: str = "impuls 7") -> tuple[Revision, ...]:
    history = read_history(root)
    assert history.is_known, history.reason
    return history.entries.get(key, ())


def _shown(change: FieldChange) -> str:
    marks = {"gleich": "{}", "weg": "[-{}-]", "neu": "[+{}+]"}
    return "".join(marks[run.kind].format(run.text) for run in change.words)


def _fields(revision: Revision) -> dict[str, str]:
    return {change.title: _shown(change) for change in revision.fields}


def test_created_and_changed(repository: Repository) -> None:
    first = repository.commit("2026-03-01", {SEVEN: impulse_source()})
    text = impulse_source("Lotsen gut ausbilden", step="**Verbund:** Der Verbund fängt klein an.")
    second = repository.commit("2026-03-05", {SEVEN: text})
    new, changed = _revisions(repository.root)
    assert (new.kind, str(new.date), new.commit) == (Change.NEW, "2026-03-01", first)
    assert (new.title, new.state, new.fields) == ("Lotsen ausbilden", "entwurf", ())
    assert (changed.kind, str(changed.date), changed.commit) == (
        Change.CHANGED,
        "2026-03-05",
        second,
    )
    assert (changed.title, changed.source) == ("Lotsen gut ausbilden", SEVEN)
    assert _fields(changed) == {
        "Titel": "Lotsen [+gut +]ausbilden",
        "Umsetzung": "• Verbund: Der Verbund fängt [+klein +]an.\n"
        "• Betriebe: Die Betriebe machen weiter.",
    }


def test_entries_are_asked_for_as_the_graph_knows_them(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "projekt")
    repository = Repository(root).start()
    first = repository.commit("2026-03-01")
    source = (root / "impulses/02-werkstatt.md").read_text("utf-8")
    last = repository.commit(
        "2026-03-09", {"impulses/02-werkstatt.md": source.replace("ein Problem", "zwei Probleme")}
    )
    graph = load(root).graph
    assert graph is not None
    history = read_history(root)
    one, two, driver = graph.impulse(1), graph.impulse(2), graph.driver("digitalisierung")
    firsts = [history.revisions(entry)[0].date.isoformat() for entry in (one, two, driver)]
    assert firsts == ["2026-03-01"] * 3
    assert str(history.changed(two)) == "2026-03-09"
    commits = [history.revisions(entry)[-1].commit for entry in (one, two, driver)]
    assert commits == [first, last, first]
    # What never changed is not read, and what is not committed is not known.
    assert [revision.title for revision in history.revisions(one)] == [""]
    assert History(is_known=True).changed(one) is None


def test_what_no_reader_sees_is_no_revision(repository: Repository) -> None:
    start = impulse_source()
    repository.commit("2026-03-01", {SEVEN: start})
    head, body = start.split("---\n\n", 1)
    lines = head.split("\n")[1:]
    reordered = "---\n" + "\n".join(reversed(lines)).strip() + "\n---\n\n" + body
    versions: list[str | bytes] = [
        reordered,
        reordered.replace("[Beispiel]", "[Beispiel, Muster]"),
        reordered.replace("Der Verbund fängt an.", "Der Verbund\n  fängt an."),
        reordered.replace("- ", "* ").replace("**", "__"),
        reordered.replace("02-werkstatt.md", "03-anders.md"),
        reordered.replace("fängt an", "fängt\u00a0an").replace("Betriebe", "Be\u00adtriebe"),
        reordered.replace("ä", "a\u0308"),
        reordered.replace("titel: Lotsen ausbilden", 'titel: "Lotsen ausbilden"\n# Bemerkung'),
        reordered.replace("\n", "\r\n"),
        reordered.encode("cp1252"),
        b"\xef\xbb\xbf" + reordered.encode(),
        reordered + "\n\n\n",
        reordered.replace("## Umsetzung", "\n***\n\n## Umsetzung ##"),
    ]
    for day, text in enumerate(versions, 2):
        assert text != start
        repository.commit(f"2026-03-{day:02d}", {SEVEN: text})
    assert _told(repository.root) == [("2026-03-01", "neu")]


@pytest.mark.parametrize(
    ("before", "after", "title", "shown"),
    [
        ("kurz: Cluster zeigen", "kurz: Cluster weisen", "Kurztext",
         "Cluster [-zeigen -][+weisen +]den Weg."),
        ("stand: entwurf", "stand: abgeglichen", "Stand", "[-entwurf-][+abgeglichen+]"),
        ("[digitalisierung]", "[demografie, digitalisierung]", "Treiber",
         "[+demografie +]digitalisierung"),
        ("## Ausgangslage", "## Anlass", "Anlass",
         "[-Ausgangslage\n-][+Anlass\n+]Es gibt ein Problem."),
        ("Es gibt **ein**", "## Grund\n\nEs gibt **ein**", "Grund", "[+Es gibt ein Problem.+]"),
        ("- **Betriebe:** Die", "- Die Kammern prüfen.\n- **Betriebe:** Die", "Umsetzung",
         "• Verbund: Der Verbund fängt an.\n[+• Die Kammern prüfen.\n+]"
         "• Betriebe: Die Betriebe machen weiter."),
    ],
)  # fmt: skip
def test_what_readers_see_is_told_by_field(
    before: str, after: str, title: str, shown: str, repository: Repository
) -> None:
    start = impulse_source()
    assert before in start
    repository.commit("2026-03-01", {SEVEN: start})
    repository.commit("2026-03-02", {SEVEN: start.replace(before, after)})
    _, changed = _revisions(repository.root)
    assert _fields(changed)[title] == shown


def test_a_long_text_is_shortened_to_the_place(repository: Repository) -> None:
    words = [f"wort{number}" for number in range(200)]
    repository.commit("2026-03-01", {SEVEN: impulse_source(step=" ".join(words))})
    words[100] = "anders"
    repository.commit("2026-03-02", {SEVEN: impulse_source(step=" ".join(words))})
    _, changed = _revisions(repository.root)
    assert _fields(changed)["Umsetzung"] == (
        "… wort92 wort93 wort94 wort95 wort96 wort97 wort98 wort99 [-wort100 -][+anders +]"
        "wort101 wort102 wort103 wort104 wort105 wort106 wort107 wort108 …"
    )


def test_a_renamed_file_is_the_same_impulse(repository: Repository) -> None:
    first = repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: None, "impulses/07-pfade.md": impulse_source()})
    assert _told(repository.root) == [("2026-03-01", "neu")]
    only = _revisions(repository.root)[0]
    # The commit and the path belong together: there is the text to be seen.
    assert (only.commit, only.source) == (first, SEVEN)
    repository.commit("2026-03-03", {"impulses/07-pfade.md": impulse_source("Pfade")})
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-03", "geändert")]
    assert _revisions(repository.root)[-1].source == "impulses/07-pfade.md"


def test_removed_and_brought_back(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: None})
    repository.commit("2026-03-03", {SEVEN: impulse_source("Lotsen gut ausbilden")})
    assert _told(repository.root) == [
        ("2026-03-01", "neu"),
        ("2026-03-02", "entfernt"),
        ("2026-03-03", "wieder aufgenommen"),
    ]
    assert _fields(_revisions(repository.root)[-1]) == {"Titel": "Lotsen [+gut +]ausbilden"}


def test_withdrawn_and_resumed(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    withdrawn = impulse_source(state="zurueckgezogen", ersetzt_durch="[]")
    repository.commit("2026-03-02", {SEVEN: withdrawn})
    repository.commit("2026-03-03", {SEVEN: withdrawn.replace("fängt", "fing")})
    repository.commit("2026-03-04", {SEVEN: impulse_source()})
    assert _told(repository.root) == [
        ("2026-03-01", "neu"),
        ("2026-03-02", "zurückgezogen"),
        ("2026-03-03", "geändert"),
        ("2026-03-04", "wieder aufgenommen"),
    ]
    assert [r.state for r in _revisions(repository.root)][1] == "zurueckgezogen"


def test_a_new_number_is_another_impulse(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: None, "impulses/08-lotsen.md": impulse_source()})
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-02", "entfernt")]
    assert _told(repository.root, "impuls 8") == [("2026-03-02", "neu")]


def test_a_branch_counts_from_its_merge(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.git("checkout", "-q", "-b", "vorschlag")
    repository.commit("2026-03-02", {SEVEN: impulse_source("Zwischenstand")})
    repository.commit("2026-03-03", {SEVEN: impulse_source("Lotsen gut ausbilden")})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-03-04", {"README.md": "Hallo"})
    repository.git("merge", "-q", "--no-ff", "vorschlag", moment="2026-03-05T12:00:00Z")
    merge = repository.git("rev-parse", "HEAD")
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-05", "geändert")]
    changed = _revisions(repository.root)[-1]
    assert changed.commit == merge
    assert _fields(changed) == {"Titel": "Lotsen [+gut +]ausbilden"}


def test_a_day_is_one_revision(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    first = "2026-03-02T09:00:00Z"
    repository.commit(first, {SEVEN: impulse_source("Lotsen gut ausbilden")})
    last = repository.commit(
        "2026-03-02T15:00:00Z", {SEVEN: impulse_source("Lotsen sehr gut ausbilden")}
    )
    unseen = impulse_source("Lotsen sehr gut ausbilden", suchbegriffe="[Muster]")
    repository.commit("2026-03-02T18:00:00Z", {SEVEN: unseen})
    new, changed = _revisions(repository.root)
    assert new.kind is Change.NEW
    assert _fields(changed) == {"Titel": "Lotsen [+sehr gut +]ausbilden"}
    assert changed.commit == last
    assert changed.begun.isoformat() == "2026-03-02T09:00:00+00:00"
    assert changed.moment.isoformat() == "2026-03-02T15:00:00+00:00"


def test_what_a_day_takes_back_did_not_happen(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02T09:00:00Z", {SEVEN: impulse_source("Anders")})
    repository.commit("2026-03-02T15:00:00Z", {SEVEN: impulse_source()})
    repository.commit("2026-03-03T09:00:00Z", {"impulses/08-kurz.md": impulse_source()})
    repository.commit("2026-03-03T15:00:00Z", {"impulses/08-kurz.md": None})
    assert _told(repository.root) == [("2026-03-01", "neu")]
    assert _told(repository.root, "impuls 8") == []
    repository.commit("2026-03-05", {"impulses/08-kurz.md": impulse_source("Kurz")})
    assert _told(repository.root, "impuls 8") == [("2026-03-05", "neu")]


def test_days_are_those_of_utc(repository: Repository) -> None:
    repository.commit("2026-03-02T00:30:00+02:00", {SEVEN: impulse_source()})
    assert _told(repository.root) == [("2026-03-01", "neu")]


def test_a_slow_clock_does_not_turn_the_order_around(repository: Repository) -> None:
    repository.commit("2026-03-05", {SEVEN: impulse_source()})
    repository.commit("2026-03-01", {SEVEN: impulse_source("Zwei")})
    repository.commit("2026-03-06", {SEVEN: impulse_source("Drei")})
    assert _told(repository.root) == [("2026-03-05", "neu"), ("2026-03-06", "geändert")]
    assert _fields(_revisions(repository.root)[-1]) == {"Titel": "[-Zwei-][+Drei+]"}


def test_a_driver_has_a_history_too(repository: Repository) -> None:
    text = "---\nreihenfolge: 2\ntitel: Digitales\nkurz: Daten.\nsuchbegriffe: [KI]\n---\n\nText.\n"
    repository.commit("2026-03-01", {DRIVER: text})
    repository.commit("2026-03-02", {DRIVER: text.replace("reihenfolge: 2", "reihenfolge: 3")})
    repository.commit("2026-03-03", {DRIVER: text.replace("Text.", "Mehr Text.")})
    key = "treiber digitalisierung"
    assert _told(repository.root, key) == [("2026-03-01", "neu"), ("2026-03-03", "geändert")]
    assert _fields(_revisions(repository.root, key)[-1]) == {"Text": "[+Mehr +]Text."}


# --- sources that nobody would write today --------------------------------------------------


def test_what_cannot_be_read_is_left_out(repository: Repository) -> None:
    good = impulse_source()
    versions: list[str | bytes] = [
        good,
        good.replace("titel: Lotsen", "titel: [Lotsen"),
        good.replace("---\n\n##", "\n\n##"),
        b"\x00\x01\x02\xff" * 100,
        "",
        "---\n",
        "x" * 300_000,
        good.replace("titel: Lotsen ausbilden\n", "").replace("stand: entwurf", "stand:"),
        good.replace("[kmu]", "{kmu: 1}"),
        good,
    ]
    for day, text in enumerate(versions, 1):
        repository.commit(f"2026-03-{day:02d}", {SEVEN: text})
    assert _told(repository.root) == [("2026-03-01", "neu")]


def test_a_body_counts_though_its_head_is_broken(repository: Repository) -> None:
    good = impulse_source()
    repository.commit("2026-03-01", {SEVEN: good})
    broken = good.replace("titel: Lotsen", "titel: [Lotsen").replace("fängt an", "fängt klein an")
    repository.commit("2026-03-02", {SEVEN: broken})
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-02", "geändert")]
    changed = _revisions(repository.root)[-1]
    assert (changed.title, list(_fields(changed))) == ("Lotsen ausbilden", ["Umsetzung"])


def test_an_unreadable_beginning_is_still_a_beginning(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: "noch nichts"})
    repository.commit("2026-03-02", {SEVEN: impulse_source()})
    repository.commit("2026-03-03", {SEVEN: impulse_source("Lotsen gut ausbilden")})
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-03", "geändert")]


def test_two_files_with_one_number_do_not_confuse(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {"impulses/07-zweite.md": impulse_source("Zweite")})
    repository.commit("2026-03-03", {"impulses/07-zweite.md": None})
    assert [kind for _, kind in _told(repository.root)] == ["neu", "geändert", "geändert"]
    assert _revisions(repository.root)[-1].title == "Lotsen ausbilden"


@given(
    st.binary(max_size=400) | st.text(max_size=400).map(lambda t: f"---\n{t}\n---\n{t}".encode())
)
def test_no_source_breaks_the_reader(data: bytes) -> None:
    for is_impulse in (True, False):
        once = visible(data, is_impulse=is_impulse)
        assert list(differences(once, once, is_impulse=is_impulse)) == []
        for text in [*once.fields.values(), *(once.sections or {}).values()]:
            assert not set(text) & set("\x00\x0b\x1f\ufffe\u00ad")


@given(st.lists(st.sampled_from(["Wort", "und", "8.", "–", "Akteur:innen", "2.0"]), min_size=1))
def test_line_breaks_in_a_paragraph_are_not_seen(words: list[str]) -> None:
    for join in (" ", "\n"):
        body = f"## Teil\n\nAm {join.join(words)}\n"
        shown = visible(f"---\ntitel: A\n---\n{body}".encode(), is_impulse=True)
        assert shown.sections == {"Teil": f"Am {' '.join(words)}"}


# --- repositories of every kind --------------------------------------------------------------


def test_outside_git(tmp_path: Path) -> None:
    assert read_history(tmp_path) == History(reason=NO_REPOSITORY)


def test_before_the_first_commit(repository: Repository) -> None:
    assert read_history(repository.root) == History(reason=NO_REPOSITORY)


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    monkeypatch.setenv("PATH", str(repository.root))
    assert read_history(repository.root) == History(reason=NO_REPOSITORY)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_shallow_clone_tells_nothing_rather_than_wrong_dates(
    depth: int, repository: Repository, tmp_path: Path
) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: impulse_source("Zwei")})
    repository.commit("2026-03-03", {SEVEN: None})
    repository.commit("2026-03-04", {SEVEN: impulse_source()})
    address = repository.root.as_uri()
    clone = Repository(tmp_path / "flach")
    clone.git("clone", "-q", "--depth", str(depth), address, ".")
    assert read_history(clone.root) == History(reason=SHALLOW)
    clone.git("fetch", "-q", "--unshallow")
    assert read_history(clone.root) == read_history(repository.root)
    assert read_history(clone.root).is_known


def test_the_sources_need_not_be_there_from_the_start(repository: Repository) -> None:
    repository.commit("2026-02-01", {"README.md": "Hallo"})
    assert read_history(repository.root) == History(is_known=True)
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    assert _told(repository.root) == [("2026-03-01", "neu")]


def test_a_clone_without_old_contents_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: impulse_source("Zwei")})
    repository.git("config", "uploadpack.allowFilter", "true")
    clone = Repository(tmp_path / "leer")
    clone.git("clone", "-q", "--filter=blob:none", repository.root.as_uri(), ".")
    clone.git("remote", "set-url", "origin", (tmp_path / "weg").as_uri())
    assert read_history(clone.root) == History(reason=INCOMPLETE)


def test_a_project_in_a_folder_of_the_repository(repository: Repository) -> None:
    source = f"seite/{SEVEN}"
    repository.commit("2026-03-01", {source: impulse_source(), SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: impulse_source("Ganz anderes")})
    assert _told(repository.root / "seite") == [("2026-03-01", "neu")]
    repository.commit("2026-03-03", {source: impulse_source("Zwei")})
    assert _told(repository.root / "seite") == [("2026-03-01", "neu"), ("2026-03-03", "geändert")]
    assert _revisions(repository.root / "seite")[-1].source == SEVEN


def test_other_files_and_links_are_no_entries(repository: Repository) -> None:
    names = ["impulses/ue ber.md", "impulses/7-x.md", "impulses/07.md", "docs/07-x.md", "07-x.md",
             "impulses/tief/07-x.md", "impulses/07-x.txt", "impulses/\n08-x.md",
             "impulses/quellen.yml"]  # fmt: skip
    repository.commit("2026-03-01", {name: impulse_source() for name in names})
    (repository.root / "impulses/09-x.md").symlink_to("07.md")
    repository.commit("2026-03-02")
    assert read_history(repository.root) == History(is_known=True)


def test_a_file_that_became_a_link_is_gone(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.write({SEVEN: None})
    (repository.root / SEVEN).symlink_to("08-x.md")
    repository.commit("2026-03-02")
    assert _told(repository.root) == [("2026-03-01", "neu"), ("2026-03-02", "entfernt")]


def test_only_what_is_committed_counts(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.write({SEVEN: impulse_source("Zwei"), "impulses/08-neu.md": impulse_source()})
    repository.git("add", "--all")
    assert _told(repository.root) == [("2026-03-01", "neu")]
    assert _told(repository.root, "impuls 8") == []


def test_a_detached_head_and_another_work_tree(repository: Repository, tmp_path: Path) -> None:
    first = repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.commit("2026-03-02", {SEVEN: impulse_source("Zwei")})
    both = [("2026-03-01", "neu"), ("2026-03-02", "geändert")]
    repository.git("worktree", "add", "-q", str(tmp_path / "baum"), first)
    assert _told(tmp_path / "baum") == both[:1]
    repository.git("checkout", "-q", "--detach", "HEAD")
    assert _told(repository.root) == both


def test_what_a_user_configured_changes_nothing(repository: Repository) -> None:
    repository.commit("2026-03-01", {SEVEN: impulse_source()})
    repository.git("checkout", "-q", "-b", "vorschlag")
    repository.commit("2026-03-02", {SEVEN: None, "impulses/07-ä.md": impulse_source("Zwei")})
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "vorschlag", moment="2026-03-05T12:00:00Z")
    before = read_history(repository.root)
    for name, value in (
        ("log.showSignature", "true"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.diffMerges", "dense-combined"),
        ("diff.renames", "copies"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
        ("format.pretty", "fuller"),
        ("log.date", "relative"),
    ):
        repository.git("config", name, value)
    assert read_history(repository.root) == before
    assert before.is_known
    assert len(before.entries["impuls 7"]) == 2


def test_git_is_asked_five_times_however_long_the_history(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(1, 9):
        repository.commit(f"2026-03-{day:02d}", {SEVEN: impulse_source(f"Titel {day}")})
    asked: list[Any] = []
    run = subprocess.run

    def counted(command: Any, **options: Any) -> Any:
        asked.append(command)
        return run(command, **options)

    monkeypatch.setattr(subprocess, "run", counted)
    assert len(_revisions(repository.root)) == 8
    assert len(asked) == 5
