"""One turn of the hub's clockwork in a transaction: the rules of the service, and what the store erases."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from server.domain.hubtime import HubTime
from server.domain.instant import EPOCH, MICROSECOND
from server.service.clockwork import tick
from server.service.work import Work
from server.store import ledger

ANSWERS_KEPT = timedelta(days=7)
"""Answers hold slips' tokens: nobody repeats a command after a week, so nobody needs them."""


def turn(work: Work, connection: Connection, time: HubTime) -> None:
    """Follow the wall clock, do what is due, and on a new day erase old answers."""
    before = work.hall.last_day
    step = time.follow_wall(work.hall)
    work.now = time.now(work.hall)
    tick(work, step)
    if work.hall.last_day != before:
        ledger.forget_answers(connection, (work.now.utc - ANSWERS_KEPT - EPOCH) // MICROSECOND)
