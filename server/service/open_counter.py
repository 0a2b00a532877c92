"""An officer sits down at a counter."""

from __future__ import annotations

from contract.answers import CounterStands
from contract.commands import OpenCounter
from contract.events import CounterOpened
from contract.ids import CounterId, OfficerId, ServiceId
from server.domain.center import Counter
from server.domain.counter import status_of
from server.domain.refusal import Refusal, not_allowed, unknown_counter
from server.service import checks
from server.service.asker import Role
from server.service.work import Work


def open_counter(command: OpenCounter, work: Work) -> CounterStands:
    """One officer a counter, one counter an officer; the services are among what the counter can serve."""
    known = work.rules.counters.get(command.counter)
    if known is None:
        raise unknown_counter(command.counter)
    checks.open_day(work)
    officer = _seated(work, command)
    _is_free(work, known, officer)
    services = _services(work, known, command.services)
    work.record(CounterOpened, counter=known.id, seated=officer, services=services)
    return counter_stands(work, known.id)


def counter_stands(work: Work, counter: CounterId) -> CounterStands:
    """What the counter is doing now."""
    now = work.hall.counter(counter)
    return CounterStands(
        counter=now.id,
        status=status_of(now, work.hall.ticket_at(now)),
        officer=now.officer,
        services=now.services,
    )


def _seated(work: Work, command: OpenCounter) -> OfficerId:
    if command.officer is not None and command.officer != work.asker.officer:
        if Role.MANAGER not in work.asker.roles:
            raise not_allowed()
        return command.officer
    if work.asker.officer is None:
        raise not_allowed()
    return work.asker.officer


def _is_free(work: Work, known: Counter, officer: OfficerId) -> None:
    for counter in work.hall.counters.values():
        if not counter.is_open:
            continue
        if counter.id == known.id and counter.officer != officer:
            raise Refusal("counter-taken", f"{known.name_vi} đã có cán bộ mở.", f"{known.name_en} is taken.")
        if counter.id != known.id and counter.officer == officer:
            raise Refusal(
                "seated-elsewhere",
                f"Cán bộ đang mở quầy {counter.id}. Hãy đóng quầy đó trước.",
                f"This officer has counter {counter.id} open. Close it first.",
            )
        if counter.id == known.id:
            raise Refusal("counter-open", f"{known.name_vi} đang mở.", f"{known.name_en} is open already.")


def _services(work: Work, known: Counter, wanted: tuple[ServiceId, ...]) -> tuple[ServiceId, ...]:
    able = tuple(
        service for service in known.services if work.asker.services is None or service in work.asker.services
    )
    services = tuple(service for service in able if service in wanted) if wanted else able
    if not services or (wanted and len(services) != len(set(wanted))):
        raise Refusal(
            "cannot-serve",
            "Quầy hoặc cán bộ này không phụ trách nhóm thủ tục đã chọn.",
            "This counter or officer does not serve the chosen services.",
        )
    return services
