"""What all tests share: builds make no PDF files, which take long, unless a test asks for them."""

import os

import pytest

from impulswerk.exports.print.printing import SWITCH
from tests.project import REAL

os.environ[SWITCH] = "aus"


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds make PDF files, and keep the typeface, which takes seconds to cut."""
    monkeypatch.delenv(SWITCH)
    monkeypatch.setenv("IMPULSWERK_CACHE", str(REAL / "build/cache"))
