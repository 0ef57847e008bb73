"""Work in the background: the latest is done, what was overtaken is not."""

import threading
from collections.abc import Iterator
from functools import partial

from impulswerk.background import Background


def test_what_is_overtaken_before_it_begins_is_dropped() -> None:
    background, begun, go_on = Background(), threading.Event(), threading.Event()
    done: list[int] = []

    def first() -> tuple[()]:
        begun.set()
        go_on.wait(10)
        done.append(0)
        return ()

    def note(number: int) -> tuple[()]:
        done.append(number)
        return ()

    background.ask(first)
    assert begun.wait(10)
    for number in (1, 2, 3):
        background.ask(partial(note, number))
    go_on.set()
    background.wait()
    assert done == [0, 3]
    background.ask(partial(note, 4))
    background.wait()
    assert done == [0, 3, 4]


def test_work_can_be_stopped_between_two_steps() -> None:
    background, begun, go_on = Background(), threading.Event(), threading.Event()
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            begun.set()
            go_on.wait(10)
            done.append(number)
            yield

    background.ask(steps)
    assert begun.wait(10)
    stopping = threading.Thread(target=background.stop)
    stopping.start()
    stopping.join(0.1)
    assert stopping.is_alive()
    go_on.set()
    stopping.join(10)
    assert done == [0]
    background.ask(steps)
    background.wait()
    assert done == [0, 0, 1, 2]
