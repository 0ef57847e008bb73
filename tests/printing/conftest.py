"""What several tests of printed files look at."""

from tests.e2e.conftest import site

__all__ = ["site"]
