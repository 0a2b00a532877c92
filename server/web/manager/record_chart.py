"""The chart of a report of records: what was returned in time, of all received. Values are printed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from server.reports.definitions import Both
from server.reports.question import Grain
from server.web.manager import charts
from server.web.manager.charts import Bar
from server.web.manager.numerals import count

if TYPE_CHECKING:
    from server.web.manager.records_shown import RecordsShown

MOST_BARS = 15
_DAY_AND_MONTH = 5
"""Characters of `23/11`: all that has room under one of many columns."""
READ: Both = (
    "Đậm: đã trả, không quá hạn; gạch chéo: còn lại trong số đã nhận. Số ghi: không quá hạn / đã tiếp nhận.",
    "Dark: returned, not late; hatched: the rest of those received. Printed: not late / received.",
)


def record_chart(shown: RecordsShown) -> tuple[Markup, int]:
    """The picture, and how many rows it leaves to the table."""
    say, groups = shown.names.say, shown.report.groups
    label = say("Hồ sơ đã tiếp nhận và đã trả không quá hạn", "Records received, and returned not late")
    bars = [
        Bar(name, share.part, share.whole, f"{count(share.part, say)}/{count(share.whole, say)}")
        for name, share in ((name, groups[key].in_time_of_received) for key, name in shown.rows)
    ]
    if shown.asked.by.dimension is None and len(bars) > MOST_BARS:
        is_by_day = shown.asked.grain in (Grain.DAY, Grain.WEEK)
        short = [replace(bar, label=bar.label[:_DAY_AND_MONTH] if is_by_day else bar.label) for bar in bars]
        return charts.columns("records", label, short), 0
    if shown.asked.by.dimension is None:
        return charts.bars("records", label, bars), 0
    kept = sorted(bars, key=lambda bar: -bar.beyond)[:MOST_BARS]
    in_order = [bar for bar in bars if bar in kept][:MOST_BARS]
    return charts.bars("records", label, in_order), len(bars) - len(in_order)
