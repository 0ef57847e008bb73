"""What several tests of printed files look at."""

from collections.abc import Mapping

import pytest

from impulswerk.exports.typeset.typeface import print_fonts
from impulswerk.keeping import keep_in
from tests.e2e.conftest import site
from tests.project import REAL

__all__ = ["site"]


@pytest.fixture(scope="session")
def fonts() -> Mapping[int, bytes]:
    """The typeface, kept between runs since it takes seconds to cut."""
    return print_fonts(keep_in(REAL / "build/cache"))
