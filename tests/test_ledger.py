"""Links for ever: what the ledger lets through and what it refuses."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from impulswerk.catalogue.ledger import LEDGER_FILE, highest_number, read_ledger, write_ledger
from impulswerk.model.entries import Ledger
from impulswerk.model.problems import Problem
from impulswerk.pages.plan import generate, published_addresses
from impulswerk.permanence.addresses import published
from impulswerk.permanence.losses import destinations
from impulswerk.permanence.publication import Publication
from impulswerk.site.build import build_site
from impulswerk.site.project import load
from tests.project import copy_small, quiet
from tests.repository import Repository

FIRST = "impulses/01-lotsen.md"
SECOND = "impulses/02-werkstatt.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small project after its first publication."""
    copy_small(tmp_path)
    enter(tmp_path)
    assert load(tmp_path).problems == ()
    return tmp_path


def enter(root: Path) -> None:
    """What `impuls permalinks` does."""
    project = load(root)
    graph, past = project.graph, project.past
    assert graph is not None
    text = write_ledger(graph.catalog.ledger, published_addresses(graph, past), past.marks)
    (root / LEDGER_FILE).write_text(text, "utf-8")


def edit(root: Path, source: str, change: Callable[[str], str]) -> None:
    path = root / source
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def relink(root: Path, old: str, new: str) -> None:
    for source in [*(root / "impulses").rglob("*.md"), *(root / "docs").glob("*.md")]:
        text = source.read_text("utf-8")
        source.write_text(text.replace(old, new), "utf-8")


def vanished(root: Path) -> list[Problem]:
    return [problem for problem in load(root).problems if problem.rule.startswith("permalink")]


def test_it_names_every_kind_of_address(root: Path) -> None:
    entries = yaml.safe_load((root / LEDGER_FILE).read_text("utf-8"))["adressen"]
    assert {
        "",
        "i/1/",
        "i/01/",
        "impulse/01-lotsen/",
        "treiber/digitalisierung/",
        "karte/1/",
        "feeds/impulse.xml",
        "feeds/digitalisierung.json",
        "schema/impuls/v1.json",
        "i/1/zitat.bib",
        "i/1/bild.png",
        "i/1/qr.svg",
        "presse/pressemappe.zip",
    } <= entries.keys()
    assert "wirkung" in entries["impulse/01-lotsen/"]
    assert not [address for address in entries if address.startswith(("assets", "server", "_"))]


def test_renaming_a_file_leads_on_by_itself(root: Path) -> None:
    (root / FIRST).rename(root / "impulses/01-wegweiser.md")
    relink(root, "01-lotsen.md", "01-wegweiser.md")
    assert vanished(root) == []
    outcome = build_site(root, root / "site", quiet)
    assert outcome.is_done, outcome.problems
    page = (root / "site/impulse/01-lotsen/index.html").read_text("utf-8")
    assert 'href="../01-wegweiser/"' in page
    assert "<noscript><meta" in page
    short = (root / "site/i/1/index.html").read_text("utf-8")
    assert 'href="../../impulse/01-wegweiser/"' in short
    assert (
        "/impulse/01-lotsen/ /impulse/01-wegweiser/ 301" in (root / "site/_redirects").read_text()
    )
    # A second rename keeps the first: every former address leads to the present one directly.
    enter(root)
    (root / "impulses/01-wegweiser.md").rename(root / "impulses/01-kompass.md")
    relink(root, "01-wegweiser.md", "01-kompass.md")
    assert vanished(root) == []
    graph = load(root).graph
    assert graph is not None
    places = destinations(graph.catalog.ledger, published_addresses(graph))
    assert places == {
        "impulse/01-lotsen/": "impulse/01-kompass/",
        "impulse/01-wegweiser/": "impulse/01-kompass/",
        # The sheet is named after the file as well.
        "i/1/impuls-01-lotsen.pdf": "i/1/impuls-01-kompass.pdf",
        "i/1/impuls-01-wegweiser.pdf": "i/1/impuls-01-kompass.pdf",
        "i/01/impuls-01-lotsen.pdf": "i/01/impuls-01-kompass.pdf",
        "i/01/impuls-01-wegweiser.pdf": "i/01/impuls-01-kompass.pdf",
    }


def _remove(root: Path) -> None:
    last = max((root / "impulses").glob("[0-9]*.md"))
    last.unlink()
    for source in [*(root / "impulses").rglob("*.md"), *(root / "docs").glob("*.md")]:
        text = re.sub(r"verwandt: \[[^\]]*\]", "verwandt: []", source.read_text("utf-8"))
        source.write_text(re.sub(rf"\[([^\]]*)\]\([^)]*{last.name}[^)]*\)", r"\1", text), "utf-8")


def test_deleting_the_last_impulse_is_refused(root: Path) -> None:
    number = int(max((root / "impulses").glob("[0-9]*.md")).name[:2])
    _remove(root)
    found = vanished(root)
    assert {problem.rule for problem in found} == {"permalink-verloren"}
    assert f"„i/{number}/“" in " ".join(problem.message for problem in found)
    assert "zurueckgezogen" in found[-1].fix
    outcome = build_site(root, root / "site", quiet)
    assert not outcome.is_done
    assert not (root / "site").exists()


def test_renumbering_is_refused(root: Path) -> None:
    last = max((root / "impulses").glob("[0-9]*.md"))
    last.rename(last.with_name(f"{int(last.name[:2]) + 1:02d}{last.name[2:]}"))
    assert not build_site(root, root / "site", quiet).is_done


def test_two_impulses_cannot_change_numbers(root: Path) -> None:
    (root / FIRST).rename(root / "impulses/02-lotsen.md")
    (root / SECOND).rename(root / "impulses/01-werkstatt.md")
    relink(root, "01-lotsen.md", "02-lotsen.md")
    relink(root, "02-werkstatt.md", "01-werkstatt.md")
    edit(root, "impulses/02-lotsen.md", lambda text: text.replace("verwandt: [2]", "verwandt: [1]"))
    assert {problem.rule for problem in vanished(root)} == {"permalink-verloren"}
    assert "impulse/01-lotsen/" in " ".join(problem.message for problem in vanished(root))


def test_withdrawing_keeps_every_address(root: Path) -> None:
    edit(
        root,
        FIRST,
        lambda text: text.replace(
            "stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: [2]"
        ).replace("stand: abgeglichen", "stand: zurueckgezogen\nersetzt_durch: [2]"),
    )
    assert vanished(root) == []
    assert build_site(root, root / "site", quiet).is_done
    page = (root / "site/impulse/01-lotsen/index.html").read_text("utf-8")
    assert "zurückgezogen" in page
    assert "../02-werkstatt/" in page


def test_a_changed_heading_is_refused_unless_its_id_stays(root: Path) -> None:
    edit(root, "docs/ueber.md", lambda text: text + "\n\n## Ein Abschnitt\n\nText.\n")
    enter(root)
    edit(root, "docs/ueber.md", lambda text: text.replace("## Ein Abschnitt", "## Ganz anders"))
    (problem,) = vanished(root)
    assert problem.rule == "permalink-abschnitt"
    assert "#ein-abschnitt" in problem.message
    edit(
        root,
        "docs/ueber.md",
        lambda text: text.replace(
            "## Ganz anders", '<span id="ein-abschnitt"></span>\n\n## Ganz anders'
        ),
    )
    assert vanished(root) == []
    assert build_site(root, root / "site", quiet).is_done


def test_a_heading_that_moves_to_another_page_is_refused_after_a_rename(root: Path) -> None:
    edit(root, "docs/ueber.md", lambda text: text + "\n\n## Ein Abschnitt\n\nText.\n")
    enter(root)
    ledger = (root / LEDGER_FILE).read_text("utf-8")
    entry = re.search(r'  "ueber/": .*\n', ledger)
    assert entry
    moved = entry.group().replace(": [", ": {nach: matrix/, abschnitte: [").replace("]\n", "]}\n")
    (root / LEDGER_FILE).write_text(ledger.replace(entry.group(), moved), "utf-8")
    # As long as the page is there, its own entry counts.
    assert vanished(root) == []


def test_a_page_may_move_when_the_ledger_says_where(root: Path) -> None:
    ledger = (root / LEDGER_FILE).read_text("utf-8")
    more = '  "alt/": {nach: matrix/}\n  "alt.xml": {nach: feeds/impulse.xml}\n'
    (root / LEDGER_FILE).write_text(ledger + more, "utf-8")
    assert vanished(root) == []
    assert build_site(root, root / "site", quiet).is_done
    assert 'href="../matrix/"' in (root / "site/alt/index.html").read_text("utf-8")
    feed = (root / "site/feeds/impulse.xml").read_bytes()
    assert (root / "site/alt.xml").read_bytes() == feed


def test_a_renamed_driver_takes_along_what_is_its_own(root: Path) -> None:
    old, new = "treiber/digitalisierung", "treiber/wandel"
    (root / f"impulses/{old}.md").rename(root / f"impulses/{new}.md")
    for source in [*(root / "impulses").rglob("*.md"), *(root / "docs").glob("*.md")]:
        text = source.read_text("utf-8").replace(f"{old}.md", f"{new}.md")
        source.write_text(re.sub(r"(?m)^(treiber: .*)digitalisierung", r"\1wandel", text), "utf-8")
    (problem,) = vanished(root)
    assert problem.rule == "permalink-verloren"
    assert f'"{old}/": {{nach: treiber/neuer-name/}}' in problem.fix
    ledger = (root / LEDGER_FILE).read_text("utf-8")
    moved = re.sub(rf'"{old}/": (\[.*\])', rf'"{old}/": {{nach: {new}/, abschnitte: \1}}', ledger)
    (root / LEDGER_FILE).write_text(moved, "utf-8")
    assert vanished(root) == []
    graph = load(root).graph
    assert graph is not None
    places = destinations(graph.catalog.ledger, published_addresses(graph))
    former = [address for address in graph.catalog.ledger.entries if "/digitalisierung" in address]
    assert len(former) > 8
    assert all(
        places[address] == address.replace("digitalisierung", "wandel") for address in former
    )


def test_what_merged_branches_entered_is_remembered(tmp_path: Path) -> None:
    repository = Repository(copy_small(tmp_path)).start()
    enter(tmp_path)
    repository.commit("2026-01-01")
    repository.git("checkout", "-q", "-b", "zweig")
    text = (tmp_path / LEDGER_FILE).read_text("utf-8")
    repository.commit("2026-01-02", {LEDGER_FILE: f'{text}  "alt/": {{nach: matrix/}}\n'})
    repository.git("checkout", "-q", "main")
    repository.commit("2026-01-03", {"notiz.txt": "x"})
    repository.git("merge", "-q", "--no-ff", "-m", "Zusammengeführt", "zweig")
    assert vanished(tmp_path) == []
    repository.commit("2026-01-04", {LEDGER_FILE: text})
    (problem,) = vanished(tmp_path)
    assert problem.rule == "permalink-vergessen"
    assert "„alt/“" in problem.message
    (tmp_path / LEDGER_FILE).unlink()
    (problem,) = vanished(tmp_path)
    assert "weitere" in problem.message


def test_the_commit_of_an_edition_is_remembered(tmp_path: Path) -> None:
    repository = Repository(copy_small(tmp_path)).start()
    repository.commit("2026-01-01")
    repository.git("tag", "fassung-2026-01")
    enter(tmp_path)
    repository.commit("2026-02-01")
    assert vanished(tmp_path) == []
    ledger = tmp_path / LEDGER_FILE
    text = ledger.read_text("utf-8")
    kept = re.search(r'fassungen:\n  "2026-01": [0-9a-f]{40}\n', text)
    assert kept
    ledger.write_text(text.replace(kept[0], ""), "utf-8")
    (problem,) = vanished(tmp_path)
    assert problem.rule == "permalink-vergessen"
    assert "„Fassung 2026-01“" in problem.message


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('  "alt/": {nach: gibt-es-nicht/}', "permalink-verloren"),
        ('  "alt/": {nach: feeds/impulse.xml}', "permalink-verloren"),
        ('  "alt/": {nach: alt/}', "permalink-verloren"),
        ('  "a/": {nach: b/}\n  "b/": {nach: a/}', "permalink-verloren"),
        ('  "../draussen/": []', "permalink-form"),
        ('  "/oben/": []', "permalink-form"),
        ('  "https://anderswo.example/": []', "permalink-form"),
        ('  "alt/": matrix/', "permalink-form"),
        ('  "alt/": {wohin: matrix/}', "permalink-form"),
        ('  "alt/": [[a]]', "permalink-form"),
    ],
)
def test_what_the_ledger_may_not_say(root: Path, line: str, rule: str) -> None:
    with (root / LEDGER_FILE).open("a", encoding="utf-8") as handle:
        handle.write(f"{line}\n")
    assert rule in {problem.rule for problem in vanished(root)}


def test_an_impulse_with_a_typing_error_is_not_called_lost(root: Path) -> None:
    edit(root, FIRST, lambda text: text.replace("stand:", "stnad:"))
    assert vanished(root) == []
    edit(root, "impulses/vokabular.yml", lambda text: text.replace("titel: Transfer", "tietl: T"))
    assert vanished(root) == []


def test_a_number_once_published_is_never_offered_again(root: Path) -> None:
    ledger, problems = read_ledger({LEDGER_FILE: (root / LEDGER_FILE).read_bytes()})
    assert problems == []
    assert highest_number(ledger) == len(list((root / "impulses").glob("[0-9]*.md")))


@pytest.mark.usefixtures("printing")
def test_every_promised_section_is_in_the_built_site(root: Path) -> None:
    """What the sources are said to publish is what comes out."""
    graph = load(root).graph
    assert graph is not None
    assert build_site(root, root / "site", quiet).is_done
    for address, anchors in published_addresses(graph).items():
        path = root / "site" / (f"{address}index.html" if address[-1:] in {"", "/"} else address)
        assert path.is_file(), address
        if anchors:
            ids = set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8")))
            assert anchors <= ids, address


def test_everything_generated_is_in_the_ledger_or_loaded_by_a_page(root: Path) -> None:
    graph = load(root).graph
    assert graph is not None
    paths = list(generate(graph, Publication()).paths)
    entered = published(graph, paths)
    left = [
        path
        for path in paths
        if path.startswith(("assets/", "server/", "_", "favicon.", "robots.", "sitemap."))
    ]
    assert len(entered) + len(left) == len(paths)


def test_writing_twice_changes_nothing(root: Path) -> None:
    before = (root / LEDGER_FILE).read_bytes()
    enter(root)
    assert (root / LEDGER_FILE).read_bytes() == before


def test_equal_sections_are_held_once() -> None:
    text = write_ledger(Ledger(), {f"a/{n}/": frozenset({"eins", "zwei"}) for n in range(2)})
    ledger, _ = read_ledger({LEDGER_FILE: text.encode()})
    first, second = ledger.entries.values()
    assert first.anchors is second.anchors


_addresses = st.from_regex(r"([a-z0-9-]{1,8}/){1,3}([a-z]{1,5}\.(xml|json))?", fullmatch=True)
_anchors = st.frozensets(st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True), max_size=3)


@given(st.lists(st.dictionaries(_addresses, _anchors, max_size=5), max_size=4))
def test_nothing_is_ever_taken_away(states: list[dict[str, frozenset[str]]]) -> None:
    ledger = Ledger()
    for state in states:
        before = ledger
        text = write_ledger(before, state)
        ledger, problems = read_ledger({LEDGER_FILE: text.encode()})
        assert problems == []
        for address, entry in before.entries.items():
            assert entry.anchors <= ledger.entries[address].anchors
        for address, anchors in state.items():
            assert anchors <= ledger.entries[address].anchors
        assert write_ledger(ledger, state) == text
