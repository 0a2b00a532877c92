"""What one page of record figures shows, read at once. Loads numpy: import it where the page is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contract.record_words import Channel, ComparedBy
from server.domain.record_rules import RecordRules
from server.reports.as_of import AsOf
from server.reports.definitions import Both
from server.reports.ledger_view import LedgerView
from server.reports.question import Grain
from server.reports.record_definitions import DIMENSIONS
from server.reports.record_question import Key, RecordDimension
from server.reports.record_report import RecordReport
from server.reports.units import Dimension
from server.web.manager.periods import Period, stretch_name
from server.web.manager.records_asked import RecordsAsked
from server.web.manager.report_names import ReportNames
from server.web.records.words import CHANNELS, reason_name
from server.web.say import Say

_LIKE = {RecordDimension.PROCEDURE: Dimension.PROCEDURE, RecordDimension.OFFICER: Dimension.OFFICER}
"""Named as in the reports of waits."""
_GRAINS: dict[Grain, Both] = {
    Grain.DAY: ("ngày nhận", "day received"),
    Grain.WEEK: ("tuần nhận", "week received"),
    Grain.MONTH: ("tháng nhận", "month received"),
    Grain.YEAR: ("năm nhận", "year received"),
}


@dataclass(frozen=True, slots=True)
class RecordNames:
    """What values are called, in the reader's language."""

    names: ReportNames
    rules: RecordRules

    @property
    def say(self) -> Say:
        """Vietnamese or English."""
        return self.names.say

    def of(self, dimension: RecordDimension, value: str) -> str:
        """In full; what nobody ever named stays as it is."""
        if dimension is RecordDimension.CHANNEL:
            return self.say(*CHANNELS[Channel(value)])
        return self.names.of(_LIKE[dimension], value)

    def ordered(self, dimension: RecordDimension, values: Iterable[Key]) -> list[str]:
        """Channels as the law lists them, all else by name."""
        if dimension is RecordDimension.CHANNEL:
            return [channel.value for channel in Channel if channel.value in set(values)]
        return [str(value) for value in self.names.ordered(_LIKE[dimension], values)]

    def choices(self, dimension: RecordDimension, chosen: str | None) -> list[tuple[str, str]]:
        """What can be picked."""
        if dimension is RecordDimension.CHANNEL:
            return [(channel.value, self.of(dimension, channel.value)) for channel in Channel]
        return [one for one in self.names.choices(_LIKE[dimension], chosen) if one[0] != "-"]

    def reason(self, reason: str) -> str:
        """Of a refusal."""
        return reason_name(reason or None, self.rules, self.say) or self.say("không ghi", "none")


@dataclass(frozen=True, slots=True)
class RecordsBeside:
    """Another period."""

    period: Period
    report: RecordReport


@dataclass(frozen=True, slots=True)
class RecordsShown:
    """One page."""

    asked: RecordsAsked
    names: RecordNames
    report: RecordReport
    beside: RecordsBeside | None
    by: ComparedBy
    as_of: AsOf

    @property
    def first(self) -> Both:
        """What the rows of the split are."""
        dimension = self.asked.by.dimension
        return DIMENSIONS[dimension] if dimension is not None else _GRAINS[self.asked.grain]

    @property
    def rows(self) -> list[tuple[Key, str]]:
        """Keys and names of the split's groups: the most frequent procedure first, people by name alone."""
        dimension, groups = self.asked.by.dimension, self.report.groups
        if dimension is not None:
            values = self.names.ordered(dimension, groups)
            if dimension is RecordDimension.PROCEDURE:
                values = sorted(values, key=lambda value: -groups[value].received)
            return [(value, self.names.of(dimension, value)) for value in values]
        grain, whole = self.asked.grain, self.asked.period
        days = sorted(int(key) for key in groups)
        return [(day, stretch_name(day, grain, whole)) for day in days]


def records_shown(
    view: LedgerView, asked: RecordsAsked, names: ReportNames, rules: RecordRules
) -> RecordsShown:
    """All of one moment."""
    beside = None
    if asked.compare is not None:
        other = asked.over(asked.compare.of(asked.period))
        beside = RecordsBeside(other.period, view.records(other.question, rules))
    return RecordsShown(
        asked,
        RecordNames(names, rules),
        view.records(asked.question, rules),
        beside,
        rules.compared_by,
        view.as_of(),
    )
