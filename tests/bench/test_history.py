"""The bench's made-up past is one that the hub itself could have written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.center import TEXT
from bench.history import NoRoomError, load_history
from bench.model_day import ModelDay, live_through
from server.store.database import Database
from server.store.verify import verify
from tools.demo.place import CENTER, demo_configuration

DAY = date(2026, 11, 23)
COUNTER = """
[[counters]]
id = "1"
name_vi = "Quầy 1"
name_en = "Counter 1"
services = ["ho-tich"]
"""


@pytest.fixture
def model(tmp_path: Path) -> ModelDay:
    text = demo_configuration(TEXT.read_text(encoding="utf-8"), DAY) + COUNTER
    return live_through(text, DAY, 5, tmp_path)


def test_repeated_days_are_a_sound_ledger(model: ModelDay, tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"

    load_history(file, CENTER, model, 52, DAY - timedelta(days=3))

    database = Database(f"sqlite:///{file}")
    database.open()
    with database.reading() as connection:
        findings = verify(connection)
    database.close()
    assert findings.wrong == []
    assert (findings.days, findings.tickets) == (11, 55)


def test_a_disk_without_room_is_said_before_anything_is_written(model: ModelDay, tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"

    with pytest.raises(NoRoomError, match="GB are free"):
        load_history(file, CENTER, model, 10**12, date(2026, 1, 1))

    assert not file.exists()
