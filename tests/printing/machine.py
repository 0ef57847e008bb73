"""A machine on which nothing can be set in type."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def without_typst(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Hide Typst from the process that sets type, and whatever was set earlier."""
    stand_in = folder / "ohne-typst"
    stand_in.mkdir()
    (stand_in / "typst.py").write_text("raise ImportError(\"No module named 'typst'\")\n")
    path = os.pathsep.join(filter(None, (str(stand_in), os.environ.get("PYTHONPATH"))))
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("IMPULSWERK_CACHE", str(folder / "leer"))
