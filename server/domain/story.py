"""What each event means for the hall. Live work and rebuilding from the ledger go through this one place.

A hall is the fold of its open day's events: `tell(hall, event)` for each, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from contract import events as e
from contract.words import CallWay, TicketState
from server.domain.changing import change_counter, free_counter_of, remember_call, stand_at_counter
from server.domain.clock_past import Step
from server.domain.counter import Counter, LastAction
from server.domain.filing import FilingNote
from server.domain.hall import Call, Hall
from server.domain.instant import Instant
from server.domain.notice_story import NOTICE_TELLERS
from server.domain.offline_story import OFFLINE_TELLERS, forget_leases_before
from server.domain.ticket import Ticket

S = TicketState


def tell(hall: Hall, event: e.Event) -> None:
    """The hall after the event."""
    at = _moment(hall, event)
    before = _touched(hall, event)
    _TELLERS[type(event)](hall, event, at)
    if hall.last_at is None or at.utc >= hall.last_at.utc or isinstance(event, e.ClockConfirmed):
        hall.set("last_at", at)
    if before is not None and event.command_id is not None:
        _remember(hall, event, at, before)


def _moment(hall: Hall, event: e.Event) -> Instant:
    """When it was; a new day counts the steps of its own clock."""
    if isinstance(event, e.DayOpened):
        leaps = hall.clock.leaps if event.day == hall.last_day else 0
        hall.set("clock", hall.clock.day_opened(leaps=leaps))
    at = Instant(event.at, event.boot_us, event.boot_id, event.trust, hall.clock.leaps)
    last = hall.last_at
    if last is None or (at.boot_id == last.boot_id and at.utc >= last.utc):
        return at
    hall.set("clock", hall.clock.met(at, last))
    return msgspec.structs.replace(at, leaps=hall.clock.leaps)


# --- tickets ------------------------------------------------------------------------------------------


def _reserved(hall: Hall, event: e.TicketReserved, at: Instant) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        day=event.day or at.local_day,
        series=event.series,
        service=event.service,
        first_service=event.service,
        origin=event.origin,
        language=event.language,
        token_hash=event.token_hash,
        arrived=at,
        arrived_seq=event.seq,
        place=event.seq,
        priority=event.priority,
        rank=event.rank,
        procedure=event.procedure,
        kiosk=event.device,
        state_since=at,
        last_seq=event.seq,
    )
    hall.put_ticket(ticket)
    hall.put(hall.by_number, ticket.number, ticket.id)
    hall.put(hall.by_token, ticket.token_hash, ticket.id)
    hall.put(hall.reserved, ticket.id, None)
    if event.command_id is not None:
        hall.put(hall.by_command, event.command_id, ticket.id)
    hall.put(hall.next_value, event.series, event.value + 1)
    hall.put(hall.taken, event.service, hall.taken.get(event.service, 0) + 1)


def _confirmed(hall: Hall, event: e.TicketConfirmed, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    if ticket.state is S.RESERVED:
        hall.put_ticket(ticket.confirmed(event.fate, at, event.seq))
    else:
        hall.put_ticket(ticket.touched(event.seq, fate=event.fate))
    hall.drop(hall.reserved, event.ticket)


def _voided(hall: Hall, event: e.TicketVoided, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    if ticket.state is S.UNSERVED:
        hall.put_ticket(ticket.voided_after_close(at, event.seq))
    else:
        hall.put_ticket(ticket.moved(S.CANCELLED, at, event.seq))
    hall.drop(hall.reserved, event.ticket)
    hall.put(hall.taken, ticket.first_service, hall.taken[ticket.first_service] - 1)


def _called(hall: Hall, event: e.TicketCalled, at: Instant) -> None:
    counter = hall.counter(event.counter)
    ticket = hall.tickets[event.ticket].moved(
        S.CALLED,
        at,
        event.seq,
        counter=event.counter,
        officer=counter.officer,
        call_id=event.call_id,
        recalls=0,
    )
    hall.put_ticket(ticket)
    stand_at_counter(hall, event.counter, ticket.id, at)
    remember_call(hall, Call(event.call_id, ticket.id, ticket.number, event.counter, event.way, at))


def _recalled(hall: Hall, event: e.TicketRecalled, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    hall.put_ticket(ticket.touched(event.seq, call_id=event.call_id, recalls=event.times))
    remember_call(hall, Call(event.call_id, ticket.id, ticket.number, event.counter, CallWay.AGAIN, at))


def _started(hall: Hall, event: e.ServiceStarted, at: Instant) -> None:
    hall.put_ticket(hall.tickets[event.ticket].moved(S.SERVING, at, event.seq))
    stand_at_counter(hall, event.counter, event.ticket, at)


def _held(hall: Hall, event: e.TicketHeld, at: Instant) -> None:
    hall.put_ticket(hall.tickets[event.ticket].moved(S.ON_HOLD, at, event.seq))
    free_counter_of(hall, event.ticket, at)


def _resumed(hall: Hall, event: e.TicketResumed, at: Instant) -> None:
    officer = hall.counter(event.counter).officer
    ticket = hall.tickets[event.ticket]
    hall.put_ticket(ticket.moved(S.SERVING, at, event.seq, counter=event.counter, officer=officer))
    stand_at_counter(hall, event.counter, event.ticket, at)


def _sent_on(hall: Hall, event: e.TicketTransferred | e.TicketRedirected, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    place = ticket.place if event.keeps_place else event.seq
    hall.put_ticket(
        ticket.moved(
            S.WAITING,
            at,
            event.seq,
            service=event.to_service,
            leg=ticket.leg + 1,
            place=place,
            counter=None,
            officer=None,
            call_id=None,
        )
    )
    free_counter_of(hall, event.ticket, at)


def _returned(hall: Hall, event: e.TicketReturned, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    hall.put_ticket(ticket.moved(S.WAITING, at, event.seq, counter=None, officer=None, call_id=None))
    free_counter_of(hall, event.ticket, at)


def _finished(hall: Hall, event: e.TicketFinished, at: Instant) -> None:
    ticket = hall.tickets[event.ticket]
    hall.put_ticket(ticket.moved(S.SERVED, at, event.seq, is_end_inferred=event.is_end_inferred))
    hall.set("served", hall.served + 1)
    free_counter_of(hall, event.ticket, at)


def _ends_as(state: TicketState) -> Callable[[Hall, Any, Instant], None]:
    def teller(hall: Hall, event: e.TicketEvent, at: Instant) -> None:
        hall.put_ticket(hall.tickets[event.ticket].moved(state, at, event.seq))
        hall.drop(hall.reserved, event.ticket)
        free_counter_of(hall, event.ticket, at)

    return teller


# --- counters, day, center ----------------------------------------------------------------------------


def _undone(hall: Hall, event: e.ActionUndone, at: Instant) -> None:
    counter = hall.counter(event.counter)
    action = counter.last_action
    if action is None or action.command_id != event.undone:
        raise LookupError(f"counter {event.counter} has no action {event.undone} to undo")
    for before in action.before:
        now = hall.tickets[before.id]
        if now.state is S.SERVED:
            hall.set("served", hall.served - 1)
        free_counter_of(hall, before.id, at)
        hall.put_ticket(before.touched(event.seq))
        if before.state is S.RESERVED:
            hall.put(hall.reserved, before.id, None)
        if before.state in (S.CALLED, S.SERVING) and before.counter is not None:
            stand_at_counter(hall, before.counter, before.id, at)
    changed = msgspec.structs.replace(hall.counter(event.counter), last_action=None)
    hall.put(hall.counters, event.counter, changed)


def _opened(hall: Hall, event: e.CounterOpened, at: Instant) -> None:
    hall.put(
        hall.counters,
        event.counter,
        Counter(id=event.counter, officer=event.seated, services=event.services, is_open=True, since=at),
    )


def _paused(hall: Hall, event: e.CounterPaused, at: Instant) -> None:
    change_counter(hall, event.counter, pause=event.reason, since=at)


def _counter_resumed(hall: Hall, event: e.CounterResumed, at: Instant) -> None:
    change_counter(hall, event.counter, pause=None, since=at)


def _closed(hall: Hall, event: e.CounterClosed, at: Instant) -> None:
    hall.put(hall.counters, event.counter, Counter(id=event.counter, since=at))


def _day_opened(hall: Hall, event: e.DayOpened, at: Instant) -> None:
    is_new = event.day != hall.last_day
    if is_new:
        hall.clear_day()
        forget_leases_before(hall, event.day or at.local_day)
        hall.set("steps", 0)
        if hall.restored_on is not None and event.day is not None and hall.restored_on < event.day:
            hall.set("restored_on", None)
    hall.set("day", event.day)
    hall.set("last_day", event.day)
    hall.set("opened", at)
    hall.set("steps", 0)


def _day_closed(hall: Hall, _event: e.DayClosed, _at: Instant) -> None:
    hall.set("day", None)
    hall.set("opened", None)
    hall.set("guide_calls", {})


def _stepped(hall: Hall, event: e.ClockStepped, at: Instant) -> None:
    hall.set("clock", hall.clock.stepped(at, Step(event.step_s, event.before), hall.last_at))
    hall.set("steps", hall.steps + 1)


def _vouched(hall: Hall, _event: e.ClockConfirmed, at: Instant) -> None:
    hall.set("clock", hall.clock.confirmed(at.boot_id))


def _guide_called(hall: Hall, event: e.GuideCalled, at: Instant) -> None:
    if event.device is not None:
        hall.put(hall.guide_calls, event.device, at)


def _guide_answered(hall: Hall, event: e.GuideCallAnswered, _at: Instant) -> None:
    hall.drop(hall.guide_calls, event.kiosk)


def _filing_noted(hall: Hall, event: e.FilingNoted, _at: Instant) -> None:
    note = FilingNote(service=event.service, missing=event.missing, filed=event.filed)
    hall.put(hall.filing, event.ticket, note)


def _nothing(_hall: Hall, _event: e.Event, _at: Instant) -> None:
    """Kept in the ledger; changes nothing in the hall."""


_UNDOABLE = (
    e.TicketCalled,
    e.ServiceStarted,
    e.TicketHeld,
    e.TicketResumed,
    e.TicketTransferred,
    e.TicketRedirected,
    e.TicketReturned,
    e.TicketFinished,
    e.TicketNoShow,
    e.TicketCancelled,
)


def _touched(hall: Hall, event: e.Event) -> Ticket | None:
    """The ticket as it was, where the event is a counter's action that can be undone."""
    if isinstance(event, _UNDOABLE) and event.counter is not None:
        return hall.tickets[event.ticket]
    return None


def _remember(hall: Hall, event: e.Event, at: Instant, before: Ticket) -> None:
    counter = getattr(event, "counter", None)
    if event.command_id is None or counter not in hall.counters:
        return
    last = hall.counters[counter].last_action
    earlier = last if last is not None and last.command_id == event.command_id else None
    seen = earlier.before if earlier else ()
    if all(ticket.id != before.id for ticket in seen):
        seen = (*seen, before)
    after = tuple((ticket.id, hall.tickets[ticket.id].last_seq) for ticket in seen)
    change_counter(hall, counter, last_action=LastAction(event.command_id, at, seen, after))


_TELLERS: dict[type[e.Event], Callable[[Hall, Any, Instant], None]] = {
    e.TicketReserved: _reserved,
    e.TicketConfirmed: _confirmed,
    e.TicketVoided: _voided,
    e.TicketCalled: _called,
    e.TicketRecalled: _recalled,
    e.ServiceStarted: _started,
    e.TicketHeld: _held,
    e.TicketResumed: _resumed,
    e.TicketTransferred: _sent_on,
    e.TicketRedirected: _sent_on,
    e.TicketReturned: _returned,
    e.TicketFinished: _finished,
    e.TicketNoShow: _ends_as(S.NO_SHOW),
    e.TicketCancelled: _ends_as(S.CANCELLED),
    e.TicketUnserved: _ends_as(S.UNSERVED),
    e.ActionUndone: _undone,
    e.CounterOpened: _opened,
    e.CounterPaused: _paused,
    e.CounterResumed: _counter_resumed,
    e.CounterClosed: _closed,
    e.DayOpened: _day_opened,
    e.DayClosed: _day_closed,
    e.HubStarted: _nothing,
    e.ConfigurationAccepted: _nothing,
    e.ListAccepted: _nothing,
    e.ClockStepped: _stepped,
    e.ClockConfirmed: _vouched,
    e.GuideCalled: _guide_called,
    e.GuideCallAnswered: _guide_answered,
    e.PapersReceived: _nothing,
    e.PapersOpened: _nothing,
    e.PapersDeleted: _nothing,
    e.AccountChanged: _nothing,
    e.SlipReprinted: _nothing,
    e.TimesMarked: _nothing,
    **dict.fromkeys((*e.RECORD_EVENTS, *e.RECORD_PAPER_EVENTS), _nothing),
    e.FilingNoted: _filing_noted,
    **NOTICE_TELLERS,
    **OFFLINE_TELLERS,
}
