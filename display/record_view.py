"""What the hall display says of records: today, this week and this month, each figure with its whole.

Pure; knows nothing of pixels. Figures that may be old are never called today's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from contract.clock import local_time
from contract.record_counts import RecordCounts
from contract.shares import nearest_tenths
from contract.states import RecordsState
from display.hub_watch import HubWatch, Line
from display.known import Known

OLD_AFTER: Final = timedelta(minutes=15)
"""The hub tells them again every five."""
_PERIODS: Final = ("hôm nay", "tuần này", "tháng này")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure."""

    label: str
    figure: str
    part_of: FigureRow | None = None
    """The row above that it is a part of."""


@dataclass(frozen=True, slots=True)
class RecordPeriod:
    """One period's figures, the most asked for first."""

    title: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class RecordsView:
    """All there is to show."""

    periods: tuple[RecordPeriod, ...]
    as_of: FigureRow
    """When they were counted."""
    is_old: bool
    summary: tuple[str, ...]
    """Today in sentences that each stand alone; empty where nothing surely true can be said."""


def records_view(known: Known, hub: HubWatch) -> RecordsView | None:
    """None: this display is not to show them, or nobody has counted yet."""
    state = known.records
    if state is None or known.settings is None or not known.settings.shows_records:
        return None
    is_old = _is_old(state, hub)
    counts = (state.today, state.week, state.month)
    names = [_dates(one) for one in counts] if is_old else _PERIODS
    return RecordsView(
        periods=tuple(
            RecordPeriod(f"Hồ sơ {name}", tuple(_rows(one))) for name, one in zip(names, counts, strict=True)
        ),
        as_of=_as_of(state, is_old=is_old),
        is_old=is_old,
        summary=() if is_old else _summary(state.today),
    )


def grouped(number: int) -> str:
    """`12.345`."""
    return f"{number:,}".replace(",", ".")


def part_of(part: int, whole: int) -> str:
    """`45/52`."""
    return f"{grouped(part)}/{grouped(whole)}"


def share(part: int, whole: int) -> str:
    """`45/52 (86,5 %)`; nothing of nothing has no percentage."""
    tenths = nearest_tenths(part, whole)
    if tenths is None:
        return part_of(part, whole)
    percent, rest = divmod(tenths, 10)
    return f"{part_of(part, whole)} ({percent},{rest}\u00a0%)"


def _is_old(state: RecordsState, hub: HubWatch) -> bool:
    now = hub.trusted_now()
    if hub.line is not Line.ONLINE or now is None:
        return True
    return local_time(now).date() != state.today.last or now - state.at > OLD_AFTER


def _dates(counts: RecordCounts) -> str:
    if counts.first == counts.last:
        return f"ngày {_day(counts.last)}"
    return f"từ {_day(counts.first)} đến {_day(counts.last)}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}"


def _as_of(state: RecordsState, *, is_old: bool) -> FigureRow:
    local = local_time(state.at)
    if is_old:
        return FigureRow("Có thể đã cũ, lúc", f"{local:%H:%M} {_day(local.date())}")
    return FigureRow("Tính đến", f"{local:%H:%M}")


def _summary(today: RecordCounts) -> tuple[str, ...]:
    if not today.received:
        return ("Hôm nay chưa nhận hồ sơ nào.",)
    returned = part_of(today.returned, today.received)
    return (f"Hôm nay nhận {grouped(today.received)} hồ sơ.", f"Đã trả {returned} hồ sơ.")


def _rows(counts: RecordCounts) -> Iterator[FigureRow]:
    received = counts.received
    if not received:
        yield FigureRow("Chưa tiếp nhận hồ sơ nào", "")
        return
    yield FigureRow("Đã tiếp nhận", grouped(received))
    yield from _returned(counts)
    in_process = FigureRow("Đang giải quyết", part_of(counts.in_process, received))
    yield in_process
    if counts.overdue:
        yield FigureRow("đã quá hạn", part_of(counts.overdue, counts.in_process), in_process)
    for label, records in (
        ("Có kết quả, chờ nhận", counts.ready),
        ("Chờ bổ sung", counts.supplement),
        ("Rút hoặc dừng", counts.given_up),
    ):
        if records:
            yield FigureRow(label, part_of(records, received))
    refused = FigureRow("Từ chối", part_of(counts.refused_in_all, received))
    yield refused
    for reason in counts.refused:
        yield FigureRow(reason.reason_vi, part_of(reason.records, counts.refused_in_all), refused)


def _returned(counts: RecordCounts) -> Iterator[FigureRow]:
    returned = FigureRow("Đã trả kết quả", part_of(counts.returned, counts.received))
    yield returned
    if not counts.returned:
        return
    verdicts = (("trước hạn", counts.early), ("đúng hạn", counts.on_time), ("quá hạn", counts.late))
    for label, records in verdicts:
        yield FigureRow(label, part_of(records, counts.returned), returned)
    if counts.at_once:
        yield FigureRow("trả ngay, không hẹn", part_of(counts.at_once, counts.returned), returned)
    in_time = counts.returned - counts.late
    yield FigureRow("Không quá hạn / đã trả", share(in_time, counts.returned))
    yield FigureRow("Không quá hạn / đã nhận", share(in_time, counts.received))
