"""Answers what pages of the workshop ask: is a text right, how does it look, what is new in it.

Runs in browsers, in Pyodide: it and all it imports is pure Python, packed by `site/browser.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from markupsafe import Markup

from impulswerk.catalogue.graph import Graph
from impulswerk.model import urls
from impulswerk.model.problems import Problem
from impulswerk.permanence.addresses import published
from impulswerk.render.changes import difference
from impulswerk.render.links import entry_text
from impulswerk.rules.names import IMPULSE_NAME
from impulswerk.rules.report.data import record
from impulswerk.rules.scaffold import file_name
from impulswerk.site.assembly import Project, Surroundings, assembled
from impulswerk.sources.marked import Scalar
from impulswerk.sources.read import read_markdown
from impulswerk.sources.visible import differences, visible
from impulswerk.text.as_json import compact
from impulswerk.text.convert import read

# The one word that a remedy says would have been right.
_MEANT = re.compile(r"Meinten Sie „([^“]+)“\?")


class Workbench:
    """The published sources, beside which one text after the other is checked."""

    def __init__(
        self, files: Mapping[str, bytes], blocks: Iterable[str], paths: Iterable[str]
    ) -> None:
        """`blocks` are those that pages of docs/ may ask for, `paths` all paths of the site."""
        self.files = files
        listed = tuple(paths)
        self._around = Surroundings(tuple(blocks), lambda graph: published(graph, listed))

    @classmethod
    def from_json(cls, given: str) -> Workbench:
        """The same from what the build has packed for browsers."""
        found = json.loads(given)
        files = {name: text.encode() for name, text in found["dateien"].items()}
        return cls(files, found["bausteine"], found["pfade"])

    @cached_property
    def published(self) -> Project:
        """What is on the site today."""
        return assembled(self.files, self._around)

    def problems(self) -> str:
        """As JSON: every problem of the sources themselves."""
        return compact({"meldungen": [shown(problem) for problem in self.published.problems]})

    def answer(self, source: str, number: int, text: str) -> str:
        """As JSON: problems, preview and what differs from the published text.

        `source` is the repository path of a published text; where it is empty the text is a new
        impulse with this `number`, and its title gives the path.
        """
        name = source or f"impulses/{file_name(number, _field(text, 'titel'))}"
        project = assembled({**self.files, name: text.encode()}, self._around)
        return compact(
            {
                "quelle": name,
                "meldungen": [shown(p) for p in self._new(name, project.problems)],
                "vorschau": self._preview(name, text, project),
                "unterschiede": self._differences(source, text, project.graph),
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
        body = document.body
        if any(part.kind == "html" for part in read(body).parts):
            # It is refused, and may be meant for a reader who is not its author: only shown.
            body = body.replace("<", "&lt;")
        text = entry_text(graph, body, name, partial(urls.between, page))
        head = Markup('<p class="werkstatt__titel">{}</p><p class="seitenkopf__kurz">{}</p>')
        return head.format(title, short) + text

    def _differences(self, source: str, text: str, graph: Graph | None) -> list[dict[str, str]]:
        graph = graph or self.published.graph
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
