"""What staff at the console should know besides the line: devices, backups, and the hub's own disk.

Gathers sentences from who knows them; judges nothing.
"""

from __future__ import annotations

from server.service.alerts import Alert, AlertKind, Alerts
from server.service.health import Finding, HealthSource
from server.service.page_vault_words import FINDINGS

WHOSE_DISK = {"disk-full", "disk-low"}
"""Sentences of any machine: here it must be said whose."""

HUBS_OWN = {"cannot-write", "stands-still", *FINDINGS} | WHOSE_DISK
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
        return [_alert(found) for found in self._health.current().hub_findings if found.code in HUBS_OWN]


def _alert(finding: Finding) -> Alert:
    """What it is; what to do about it stands on the health page, for who can do it."""
    vi, en = ("Máy chủ: ", "The hub: ") if finding.code in WHOSE_DISK else ("", "")
    return Alert(
        kind=AlertKind.DISK,
        message_vi=f"{vi}{finding.say_vi}",
        message_en=f"{en}{finding.say_en}",
        since=finding.since,
    )
