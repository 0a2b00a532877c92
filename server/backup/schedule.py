"""When the next backup of a place is due. Pure: settings, what was tried, and a moment in; a moment out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from contract.clock import LOCAL, local_time
from server.backup.book import History
from server.config.backup import BackupSettings

TRY_AGAIN = timedelta(minutes=30)
"""After a failure: long enough to find the stick, short enough for the same afternoon."""


def due_at(settings: BackupSettings, history: History, now: datetime) -> datetime | None:
    """The moment, past where it was missed; None: there is no plan.

    A clock that was set back makes nothing wait: what was tried in the future is as good as never.
    """
    if not settings.at and settings.every_hours is None:
        return None
    tried = history.tried_at
    if tried is None or tried > now:
        return now
    if history.failed is not None and history.failed.at == tried:
        return tried + TRY_AGAIN
    moments = [_next_time(tried, text) for text in settings.at]
    if settings.every_hours is not None:
        moments.append(tried + timedelta(hours=settings.every_hours))
    return min(moments)


def _next_time(after: datetime, text: str) -> datetime:
    hour, minute = text.split(":")
    local = local_time(after)
    today = datetime.combine(local.date(), time(int(hour), int(minute)), LOCAL)
    return (today if today > local else today + timedelta(days=1)).astimezone(UTC)
