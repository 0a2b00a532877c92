"""What the hub does by itself once a second: days, unconfirmed slips, steps of the clock."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from contract.clock import local_time
from contract.commands import CloseDay, OpenDay
from contract.events import ClockStepped, TicketConfirmed
from contract.ids import new_command_id
from contract.words import ClockTrust, SlipFate
from server.domain.clock_past import Step
from server.domain.instant import Instant, seconds_between
from server.service.close_day import close_day
from server.service.lend_numbers import lend_numbers
from server.service.open_day import open_day
from server.service.work import Work

OPENS_BEFORE = timedelta(minutes=60)
"""The day is opened this long before the first opening hour, so that staff can sit down."""

CLOSES_AFTER = timedelta(minutes=120)
"""The day is closed this long after the last hour: whoever came in time is still served."""


def tick(work: Work, step: Step | None) -> None:
    """One turn of the hub's clockwork; `step` is what the wall clock has just done, None mostly."""
    if step is not None:
        _write_step(work, step)
    _take_in_unconfirmed(work)
    if work.now.trust is not ClockTrust.UNTRUSTED:
        _close_day_when_over(work)
        _open_day_when_due(work)
    lend_numbers(work)


def _write_step(work: Work, step: Step) -> None:
    """The step may have cost the clock its trust: nothing more happens on the old word."""
    work.record(ClockStepped, step_s=step.by_s, before=step.before)
    now = work.now
    work.now = msgspec.structs.replace(now, trust=work.hall.clock.trust(now.boot_id, now.trust))


def _take_in_unconfirmed(work: Work) -> None:
    """Not while journals are missing: after a restore they know what became of a reservation."""
    if work.hall.awaiting:
        return
    for ticket_id in tuple(work.hall.reserved):
        ticket = work.hall.tickets[ticket_id]
        if _age_s(ticket.arrived, work.now) < work.rules.print_unconfirmed_after_s:
            continue
        work.record(TicketConfirmed, ticket=ticket.id, number=ticket.number, fate=SlipFate.UNCONFIRMED)


def _age_s(arrived: Instant, now: Instant) -> float:
    """At least the time since the boot: a wall clock that woke up in the past must not keep anyone out."""
    age_s = seconds_between(arrived, now)
    return age_s if arrived.boot_id == now.boot_id else max(age_s, now.boot_us / 1_000_000)


def _open_day_when_due(work: Work) -> None:
    today = work.now.local_day
    last = work.hall.last_day
    if work.hall.day is not None or (last is not None and last >= today):
        return
    if work.hall.clock.has_leapt:
        return  # a wrong date would keep the right one out: no day before the last one is ever opened
    hours = work.rules.open_hours(today)
    if hours is not None and hours.opens - OPENS_BEFORE <= local_time(work.now.utc) < hours.closes:
        open_day(OpenDay(command_id=new_command_id()), work)


def _close_day_when_over(work: Work) -> None:
    day = work.hall.day
    if day is None or not work.hall.clock.tells_hours:
        return
    hours = work.rules.open_hours(day)
    is_past = work.now.local_day > day
    is_long_over = (
        hours is not None
        and work.hall.opened is not None
        and local_time(work.hall.opened.utc) < hours.closes
        and local_time(work.now.utc) >= hours.closes + CLOSES_AFTER
    )
    if is_past or is_long_over:
        close_day(CloseDay(command_id=new_command_id()), work)
