"""The sources' Markdown as HTML for paper: headings lower, links as paper needs them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from impulswerk.graph import Entry, Graph
from impulswerk.markdown import Link, replace_targets
from impulswerk.rules.text import resolve
from impulswerk.slugs import slugify

# HTML of a link: given are the source it leads to (repository path), a section of it or an empty
# text, and the HTML of its words.
Linker = Callable[[str, str, str], str]

# As in mkdocs.yml, as far as a text without raw HTML can make use of them.
_EXTENSIONS = ["footnotes", "tables", "toc", "pymdownx.superfences"]
# Stands in front of a source until its link is made.
_SCHEME = "quelle:"
_LINK = re.compile(rf'<a href="{_SCHEME}([^"#]*)#?([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def html_text(graph: Graph, entry: Entry, level: int, prefix: str, link: Linker) -> Markup:
    """The entry's text; its `##` becomes a heading of `level`, ids of headings begin with `prefix`.

    Links to other sources are written by `link`.
    """

    def target(found: Link) -> str | None:
        goal = resolve(entry.source, found)
        return None if goal is None else f"{_SCHEME}{goal}#{found.anchor}"

    def made(found: re.Match[str]) -> str:
        # Other sources are missing only while somebody is editing.
        return link(found[1], found[2], found[3]) if found[1] in graph.pages else found[3]

    html = _converter(level, prefix).convert(replace_targets(entry.body, target))
    return Markup(_LINK.sub(made, html))


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
