"""Artifacts that come from packages, not from the sources: the typeface of the site's own theme."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from impulswerk.exports import fonts
from impulswerk.generate import Artifact

THEME_FOLDER = "docs/overrides"


def has_theme(root: Path) -> bool:
    """Whether the project brings the templates that load the typeface and the search."""
    return (root / THEME_FOLDER).is_dir()


def theme_assets(root: Path) -> Iterator[Artifact]:
    """The typeface and its licence; nothing for a project that has no theme of its own."""
    if has_theme(root):
        yield Artifact(fonts.FONT_PATH, fonts.web_font_from(cache_folder(root)))
        yield Artifact(fonts.LICENSE_PATH, fonts.license_text())


def cache_folder(root: Path) -> Path:
    """Where results are kept between builds, each under the name of all it depends on."""
    return Path(os.environ.get("IMPULSWERK_CACHE") or root / "build" / "cache")
