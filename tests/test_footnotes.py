"""Footnotes stand below the text that they belong to, on the page of each impulse by themselves."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from impulswerk.site.build import build_site
from impulswerk.text.convert import read
from tests.project import copy_small, quiet

NOTE = """Ein Satz mit Fußnote.[^1] Noch einer.[^zwei]

[^1]: Die Anmerkung.
[^zwei]: Die andere.

"""


def test_each_page_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMPULSWERK_PDF", "aus")
    root = copy_small(tmp_path / "projekt")
    names = ("01-lotsen", "02-werkstatt")
    for name in names:
        source = root / f"impulses/{name}.md"
        text = source.read_text("utf-8")
        source.write_text(text.replace("## Vorgehen", f"{NOTE}## Vorgehen"), "utf-8")
    assert build_site(root, root / "site", quiet).problems == ()
    for name in names:
        page = LexborHTMLParser((root / f"site/impulse/{name}/index.html").read_text("utf-8"))
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids))
        # Both ways lead to something; notes come after the last section of the text.
        for node in page.css("a.footnote-ref, a.footnote-backref"):
            assert (node.attributes["href"] or "")[1:] in ids
        assert len(page.css("a.footnote-ref")) == 2
        assert (
            ids.index("wirkung") < ids.index("fn:1") < ids.index("fn:zwei") < ids.index("herkunft")
        )
        back = page.css_first("a.footnote-backref")
        assert back
        assert back.attributes["title"] == "Zurück zur Fußnote 1 im Text"


def test_plain_text_has_no_marks_of_footnotes() -> None:
    assert read(NOTE).plain == ("Ein Satz mit Fußnote. Noch einer. Die Anmerkung. Die andere.")
