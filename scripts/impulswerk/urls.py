"""The only place where addresses are spelled: docs paths, site addresses, relative links."""

from __future__ import annotations

import posixpath

from impulswerk.model import Driver, Impulse

IMPULSE_INDEX = "impulse/index.md"
DRIVER_INDEX = "treiber/index.md"
MATRIX = "matrix.md"
RULES_PAGE = "redaktion/pruefregeln.md"
FIELDS_PAGE = "redaktion/felder.md"
PROPOSE_PAGE = "redaktion/vorschlagen.md"


def impulse_path(impulse: Impulse) -> str:
    """Virtual docs path of an impulse."""
    return f"impulse/{impulse.name}.md"


def driver_path(driver: Driver) -> str:
    """Virtual docs path of a driver."""
    return f"treiber/{driver.id}.md"


def entry_path(entry: Impulse | Driver) -> str:
    """Virtual docs path of an impulse or a driver."""
    return impulse_path(entry) if isinstance(entry, Impulse) else driver_path(entry)


def term_path(vocabulary: str, term_id: str) -> str:
    """Virtual docs path of an entry of a closed list."""
    return f"{vocabulary}/{term_id}.md"


def term_index(vocabulary: str) -> str:
    """Virtual docs path of the list itself."""
    return f"{vocabulary}/index.md"


def address(path: str) -> str:
    """Site address of a virtual docs path, relative to the site's root: `impulse/07-x/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("index") if stem.endswith("/index") else f"{stem}/"


def between(page: str, target: str, anchor: str = "") -> str:
    """Relative address from one page to another, both virtual docs paths; works in sub-paths.

    A `target` that is no Markdown file is an asset and keeps its name.
    """
    start = address(page) or "./"
    goal = address(target) if target.endswith(".md") else target
    if goal == address(page):
        return f"#{anchor}" if anchor else "./"
    relative = posixpath.relpath(goal or ".", start)
    if target.endswith(".md"):
        relative += "/"
    return f"{relative}#{anchor}" if anchor else relative
