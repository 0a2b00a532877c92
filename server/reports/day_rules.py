"""What counted on a day: hours, targets and limits of the configuration it was opened under, steps, marks.

Read from events alone, so that an export of the ledger is enough to find the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select

from contract.events import ClockStepped, ConfigurationAccepted, DayOpened
from server.config.norms import Norms
from server.reports.seen import SECOND_US, DayRules
from server.store import tables
from server.store.decoding import decode

_event = tables.event.c
_DAY_US = 24 * 3600 * SECOND_US
_LOCAL_US = 7 * 3600 * SECOND_US
_ORDINAL_1970 = date(1970, 1, 1).toordinal()


def midnight_us(day: date) -> int:
    """When that date began in Vietnam, microseconds UTC."""
    return (day.toordinal() - _ORDINAL_1970) * _DAY_US - _LOCAL_US


def rules_of_day(connection: Connection, day: date) -> DayRules:
    """A few look-ups by index."""
    opened = _opening(connection, day)
    written = _written(_configuration(connection, opened.seq) if opened is not None else "")
    return DayRules(
        hours=_hours(opened, day),
        target_s=written.target_s,
        forgotten_us=written.forgotten_us,
        too_short_us=written.too_short_us,
        steps=_steps(connection, day),
        inaccurate=_inaccurate(connection, day),
    )


def _opening(connection: Connection, day: date) -> DayOpened | None:
    """The first of that day: what is opened again goes on by the same rules."""
    query = select(_event.kind, _event.payload).where(_event.day == day, _event.kind == DayOpened.kind())
    row = connection.execute(query.order_by(_event.seq).limit(1)).one_or_none()
    event = decode(row.kind, bytes(row.payload)) if row is not None else None
    return event if isinstance(event, DayOpened) else None


def _hours(opened: DayOpened | None, day: date) -> tuple[tuple[int, int], ...] | None:
    if opened is None or opened.hours is None:
        return None
    since = midnight_us(day)
    return tuple((since + _of_day_us(first), since + _of_day_us(until)) for first, until in opened.hours)


def _of_day_us(text: str) -> int:
    at = time.fromisoformat(text)
    return (at.hour * 3600 + at.minute * 60) * SECOND_US


def _steps(connection: Connection, day: date) -> tuple[int, ...]:
    query = select(_event.seq).where(_event.day == day, _event.kind == ClockStepped.kind())
    return tuple(connection.scalars(query.order_by(_event.seq)))


def _inaccurate(connection: Connection, day: date) -> frozenset[str]:
    mark = tables.times_mark.c
    return frozenset(connection.scalars(select(mark.ticket).where(mark.day == day)))


def _configuration(connection: Connection, before: int) -> str:
    """The text in force at that seq; empty: none is in the ledger."""
    kind = ConfigurationAccepted.kind()
    latest = select(func.max(_event.seq)).where(_event.kind == kind, _event.seq < before).scalar_subquery()
    payload = connection.execute(select(_event.payload).where(_event.seq == latest)).scalar_one_or_none()
    if payload is None:
        return ""
    accepted = decode(kind, bytes(payload))
    return accepted.text if isinstance(accepted, ConfigurationAccepted) else ""


@dataclass(frozen=True, slots=True)
class _Written:
    target_s: Mapping[str, int]
    forgotten_us: int
    too_short_us: int


@lru_cache(maxsize=16)
def _written(text: str) -> _Written:
    """What a configuration says of reports; an old text is read leniently, it was accepted once."""
    document = tomllib.loads(text)
    norms: Mapping[str, Any] = document.get("norms", {})
    usual = Norms()
    forgotten_min = norms.get("forgotten_service_min", usual.forgotten_service_min)
    return _Written(
        target_s={
            service["id"]: service["target_wait_min"] * 60
            for service in document.get("services", ())
            if "target_wait_min" in service
        },
        forgotten_us=forgotten_min * 60 * SECOND_US,
        too_short_us=norms.get("too_short_service_s", usual.too_short_service_s) * SECOND_US,
    )
