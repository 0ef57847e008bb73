"""Work that goes on while something else has priority: only its latest state counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable


class Background:
    """Does what it was asked for last, in a thread of its own, one thing after another.

    Work is done step by step: between two values that it yields it can be stopped.
    """

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._wanted: Callable[[], Iterable[object]] | None = None
        self._is_busy = self._is_stopped = False

    def ask(self, work: Callable[[], Iterable[object]]) -> None:
        """Do `work` soon; what was asked for before and has not begun is dropped."""
        with self._lock:
            self._wanted = work
            if not self._is_busy:
                self._is_busy = True
                threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Drop whatever is left to do; returns when the present step is done."""
        with self._lock:
            self._wanted, self._is_stopped = None, True
            self._lock.wait_for(lambda: not self._is_busy)
            self._is_stopped = False

    def wait(self) -> None:
        """Return when nothing is left to do."""
        with self._lock:
            self._lock.wait_for(lambda: not self._is_busy)

    def _run(self) -> None:
        while True:
            with self._lock:
                work, self._wanted = self._wanted, None
                if work is None:
                    self._is_busy = False
                    self._lock.notify_all()
                    return
            try:
                for _ in work():
                    if self._is_stopped:
                        break
            except BaseException:
                # Whoever waits for this work must not wait for ever.
                with self._lock:
                    self._is_busy = False
                    self._lock.notify_all()
                raise
