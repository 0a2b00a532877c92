"""An officer serves the holder of an offline slip before its kiosk has handed it in."""

from __future__ import annotations

from contract.answers import Stands
from contract.commands import ClaimSlip
from contract.events import TicketClaimed
from contract.ids import SeriesId, ServiceId, TicketNumber, new_ticket_id
from contract.offline import Lease
from server.domain.center import Service
from server.domain.counter import Counter
from server.domain.numbering import place_in_lease
from server.domain.refusal import Refusal
from server.service import checks
from server.service.taking import hash_of
from server.service.work import Work


def claim_slip(command: ClaimSlip, work: Work) -> Stands:
    """The number must lie in a lease of the open day and be nobody's yet; service begins at once."""
    counter = checks.own_counter(work, command.counter)
    checks.free_counter(work, counter)
    before = work.hall.by_number.get(command.number)
    if before is not None and not work.hall.tickets[before].is_unclaimed:
        raise Refusal(
            "known-number",
            f"Số {command.number} đã có trong hệ thống. Hãy gọi số này như bình thường.",
            f"Number {command.number} is known already: call it as usual.",
        )
    lease, series, value = _lease_with(work, command.number)
    event = work.record(
        TicketClaimed,
        ticket=before or new_ticket_id(),
        number=command.number,
        counter=counter.id,
        series=series,
        value=value,
        service=_service(work, command.service, lease, series, counter).id,
        lease=lease.lease,
        token_hash=hash_of(command.token) if command.token else None,
    )
    return checks.stands(work, event.ticket)


def _lease_with(work: Work, number: TicketNumber) -> tuple[Lease, SeriesId, int]:
    for lease in work.hall.leases.values():
        place = place_in_lease(lease, number) if lease.day == work.hall.day else None
        if place is not None:
            return lease, *place
    raise Refusal(
        "not-leased",
        f"Số {number} không thuộc các số máy lấy số được cấp khi mất kết nối hôm nay. Xin xem lại phiếu.",
        f"Number {number} is none that a kiosk may give without the hub today. Look at the slip again.",
    )


def _service(
    work: Work, wanted: ServiceId | None, lease: Lease, series: SeriesId, counter: Counter
) -> Service:
    possible = [
        work.rules.services[part.service]
        for part in lease.services
        if part.series == series and part.service in work.rules.services
    ]
    if wanted is not None:
        possible = [service for service in possible if service.id == wanted]
    elif len(possible) > 1:
        possible = [service for service in possible if service.id in counter.services]
    if len(possible) != 1:
        raise Refusal(
            "which-service",
            "Phiếu này có thể thuộc nhiều nhóm thủ tục. Xin chọn nhóm.",
            "This slip may belong to several services. Choose one.",
        )
    return possible[0]
