"""A build begins from the finished site that stands, and what it knows of it survives keeping."""

import os
import shutil
from pathlib import Path

import pytest

from impulswerk.build import build_site
from impulswerk.facts import PageFacts, SiteFacts, target_of
from impulswerk.hosting.finish import FileState
from impulswerk.hosting.policy import Needs
from impulswerk.lastbuild import LastBuild, from_json, to_json
from impulswerk.pagecache import Written
from impulswerk.swap import complete, swap_in
from impulswerk.verify import verify
from tests.project import copy_small, quiet


def _facts(**pages: tuple[str, ...]) -> SiteFacts:
    facts = SiteFacts()
    for name, links in pages.items():
        page = f"{name}/index.html"
        targets = tuple(target_of(page, link, is_loaded=False, base="/") for link in links)
        facts.add(page, PageFacts(frozenset({"oben", name}), targets))
    return facts


def test_what_a_build_knows_survives_being_kept(tmp_path: Path) -> None:
    needs = Needs(data=frozenset({"sha256-b", "sha256-a"}), has_scripts=True)
    build = LastBuild(
        tmp_path,
        {"eins": Written("eins", "schluessel", {"zwei.md": "zwei/ 1"}, ["eins/index.html"])},
        _facts(eins=("../zwei/#ziel", "https://b.example/"), zwei=("../zwei/#ziel",)),
        {
            "eins/index.html": FileState(3, 2, 1, needs, frozenset({"assets/a.css"})),
            "bild.png": FileState(9, 9, 9),
        },
        {"assets/a.css": "assets/a.1.css"},
    )
    found = from_json(tmp_path, to_json(build))
    assert found is not None
    assert to_json(found) == to_json(build)
    assert (found.tasks, found.files, found.names) == (build.tasks, build.files, build.names)
    assert found.facts.ids == build.facts.ids
    links = {
        page: [found.facts.targets[number] for number in numbers]
        for page, numbers in found.facts.links.items()
    }
    assert links["zwei/index.html"] == links["eins/index.html"][:1]


@pytest.mark.parametrize("damaged", [b"", b"{}", b"[]", b'{"tasks": 3}', b"\xff"])
def test_a_damaged_memory_is_none(tmp_path: Path, damaged: bytes) -> None:
    assert from_json(tmp_path, damaged) is None


def test_a_page_entered_again_replaces_what_was_known() -> None:
    facts = _facts(eins=("../alt/",))
    facts.add("eins/index.html", PageFacts(frozenset({"neu"}), ()))
    assert facts.ids == {"eins/index.html": ("neu",)}
    assert list(facts.used()) == []
    facts.keep_only([])
    assert facts.ids == {} == facts.links


def test_pages_that_lie_elsewhere_are_checked_with_the_others(tmp_path: Path) -> None:
    (tmp_path / "neu").mkdir()
    (tmp_path / "neu/index.html").write_text('<p id="da"><a href="../alt/#oben">x</a>')
    facts = _facts(alt=("../neu/#da", "../neu/#weg", "../nirgends/"))
    found = verify(tmp_path, tmp_path, {}, facts=facts, elsewhere=["alt/index.html"])
    assert (found.pages, found.links) == (2, 4)
    assert [(p.rule, p.message.rpartition(" ")[2]) for p in found.problems] == [
        ("seite-toter-verweis", "../nirgends/"),
        ("seite-toter-anker", "../neu/#weg"),
    ]


def test_files_are_completed_without_copying(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = tmp_path / "alt", tmp_path / "neu"
    (old / "a/b").mkdir(parents=True)
    (new / "c").mkdir(parents=True)
    (new / "c/z.txt").write_text("z")
    (old / "a/b/x.txt").write_text("x")
    (old / "y.txt").write_text("y")
    ready = complete(new, old, ["a/b/x.txt"])
    assert (ready / "a/b/x.txt").samefile(old / "a/b/x.txt")
    assert _read(ready) == {"a/b/x.txt": b"x", "c/z.txt": b"z"}
    assert _read(new) == {}

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    assert complete(new, old, ["y.txt"]) == ready
    assert _read(ready) == {"y.txt": b"y"}
    assert not (ready / "y.txt").samefile(old / "y.txt")


def test_the_site_before_gives_its_place_but_nothing_else(tmp_path: Path) -> None:
    site, new = tmp_path / "site", tmp_path / "neu"
    for number in range(4):
        (new / "seite").mkdir(parents=True)
        (new / f"seite/{number}.txt").write_text(f"{number}")
        (new / "immer.txt").write_text(f"{number}")
        kept = sorted(_read(site).keys() - {"immer.txt"})[-2:]
        before = _read(site)
        ready = complete(new, site, kept) if number else new
        assert _read(site) == before
        swap_in(ready, site)
        shutil.rmtree(new, ignore_errors=True)
    pages = {f"seite/{number}.txt": f"{number}".encode() for number in (1, 2, 3)}
    assert _read(site) == {"immer.txt": b"3", **pages}
    # Whatever else gets into it is of no account.
    (spare,) = tmp_path.glob(".site.*")
    (spare / "fremd").mkdir()
    (spare / "fremd/datei.txt").write_text("fremd")
    (spare / "seite/1.txt").unlink()
    (spare / "seite/1.txt").write_text("gefälscht")
    new.mkdir()
    assert complete(new, site, _read(site)) == spare
    assert _read(spare) == _read(site)
    assert sorted(path.name for path in spare.iterdir()) == ["immer.txt", "seite"]


def test_a_new_site_leaves_no_trace_of_the_ones_before(tmp_path: Path) -> None:
    site, new = tmp_path / "site", tmp_path / "neu"
    for name, kept in (("a.html", ()), ("b.html", ("a.html",))):
        new.mkdir()
        (new / name).write_text("neu")
        swap_in(complete(new, site, kept) if kept else new, site)
        shutil.rmtree(new, ignore_errors=True)
    assert _read(site).keys() == {"a.html", "b.html"}
    assert [_read(spare).keys() for spare in tmp_path.glob(".site.*")] == [{"a.html"}]
    new.mkdir()
    swap_in(new, site)
    assert _read(site) == {}
    assert not list(tmp_path.glob(".site.*"))


def _read(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1744070400")
    return copy_small(tmp_path / "projekt")


def test_files_that_did_not_change_stay_the_same_files(root: Path) -> None:
    site = root / "site"
    build_site(root, site, quiet)
    before = {name: (site / name).stat().st_ino for name in _read(site)}
    path = root / "impulses/03-strasse.md"
    path.write_text(
        path.read_text().replace("titel: ", "titel: Neu: ", 1).replace(": Neu:", ": Neu")
    )
    assert build_site(root, site, quiet).is_done
    after = {name: (site / name).stat().st_ino for name in _read(site)}
    changed = {name for name in after if before.get(name) != after[name]}
    assert "impulse/03-strasse/index.html" in changed
    assert "impulse/01-lotsen/bild.png" not in changed
    assert "ueber/index.html" not in changed
    assert "ueber/index.html.br" in after


def test_an_asset_of_another_name_reaches_pages_that_did_not_change(root: Path) -> None:
    site = root / "site"
    (root / "docs/assets").mkdir(exist_ok=True)
    (root / "docs/assets/bild.svg").write_text("<svg/>")
    page = root / "docs/ueber.md"
    page.write_text(page.read_text() + "\n\n![Bild](assets/bild.svg)\n")
    build_site(root, site, quiet)
    (root / "docs/assets/bild.svg").write_text("<svg> </svg>")
    assert build_site(root, site, quiet).is_done
    assert build_site(root, root / "kalt", quiet, is_cached=False).is_done
    assert _read(site) == _read(root / "kalt")


def test_what_was_known_of_another_site_is_not_used(root: Path) -> None:
    site = root / "site"
    path = root / "impulses/03-strasse.md"
    first = path.read_text()
    build_site(root, site, quiet)
    (memory,) = (root / "build/cache").glob("bau-*")
    of_first = memory.read_bytes()
    path.write_text(first.replace("titel: ", "titel: Neu ", 1))
    build_site(root, site, quiet)
    # As if the build had been killed after the exchange, before it could say what it knows.
    memory.write_bytes(of_first)
    path.write_text(first)
    assert build_site(root, site, quiet).is_done
    assert build_site(root, root / "kalt", quiet, is_cached=False).is_done
    assert _read(site) == _read(root / "kalt")
