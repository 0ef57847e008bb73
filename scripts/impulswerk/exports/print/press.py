"""Print many documents: what was kept is taken, the rest is made by several processes at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import connection, get_context, parent_process

from impulswerk.exports.print.render import Job, Rendered, render
from impulswerk.keeping import Keep

# Told how many of how many documents are done.
Progress = Callable[[int, int], None]

# Pages stand in front of the bytes that are kept, as a number of this many digits.
_DIGITS = 6
_KILLED = "Das System hat den Vorgang beendet, vielleicht aus Mangel an Speicher."
_fonts: Mapping[int, bytes] = {}


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def kept(job: Job, keep: Keep) -> Rendered | None:
    """What an earlier build made of the same job, or None."""
    try:
        found = keep(_name(job), _refuse)
    except LookupError:
        return None
    return Rendered(found[_DIGITS:], int(found[:_DIGITS]))


def print_jobs(
    jobs: Sequence[Job], fonts: Mapping[int, bytes], keep: Keep, progress: Progress
) -> Iterator[tuple[Job, Rendered]]:
    """Every job with what came of it, in the order in which they are done.

    Only what has no faults is kept.
    """
    progress(0, len(jobs))
    for done, (job, rendered) in enumerate(_rendered(jobs, fonts), start=1):
        if not rendered.faults:
            numbered = f"{rendered.pages:0{_DIGITS}}".encode() + rendered.content
            keep(_name(job), partial(bytes, numbered))
        progress(done, len(jobs))
        yield job, rendered


def _rendered(jobs: Sequence[Job], fonts: Mapping[int, bytes]) -> Iterator[tuple[Job, Rendered]]:
    workers = min(_processors(), len(jobs))
    if workers < 2:
        yield from ((job, render(job, fonts)) for job in jobs)
        return
    # A fresh interpreter for each worker: a copy of this process would share its threads' locks.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (dict(fonts),)) as pool:
        # The largest first, so that no worker is left alone with it at the end.
        order = sorted(jobs, key=lambda job: len(job.versions[0]), reverse=True)
        waiting = {pool.submit(_work, job): job for job in order}
        try:
            for future in as_completed(waiting):
                try:
                    rendered = future.result()
                except BrokenProcessPool:
                    rendered = Rendered(faults=(_KILLED,))
                yield waiting[future], rendered
        finally:
            pool.shutdown(cancel_futures=True)


def _start(fonts: Mapping[int, bytes]) -> None:
    """In a worker: take over the typeface; end when the process that asked for the work ends."""
    global _fonts  # noqa: PLW0603 — the one way in which a worker of a pool remembers anything
    _fonts = fonts
    # Ctrl-C reaches the whole group; the process that asked tells its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _work(job: Job) -> Rendered:
    return render(job, _fonts)


def _processors() -> int:
    with suppress(AttributeError):  # only Linux says which ones this process may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _name(job: Job) -> str:
    return f"pdf-{job.key}"


def _refuse() -> bytes:
    raise LookupError
