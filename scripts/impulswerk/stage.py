"""Write the artifacts to disk as an ordinary docs folder that any MkDocs-like engine can build."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from impulswerk.assets import all_artifacts, printed
from impulswerk.edition import configured, edition_words, read_publication
from impulswerk.frozen import Past
from impulswerk.graph import Graph
from impulswerk.operator_fields import leaves
from impulswerk.problems import Problem
from impulswerk.sources import CONFIG_FILE

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
    # Hand-written pages come as artifacts with their building blocks filled in.
    shutil.copytree(root / "docs", docs, ignore=shutil.ignore_patterns("*.md"), dirs_exist_ok=True)
    count = 0
    publication, problems = printed(root, graph, read_publication(root), past)
    for artifact in all_artifacts(root, graph, publication, past):
        path = docs / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)
        count += 1
    config = _with_addresses((root / CONFIG_FILE).read_text("utf-8"), configured(root))
    (target / CONFIG_FILE).write_text(
        _EXTRA.sub(
            f"extra:\n  fassung_datum: {edition_words(root)}\n",
            _OWN_LINES.sub(lambda found: "plugins: []\n" if "plugins" in found[0] else "", config),
        ),
        "utf-8",
    )
    return count, problems


def _with_addresses(config: str, known: Mapping[str, str]) -> str:
    """The configuration with the operator's addresses where no environment variable is set."""
    for path, (_, field) in leaves().items():
        if field.variable:
            value = json.dumps(known[path])
            config = config.replace(f'[{field.variable}, ""]', f"[{field.variable}, {value}]")
    return config
