"""What a manager asks about records, as it stands in the address. Knows words; knows nothing of figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum, unique

from werkzeug.datastructures import MultiDict

from contract.record_words import Channel
from server.reports.question import Grain, WrongQuestionError
from server.reports.record_question import RecordDimension, RecordQuestion
from server.web.manager.asked import NONE_OF_ALL, asked
from server.web.manager.periods import Compared, Period

_LONGEST_ID = 64


@unique
class RecordSplit(StrEnum):
    """By what the page splits."""

    PROCEDURE = "procedure"
    CHANNEL = "channel"
    OFFICER = "officer"
    MONTH = "month"
    TIME = "time"
    """Stretches that fit the range."""

    @property
    def dimension(self) -> RecordDimension | None:
        """None: stretches of time."""
        return None if self in (RecordSplit.MONTH, RecordSplit.TIME) else RecordDimension(self.value)


@dataclass(frozen=True, slots=True)
class RecordsAsked:
    """One report of records."""

    period: Period
    by: RecordSplit = RecordSplit.PROCEDURE
    only: Mapping[RecordDimension, str] = field(default_factory=dict)
    compare: Compared | None = None

    @property
    def grain(self) -> Grain:
        """Into what time is split, where it is."""
        return Grain.MONTH if self.by is RecordSplit.MONTH else self.period.grain

    @property
    def question(self) -> RecordQuestion:
        """For whoever counts."""
        by = self.by.dimension or self.grain
        return RecordQuestion(self.period.first, self.period.last, by, self.only)

    def over(self, period: Period) -> RecordsAsked:
        """The same of other days."""
        return replace(self, period=period)

    def split(self, by: RecordSplit) -> RecordsAsked:
        """The same, split otherwise."""
        return replace(self, by=by)

    def into(self, dimension: RecordDimension, value: str | int) -> RecordsAsked:
        """One row looked into: that value alone, over time."""
        return replace(self, only={**self.only, dimension: str(value)}, by=RecordSplit.TIME)

    def args(self) -> dict[str, str]:
        """For the address; what is usual is left out."""
        args = {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        if self.by is not RecordSplit.PROCEDURE:
            args["by"] = self.by.value
        args |= {known.value: value or NONE_OF_ALL for known, value in self.only.items()}
        if self.compare is not None:
            args["compare"] = self.compare.value
        return args


def records_asked(args: MultiDict[str, str], today: date) -> RecordsAsked:
    """What stands in the address; this week by procedure, if nothing does.

    Raises:
        WrongQuestionError: it cannot be answered.
    """
    common = asked(MultiDict({name: args[name] for name in ("from", "to", "compare") if name in args}), today)
    return RecordsAsked(common.period, _split(args.get("by", "")), _only(args), common.compare)


def _split(text: str) -> RecordSplit:
    if not text:
        return RecordSplit.PROCEDURE
    try:
        return RecordSplit(text)
    except ValueError:
        raise _unknown("by", text, ", ".join(RecordSplit)) from None


def _only(args: MultiDict[str, str]) -> dict[RecordDimension, str]:
    found = {known: args.get(known.value, "")[:_LONGEST_ID] for known in RecordDimension}
    channel = found[RecordDimension.CHANNEL]
    if channel and channel not in list(Channel):
        raise _unknown("channel", channel, ", ".join(Channel))
    return {known: "" if value == NONE_OF_ALL else value for known, value in found.items() if value}


def _unknown(name: str, text: str, known: str) -> WrongQuestionError:
    return WrongQuestionError(
        "unknown-word",
        f"Địa chỉ có “{name}={text[:_LONGEST_ID]}”, không hiểu được. Có thể dùng: {known}.",
        f"The address says “{name}={text[:_LONGEST_ID]}”, which means nothing here. Known: {known}.",
    )
