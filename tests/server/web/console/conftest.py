"""The console over the sample center, with three people who can sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.console import Browser, Console, console
from tests.support.open_center import OpenCenter, open_center


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    """The sample center, its day open."""
    with open_center(tmp_path) as center:
        center.open_day()
        yield center


@pytest.fixture
def site(center: OpenCenter) -> Iterator[Console]:
    """The console's app over it."""
    with console(center) as site:
        yield site


@pytest.fixture
def signed_in(site: Console) -> Callable[[str], Browser]:
    """A browser in which that person has signed in."""
    return site.signed_in


@pytest.fixture
def lan(signed_in: Callable[[str], Browser]) -> Browser:
    """An officer's browser."""
    return signed_in("lan")
