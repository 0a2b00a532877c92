"""The collector leaves alone what a start left behind, and still finds what came after."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from server.settled_memory import settle


class Knot:
    """Refers to itself: only the collector ends it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Other tests start as they would."""
    yield
    gc.unfreeze()


def test_what_is_there_is_not_walked_again() -> None:
    before = gc.get_freeze_count()
    kept = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    settle()
    assert gc.get_freeze_count() >= before + len(kept)


def test_what_comes_after_is_still_collected() -> None:
    settle()
    knot = weakref.ref(Knot())
    gc.collect()
    assert knot() is None
