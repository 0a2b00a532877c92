"""Slips to print in tests, and a printer to print them on."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from printer.slip import Slip
from tests.printer.scripted_printer import ScriptedPrinter


@pytest.fixture
def slip() -> Slip:
    """An ordinary slip, as most citizens get it."""
    return Slip(
        center_name="Trung tâm Phục vụ hành chính công xã Tân Lập",
        service_vi="Hộ tịch",
        service_en="Civil status",
        number="A012",
        token="k3Jx9QpLw2Zr7TnVb5Yc8D",
        taken_at=datetime(2026, 11, 22, 1, 12, tzinfo=UTC),
        people_ahead=5,
        hotline="0263 3838 1234",
    )


@pytest.fixture
def printer() -> Iterator[ScriptedPrinter]:
    """A printer that does everything right until the test says otherwise."""
    scripted = ScriptedPrinter().start()
    yield scripted
    scripted.stop()
