"""How the backups stand, for the health page and for staff: read off the book, judged by age."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum, unique

import msgspec

from server.backup.book import BackupBook, History
from server.backup.schedule import due_at
from server.config.backup import BackupPlace, BackupSettings
from server.service.alerts import Alert, AlertKind


@unique
class BackupState(StrEnum):
    """How one place stands."""

    FINE = "fine"
    NEVER = "never"
    """None was made there yet."""
    FAILED = "failed"
    """The last attempt came to nothing; an older backup may be there."""
    OLD = "old"
    """The last good one is older than the settings allow."""


class BackupStanding(msgspec.Struct, frozen=True, kw_only=True):
    """One place."""

    to: str
    state: BackupState
    made_at: datetime | None
    """The last good backup."""
    age_s: float | None
    """Its age."""
    name: str | None
    """Its file."""
    bytes: int | None
    failed_at: datetime | None
    """The last failure, where nothing good came after it."""
    why_vi: str
    why_en: str
    due_at: datetime | None
    """When the hub makes the next one."""


def standings(settings: BackupSettings, book: BackupBook, now: datetime) -> tuple[BackupStanding, ...]:
    """All places of the settings, in their order."""
    return tuple(_standing(settings, place, book.of(place.to), now) for place in settings.places)


def _standing(
    settings: BackupSettings, place: BackupPlace, history: History, now: datetime
) -> BackupStanding:
    made, failed = history.made, history.failed
    age_s = (now - made.at).total_seconds() if made else None
    return BackupStanding(
        to=place.to,
        state=_state(settings, history, age_s),
        made_at=made.at if made else None,
        age_s=age_s,
        name=made.name if made else None,
        bytes=made.bytes if made else None,
        failed_at=failed.at if failed else None,
        why_vi=failed.why_vi if failed else "",
        why_en=failed.why_en if failed else "",
        due_at=due_at(settings, history, now),
    )


def _state(settings: BackupSettings, history: History, age_s: float | None) -> BackupState:
    if history.failed is not None:
        return BackupState.FAILED
    if age_s is None:
        return BackupState.NEVER
    return BackupState.OLD if age_s > settings.alert_after_hours * 3600 else BackupState.FINE


def backup_alerts(found: tuple[BackupStanding, ...]) -> list[Alert]:
    """A sentence for each place that is not as it should be. A first backup still to come is no fault."""
    return [
        Alert(kind=AlertKind.BACKUP, message_vi=vi, message_en=en, since=standing.made_at)
        for standing in found
        for vi, en in [_sentence(standing)]
        if standing.state in (BackupState.FAILED, BackupState.OLD)
    ]


def _sentence(standing: BackupStanding) -> tuple[str, str]:
    if standing.state is BackupState.FAILED:
        return (
            f"Chưa sao lưu được vào {standing.to}: {standing.why_vi}",
            f"No backup in {standing.to}: {standing.why_en}",
        )
    hours = round((standing.age_s or 0) / 3600)
    return (
        f"Bản sao lưu mới nhất ở {standing.to} đã cũ {hours} giờ",
        f"The latest backup in {standing.to} is {hours} hours old",
    )
