"""What holds for every test: no deadlines, and no PDF files unless a test asks for them."""

import os

import pytest
from hypothesis import settings

from impulswerk.exports.print.printing import SWITCH
from tests.project import REAL

# How long an example takes says more of the machine than of the code; measurements are in bench/.
settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")

# PDF files take long.
os.environ[SWITCH] = "aus"


@pytest.fixture
def printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let builds make PDF files, and keep the typeface, which takes seconds to cut."""
    monkeypatch.delenv(SWITCH)
    monkeypatch.setenv("IMPULSWERK_CACHE", str(REAL / "build/cache"))
