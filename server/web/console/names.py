"""Names of configured things in the reader's language; an id that has left the configuration stays an id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from contract.ids import OfficerId
from contract.words import TicketState
from server.config.procedures import Procedure
from server.config.shapes import CenterConfig
from server.web.console.state import Named
from server.web.say import Say

STATES: dict[TicketState, tuple[str, str]] = {
    TicketState.RESERVED: ("chưa in phiếu", "slip not printed yet"),
    TicketState.WAITING: ("đang chờ", "waiting"),
    TicketState.CALLED: ("đang gọi", "called"),
    TicketState.SERVING: ("đang phục vụ", "being served"),
    TicketState.ON_HOLD: ("lưu số", "on hold"),
    TicketState.NO_SHOW: ("vắng mặt", "no-show"),
    TicketState.SERVED: ("hoàn thành", "served"),
    TicketState.CANCELLED: ("đã hủy", "cancelled"),
    TicketState.UNSERVED: ("chưa được phục vụ", "unserved"),
}


class _WithName(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name_vi(self) -> str: ...
    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Names:
    """All of them, looked up."""

    services: Mapping[str, str]
    counters: Mapping[str, str]
    priorities: Mapping[str, str]
    procedures: Mapping[str, str]
    officers: Mapping[OfficerId, str]
    say: Say

    def service(self, service: str) -> str:
        """Of a service."""
        return self.services.get(service, service)

    def counter(self, counter: str | None) -> str | None:
        """Of a counter."""
        return None if counter is None else self.counters.get(counter, counter)

    def priority(self, priority: str | None) -> str | None:
        """Of a priority class."""
        return None if priority is None else self.priorities.get(priority, priority)

    def procedure(self, procedure: str | None) -> str | None:
        """Of a procedure, in full."""
        return None if procedure is None else self.procedures.get(procedure, procedure)

    def officer(self, officer: OfficerId | None) -> str | None:
        """Of a person."""
        return None if officer is None else self.officers.get(officer, officer)

    def state(self, state: TicketState) -> str:
        """Of a ticket's state."""
        return self.say(*STATES[state])


def names_in(
    config: CenterConfig, procedures: Iterable[Procedure], officers: Mapping[OfficerId, str], say: Say
) -> Names:
    """The names of this configuration."""
    return Names(
        services=_by_id(config.services, say),
        counters=_by_id(config.counters, say),
        priorities=_by_id(config.priority.classes, say),
        procedures={known.code: say(known.name_vi, known.name_en or known.name_vi) for known in procedures},
        officers=officers,
        say=say,
    )


def to_pick(known: Iterable[_WithName], say: Say) -> tuple[Named, ...]:
    """Things to choose from, in the configured order."""
    return tuple(Named(item.id, say(item.name_vi, item.name_en)) for item in known)


def _by_id(known: Iterable[_WithName], say: Say) -> dict[str, str]:
    return {item.id: say(item.name_vi, item.name_en) for item in known}
