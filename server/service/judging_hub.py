"""What is well and what is not of the hub itself: limits and sentences. Pure.

*Broken* is what keeps the hub from its own work; a device's trouble is never the hub's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from contract.words import ClockTrust
from server.service import hub_words as words
from server.service.health import BackupAge, BackupIs, Finding, HubFigures, Level
from server.service.judging import findings_of_machine
from server.service.page_vault_words import FINDINGS

STANDS_STILL_S = 20.0
"""The clockwork turns every second; a slow disk may hold one turn up, not this long."""
FAR_BEHIND = 1000
LONG_QUEUE = 256


def judge_hub(hub: HubFigures, now: datetime) -> tuple[Finding, ...]:
    """The worst first."""
    found = [*_work(hub), *_clock(hub), *_load(hub), *_backups(hub.backups, now)]
    found += [FINDINGS[hub.page_vault]] if hub.page_vault in FINDINGS else []
    found += findings_of_machine(hub.readings)
    return tuple(sorted(found, key=lambda finding: finding.level))


def _work(hub: HubFigures) -> Iterator[Finding]:
    if hub.looked_s_ago > STANDS_STILL_S:
        yield words.STANDS_STILL
    elif not hub.writes:
        yield words.CANNOT_WRITE
    if not hub.has_broker:
        yield words.NO_BROKER
    if hub.awaiting:
        yield words.awaiting(hub.awaiting)


def _clock(hub: HubFigures) -> Iterator[Finding]:
    if hub.trust is ClockTrust.UNTRUSTED:
        yield words.clock_untrusted(Level.BROKEN if hub.day is None else Level.WARNING)
    if hub.steps_today:
        yield words.clock_stepped(hub.steps_today)


def _load(hub: HubFigures) -> Iterator[Finding]:
    if hub.has_broker and hub.outbox_behind > FAR_BEHIND:
        yield words.outbox_behind(hub.outbox_behind)
    if hub.queue_length > LONG_QUEUE:
        yield words.long_queue(hub.queue_length)
    if hub.live_streams >= hub.stream_cap:
        yield words.streams_full(hub.stream_cap)
    if hub.unreadable or hub.denied or hub.unknown_devices:
        yield words.refused(hub.unreadable, hub.denied, hub.unknown_devices)


def _backups(backups: tuple[BackupAge, ...], now: datetime) -> Iterator[Finding]:
    for backup in backups:
        if backup.stands is BackupIs.FAILED:
            yield words.backup_failed(backup)
        elif backup.stands is BackupIs.NEVER:
            yield words.no_backup(backup.to)
        elif backup.stands is BackupIs.OLD and backup.made_at is not None:
            yield words.backup_old(backup.to, (now - backup.made_at) / timedelta(days=1))
