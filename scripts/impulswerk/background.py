"""Work that goes on while something else has priority: only its latest state counts."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Background:
    """Does what it was asked for last, in a thread of its own, one thing after another."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._wanted: Callable[[], None] | None = None
        self._is_busy = False

    def ask(self, work: Callable[[], None]) -> None:
        """Do `work` soon; what was asked for before and has not begun is dropped."""
        with self._lock:
            self._wanted = work
            if not self._is_busy:
                self._is_busy = True
                threading.Thread(target=self._run, daemon=True).start()

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
            work()
