"""Rules about hours: spans that are spans, last tickets inside them, and years whose holidays are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time, timedelta
from itertools import pairwise

import msgspec

from server.config.calendar import ends, working_calendar
from server.config.hours import ServiceHours, Week
from server.config.known import Known
from server.config.problem import Bilingual, Finding, Path, error, to_write, warning
from server.config.structure import Structure

_NEXT_YEAR_MATTERS_FROM = 11
"""Month from which next year's list should be here: notices come in autumn."""
_WRITTEN_SPAN = re.compile(r"\d\d:\d\d ?[-–] ?\d\d:\d\d")

Ends = tuple[time, time]


def hours_findings(structure: Structure, known: Known) -> Iterator[Finding]:
    """Spans, last tickets, extra days and calendar years that cannot work."""
    hours = structure.config.hours
    yield from _week(("hours", "week"), hours.week)
    yield from _day(("hours", "make_up"), hours.make_up)
    for at, service in enumerate(structure.config.services):
        if service.hours and service.hours.week:
            yield from _week(("services", at, "hours", "week"), service.hours.week)
    if structure.is_whole("hours", "services"):
        yield from _never_open(structure)
    yield from _last_tickets(structure)
    yield from _extra_days(structure)
    yield from _years(structure, known)


def _week(path: Path, week: Week) -> Iterator[Finding]:
    for day in msgspec.structs.fields(week):
        yield from _day((*path, day.name), getattr(week, day.name))


def _day(path: Path, written: tuple[str, ...]) -> Iterator[Finding]:
    spans = list(_ends(written))
    for opens, closes in spans:
        if closes <= opens:
            yield error(
                path,
                "span-backwards",
                vi=f"khoảng giờ {opens:%H:%M}-{closes:%H:%M} kết thúc trước khi bắt đầu",
                en=f"the span {opens:%H:%M}-{closes:%H:%M} ends before it starts",
                suggestion=to_write(f'"{closes:%H:%M}-{opens:%H:%M}"'),
            )
    for (opens, closes), (next_opens, next_closes) in pairwise(spans):
        if next_opens < closes:
            yield error(
                path,
                "spans-overlap",
                vi=f"khoảng {next_opens:%H:%M}-{next_closes:%H:%M} chồng lên {opens:%H:%M}-{closes:%H:%M}",
                en=f"{next_opens:%H:%M}-{next_closes:%H:%M} does not come after {opens:%H:%M}-{closes:%H:%M}",
                suggestion=Bilingual(
                    vi="buổi sáng trước, khoảng sau bắt đầu khi khoảng trước đã hết",
                    en="morning first, each span after the one before it",
                ),
            )


def _never_open(structure: Structure) -> Iterator[Finding]:
    config = structure.config
    for at, service in enumerate(config.services):
        week = (service.hours and service.hours.week) or config.hours.week
        if not any(_week_ends(week)):
            path: Path = ("services", at, "hours", "week") if service.hours else ("hours", "week")
            yield error(
                path,
                "service-never-open",
                vi=f'nhóm thủ tục "{service.id}" không có giờ làm việc nào trong tuần',
                en=f'the service "{service.id}" has no hours in the whole week',
                suggestion=Bilingual(
                    vi='ví dụ monday = ["07:00-11:30", "13:00-16:30"]',
                    en='for example monday = ["07:00-11:30", "13:00-16:30"]',
                ),
            )


def _last_tickets(structure: Structure) -> Iterator[Finding]:
    hours = structure.config.hours
    yield from _margin(("hours", "last_ticket_before_min"), hours.last_ticket_before_min, hours.week)
    for at, service in enumerate(structure.config.services):
        own = service.hours or ServiceHours()
        week, path = own.week or hours.week, ("services", at, "hours")
        if own.last_ticket_before_min is not None:
            yield from _margin((*path, "last_ticket_before_min"), own.last_ticket_before_min, week)
        if own.last_ticket is not None and structure.is_whole("hours", "services"):
            yield from _last_ticket((*path, "last_ticket"), time.fromisoformat(own.last_ticket), week)


def _margin(path: Path, minutes: int, week: Week) -> Iterator[Finding]:
    lengths = [_minutes(span) for day in _week_ends(week) for span in day if span[0] < span[1]]
    if lengths and minutes >= min(lengths):
        yield error(
            path,
            "no-time-for-tickets",
            vi=f"ngừng cấp số {minutes} phút trước giờ nghỉ thì có buổi không cấp số nào",
            en=f"closing {minutes} minutes early leaves a span of {min(lengths)} minutes without any number",
            suggestion=Bilingual(vi=f"nhỏ hơn {min(lengths)}", en=f"less than {min(lengths)}"),
        )


def _last_ticket(path: Path, last: time, week: Week) -> Iterator[Finding]:
    open_days = [day for day in _week_ends(week) if day]
    if not open_days:
        return
    earliest, latest = min(day[0][0] for day in open_days), max(day[-1][1] for day in open_days)
    if last <= earliest or last > latest:
        yield error(
            path,
            "last-ticket-outside",
            vi=f"giờ cấp số cuối {last:%H:%M} nằm ngoài giờ làm việc {earliest:%H:%M}-{latest:%H:%M}",
            en=f"the last ticket at {last:%H:%M} lies outside the hours {earliest:%H:%M}-{latest:%H:%M}",
            suggestion=Bilingual(
                vi=f'một giờ không muộn hơn "{latest:%H:%M}"', en=f'a time up to "{latest:%H:%M}"'
            ),
        )


def _extra_days(structure: Structure) -> Iterator[Finding]:
    hours = structure.config.hours
    worked = [day.date for day in hours.make_up_days]
    off = [day.date for day in hours.days_off]
    for name, days in (("days_off", off), ("make_up_days", worked)):
        for at, day in enumerate(days):
            if day in days[:at] or (name == "make_up_days" and day in off):
                yield error(
                    ("hours", name, at),
                    "day-twice",
                    vi=f"ngày {day:%d/%m/%Y} đã có ở mục phía trên",
                    en=f"{day.isoformat()} is already listed",
                    suggestion=Bilingual(
                        vi="chỉ giữ một lần, ở days_off hoặc ở make_up_days",
                        en="keep it once, under days_off or under make_up_days",
                    ),
                )


def _years(structure: Structure, known: Known) -> Iterator[Finding]:
    hours = structure.config.hours
    confirmed = working_calendar(known.holidays, hours).confirmed_years
    ahead = 1 if known.today.month >= _NEXT_YEAR_MATTERS_FROM else 0
    for year in range(known.today.year, known.today.year + ahead + 1):
        if year not in confirmed:
            yield warning(
                ("hours",),
                "year-unconfirmed",
                vi=f"chưa có danh sách ngày nghỉ đã xác nhận của năm {year}, hệ thống sẽ không tự mở ngày",
                en=f"no confirmed list of holidays for {year}: no day of it opens by itself",
                suggestion=Bilingual(
                    vi=f"ghi các ngày của năm vào days_off và make_up_days, rồi confirmed_years = [{year}]",
                    en=f"list its days under days_off and make_up_days, then confirmed_years = [{year}]",
                ),
            )
    listed = {day.date.year for day in hours.days_off}
    for at, year in enumerate(hours.confirmed_years):
        if year not in listed:
            yield warning(
                ("hours", "confirmed_years", at),
                "year-without-holidays",
                vi=f"năm {year} được xác nhận nhưng không có ngày nghỉ nào trong days_off",
                en=f"{year} is confirmed here, but days_off lists no day of it",
                suggestion=Bilingual(
                    vi="ghi các ngày nghỉ theo thông báo chính thức vào days_off",
                    en="list the holidays of the official notice under days_off",
                ),
            )


def _week_ends(week: Week) -> list[list[Ends]]:
    return [list(_ends(getattr(week, day.name))) for day in msgspec.structs.fields(week)]


def _ends(written: tuple[str, ...]) -> Iterator[Ends]:
    """The spans that can be read; the others have been named already."""
    yield from (ends(text) for text in written if _WRITTEN_SPAN.fullmatch(text))


def _minutes(span: Ends) -> int:
    opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in span)
    return int((closes - opens) / timedelta(minutes=1))
