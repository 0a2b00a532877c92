"""A citizen before a kiosk of an open center."""

from __future__ import annotations

import pytest

from tests.kiosk.citizen import Citizen, a_citizen


@pytest.fixture
def citizen() -> Citizen:
    return a_citizen()
