"""Work in copies of the process: all of it is done, and what goes wrong is told."""

import os
import signal

import pytest

from impulswerk.workers import WorkerError, processors, spread


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 20_000])
def test_everything_is_done_once(workers: int, count: int) -> None:
    assert sorted(spread(count, lambda index: index * 2, workers)) == list(range(0, 2 * count, 2))


def test_the_work_is_done_by_others() -> None:
    assert os.getpid() not in set(spread(10, lambda _index: os.getpid(), 2))
    assert set(spread(10, lambda _index: os.getpid(), 1)) == {os.getpid()}
    assert processors() >= 1


def test_an_error_is_raised_here() -> None:
    def work(index: int) -> int:
        if index == 7:
            raise ValueError("sieben")
        return index

    with pytest.raises(ValueError, match="sieben"):
        list(spread(20, work, 2))


def test_an_error_that_cannot_be_sent_is_told_in_words() -> None:
    class Local(Exception):  # noqa: N818
        pass

    def work(_index: int) -> int:
        raise Local("von hier")

    with pytest.raises(WorkerError, match="Local: von hier"):
        list(spread(4, work, 2))


def test_a_killed_copy_is_noticed() -> None:
    def work(index: int) -> int:
        if index == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return index

    with pytest.raises(WorkerError):
        list(spread(20, work, 2))
