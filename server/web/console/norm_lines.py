"""Broken norms as lines of the officer's and the guide's page: one a kind, for whom it concerns. Pure."""

from __future__ import annotations

from collections.abc import Collection

from contract.ids import ServiceId
from server.domain.counter import Counter
from server.domain.hall_watch import HallNow, Norm
from server.service.alerts import AlertKind
from server.service.asker import Asker
from server.service.permission import sees_all_counters, sees_norms
from server.web.console.names import Names
from server.web.console.state import AlertLine
from server.web.norm_words import broken_norms

_KINDS = {
    Norm.LONGEST_WAIT: AlertKind.LONG_WAIT,
    Norm.LONGEST_SERVICE: AlertKind.LONG_SERVICE,
    Norm.IDLE_WITH_WAITING: AlertKind.IDLE_COUNTER,
    Norm.LONGEST_LINE: AlertKind.LONG_LINE,
}


def norm_lines(now: HallNow, asker: Asker, own: Counter | None, names: Names) -> tuple[AlertLine, ...]:
    """An officer hears of the own counter and its services; without one, of all they may serve."""
    if not sees_norms(asker):
        return ()
    return tuple(
        AlertLine(kind=_KINDS[broken.norm], text=broken.text, since=None)
        for broken in broken_norms(_concerning(now, asker, own), names)
    )


def _concerning(now: HallNow, asker: Asker, own: Counter | None) -> HallNow:
    if sees_all_counters(asker):
        return now.narrowed(asker.services, [known.counter for known in now.counters])
    services: Collection[ServiceId] | None = own.services if own is not None else asker.services
    return now.narrowed(services, [own.id] if own is not None else [])
