"""What a turn of the clockwork erases."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from contract import commands as c
from server.store import tables
from server.store.turning import turn
from tests.support.hub import KIOSK, MANAGER, SmallHub, small_hub


def test_answers_older_than_a_week_are_erased_when_a_day_opens(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        hub.do(c.OpenDay, MANAGER)
        hub.do(c.ReserveTicket, KIOSK, service="ho-tich")
        assert _answers(hub) == 2

        hub.clock.pass_time(timedelta(days=8).total_seconds())
        hub.writer.run(partial(turn, time=hub.time)).result(5)

        assert _answers(hub) == 0


def test_answers_of_the_week_are_kept_for_a_repeat(tmp_path: Path) -> None:
    with small_hub(tmp_path) as hub:
        hub.do(c.OpenDay, MANAGER)

        hub.clock.pass_time(timedelta(days=2).total_seconds())
        hub.writer.run(partial(turn, time=hub.time)).result(5)

        assert _answers(hub) == 1


def _answers(hub: SmallHub) -> int:
    with hub.database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(tables.answer)).scalar_one())
