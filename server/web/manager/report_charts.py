"""Which chart shows which part of a report. Shapes are `charts`'s business, figures the report's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from server.reports.definitions import Both
from server.reports.units import Dimension, Measure
from server.web.manager import charts
from server.web.manager.asked import Heat, Split
from server.web.manager.charts import Bar, Cell, Mark
from server.web.manager.durations import span_s
from server.web.manager.numerals import count
from server.web.manager.report_bars import BAR_MIN, bar_name
from server.web.manager.report_heat import heat_hours, heat_value
from server.web.manager.report_split import Splitted, rows_of, split_word

if TYPE_CHECKING:
    from server.web.manager.shown import Shown

_UPRIGHT = (Split.HOUR, Split.WEEKDAY)
_LINE_FROM = 16
"""More stretches of time than this are drawn as lines."""
_MOST_ROWS = 30
"""Longer splits are drawn down to here; the table has all."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The charts of one page."""

    split: Markup
    split_left_out: int
    """Rows that the chart has no room for."""
    split_reads: Both
    """How the chart is read."""
    distribution: Markup
    heat: Markup


def drawn(shown: Shown) -> Drawn:
    """All of them."""
    split, left_out = split_chart(shown)
    return Drawn(split, left_out, how_to_read(shown), _distribution(shown), _heat(shown))


def how_to_read(shown: Splitted) -> Both:
    """What stands under the chart of the split."""
    return _LINES_READ if _is_lines(shown) else _BARS_READ


_BARS_READ: Both = (
    "Đậm: một nửa chờ không quá; gạch chéo: 90 % chờ không quá (phút:giây).",
    "Dark: half waited no longer; hatched: 90 % waited no longer (min:s).",
)
_LINES_READ: Both = (
    "Nét liền, chấm tròn: một nửa chờ không quá; nét đứt, ô vuông: 90 % chờ không quá (phút:giây).",
    "Full line, dots: half waited no longer; dashed line, squares: 90 % waited no longer (min:s).",
)


def _is_lines(shown: Splitted) -> bool:
    return shown.asked.by is Split.TIME and len(shown.split.groups) > _LINE_FROM


def split_chart(shown: Splitted) -> tuple[Markup, int]:
    """Half and 90 % of every row, and how many rows there is no room for."""
    say = shown.names.say
    rows = [(_short(shown, label), found.times[Measure.WAITING]) for _, label, found in rows_of(shown)]
    found = [
        Bar(
            label,
            times.percentiles_s.get(50, 0),
            times.percentiles_s.get(90, 0),
            f"{span_s(times.percentiles_s.get(50))} · {span_s(times.percentiles_s.get(90))}",
        )
        for label, times in rows
    ]
    vi, en = split_word(shown)
    label = say(
        f"Thời gian chờ theo {vi}: một nửa và 90 % không quá",
        f"Waiting by {en}: half and 90 % no longer than",
    )
    if _is_lines(shown):
        return charts.lines("split", label, found), 0
    if shown.asked.by in _UPRIGHT or shown.asked.by is Split.TIME:
        return charts.columns("split", label, found), 0
    return charts.bars("split", label, found[:_MOST_ROWS]), max(0, len(found) - _MOST_ROWS)


def _short(shown: Splitted, label: str) -> str:
    """Under a column there is room for a day or an hour."""
    if shown.asked.by is Split.HOUR:
        return label[:5]
    if shown.asked.by is Split.TIME and label.count("/") == 2:
        return label.partition("–")[0].rpartition("/")[0] if "–" not in label else label.partition("–")[0]
    return label


def _distribution(shown: Shown) -> Markup:
    say, found = shown.names.say, shown.distribution
    pairs = list(zip(found.called, found.not_called, strict=True))
    filled = max((at for at, pair in enumerate(pairs) if any(pair)), default=-1)
    cols = [
        Bar(bar_name(at), called, called + gone, count(called + gone, say) if called + gone else "")
        for at, (called, gone) in enumerate(pairs[: filled + 1])
    ]
    mark = None
    if found.target_s is not None:
        minutes = found.target_s // 60
        mark = Mark(minutes / BAR_MIN, say(f"mục tiêu {minutes} phút", f"target {minutes} min"))
    label = say("Phân bố thời gian chờ, mỗi cột 5 phút", "Distribution of waits, 5 minutes a column")
    return charts.columns("distribution", label, cols, mark)


def _heat(shown: Shown) -> Markup:
    names, hours = shown.names, heat_hours(shown)
    weekdays = sorted({int(key[0]) for key in shown.heat.groups})
    cells = [[_cell(shown, weekday, hour) for hour in hours] for weekday in weekdays]
    rows = [names.of(Dimension.WEEKDAY, weekday) for weekday in weekdays]
    label = names.say("Thứ và giờ", "Weekday and hour")
    return charts.heat_map("heat", label, rows, [f"{hour}:00" for hour in hours], cells)


def _cell(shown: Shown, weekday: int, hour: int) -> Cell | None:
    found = shown.heat.groups.get((weekday, hour))
    value = None if found is None else heat_value(shown, found)
    if found is None or value is None:
        return None
    if shown.asked.heat is Heat.VISITS:
        return Cell(value, count(value, shown.names.say))
    return Cell(value, span_s(value) + ("*" if found.times[Measure.WAITING].is_few else ""))
