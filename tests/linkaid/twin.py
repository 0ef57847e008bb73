"""The browser's half of the link aid, run by Node so that it can be asked about many texts."""

import contextlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tests.e2e.tools import NODE
from tests.project import REAL

_KERN = REAL / "docs" / "assets" / "linkhilfe-kern.js"
_PROGRAM = Path(__file__).with_name("zwilling.mjs")


class Twin:
    """Answers texts; one process serves all of them."""

    def __init__(self, asked: IO[str], answers: IO[str]) -> None:
        self._asked = asked
        self._answers = answers

    def ask(self, text: str, base: str) -> dict[str, Any]:
        """The links, reasons and forms the browser makes of a text."""
        self._write({"text": text, "base": base})
        line = self._answers.readline()
        assert line, f"the browser's half failed on {text!r}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _write(self, value: Any) -> None:
        # In ASCII, so that no line separator within a text ends the line.
        self._asked.write(json.dumps(value) + "\n")
        self._asked.flush()

    def start(self, data: Any) -> None:
        """Hand over what every answer depends on."""
        self._write(str(_KERN))
        self._write(data)


@contextlib.contextmanager
def twin(data: Any) -> Iterator[Twin]:
    """Start the browser's half with the data and end it."""
    with subprocess.Popen(
        [NODE, _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        started = Twin(process.stdin, process.stdout)
        started.start(data)
        yield started
        process.stdin.close()
