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
from impulswerk.model.entries import Organisation
from impulswerk.model.problems import Problem
from impulswerk.model.schema import ORGANISATION
from impulswerk.permanence.addresses import published
from impulswerk.render.changes import difference
from impulswerk.render.chronicle import when, words
from impulswerk.render.links import entry_text
from impulswerk.rules.names import IMPULSE_NAME
from impulswerk.rules.report.data import record
from impulswerk.rules.scaffold import short_name
from impulswerk.site.assembly import Project, Surroundings, assembled
from impulswerk.sources.marked import Scalar
from impulswerk.sources.read import read_markdown
from impulswerk.sources.visible import differences, visible
from impulswerk.text.as_json import compact
from impulswerk.text.convert import read
from impulswerk.text.wording import doubted

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

    def answer(self, source: str, new: str, text: str, entry_id: str = "") -> str:
        """As JSON: problems, preview and what differs from the published text.

        `source` is the repository path of a file that is there; where it is empty the file is new,
        and its path is `new` followed by the title. `entry_id` names the entry at hand in a list.
        """
        name = source or f"{new}{short_name(_field(text, 'titel'))}.md"
        project = assembled({**self.files, name: text.encode()}, self._around)
        return compact(
            {
                "quelle": name,
                "meldungen": [shown(p) for p in self._new(name, project.problems)],
                "vorschau": self._preview(name, text, project, entry_id),
                "unterschiede": self._differences(source, text, project.graph),
            }
        )

    def _new(self, name: str, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of the text, and errors that it causes elsewhere.

        What is only a hint elsewhere, such as a translation that has to follow, is not the writer's
        to mend.
        """
        own = [p for p in problems if p.span.source == name or p.is_error]
        if all(problem.span.source == name for problem in own):
            return own
        known = set(self.published.problems)
        return [p for p in own if p.span.source == name or p not in known]

    def _preview(self, name: str, text: str, project: Project, entry_id: str) -> str:
        """HTML, its links seen from the start of the site."""
        graph = project.graph or self.published.graph
        if graph is None:
            return ""
        if name == ORGANISATION.where:
            listed = {one.id: one for one in graph.catalog.organisations}
            return _organisation(listed[entry_id]) if entry_id in listed else ""
        document = read_markdown(name, text.encode()).document
        if document is None:
            return ""
        body = document.body
        if any(part.kind == "html" for part in read(body).parts):
            # It is refused, and may be meant for a reader who is not its author: only shown.
            body = body.replace("<", "&lt;")
        title, short = (_scalar(document.front.entries.get(key)) for key in ("titel", "kurz"))
        told = next((one for one in graph.catalog.chronicle if one.source == name), None)
        after = Markup()
        if told:
            short = f"{words('chronikarten', told.kind)}, {doubted(when(told.when), told.doubt)}"
            item = Markup("<li>{}, {} ({})</li>")
            after = Markup("<ul>{}</ul>").format(
                Markup().join(
                    item.format(own.publisher, own.title, words("quellenarten", own.kind))
                    for own in told.sources
                )
            )
        head = Markup('<p class="werkstatt__titel">{}</p><p class="seitenkopf__kurz">{}</p>')
        # The page makes of them what works there.
        html = entry_text(graph, body, name, partial(urls.between, urls.HOME))
        return head.format(title, short) + html + after

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


def _organisation(one: Organisation) -> str:
    """What pages say of an organisation, without its links."""
    name = f"{one.name}, {one.place}" if one.place else one.name
    return Markup('<p class="werkstatt__titel">{}</p><p>{}</p>').format(name, one.short)


def shown(problem: Problem) -> dict[str, Any]:
    """A problem for the page, with the word that would put it right, where there is just one."""
    meant = _MEANT.search(problem.fix)
    return {**record(problem), "ersatz": meant[1] if meant else ""}


def _field(text: str, name: str) -> str:
    document = read_markdown("", text.encode()).document
    return _scalar(document.front.entries.get(name)) if document else ""


def _scalar(node: object) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
