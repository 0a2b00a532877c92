"""The console over the sample center, its health set by hand, and a Chromium that looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.console import Browser, Console, console
from tests.support.open_center import open_center


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Console]:
    """The console's app; the day is open."""
    with open_center(tmp_path) as center:
        center.open_day()
        with console(center) as site:
            yield site


@pytest.fixture
def signed_in(site: Console) -> Callable[[str], Browser]:
    """A browser in which that person has signed in."""
    return site.signed_in
