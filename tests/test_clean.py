"""Texts that were in order are not read again; whatever changes them makes it happen."""

import pytest

from impulswerk import catalog
from impulswerk.clean import Clean
from impulswerk.marked import MarkedDocument
from impulswerk.project import assemble
from impulswerk.sources import read_files
from tests.project import SMALL

SOURCE = "impulses/01-lotsen.md"


def read_small() -> dict[str, bytes]:
    return dict(read_files(SMALL).content)


def test_the_outcome_is_the_same_with_and_without() -> None:
    files = read_small()
    fresh = Clean()
    assert assemble(files, clean=fresh).problems == assemble(files).problems
    assert fresh.is_changed
    kept = Clean(fresh.to_bytes())
    hasty = files[SOURCE].replace(b"## Umsetzung", b"## Umsetzung\n\nHier steht ein Wort!\n")
    for changed in (files, {**files, SOURCE: hasty}):
        assert assemble(changed, clean=kept).problems == assemble(changed).problems


def test_what_is_known_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    files = read_small()
    fresh = Clean()
    assemble(files, clean=fresh)
    asked: list[str] = []

    def watched(document: MarkedDocument, *_: object, **__: object) -> tuple[()]:
        asked.append(document.source)
        return ()

    monkeypatch.setattr(catalog, "check_style", watched)
    kept = Clean(fresh.to_bytes())
    assemble(files, clean=kept)
    assert SOURCE not in asked
    assert not kept.is_changed
    words = files.get("impulses/woerter.txt", b"")
    assemble({**files, "impulses/woerter.txt": words + b"\nNeuwort\n"}, clean=kept)
    assert SOURCE in asked


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe\x00", b"nicht von hier"])
def test_a_damaged_memory_knows_nothing(damaged: bytes) -> None:
    files = read_small()
    assert assemble(files, clean=Clean(damaged)).problems == assemble(files).problems
