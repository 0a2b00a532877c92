"""Who compares pages looks at once when woken, and trouble with some keeps no others waiting."""

from __future__ import annotations

from collections.abc import Callable

from server.page_comparer import PageComparer
from tests.support.waiting import wait_until

NEVER_S = 3600.0


class Pile:
    """Pages that wait; each is compared by `compare`."""

    def __init__(self, waiting: int, compare: Callable[[], None] = lambda: None) -> None:
        self.waiting = waiting
        self.asked = 0
        self._compare = compare

    def compare_next(self) -> bool:
        self.asked += 1
        if not self.waiting:
            return False
        self._compare()
        self.waiting -= 1
        return True


def broken() -> None:
    raise OSError("the disk is gone")


def test_trouble_with_some_keeps_no_others_waiting() -> None:
    in_trouble, fine = Pile(2, broken), Pile(5)
    comparer = PageComparer(in_trouble, fine, look_every_s=NEVER_S)
    comparer.start()
    wait_until(lambda: fine.waiting == 0)
    comparer.stop()

    assert (in_trouble.waiting, in_trouble.asked) == (2, 1)


def test_woken_it_looks_at_once_and_the_first_has_precedence() -> None:
    first, second = Pile(0), Pile(0)
    comparer = PageComparer(first, second, look_every_s=NEVER_S)
    comparer.start()
    wait_until(lambda: second.asked == 1)
    order: list[str] = []
    first._compare, second._compare = lambda: order.append("first"), lambda: order.append("second")
    second.waiting, first.waiting = 1, 1
    comparer.wake()
    wait_until(lambda: len(order) == 2)
    comparer.stop()

    assert order == ["first", "second"]
