"""What several use cases ask before they act; each either returns what was asked for or refuses."""

from __future__ import annotations

from datetime import date

from contract.answers import Stands
from contract.commands import Command, LiveCommand, SeenTicket
from contract.ids import CounterId, ServiceId, TicketId
from contract.words import TicketState
from server.domain.center import Service
from server.domain.counter import Counter
from server.domain.refusal import (
    Refusal,
    no_day,
    nobody_seated,
    stale,
    unknown_counter,
    unknown_service,
    unknown_ticket,
)
from server.domain.ticket import Ticket
from server.service.asker import Role
from server.service.work import Work

MAY_BE_AHEAD_S = 5.0
"""Seconds a device's idea of hub time may run ahead."""


def not_late(work: Work, command: Command) -> None:
    """A live command that comes too late is refused: nobody is called by a press from minutes ago."""
    if not isinstance(command, LiveCommand):
        return
    age_s = (work.now.utc - command.asked_at).total_seconds()
    if not -MAY_BE_AHEAD_S <= age_s <= command.answer_within_s:
        raise Refusal(
            "late",
            "Yêu cầu đến quá trễ nên không được thực hiện. Vui lòng bấm lại.",
            f"The request came {age_s:.1f} s after it was made and was not carried out. Please press again.",
        )


def open_day(work: Work) -> date:
    """The open business day."""
    if work.hall.day is None:
        raise no_day()
    return work.hall.day


def service(work: Work, wanted: ServiceId) -> Service:
    """A configured service."""
    known = work.rules.services.get(wanted)
    if known is None:
        raise unknown_service(wanted)
    return known


def ticket(work: Work, wanted: TicketId) -> Ticket:
    """A ticket of the open day."""
    open_day(work)
    known = work.hall.named(wanted)
    if known is None:
        raise unknown_ticket()
    return known


def kiosks_own_ticket(work: Work, wanted: TicketId) -> Ticket:
    """A ticket of the latest day, also after its close, that the asking kiosk took."""
    known = work.hall.named(wanted)
    if known is None:
        raise no_day() if work.hall.day is None else unknown_ticket()
    if not is_own(work, known):
        raise Refusal("not-yours", "Số này do máy lấy số khác cấp.", "Another kiosk took that number.")
    return known


def is_own(work: Work, known: Ticket) -> bool:
    """Whether the asking kiosk took the ticket; a person is not asked."""
    return work.asker.device is None or known.kiosk in (None, work.asker.device)


def seen_ticket(work: Work, seen: SeenTicket, *allowed: TicketState) -> Ticket:
    """The ticket, if it still is as the person saw it and the state allows what they want."""
    known = ticket(work, seen.ticket)
    if known.state != seen.state:
        raise stale(known.number, known.state)
    if known.state not in allowed:
        raise Refusal(
            "wrong-state",
            f"Không thể làm việc này với số {known.number} lúc này.",
            f"This cannot be done with number {known.number} while it is {known.state}.",
        )
    return known


def own_counter(work: Work, wanted: CounterId) -> Counter:
    """The open counter the asker sits at, or is wired to; the work is then the seated officer's."""
    if wanted not in work.rules.counters:
        raise unknown_counter(wanted)
    open_day(work)
    asker = work.asker
    if asker.device is not None and asker.device_counter != wanted:
        raise Refusal(
            "not-your-counter",
            f"Thiết bị này không thuộc quầy {wanted}.",
            f"This device does not belong to counter {wanted}.",
        )
    counter = work.hall.counter(wanted)
    if not counter.is_open or counter.officer is None:
        raise nobody_seated(wanted)
    if asker.officer is not None and asker.officer != counter.officer and Role.MANAGER not in asker.roles:
        raise Refusal(
            "not-your-counter",
            f"Quầy {wanted} đang do cán bộ khác phụ trách.",
            f"Another officer has opened counter {wanted}.",
        )
    if asker.device is not None:
        work.officer = counter.officer
    return counter


def counter_of(work: Work, known: Ticket, named: CounterId | None) -> Counter:
    """The counter the asker named, or the one the ticket is called to; it must be the asker's own."""
    wanted = named or known.counter
    if wanted is None:
        raise unknown_counter("")
    return own_counter(work, wanted)


def at_counter(counter: Counter, known: Ticket) -> None:
    """The ticket stands at this counter and no other."""
    if known.counter != counter.id:
        raise Refusal(
            "not-at-your-counter",
            f"Số {known.number} không ở quầy {counter.id}.",
            f"Number {known.number} is not at counter {counter.id}.",
        )


def free_counter(work: Work, counter: Counter) -> None:
    """Nobody is called to or served at the counter."""
    known = work.hall.ticket_at(counter)
    if known is None:
        return
    if known.state is TicketState.CALLED:
        raise Refusal(
            "someone-called",
            f"Quầy đang gọi số {known.number}. Bấm bắt đầu phục vụ, vắng mặt hoặc lưu số trước.",
            f"Number {known.number} is being called. Start service, mark a no-show or hold it first.",
        )
    raise Refusal(
        "someone-served",
        f"Quầy đang phục vụ số {known.number}. Bấm hoàn thành trước.",
        f"Number {known.number} is being served. Finish first.",
    )


def calling_counter(counter: Counter) -> None:
    """The counter is not paused."""
    if counter.pause is not None:
        raise Refusal("paused", "Quầy đang tạm dừng. Bấm tiếp tục trước khi gọi.", "The counter is paused.")


def stands(work: Work, known: TicketId) -> Stands:
    """Where the ticket stands now."""
    now = work.hall.tickets[known]
    return Stands(ticket=now.id, number=now.number, state=now.state, service=now.service, counter=now.counter)
