"""One week of a busy ward, made once: all that is looked at in it was not changed by looking."""

from __future__ import annotations

import pytest

from tests.server.simulate.made_ledger import MadeLedger, make

SEED = 5


@pytest.fixture(scope="session")
def week(tmp_path_factory: pytest.TempPathFactory) -> MadeLedger:
    """Profile L, Monday to Sunday."""
    return make(tmp_path_factory.mktemp("week-of-l"), "L", 7, SEED)
