"""Whether the hub's clock may say that something has been kept long enough: what is erased never comes back.

Not while nobody vouches for the clock or it has leapt; asked again once it may. What is erased, others know.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from sqlalchemy import Connection, select

from contract.events import (
    DayOpened,
    RecordRefused,
    RecordRefusedAtReception,
    RecordReturned,
    RecordStopped,
    RecordWithdrawn,
)
from contract.ids import RecordId
from contract.words import ClockTrust
from server.domain.hall import Hall
from server.domain.instant import MICROSECOND, Instant
from server.service.work import Work
from server.store import tables
from server.store.decoding import decode
from server.store.job import Commit
from server.store.writer import Writer

_ENDS = tuple(
    kind.kind()
    for kind in (RecordReturned, RecordRefused, RecordRefusedAtReception, RecordWithdrawn, RecordStopped)
)
log = logging.getLogger(__name__)

LONGEST_SURE_SLEEP = timedelta(days=31)
"""A center is shut no longer, Tết included. A longer gap that an RTC alone has measured may be its mistake:
that day erases nothing, and whoever comes sees the date."""


class SureDates:
    """A listener of the writer, for one eraser."""

    def __init__(self, writer: Writer, ask: Callable[[], None]) -> None:
        """`ask`: erase what is due, in a task of the writer that asks `tell` first."""
        self._writer = writer
        self._ask = ask
        self._is_put_off = False

    def tell(self, work: Work, connection: Connection) -> bool:
        """Whether what is over by its date may go now."""
        is_sure = _is_believed(work.hall, work.now)
        if not (is_sure or self._is_put_off):
            log.warning("nothing is erased by its date until the time of this hub is confirmed")
        self._is_put_off = not is_sure
        return is_sure and not _woke_late(work.now, connection)

    def committed(self, _commit: Commit, hall: Hall) -> None:
        """Somebody, or NTP, vouches for the clock at last."""
        if self._is_put_off and _is_believed(hall, self._writer.now()):
            self._is_put_off = False
            self._ask()


def ended_before(
    connection: Connection, record: RecordId, state_since_us: int, before_us: int, now_us: int
) -> bool:
    """Whether an ended record's days of keeping began before that moment: when its end was written down.

    One written by a clock that nobody vouched for, or that was ahead: when a day was first opened after it.
    """
    if before_us <= state_since_us <= now_us:
        return False
    since_us = _ended_us(connection, record, now_us)
    return since_us is not None and since_us < before_us


def _ended_us(connection: Connection, record: RecordId, now_us: int) -> int | None:
    """None: no day was opened since the end, which a doubtful clock wrote."""
    event, step = tables.event.c, tables.record_step.c
    of_record = select(event.seq, event.at_us, event.kind, event.payload).join_from(
        tables.record_step, tables.event, event.seq == step.seq
    )
    ends = of_record.where(step.record == record, event.kind.in_(_ENDS)).order_by(event.seq.desc())
    end = connection.execute(ends.limit(1)).one()
    if end.at_us <= now_us and decode(end.kind, bytes(end.payload)).trust is not ClockTrust.UNTRUSTED:
        return int(end.at_us)
    opened = select(event.at_us).where(
        event.kind == DayOpened.kind(), event.seq > end.seq, event.at_us <= now_us
    )
    return connection.scalar(opened.order_by(event.seq).limit(1))


def _is_believed(hall: Hall, now: Instant) -> bool:
    return now.trust is not ClockTrust.UNTRUSTED and not hall.clock.has_leapt


def _woke_late(now: Instant, connection: Connection) -> bool:
    """Whether the last day that was opened came after a long sleep that nothing but an RTC has measured."""
    if now.trust is not ClockTrust.RTC:
        return False
    event = tables.event.c
    opened = select(event.at_us).where(event.kind == DayOpened.kind()).order_by(event.seq.desc()).limit(2)
    moments = (now.utc_us, *connection.scalars(opened))
    return any(later - earlier > LONGEST_SURE_SLEEP // MICROSECOND for later, earlier in pairwise(moments))
