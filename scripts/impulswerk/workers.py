"""Do many independent pieces of work at once, in copies of this process."""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, TypeVar

T = TypeVar("T")

_INDEX = struct.Struct("<I")
_PR_SET_PDEATHSIG = 1


class WorkerError(Exception):
    """A copy of this process came to an end before its work did."""


def processors() -> int:
    """How many copies can work at the same time; 1 where copies cannot be made safely."""
    # Whatever lock another thread holds would stay locked in the copy for ever.
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(count: int, work: Callable[[int], T], workers: int) -> Iterator[T]:
    """`work(index)` for every index below `count`, in no particular order.

    What `work` returns must be picklable. What it raises is raised here, WorkerError where a copy
    was killed. With fewer than two workers everything happens in this process.
    """
    workers = min(workers, count)
    if workers < 2:
        yield from map(work, range(count))
        return
    # Whoever is free takes the next index: reads of so few bytes are never torn.
    order, orders = os.pipe()
    answers: list[IO[bytes]] = [tempfile.TemporaryFile() for _ in range(workers)]  # noqa: SIM115
    children = []
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        for answer in answers:
            child = os.fork()
            if child == 0:
                os.close(orders)
                _serve(order, answer, work)
            children.append(child)
        os.close(order)
        with suppress(BrokenPipeError):
            for index in range(count):
                os.write(orders, _INDEX.pack(index))
    finally:
        os.close(orders)
        statuses = [os.waitpid(child, 0)[1] for child in children]
    for answer in answers:
        with answer:
            answer.seek(0)
            yield from _read(answer)
    if any(statuses):
        raise WorkerError("Ein Teil des Baus wurde abgebrochen.")


def _serve(order: int, answer: IO[bytes], work: Callable[[int], T]) -> None:
    """Work until no index is left; ends the process."""
    status = 1
    try:
        _die_with_parent()
        # Objects of the parent are never garbage here: looking at them would only copy them.
        gc.freeze()
        while data := os.read(order, _INDEX.size):
            pickle.dump((True, work(_INDEX.unpack(data)[0])), answer)
        status = 0
    except BaseException as error:
        pickle.dump((False, _sendable(error)), answer)
        status = 0
    finally:
        with suppress(OSError):
            answer.flush()
            sys.stdout.flush()
            sys.stderr.flush()
        # Nothing of the parent's may be tidied up here: its files and locks are still in use.
        os._exit(status)


def _read(answer: IO[bytes]) -> Iterator[T]:
    while True:
        try:
            is_done, value = pickle.load(answer)
        except EOFError:
            return
        if not is_done:
            raise value
        yield value


def _sendable(error: BaseException) -> BaseException:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error


def _die_with_parent() -> None:
    """A build that was killed must not go on in its copies."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
