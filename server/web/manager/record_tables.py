"""The tables of a report of records as values: the page, the CSV and the workbook are written from these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from contract.record_words import ComparedBy
from server.reports.definitions import Both
from server.reports.record_definitions import COUNTS, SHARES, TIMES
from server.reports.record_figures import RecordFigures
from server.reports.record_figures import Share as RecordShare
from server.web.manager.report_table import (
    CHANGES,
    LONGEST,
    SHARE,
    Heading,
    Kind,
    Line,
    Share,
    Table,
    Value,
    up_to,
)

if TYPE_CHECKING:
    from server.reports.record_times import RecordTimes, Spent
    from server.web.manager.records_shown import RecordsShown
    from server.web.say import Say

ALL: Both = ("Tất cả", "All")
FEW = 20
PERCENTS = (50, 80, 90, 95)
_NOTHING: Both = ("", "")
_IN_DAYS: Both = (" (ngày làm việc)", " (working days)")
_IN_HOURS: Both = (" (giờ làm việc)", " (working hours)")
NOTED = (
    "supplemented", "reappointed", "same_visit", "back_dated", "steps_back_dated", "by_hand", "ready_late",
    "at_reception", "duplicates", "void",
)  # fmt: skip
_OVER = dict.fromkeys(("early", "on_time", "late", "at_once"), COUNTS["returned"].name)
COUNTED = (
    "received", "returned", "early", "on_time", "late", "at_once", "ready", "in_process", "overdue",
    "supplement", "refused", "withdrawn", "stopped",
)  # fmt: skip
_WHOLES: dict[str, Both] = {
    "in_time_of_returned": ("trên số đã trả", "of returned"),
    "in_time_of_dated": ("trên số đã trả có hẹn", "of returned with a date"),
    "in_time_of_received": ("trên số đã tiếp nhận", "of received"),
}
_NOT_LATE: Both = ("không quá hạn", "not late")


class Figure(NamedTuple):
    """One column, and how it is read of the counts."""

    heading: Heading
    of: Callable[[RecordFigures], Value]


def tables_of(shown: RecordsShown) -> tuple[Table, ...]:
    """In the page's order; the first four are the split."""
    beside = (comparison(shown),) if shown.beside is not None else ()
    return (*split_tables(shown), whole_times(shown), refusals(shown), *beside)


def count_of(figures: RecordFigures, name: str) -> int:
    """By the name of its definition."""
    return figures.refused_in_all if name == "refused" else int(getattr(figures, name))


# --- the split ----------------------------------------------------------------------------------------


def split_tables(shown: RecordsShown) -> tuple[Table, ...]:
    """What became of them, shares, times, what is noted: the same rows."""
    return (
        _counts_table(
            shown, "counts", ("Đã trở thành gì", "What became of them"), counts(), lambda one: one.received
        ),
        _counts_table(shown, "shares", ("Không quá hạn", "Not late"), shares(), lambda one: one.returned),
        _times_table(shown),
        _counts_table(shown, "noted", ("Ghi nhận thêm", "Noted besides"), noted(), lambda one: one.received),
    )


def counts() -> tuple[Figure, ...]:
    """The parts add up to the first."""
    return tuple(_count(name, _OVER.get(name, _NOTHING)) for name in COUNTED)


def noted() -> tuple[Figure, ...]:
    """Beside."""
    return (_count("received"), *(_count(name) for name in NOTED))


def shares() -> tuple[Figure, ...]:
    """Numerator, denominator, share; never one without the others."""
    return tuple(figure for name in SHARES for figure in _share(name))


def _count(name: str, over: Both = _NOTHING) -> Figure:
    return Figure(Heading(COUNTS[name].name, Kind.COUNT, over), lambda one: count_of(one, name))


def _share(name: str) -> tuple[Figure, ...]:
    def of(figures: RecordFigures) -> RecordShare:
        found: RecordShare = getattr(figures, name)
        return found

    over = SHARES[name].name
    return (
        Figure(Heading(_NOT_LATE, Kind.COUNT, over), lambda one: of(one).part),
        Figure(Heading(_WHOLES[name], Kind.COUNT, over), lambda one: of(one).whole),
        Figure(Heading(SHARE, Kind.RATE, over), lambda one: Share(of(one).part, of(one).whole)),
    )


def _counts_table(
    shown: RecordsShown,
    name: str,
    title: Both,
    columns: Sequence[Figure],
    population: Callable[[RecordFigures], int],
) -> Table:
    def line(label: str, figures: RecordFigures, **fields: object) -> Line:
        cells = tuple(column.of(figures) for column in columns)
        return Line(label, cells, population(figures) < FEW, **fields)  # type: ignore[arg-type] # key or is_total

    groups = shown.report.groups
    lines = [line(label, groups[key], key=_linked(shown, key)) for key, label in shown.rows]
    total = line(shown.names.say(*ALL), shown.report.total, is_total=True)
    return Table(name, title, shown.first, tuple(column.heading for column in columns), (*lines, total))


def _linked(shown: RecordsShown, key: str | int) -> str | int | None:
    return key if shown.asked.by.dimension is not None else None


# --- times --------------------------------------------------------------------------------------------


def _times_table(shown: RecordsShown) -> Table:
    from server.reports.record_times import NOTHING

    kind, over = unit_of(shown.by)
    elapsed = TIMES["elapsed"].name
    headings = (
        Heading(("có kết quả", "with a result"), Kind.COUNT),
        *(Heading(up_to(percent), kind, over) for percent in PERCENTS),
        Heading(LONGEST, kind, over),
        *(Heading(up_to(percent), Kind.LONG, elapsed) for percent in (50, 90)),
        Heading(LONGEST, Kind.LONG, elapsed),
        Heading(("chưa có kết quả", "no result yet"), Kind.COUNT),
        Heading(("kết thúc không có kết quả", "ended without one"), Kind.COUNT),
    )
    found = shown.report.times_by
    lines = [
        _times_line(label, found.get(key, NOTHING), key=_linked(shown, key)) for key, label in shown.rows
    ]
    total = _times_line(shown.names.say(*ALL), shown.report.times, is_total=True)
    title = ("Mất bao lâu đến khi có kết quả", "How long until the result")
    return Table("times", title, shown.first, headings, (*lines, total))


def _times_line(label: str, times: RecordTimes, **fields: object) -> Line:
    worked, elapsed = times.worked, times.elapsed
    cells = (
        elapsed.n,
        *(worked.percentiles.get(percent) for percent in PERCENTS),
        worked.longest,
        elapsed.percentiles.get(50),
        elapsed.percentiles.get(90),
        elapsed.longest,
        times.open,
        times.without_result,
    )
    return Line(label, cells, elapsed.is_few, **fields)  # type: ignore[arg-type] # key or is_total


def unit_of(by: ComparedBy) -> tuple[Kind, Both]:
    """How processing time is written and what stands over it."""
    kind, (vi, en) = (Kind.DAYS, _IN_DAYS) if by is ComparedBy.DAY else (Kind.SPAN, _IN_HOURS)
    name = TIMES["worked"].name
    return kind, (name[0] + vi, name[1] + en)


def whole_times(shown: RecordsShown) -> Table:
    """With a result alone, and with those that have none."""
    say, times = shown.names.say, shown.report.times
    kind, over = unit_of(shown.by)
    headings = (
        Heading(("số hồ sơ", "records"), Kind.COUNT),
        *(Heading(up_to(percent), kind) for percent in PERCENTS),
        Heading(LONGEST, kind),
    )
    lines = [
        line
        for of, measured, name in (
            (kind, times.worked, over),
            (Kind.LONG, times.elapsed, TIMES["elapsed"].name),
        )
        for line in _both_ways(measured, of, say(*name), say)
    ]
    return Table(
        "all-times", ("Tất cả, kể cả hồ sơ chưa có kết quả", "All, those without a result too"),
        ("thời gian", "time"), headings, tuple(lines),
    )  # fmt: skip


def _both_ways(measured: Spent, kind: Kind, name: str, say: Say) -> Iterator[Line]:
    kinds = (Kind.COUNT, *[kind] * (len(PERCENTS) + 1))
    found = tuple(measured.percentiles.get(percent) for percent in PERCENTS)
    only = say("chỉ hồ sơ có kết quả", "only those with a result")
    yield Line(f"{name}: {only}", (measured.n, *found, measured.longest), measured.is_few, kinds=kinds)
    estimated = tuple(measured.estimated[percent] for percent in PERCENTS)
    every = say(*TIMES["estimated"].name)
    counted = measured.n + measured.censored
    yield Line(f"{name}: {every}", (counted, *estimated, None), measured.is_few, kinds=kinds)


# --- the whole ----------------------------------------------------------------------------------------


def refusals(shown: RecordsShown) -> Table:
    """By reason, the most frequent first."""
    found = sorted(shown.report.total.refused.items(), key=lambda one: (-one[1], one[0]))
    lines = tuple(Line(shown.names.reason(reason), (count,)) for reason, count in found)
    heading = Heading(("số hồ sơ", "records"), Kind.COUNT)
    return Table("refusals", ("Lý do từ chối", "Reasons of refusals"), ("lý do", "reason"), (heading,), lines)


def comparison(shown: RecordsShown) -> Table:
    """Both values of every figure and their difference."""
    assert shown.beside is not None  # noqa: S101 - asked by whoever calls
    say, then = shown.names.say, shown.beside
    now = shown.report
    lines = [
        _compared(
            _full(figure.heading, say),
            figure.heading.kind,
            figure.of(now.total),
            figure.of(then.report.total),
        )
        for figure in (*counts(), *shares(), *noted()[1:])
    ]
    kind, over = unit_of(shown.by)
    for percent in PERCENTS:
        one, other = (times.worked.percentiles.get(percent) for times in (now.times, then.report.times))
        lines.append(_compared(f"{say(*over)}: {say(*up_to(percent))}", kind, one, other))
    names = [period.called(say) for period in (shown.asked.period, then.period)]
    headings = tuple(Heading((name, name), Kind.TEXT) for name in names)
    difference = Heading(("chênh lệch", "difference"), Kind.TEXT)
    return Table(
        "comparison", ("So sánh", "Comparison"), ("con số", "figure"), (*headings, difference), tuple(lines)
    )


def _full(heading: Heading, say: Say) -> str:
    over = say(*heading.over)
    return f"{over}: {say(*heading.name)}" if over else say(*heading.name)


def _compared(label: str, kind: Kind, one: Value, other: Value) -> Line:
    return Line(label, (one, other, _change(one, other)), kinds=(kind, kind, CHANGES[kind]))


def _change(now: Value, then: Value) -> int | None:
    if isinstance(now, Share) and isinstance(then, Share):
        tenths = [RecordShare(*one).tenths for one in (now, then)]
        return tenths[0] - tenths[1] if tenths[0] is not None and tenths[1] is not None else None
    return now - then if isinstance(now, int) and isinstance(then, int) else None
