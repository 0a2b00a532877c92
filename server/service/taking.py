"""Whether a service gives numbers now, and the next number of its series."""

from __future__ import annotations

import hashlib

from contract.answers import Reserved
from contract.clock import local_time
from contract.commands import GiveNumber, ReserveTicket
from contract.events import TicketReserved
from contract.ids import ServiceId, TicketNumber, Token, new_ticket_id, new_token
from contract.words import ClockTrust, Origin, Taking
from server.domain.center import CenterRules, GivingNumbers, Service
from server.domain.hall import Hall
from server.domain.instant import Instant
from server.domain.numbering import is_used_up, spelled
from server.domain.refusal import Refusal
from server.domain.ticket import Ticket
from server.service import checks
from server.service.work import Work

_WHY: dict[Taking, tuple[str, str]] = {
    Taking.NO_DAY: ("Trung tâm chưa mở cửa.", "The center is not open."),
    Taking.CLOSED_TODAY: ("Hôm nay không tiếp nhận.", "Closed today."),
    Taking.BEFORE_HOURS: ("Chưa đến giờ lấy số.", "Numbers are not given yet."),
    Taking.AFTER_LAST_TICKET: ("Đã hết giờ lấy số.", "Numbers are no longer given at this hour."),
    Taking.CAP_REACHED: ("Hôm nay đã phát hết số.", "All of today's numbers have been given."),
    Taking.NUMBERS_USED_UP: ("Hôm nay đã phát hết số.", "All of today's numbers have been given."),
    Taking.AWAITING_JOURNALS: (
        "Hệ thống vừa được khôi phục và đang chờ dữ liệu từ các máy lấy số.",
        "The system was restored from a backup and waits for the kiosks' journals.",
    ),
}


def taking(hall: Hall, rules: CenterRules, service: ServiceId, now: Instant) -> GivingNumbers:
    """Whether a kiosk may give a number for the service now, and when again if not."""
    if hall.day is None:
        hours = rules.giving(service, local_time(now.utc))
        return GivingNumbers(Taking.NO_DAY, hours.opens_at)
    by_count = _by_count(hall, rules, rules.services[service])
    if by_count is not Taking.OPEN:
        return GivingNumbers(by_count)
    if now.trust is ClockTrust.UNTRUSTED or not hall.clock.tells_hours:
        return GivingNumbers(Taking.OPEN)  # the open day goes on: hours cannot be read off a clock in doubt
    return rules.giving(service, local_time(now.utc))


def check_taking(work: Work, service: ServiceId) -> None:
    """Raises `Refusal` with the reason as code where no number is given."""
    why = taking(work.hall, work.rules, service, work.now).taking
    if why is not Taking.OPEN:
        raise Refusal(why, *_WHY[why])


def check_count(work: Work, service: Service) -> None:
    """Cap and series alone: staff are not bound by the kiosk's hours."""
    checks.open_day(work)
    why = _by_count(work.hall, work.rules, service)
    if why is not Taking.OPEN:
        raise Refusal(why, *_WHY[why])


def take_number(
    work: Work, command: ReserveTicket | GiveNumber, service: Service, origin: Origin
) -> tuple[Ticket, Token]:
    """The next number of the series the service draws from; the token is kept as its hash alone."""
    series = work.rules.series[service.series]
    value = work.hall.next_value.get(series.id, series.first)
    rank = 0
    if command.priority is not None:
        known = work.rules.priority_ranks.get(command.priority)
        if known is None:
            raise Refusal(
                "unknown-priority", "Diện ưu tiên này không có trong danh sách.", "Unknown priority class."
            )
        rank = known
    if command.procedure is not None and command.procedure not in service.procedures:
        raise Refusal(
            "unknown-procedure", "Thủ tục này không thuộc nhóm đã chọn.", "Unknown procedure in this service."
        )
    token = new_token()
    event = work.record(
        TicketReserved,
        ticket=new_ticket_id(),
        number=TicketNumber(spelled(series, value)),
        series=series.id,
        value=value,
        service=service.id,
        origin=origin,
        token_hash=hash_of(token),
        language=command.language,
        priority=command.priority,
        rank=rank,
        procedure=command.procedure,
    )
    return work.hall.tickets[event.ticket], token


def reserved(work: Work, ticket: Ticket, token: Token) -> Reserved:
    """The answer to whoever took the number."""
    return Reserved(
        ticket=ticket.id,
        number=ticket.number,
        token=token,
        service=ticket.service,
        taken_at=ticket.arrived.utc,
        day=ticket.day,
        people_ahead=work.hall.line(ticket.service).ahead_of(ticket),
    )


def hash_of(token: str) -> str:
    """SHA-256, hex: what the ledger keeps of a slip's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _by_count(hall: Hall, rules: CenterRules, service: Service) -> Taking:
    if hall.awaiting:
        return Taking.AWAITING_JOURNALS
    series = rules.series[service.series]
    next_value = hall.next_value.get(series.id, series.first)
    if hall.day is not None and is_used_up(series, next_value, hall.leases.values(), hall.day):
        return Taking.NUMBERS_USED_UP
    if service.daily_cap is not None and _counted(hall, service) >= service.daily_cap:
        return Taking.CAP_REACHED
    return Taking.OPEN


def _counted(hall: Hall, service: Service) -> int:
    """Numbers taken of a capped service, and those that kiosks may still give without the hub."""
    kept_back = 0
    for lease in hall.leases.values():
        if lease.day != hall.day or lease.lease in hall.reclaimed:
            continue
        for part in lease.services:
            if part.service == service.id and part.most is not None:
                kept_back += max(0, part.most - hall.given_offline.get((lease.lease, service.id), 0))
    return hall.taken.get(service.id, 0) + kept_back
