"""The texts as they leave the site: links become full addresses, sections come apart."""

import re
from typing import NamedTuple

from impulswerk.catalogue.graph import Entry, Graph
from impulswerk.exports.data.places import page_at
from impulswerk.model import urls
from impulswerk.permanence.publication import Publication
from impulswerk.rules.text import resolve
from impulswerk.text.convert import Link, read, with_targets

# What is left of a heading that is underlined instead of marked.
_UNDERLINE = re.compile(r"\A {0,3}-+[ \t]*(?:\n|\Z)")


class Section(NamedTuple):
    """A section of a text under the keys of the data; what has no heading has no id or title."""

    id: str
    titel: str
    text: str


def absolute_text(graph: Graph, publication: Publication, entry: Entry, part: str = "") -> str:
    """The entry's Markdown, or a `part` of it, with links between sources as full addresses."""

    def target(link: Link) -> str | None:
        goal = resolve(entry.source, link)
        if goal is None:
            return None
        if goal in graph.pages:
            anchor = f"#{link.anchor}" if link.anchor else ""
            return page_at(publication, graph.pages[goal]) + anchor
        if goal.startswith("impulses/"):
            # Left out because of a problem, while someone is editing.
            return page_at(publication, urls.IMPULSE_INDEX)
        return None

    return with_targets(part or entry.body, target).strip()


def sections(source: str) -> list[Section]:
    """The text under each second-level heading, in order."""
    lines = source.split("\n")
    heads = [heading for heading in read(source).headings if heading.level == 2]
    starts = [heading.line for heading in heads] + [len(lines) + 1]
    found: list[Section] = []
    if lead := "\n".join(lines[: starts[0] - 1]).strip():
        found.append(Section("", "", lead))
    for heading, end in zip(heads, starts[1:], strict=True):
        body = "\n".join(lines[heading.line : end - 1])
        found.append(Section(heading.id, heading.text, _UNDERLINE.sub("", body).strip()))
    return found
