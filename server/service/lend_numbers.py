"""Numbers lent to kiosks for when the hub is away: today's and the next opening day's.

Taken from the top of each series downwards, so that numbers given by the hub go up undisturbed and an
offline number is recognised by its height (decision 0019).
"""

from __future__ import annotations

from datetime import date, timedelta

from contract.events import LeaseGranted, LeaseReclaimed
from contract.ids import DeviceId, new_lease_id
from contract.offline import Lease, LeasedRange, LeasedService
from contract.words import ClockTrust
from server.domain.center import Series, Service
from server.domain.numbering import LEAVES_THE_HUB, last_free, ranges_of, spelled
from server.service.work import Work

LOOK_AHEAD_DAYS = 30
"""The next opening day is looked for so far ahead: longer than any holiday."""


def lend_numbers(work: Work) -> None:
    """See to it that each kiosk can go on for a day alone; nothing is lent while journals are missing."""
    if work.hall.awaiting or not work.rules.lease_numbers:
        return
    for kiosk in work.rules.kiosks:
        if work.hall.day is not None:
            _top_up(work, kiosk, work.hall.day)
    if all(_has_later(work, kiosk) for kiosk in work.rules.kiosks):
        return
    upcoming = _next_opening_day(work)
    if upcoming is not None:
        for kiosk in work.rules.kiosks:
            _top_up(work, kiosk, upcoming)


def reclaim_leases(work: Work, before: date) -> None:
    """Leases of days that are over: what nobody has is nobody's any more."""
    for lease in tuple(work.hall.leases.values()):
        if lease.day < before and lease.lease not in work.hall.reclaimed:
            reclaim(work, lease)


def reclaim(work: Work, lease: Lease) -> None:
    """No number of it is given any more; those that were stay what they are."""
    unused = unused_of(work, lease) if lease.day == work.hall.day else _size(lease)
    work.record(LeaseReclaimed, lease=lease.lease, kiosk=lease.kiosk, for_day=lease.day, unused=unused)


def unused_of(work: Work, lease: Lease) -> int:
    """Numbers of a lease of the open day that nobody has."""
    return sum(_unused_in(work, part) for part in lease.ranges)


def _size(lease: Lease) -> int:
    return sum(part.last - part.first + 1 for part in lease.ranges)


def _unused_in(work: Work, part: LeasedRange) -> int:
    series = work.rules.series.get(part.series)
    if series is None:
        return part.last - part.first + 1
    numbers = (spelled(series, value) for value in range(part.first, part.last + 1))
    holders = (work.hall.by_number.get(number) for number in numbers)
    return sum(1 for holder in holders if holder is None or work.hall.tickets[holder].is_unclaimed)


def _has_later(work: Work, kiosk: DeviceId) -> bool:
    after = work.hall.day or work.hall.last_day
    if work.hall.day is None and after is not None and work.now.local_day > after:
        after = work.now.local_day - timedelta(days=1)
    return any(
        lease.kiosk == kiosk and (after is None or lease.day > after)
        for lease in work.hall.leases.values()
        if lease.lease not in work.hall.reclaimed
    )


def _next_opening_day(work: Work) -> date | None:
    """The first opening day after the open one, or, where none is open, from today on."""
    start = work.hall.day or work.hall.last_day
    if work.hall.day is None:
        if work.now.trust is ClockTrust.UNTRUSTED:
            return None
        yesterday = work.now.local_day - timedelta(days=1)
        start = max(start, yesterday) if start is not None else yesterday
    assert start is not None  # noqa: S101 - tells mypy: an open day, or one was made from today
    for ahead in range(1, LOOK_AHEAD_DAYS):
        day = start + timedelta(days=ahead)
        if work.rules.open_hours(day) is not None:
            return day
    return None


def _top_up(work: Work, kiosk: DeviceId, day: date) -> None:
    held = [
        lease
        for lease in work.hall.leases.values()
        if lease.kiosk == kiosk and lease.day == day and lease.lease not in work.hall.reclaimed
    ]
    series_in_use = {service.series for service in work.rules.services.values()}
    ranges = [
        part
        for series in work.rules.series.values()
        if series.id in series_in_use and (part := _further(work, series, held, day)) is not None
    ]
    if ranges:
        lease = Lease(
            lease=new_lease_id(),
            kiosk=kiosk,
            day=day,
            ranges=tuple(ranges),
            services=_services(work, ranges, day, is_first=not held),
        )
        work.record(LeaseGranted, lease=lease)


def _further(work: Work, series: Series, held: list[Lease], day: date) -> LeasedRange | None:
    """The next block below what is lent already, where the kiosk has less than half of its share left."""
    size = series.last - series.first + 1
    share = min(work.rules.lease_numbers, size // (LEAVES_THE_HUB * len(work.rules.kiosks)))
    mine = ranges_of(series.id, held, day)
    if share < 1 or (mine and not _is_running_out(work, held, mine, share)):
        return None
    last = last_free(series, work.hall.leases.values(), day)
    first_free = work.hall.next_value.get(series.id, series.first) if day == work.hall.day else series.first
    count = min(share, (last - first_free + 1) // 2)
    if count < max(1, share // 2):
        return None
    return LeasedRange(series=series.id, letter=series.letter, first=last - count + 1, last=last)


def _is_running_out(work: Work, held: list[Lease], mine: list[LeasedRange], share: int) -> bool:
    """Asked every second: numbers are counted one by one only where some were given."""
    if held[0].day != work.hall.day:
        return False
    lent = sum(part.last - part.first + 1 for part in mine)
    names = {lease.lease for lease in held}
    if lent * 2 >= share and not any(lease in names for lease, _ in work.hall.given_offline):
        return False
    return sum(_unused_in(work, part) for part in mine) * 2 < share


def _services(
    work: Work, ranges: list[LeasedRange], day: date, *, is_first: bool
) -> tuple[LeasedService, ...]:
    lent = {part.series for part in ranges}
    return tuple(
        LeasedService(
            service=service.id,
            series=service.series,
            most=_share_of_cap(work, service, is_first=is_first),
            hours=work.rules.number_hours(service.id, day),
        )
        for service in work.rules.services.values()
        if service.series in lent
    )


def _share_of_cap(work: Work, service: Service, *, is_first: bool) -> int | None:
    """A further lease brings numbers, not a larger share of the cap."""
    if service.daily_cap is None:
        return None
    if not is_first:
        return 0
    return service.daily_cap * work.rules.lease_cap_percent // 100 // len(work.rules.kiosks)
