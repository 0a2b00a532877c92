"""An account book on a fresh ledger; hashing made cheap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from server.service.accounts import grants_of
from server.service.passwords import PasswordKeeper
from server.store.account_book import AccountBook
from tests.support.open_center import OpenCenter, open_center


@pytest.fixture
def center(tmp_path: Path) -> Iterator[OpenCenter]:
    """The sample center."""
    with open_center(tmp_path) as center:
        yield center


@pytest.fixture
def keeper() -> PasswordKeeper:
    """Argon2 at its cheapest."""
    return PasswordKeeper(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def book(center: OpenCenter, keeper: PasswordKeeper) -> AccountBook:
    """Nobody in it yet."""
    return AccountBook(center.writer, center.database, lambda: grants_of(center.config.roles), keeper)
