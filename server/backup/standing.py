"""How the backups stand, for the health page and for staff: read off the book, judged by age."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.backup.book import BackupBook, History
from server.config.backup import BackupPlace, BackupSettings
from server.service.alerts import Alert, AlertKind
from server.service.health import BackupAge, BackupIs


def standings(settings: BackupSettings, book: BackupBook, now: datetime) -> tuple[BackupAge, ...]:
    """All places of the settings, in their order."""
    return tuple(_standing(settings, place, book.of(place.to), now) for place in settings.places)


def _standing(settings: BackupSettings, place: BackupPlace, history: History, now: datetime) -> BackupAge:
    made, failed = history.made, history.failed
    return BackupAge(
        to=place.to,
        stands=_state(settings, history, now),
        made_at=made.at if made else None,
        why_vi=failed.why_vi if failed else "",
        why_en=failed.why_en if failed else "",
    )


def _state(settings: BackupSettings, history: History, now: datetime) -> BackupIs:
    if history.failed is not None:
        return BackupIs.FAILED
    if history.made is None:
        return BackupIs.NEVER
    is_old = now - history.made.at > timedelta(hours=settings.alert_after_hours)
    return BackupIs.OLD if is_old else BackupIs.FINE


def backup_alerts(found: tuple[BackupAge, ...], now: datetime) -> list[Alert]:
    """A sentence for each place that is not as it should be. A first backup still to come is no fault."""
    return [
        Alert(kind=AlertKind.BACKUP, message_vi=vi, message_en=en, since=backup.made_at)
        for backup in found
        for vi, en in [_sentence(backup, now)]
        if backup.stands in (BackupIs.FAILED, BackupIs.OLD)
    ]


def _sentence(backup: BackupAge, now: datetime) -> tuple[str, str]:
    if backup.stands is BackupIs.FAILED:
        return (
            f"Chưa sao lưu được vào {backup.to}: {backup.why_vi}",
            f"No backup in {backup.to}: {backup.why_en}",
        )
    hours = round((now - (backup.made_at or now)) / timedelta(hours=1))
    return (
        f"Bản sao lưu mới nhất ở {backup.to} đã cũ {hours} giờ",
        f"The latest backup in {backup.to} is {hours} hours old",
    )
