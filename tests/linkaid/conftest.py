"""The real impulses as data of the link aid, and the browser's half of it, each made once."""

from collections.abc import Iterator
from typing import Any

import pytest

from impulswerk.exports.linkaid.data import link_data
from impulswerk.exports.linkaid.tables import LinkData
from impulswerk.site.project import load
from tests.linkaid.twin import Twin, twin
from tests.project import REAL


@pytest.fixture(scope="session")
def raw() -> dict[str, Any]:
    graph = load(REAL).graph
    assert graph is not None
    return link_data(graph)


@pytest.fixture(scope="session")
def data(raw: dict[str, Any]) -> LinkData:
    return LinkData(raw)


@pytest.fixture(scope="session")
def browser_half(raw: dict[str, Any]) -> Iterator[Twin]:
    with twin(raw) as started:
        yield started
