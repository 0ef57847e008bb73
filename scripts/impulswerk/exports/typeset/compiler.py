"""Typst in a process of its own: jobs go in, finished files or German sentences come out.

A template that never ends, or a fault of the typesetter itself, ends that process and nothing else.
All jobs of a call share one process, so the typeface is read once.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Timer
from typing import IO, Any, Literal

# The exit code of a process that found no typesetter to work with.
NO_TYPESETTER = 3
# Seconds for one job. The largest takes less than one; machines under load take longer.
TIME_LIMIT = 120.0


class TypesetterMissingError(Exception):
    """Typst is not installed, or not for this kind of machine."""


@dataclass(frozen=True)
class Job:
    """What is to be set: a template of `templates/druck` and the data it walks.

    `data` is JSON; the template gets it as `sys.inputs.daten`. `epoch` (seconds since 1970) is the
    date inside a PDF. Of the settings 0, 1, … (`sys.inputs.satz`), each tighter than the one
    before, the first that needs no more than `most_pages` is taken; 0 means any number is right.
    """

    template: str
    data: str
    form: Literal["pdf", "png"] = "pdf"
    epoch: int = 0
    settings: int = 1
    most_pages: int = 0


@dataclass(frozen=True)
class Typeset:
    """What came of a job: one file, or one PNG for each page; or a German sentence on why not."""

    files: tuple[bytes, ...] = ()
    pages: int = 0
    fault: str = ""


def typeset(jobs: Iterable[Job], time_limit: float | None = None) -> Iterator[Typeset]:
    """What comes of each job, in their order; one that takes longer than the limit is given up.

    Raises TypesetterMissingError where there is no Typst; any other fault stays with its job.
    """
    worker: _Worker | None = None
    try:
        for job in jobs:
            if worker is None:
                worker = _Worker()
            done = worker.work(job, TIME_LIMIT if time_limit is None else time_limit)
            if worker.is_over:
                worker.close()
                worker = None
            yield done
    finally:
        if worker:
            worker.close()


class _Worker:
    """The other process; `is_over` once it can do no more."""

    def __init__(self) -> None:
        self.is_over = False
        self._process = subprocess.Popen(
            # Whatever lies in the folder where somebody called us is no module of ours (-P).
            [sys.executable, "-P", "-m", "impulswerk.exports.typeset.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def work(self, job: Job, time_limit: float) -> Typeset:
        """Have the job done, or end the process after `time_limit` seconds."""
        assert self._process.stdin
        assert self._process.stdout
        was_killed: list[bool] = []

        def kill() -> None:
            was_killed.append(True)
            self._process.kill()

        timer = Timer(time_limit, kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(vars(job)).encode() + b"\n")
            self._process.stdin.flush()
            return _answer(self._process.stdout)
        except (OSError, EOFError):
            self.is_over = True
            code = self._process.wait()
            if was_killed:
                seconds = f"{time_limit:g}".replace(".", ",")
                return Typeset(fault=f"Das Setzen dauerte länger als {seconds} Sekunden.")
            if code == NO_TYPESETTER:
                raise TypesetterMissingError(self._last_words()) from None
            why = self._last_words() or f"Code {code}"
            return Typeset(fault=f"Das Satzprogramm ist abgebrochen ({why}).")
        finally:
            timer.cancel()

    def _last_words(self) -> str:
        assert self._process.stderr
        lines = self._process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def _answer(stream: IO[bytes]) -> Typeset:
    """Read one answer: a line of JSON, then the bytes of each file."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    head: dict[str, Any] = json.loads(line)
    return Typeset(
        tuple(_exactly(stream, size) for size in head["sizes"]), head["pages"], head["fault"]
    )


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content
