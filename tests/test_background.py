"""Work in the background: the latest is done, what was overtaken is not."""

import threading

from impulswerk.background import Background


def test_what_is_overtaken_before_it_begins_is_dropped() -> None:
    background, begun, go_on = Background(), threading.Event(), threading.Event()
    done: list[int] = []

    def first() -> None:
        begun.set()
        go_on.wait(10)
        done.append(0)

    background.ask(first)
    assert begun.wait(10)
    for number in (1, 2, 3):
        background.ask(lambda number=number: done.append(number))  # type: ignore[misc]
    go_on.set()
    background.wait()
    assert done == [0, 3]
    background.ask(lambda: done.append(4))
    background.wait()
    assert done == [0, 3, 4]
