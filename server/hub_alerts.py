"""What staff at the console should know besides the line: devices, backups, and the hub's own disk.

Gathers sentences from who knows them; judges nothing.
"""

from __future__ import annotations

from server.service.alerts import Alert, AlertKind, Alerts
from server.service.health import HealthSource

HUBS_OWN = ("cannot-write", "stands-still", "disk-full", "disk-low")
"""Findings of the hub itself that staff must see before anybody opens the health page."""


class HubAlerts:
    """An `Alerts` made of others, the hub's own faults first."""

    def __init__(self, health: HealthSource, *others: Alerts) -> None:
        self._health = health
        self._others = others

    def current(self) -> list[Alert]:
        """All of it, now."""
        found = [*self._own()]
        for other in self._others:
            found += other.current()
        return found

    def _own(self) -> list[Alert]:
        return [
            Alert(
                kind=AlertKind.DISK,
                message_vi=f"Máy chủ: {finding.say_vi} {finding.do_vi}".strip(),
                message_en=f"The hub: {finding.say_en} {finding.do_en}".strip(),
                since=finding.since,
            )
            for finding in self._health.current().hub_findings
            if finding.code in HUBS_OWN
        ]
