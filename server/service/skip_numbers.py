"""After a restore: numbers that may be in somebody's hand, with no journal to tell, are given to nobody."""

from __future__ import annotations

from contract.events import NumbersSkipped
from contract.ids import SeriesId
from contract.offline_events import SkippedNumbers
from server.domain.center import Series
from server.domain.numbering import last_free
from server.service.work import Work

GIVEN_BY_HAND = 20
"""More than a console gives of one series between two backups: a few an hour."""

GIVEN_BY_A_KIOSK = 100
"""Of one series, by a kiosk whose journal nobody waits for any more."""

LARGEST_PART = 4
"""At most a quarter of what is left is skipped: a short series must not be used up by a restore."""


def skip_numbers(work: Work, most: int) -> None:
    """Every series of the open day goes on that much higher."""
    if work.hall.day is None:
        return
    parts = (_part(work, series, most) for series in work.rules.series.values())
    skipped = tuple(part for part in parts if part is not None)
    if skipped:
        work.record(NumbersSkipped, series=skipped)


def skip_up_to(work: Work, series: SeriesId, value: int) -> None:
    """The hub had given a number before the restore, and so those below, of which no journal has told yet."""
    first = work.hall.next_value.get(series, work.rules.series[series].first)
    if first < value:
        work.record(NumbersSkipped, series=(SkippedNumbers(series=series, first=first, last=value - 1),))


def _part(work: Work, series: Series, most: int) -> SkippedNumbers | None:
    assert work.hall.day is not None  # noqa: S101 - `skip_numbers` has looked
    first = work.hall.next_value.get(series.id, series.first)
    left = last_free(series, work.hall.leases.values(), work.hall.day) - first + 1
    count = min(most, left // LARGEST_PART)
    if count < 1:
        return None
    return SkippedNumbers(series=series.id, first=first, last=first + count - 1)
