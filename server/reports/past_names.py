"""What things were called: names of every configuration that was ever accepted, the newest winning.

Knows the ledger's configurations; knows nothing of the one in force, of procedures or of people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from contract.clock import local_time
from contract.events import ConfigurationAccepted
from contract.words import DeviceKind
from server.domain.instant import EPOCH
from server.reports.definitions import Both
from server.reports.units import Dimension
from server.store import tables
from server.store.decoding import decode

_event = tables.event.c
_KIND = ConfigurationAccepted.kind()
_LISTS: tuple[tuple[Dimension, tuple[str, ...]], ...] = (
    (Dimension.SERVICE, ("services",)),
    (Dimension.COUNTER, ("counters",)),
    (Dimension.PRIORITY, ("priority", "classes")),
    (Dimension.KIOSK, ("devices",)),
)

Names = Mapping[Dimension, Mapping[str, Both]]


@dataclass(frozen=True, slots=True)
class Past:
    """All configurations together."""

    names: Names
    changed_on: tuple[date, ...]
    """Local days on which another configuration was accepted; the first one changed nothing."""

    def changes_within(self, first: date, last: date) -> tuple[date, ...]:
        """Those days that lie in [first, last]."""
        return tuple(day for day in self.changed_on if first <= day <= last)


@dataclass(frozen=True, slots=True)
class _Accepted:
    sha256: str
    names: Names


class PastNames:
    """Reads each configuration once: its row never changes, so the row's hash is enough to know it again."""

    def __init__(self) -> None:
        self._read: dict[bytes, _Accepted] = {}

    def read(self, connection: Connection) -> Past:
        """Up to what this connection sees."""
        query = select(_event.seq, _event.hash, _event.at_us).where(_event.kind == _KIND)
        names: dict[Dimension, dict[str, Both]] = {dimension: {} for dimension, _ in _LISTS}
        changed: dict[date, None] = {}
        before: _Accepted | None = None
        for row in connection.execute(query.order_by(_event.seq)).all():
            accepted = self._accepted(connection, bytes(row.hash), row.seq)
            for dimension, known in accepted.names.items():
                names[dimension] |= known
            if before is not None and before.sha256 != accepted.sha256:
                changed[local_time(EPOCH + timedelta(microseconds=row.at_us)).date()] = None
            before = accepted
        return Past(names, tuple(changed))

    def _accepted(self, connection: Connection, row_hash: bytes, seq: int) -> _Accepted:
        known = self._read.get(row_hash)
        if known is None:
            payload = connection.execute(select(_event.payload).where(_event.seq == seq)).scalar_one()
            event = decode(_KIND, bytes(payload))
            assert isinstance(event, ConfigurationAccepted)  # noqa: S101 - what that kind decodes to
            known = self._read[row_hash] = _Accepted(event.sha256, _names_in(tomllib.loads(event.text)))
        return known


def _names_in(document: Mapping[str, Any]) -> Names:
    """An old text is read leniently: it was accepted once."""
    return {dimension: dict(_named(document, path)) for dimension, path in _LISTS}


def _named(document: Mapping[str, Any], path: tuple[str, ...]) -> Iterable[tuple[str, Both]]:
    found: Any = document
    for key in path:
        found = found.get(key, {})
    for item in found or ():
        if item.get("kind", DeviceKind.KIOSK) != DeviceKind.KIOSK:
            continue
        vi = item.get("name_vi", item["id"])
        yield item["id"], (vi, item.get("name_en", vi))
