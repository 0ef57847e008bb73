"""Answers what pages of the workshop ask: is a text right, how does it look, what is new in it.

Runs in browsers, in Pyodide: it and all it imports is pure Python, packed by `site/browser.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.problems import Problem
from impulswerk.pages.rendering import View
from impulswerk.permanence.publication import Publication
from impulswerk.render.changes import difference
from impulswerk.rules.names import IMPULSE_NAME
from impulswerk.rules.report.data import record
from impulswerk.rules.scaffold import file_name
from impulswerk.site.assembly import Project, assembled
from impulswerk.sources.marked import Scalar
from impulswerk.sources.read import read_markdown
from impulswerk.sources.visible import differences, visible
from impulswerk.text.as_json import compact

# The one word that a remedy says would have been right.
_MEANT = re.compile(r"Meinten Sie „([^“]+)“\?")


class Workbench:
    """The published sources, beside which one text after the other is checked."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    @classmethod
    def from_buffers(cls, files: Mapping[str, memoryview]) -> Workbench:
        """The same from what a browser hands over."""
        return cls({name: bytes(data) for name, data in files.items()})

    @cached_property
    def published(self) -> Project:
        """What is on the site today."""
        return assembled(self.files)

    def problems(self) -> str:
        """As JSON: every problem of the sources themselves."""
        return compact({"meldungen": [shown(problem) for problem in self.published.problems]})

    def answer(self, source: str, number: int, text: str) -> str:
        """As JSON: problems, preview and what differs from the published text.

        `source` is the repository path of a published text; where it is empty the text is a new
        impulse with this `number`, and its title gives the path.
        """
        name = source or f"impulses/{file_name(number, _field(text, 'titel'))}"
        project = assembled({**self.files, name: text.encode()})
        return compact(
            {
                "quelle": name,
                "meldungen": [shown(p) for p in self._new(name, project.problems)],
                "vorschau": self._preview(name, text, project),
                "unterschiede": self._differences(source, text),
            }
        )

    def _new(self, name: str, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of the text, and those that it causes elsewhere."""
        if all(problem.span.source == name for problem in problems):
            return list(problems)
        known = set(self.published.problems)
        return [p for p in problems if p.span.source == name or p not in known]

    def _preview(self, name: str, text: str, project: Project) -> str:
        graph = project.graph or self.published.graph
        document = read_markdown(name, text.encode()).document
        if graph is None or document is None:
            return ""
        page = urls.workshop(next((e for e in graph.entries if e.source == name), None))
        title, short = (_scalar(document.front.entries.get(key)) for key in ("titel", "kurz"))
        view = View(graph, Publication(), page)
        body = view.converted(document.body, name)
        return view.render("werkstatt-vorschau.html", titel=title, kurz=short, text=body)

    def _differences(self, source: str, text: str) -> list[dict[str, str]]:
        graph: Graph | None = self.published.graph
        if graph is None or source not in self.files:
            return []
        is_impulse = bool(IMPULSE_NAME.fullmatch(source))
        old, new = (
            visible(data, is_impulse=is_impulse) for data in (self.files[source], text.encode())
        )
        return [
            {"titel": change.title, "html": difference(graph, change, is_spoken=True)}
            for change in differences(old, new.since(old), is_impulse=is_impulse)
        ]


def shown(problem: Problem) -> dict[str, Any]:
    """A problem for the page, with the word that would put it right, where there is just one."""
    meant = _MEANT.search(problem.fix)
    return {**record(problem), "ersatz": meant[1] if meant else ""}


def _field(text: str, name: str) -> str:
    document = read_markdown("", text.encode()).document
    return _scalar(document.front.entries.get(name)) if document else ""


def _scalar(node: object) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
