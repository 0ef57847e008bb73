"""Write the site to disk as an ordinary docs folder that any MkDocs-like engine can build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from impulswerk.catalogue.graph import Graph
from impulswerk.model.operator_fields import leaves
from impulswerk.model.problems import Problem
from impulswerk.pages.page import Page
from impulswerk.permanence.edition import configured, read_publication
from impulswerk.permanence.frozen import Past
from impulswerk.site.assets import THEME_FOLDER, frame_values, has_theme, printed, whole_site
from impulswerk.sources.files import CONFIG_FILE, DOCS_FOLDER, published_as_is
from impulswerk.sources.folders import write_below
from impulswerk.text.as_json import one_line

_OWN_LINES = re.compile(
    r"^plugins:\n(?:[ \t]*- impulswerk\n)|^watch:\n(?:[ \t]+-.*\n)+", re.MULTILINE
)
_EXTRA = re.compile(r"^extra:\n", re.MULTILINE)


def stage(root: Path, graph: Graph, past: Past, target: Path) -> tuple[int, list[Problem]]:
    """Fill the empty folder `target` with `mkdocs.yml` and `docs/`.

    Returns the number of files, and what is wrong with those that are printed.

    The staged configuration is the project's own without this project's plugin, so an engine
    that knows nothing of it builds the same pages.
    """
    docs = target / "docs"
    # Hand-written pages come with the others, with their building blocks filled in.
    for name in published_as_is(root):
        write_below(docs, name, (root / DOCS_FOLDER / name).read_bytes())
    if has_theme(root):
        shutil.copytree(root / THEME_FOLDER, target / THEME_FOLDER)
    publication, problems = printed(root, graph, read_publication(root), past)
    site = whole_site(root, graph, publication, past)
    for planned in site.pages:
        write_below(docs, planned.path, _text(planned.make()).encode())
    for file in site.files:
        write_below(docs, file.path, file.content)
    values = frame_values(root, graph).items()
    extra = {name: one_line(value) for name, value in values}
    config = _with_addresses((root / CONFIG_FILE).read_text("utf-8"), configured(root))
    (target / CONFIG_FILE).write_text(
        _EXTRA.sub(
            "extra:\n" + "".join(f"  {name}: {value}\n" for name, value in extra.items()),
            _OWN_LINES.sub(lambda found: "plugins: []\n" if "plugins" in found[0] else "", config),
        ),
        "utf-8",
    )
    return len(site.pages) + len(site.files), problems


def _text(page: Page) -> str:
    """A page as a Markdown file: its HTML, below front matter.

    JSON is the subset of YAML that needs no quoting. Markdown would make blanks of tabs.
    """
    front = [f"{name}: {one_line(value)}" for name, value in page.meta.items()]
    return "\n".join(["---", *front, "---", "", page.html.replace("\t", "&#9;")])


def _with_addresses(config: str, known: Mapping[str, str]) -> str:
    """The configuration with the operator's addresses where no environment variable is set."""
    for path, (_, field) in leaves().items():
        if field.variable:
            value = one_line(known[path])
            config = config.replace(f'[{field.variable}, ""]', f"[{field.variable}, {value}]")
    return config
