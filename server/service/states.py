"""What is true now, as every screen draws it: read off the hall, nothing decided."""

from __future__ import annotations

from datetime import datetime

from contract import states as s
from contract.clock import local_time
from contract.ids import CounterId, DeviceId, ServiceId, TicketId
from contract.words import CounterStatus, Taking, TicketState
from server.domain.center import CenterRules
from server.domain.counter import status_of
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.domain.notice import in_force
from server.service.taking import taking

_AT_A_COUNTER = (TicketState.CALLED, TicketState.SERVING)


def hub_state(hall: Hall, now: Instant, version: str) -> s.HubState:
    """The heartbeat."""
    return s.HubState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        at=now.utc,
        trust=now.trust,
        day=hall.day,
        version=version,
        awaits=tuple(sorted(hall.awaiting)),
    )


def line_state(hall: Hall, rules: CenterRules, now: Instant) -> s.LineState:
    """Waiting people and open counters per service, in the configured order."""
    return s.LineState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        services=tuple(_line_of(hall, rules, now, service) for service in rules.services),
        taken_today=sum(hall.taken.values()),
        served_today=hall.served,
    )


def board_state(hall: Hall, rules: CenterRules) -> s.BoardState:
    """The latest calls, newest first."""
    return s.BoardState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        calls=tuple(
            s.RecentCall(
                call_id=call.call_id,
                number=call.number,
                counter=call.counter,
                zone=rules.counters[call.counter].zone,
                way=call.way,
                at=call.at.utc,
                is_current=_is_at(hall, call.ticket, call.counter, _AT_A_COUNTER),
                is_awaited=_is_at(hall, call.ticket, call.counter, (TicketState.CALLED,)),
            )
            for call in hall.calls
            if call.counter in rules.counters
        ),
    )


def counter_state(hall: Hall, rules: CenterRules, counter_id: CounterId) -> s.CounterState:
    """One counter."""
    counter = hall.counter(counter_id)
    ticket = hall.ticket_at(counter)
    status = status_of(counter, ticket)
    pause = rules.pause_reason(counter.pause) if status is CounterStatus.PAUSED else None
    since = ticket.state_since if ticket is not None else counter.since
    return s.CounterState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        counter=counter_id,
        status=status,
        is_seated=counter.is_open,
        waiting=hall.waiting_for(counter.services),
        ticket=ticket.id if ticket else None,
        number=ticket.number if ticket else None,
        ticket_state=ticket.state if ticket else None,
        call_id=ticket.call_id if ticket else None,
        since=since.utc if since else None,
        pause_vi=pause.name_vi if pause else None,
        pause_en=pause.name_en if pause else None,
    )


def notices_state(hall: Hall, now: Instant) -> s.NoticesState:
    """What is to be read today; a day begins and ends by hub time."""
    return s.NoticesState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        notices=in_force(hall.notices.values(), now.local_day),
    )


def lease_state(hall: Hall, kiosk: DeviceId) -> s.LeaseState:
    """What one kiosk may give while the hub is away."""
    held = (lease for lease in hall.leases.values() if lease.lease not in hall.reclaimed)
    return s.LeaseState(
        epoch=hall.head.epoch,
        revision=hall.head.seq,
        device=kiosk,
        leases=tuple(sorted((lease for lease in held if lease.kiosk == kiosk), key=lambda it: it.day)),
    )


def _line_of(hall: Hall, rules: CenterRules, now: Instant, service: ServiceId) -> s.LineOfService:
    known = rules.services[service]
    giving = taking(hall, rules, known.id, now)
    return s.LineOfService(
        service=known.id,
        waiting=len(hall.line(known.id)),
        counters_open=sum(
            1 for counter in hall.counters.values() if counter.calls and known.id in counter.services
        ),
        taking=giving.taking,
        opens_at=None if giving.taking is Taking.OPEN else _when(giving.opens_at, now),
    )


def _when(opens_at: datetime | None, now: Instant) -> str | None:
    if opens_at is None:
        return None
    local = local_time(opens_at)
    return f"{local:%H:%M}" if local.date() == now.local_day else f"{local:%H:%M %d/%m}"


def _is_at(hall: Hall, ticket_id: TicketId, counter: CounterId, states: tuple[TicketState, ...]) -> bool:
    ticket = hall.tickets.get(ticket_id)
    return ticket is not None and ticket.counter == counter and ticket.state in states
