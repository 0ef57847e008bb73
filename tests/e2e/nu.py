"""The Nu HTML checker over files."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.e2e.tools import JAVA, NODE_MODULES, missing

_JAR = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"


@dataclass(frozen=True)
class Message:
    """One error or warning of the checker."""

    file: Path
    line: int
    text: str
    extract: str


def nu(paths: Sequence[Path]) -> list[Message]:
    """Check all files in one run: Java takes longer to start than to check a page."""
    if not _JAR.is_file():
        missing("the Nu HTML checker (npm package vnu-jar)")
    done = subprocess.run(
        # Deeply nested pages need more than the default stack.
        [
            JAVA,
            "-Xss4m",
            "-jar",
            _JAR,
            "--format",
            "json",
            "--exit-zero-always",
            "--stdout",
            *paths,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return [_message(found) for found in json.loads(done.stdout)["messages"] if _counts(found)]


def _counts(found: dict[str, Any]) -> bool:
    # A file has no origin, so a policy's 'self' seems to forbid all it loads. Where a policy really
    # forbids something, the browser says so on its console, and the privacy tests read that.
    if found["message"].startswith("Resource violates Content Security Policy"):
        return False
    # Beside errors and warnings the checker gives hints, of type "info" without a subtype.
    return found["type"] != "info" or found.get("subType") == "warning"


def _message(found: dict[str, Any]) -> Message:
    return Message(
        file=Path(unquote(urlsplit(found.get("url", "")).path)),
        line=found.get("lastLine", 0),
        text=found["message"],
        extract=found.get("extract", "").strip(),
    )
