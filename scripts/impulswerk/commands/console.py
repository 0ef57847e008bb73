"""What all commands share: exit codes, and how problems and refusals reach whoever called."""

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from impulswerk.model.problems import Problem
from impulswerk.rules.report import terminal

CLEAN, PROBLEMS, USAGE = 0, 1, 2


def fail(message: str) -> int:
    """Say why a command cannot be carried out the way it was called."""
    print(message, file=sys.stderr)
    return USAGE


def show(problems: Iterable[Problem], stream: TextIO | None = None) -> None:
    """Write problems to the standard error, or to `stream`; nothing where there are none."""
    stream = stream or sys.stderr
    has_color = stream.isatty() and not os.environ.get("NO_COLOR")
    stream.write(terminal.render(problems, color=has_color))
