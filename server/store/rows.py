"""From rules' values to table rows: one place that knows both."""

from __future__ import annotations

from typing import Any

from contract.events import TicketNotPlaced, TimesMarked
from contract.words import PeriodKind
from server.domain.instant import EPOCH, MICROSECOND
from server.domain.ticket import Period, Ticket
from server.service.work import Recorded

Row = dict[str, Any]


def event_row(recorded: Recorded) -> Row:
    """The ledger's row of an event."""
    event = recorded.event
    return {
        "seq": event.seq,
        "epoch": event.epoch,
        "kind": event.kind(),
        "day": event.day,
        "at_us": (event.at - EPOCH) // MICROSECOND,
        "ticket": getattr(event, "ticket", None),
        "counter": getattr(event, "counter", None),
        "officer": event.officer,
        "device": event.device,
        "payload": recorded.payload,
        "hash": recorded.hash,
    }


def ticket_row(ticket: Ticket) -> Row:
    """The ticket as the reports read it."""
    spent = dict.fromkeys(PeriodKind, 0)
    for period in ticket.periods:
        spent[period.kind] += period.duration.us
    return {
        "id": ticket.id,
        "day": ticket.day,
        "number": ticket.number,
        "series": ticket.series,
        "service": ticket.service,
        "first_service": ticket.first_service,
        "origin": ticket.origin.value,
        "priority": ticket.priority,
        "procedure": ticket.procedure,
        "fate": ticket.fate.value if ticket.fate else None,
        "state": ticket.state.value,
        "counter": ticket.counter,
        "officer": ticket.officer,
        "legs": ticket.leg,
        "recalls": ticket.recalls,
        "token_hash": ticket.token_hash,
        "kiosk": ticket.kiosk,
        "arrived_us": ticket.arrived.utc_us,
        "state_since_us": ticket.state_since.utc_us,
        "waiting_us": spent[PeriodKind.WAITING],
        "walking_us": spent[PeriodKind.WALKING],
        "service_us": spent[PeriodKind.SERVICE],
        "hold_us": spent[PeriodKind.HOLD],
        "absent_us": spent[PeriodKind.ABSENT],
        "is_estimated": ticket.is_estimated,
        "is_end_inferred": ticket.is_end_inferred,
        "is_by_hand": ticket.is_by_hand,
        "is_back_dated": ticket.is_back_dated,
        "first_seq": ticket.arrived_seq,
        "last_seq": ticket.last_seq,
    }


def period_row(ticket: Ticket, position: int, period: Period) -> Row:
    """A finished period."""
    return {
        "ticket": ticket.id,
        "position": position,
        "day": ticket.day,
        "kind": period.kind.value,
        "leg": period.leg,
        "service": period.service,
        "counter": period.counter,
        "officer": period.officer,
        "start_us": period.start.utc_us,
        "end_us": period.end.utc_us,
        "duration_us": period.duration.us,
        "is_estimated": period.duration.is_estimated,
    }


def times_mark_row(event: TimesMarked) -> Row:
    """A ticket whose times were called inaccurate."""
    return {
        "ticket": event.ticket,
        "day": event.of_day,
        "seq": event.seq,
        "reason": event.reason.value if event.reason else None,
        "officer": event.officer,
    }


def unplaced_row(event: TicketNotPlaced) -> Row:
    """A ticket that was handed in and has no line."""
    return {
        "id": event.ticket,
        "seq": event.seq,
        "for_day": event.for_day,
        "number": event.number,
        "service": event.service,
        "kiosk": event.device,
        "why": event.why.value,
        "token_hash": event.token_hash,
        "taken_us": (event.taken.at - EPOCH) // MICROSECOND,
        "is_void": event.fate is None,
    }
