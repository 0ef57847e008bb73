"""The link aid with the real impulses, made once."""

from typing import Any

import pytest

from impulswerk.exports.linkaid.command import program
from impulswerk.exports.linkaid.data import link_data
from impulswerk.exports.linkaid.program import LinkProgram
from tests.project import REAL, real_graph


@pytest.fixture(scope="session")
def raw() -> dict[str, Any]:
    return link_data(real_graph())


@pytest.fixture(scope="session")
def aid(raw: dict[str, Any]) -> LinkProgram:
    return program(REAL, raw)
