"""What all tests share: builds make no PDF files, which take long, unless a test asks for them."""

import os

import pytest

from impulswerk.exports.print.printing import SWITCH

os.environ[SWITCH] = "aus"


@pytest.fixture
def _printing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of this test make PDF files, in this process and in those it starts."""
    monkeypatch.delenv(SWITCH)
