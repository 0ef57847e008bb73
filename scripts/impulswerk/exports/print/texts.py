"""The sources' Markdown as HTML for paper: headings lower, links to where a reader of paper finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from impulswerk.graph import Entry, Graph
from impulswerk.markdown import Link, replace_targets
from impulswerk.rules.text import resolve
from impulswerk.slugs import slugify

# Gives the address of a source (repository path) and a section in it; empty where there is none.
Place = Callable[[str, str], str]

# As in mkdocs.yml, as far as a text without raw HTML can make use of them.
_EXTENSIONS = ["footnotes", "tables", "toc", "pymdownx.superfences"]
_NO_TARGET = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)


def html_text(graph: Graph, entry: Entry, level: int, prefix: str, place: Place) -> Markup:
    """The entry's text; its `##` becomes a heading of `level`, ids of headings begin with `prefix`.

    A link whose place is not known leaves its words behind.
    """

    def target(link: Link) -> str | None:
        goal = resolve(entry.source, link)
        if goal is None:
            return None
        known = goal in graph.pages
        # Other sources are missing only while somebody is editing.
        return place(goal, link.anchor) if known else ""

    text = replace_targets(entry.body, target)
    # Parentheses without anything in them are no link in Markdown.
    html = _converter(level, prefix).convert(text.replace("]()", "](<>)"))
    return Markup(_NO_TARGET.sub(r"\1", html))


def _converter(level: int, prefix: str) -> Any:
    import markdown  # type: ignore[import-untyped]  # noqa: PLC0415 — only a build needs it

    def section_id(text: str, separator: str) -> str:
        return f"{prefix}{slugify(text, separator)}"

    return markdown.Markdown(
        extensions=_EXTENSIONS,
        extension_configs={
            "toc": {"slugify": section_id, "baselevel": level - 1},
            "footnotes": {"UNIQUE_IDS": True},
        },
        output_format="html",
    )
