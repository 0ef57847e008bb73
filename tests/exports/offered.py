"""A project with a past, a withdrawn impulse and awkward texts, and all its data files."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.exports.data.files import data_files
from impulswerk.permanence.publication import Publication
from impulswerk.site.project import load
from impulswerk.sources.history import read_history
from tests.project import REAL, copy_small, real_graph
from tests.repository import Repository

BASE = "https://beispiel.example/papier/"
EDITION = dt.date(2026, 11, 22)
RIGHTS = "Alle Rechte vorbehalten, bis jemand zustimmt."
# A formula, the separator of the table, and what Markdown, JSON and XML have to escape.
AWKWARD = '=HYPERLINK("x")|A & B < 5 [c] *d*'
SHORT = "@SUMME(A1:A9), mit „Anführung“ und Komma."


@dataclass(frozen=True)
class Offered:
    """A graph, where and when it appears, and the files made from both."""

    graph: Graph
    publication: Publication

    @cached_property
    def files(self) -> dict[str, bytes]:
        found = [(path, make()) for path, make in data_files(self.graph, self.publication)]
        files = dict(found)
        assert len(files) == len(found)
        return files

    def json(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[path])
        return found


def _replace(root: Path, name: str, *pairs: tuple[str, str]) -> dict[str, str | bytes | None]:
    text = (root / name).read_text("utf-8")
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after)
    return {name: text}


def small_offer(root: Path) -> Offered:
    """Impulse 1 changed in March, 2 has the awkward texts, 3 was replaced by 1 in May."""
    copy_small(root)
    repository = Repository(root).start()
    repository.commit("2026-03-01")
    one, two, three = (f"impulses/0{n}" for n in ("1-lotsen.md", "2-werkstatt.md", "3-strasse.md"))
    repository.commit("2026-03-05", _replace(root, one, ("ein Problem", "viele Probleme")))
    repository.commit(
        "2026-04-01",
        _replace(
            root,
            two,
            ("titel: Eine Werkstatt teilen", f"titel: '{AWKWARD}'"),
            ("kurz: Cluster können zeigen, wie es geht, Schritt für Schritt.", f"kurz: '{SHORT}'"),
            ("suchbegriffe: [Beispiel, Muster]", 'suchbegriffe: ["-1", "a|b"]'),
        ),
    )
    withdrawn = ("stand: entwurf", "stand: zurueckgezogen\nersetzt_durch: [1]")
    repository.commit("2026-05-01", _replace(root, three, withdrawn))
    work = (root / "impulses/werk.yml").read_text("utf-8") + f"rechte: {RIGHTS}\n"
    repository.commit("2026-06-01", {"impulses/werk.yml": work})
    project = load(root)
    assert project.graph is not None
    assert len(project.graph.impulses) == 3, project.problems
    graph = project.graph
    return Offered(graph, Publication(BASE, EDITION, history=read_history(root)))


def real_offer() -> Offered:
    """What the project itself offers; its history may be unknown where the tests run."""
    graph = real_graph()
    return Offered(graph, Publication(BASE, EDITION, history=read_history(REAL)))
