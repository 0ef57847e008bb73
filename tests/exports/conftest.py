"""What several tests of exports look at."""

import pytest

from tests.exports.offered import Offered, real_offer, small_offer


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Offered:
    """A made-up project in which everything happens."""
    return small_offer(tmp_path_factory.mktemp("daten") / "projekt")


@pytest.fixture(scope="session", params=["small", "real"])
def either(request: pytest.FixtureRequest) -> Offered:
    """The made-up project, then the real one."""
    if request.param == "real":
        return real_offer()
    found: Offered = request.getfixturevalue("small")
    return found
