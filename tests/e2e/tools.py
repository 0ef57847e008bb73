"""What to do where a tool is missing: a loud skip for a developer, a failure where CI is set."""

from pathlib import Path
from typing import NoReturn

import pytest

from impulswerk.machine import is_ci

NODE_MODULES = Path(__file__).parents[1] / "node_modules"


def missing(tool: str) -> NoReturn:
    """End the running test: it cannot be carried out without this tool."""
    reason = f"NOT CHECKED: {tool} is missing; tests/setup says how to get it"
    if is_ci():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
