"""The figures of help with filing online as rows and one sentence, for page and CSV. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from server.reports.filing_definitions import FILING, FilingCount
from server.reports.filing_figures import FilingFigures, summed
from server.web.manager import numerals
from server.web.manager.csv_text import Cell, csv_text
from server.web.manager.periods import Period, stretch_name
from server.web.say import Say


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and of what."""

    name: str
    part: int
    whole: int
    of: str


@dataclass(frozen=True, slots=True)
class FilingView:
    """Everything that is shown of one range."""

    period: Period
    total: FilingFigures
    stretches: tuple[tuple[str, FilingFigures], ...]
    things: Mapping[str, str]
    """Names by id, in the order of the keys; those that have left the configuration stand last, as ids."""

    def name(self, count: FilingCount, say: Say) -> str:
        """As it is defined."""
        return say(*FILING[count].name)

    def shares(self, say: Say) -> tuple[Share, ...]:
        """The table: each count beside what it is a part of."""
        total, said = self.total, self.name(FilingCount.SAID, say)
        helped, filed = self.name(FilingCount.VISITS, say), self.name(FilingCount.SAID_FILED, say)
        return (
            Share(said, total.said, total.visits, helped),
            *(
                Share(
                    say(f"thiếu: {name}", f"missing: {name}"), total.missing.get(thing, 0), total.said, said
                )
                for thing, name in self.things.items()
            ),
            Share(self.name(FilingCount.NOTHING, say), total.nothing, total.said, said),
            Share(filed, total.said_filed, total.visits, helped),
            Share(self.name(FilingCount.FILED, say), total.filed, total.said_filed, filed),
        )

    def sentence(self, say: Say) -> str:
        """The answer, with numerators and denominators."""
        total, when = self.total, self.period.called(say)
        if not total.visits:
            return say(f"{when}: không có lượt nào được hỗ trợ.", f"{when}: nobody was helped.")
        helped, said = numerals.count(total.visits, say), _of(total.said, total.visits, say)
        answer = say(
            f"{when}: {helped} lượt được hỗ trợ; {said} lượt có ghi còn thiếu gì",
            f"{when}: {helped} visits helped; of {said} it was said what was missing",
        )
        return f"{answer}{self._most(say)}; {self._filed(say)}."

    def _most(self, say: Say) -> str:
        counts = [(self.total.missing.get(thing, 0), name) for thing, name in self.things.items()]
        most, name = max(counts, key=lambda one: one[0], default=(0, ""))
        if not most:
            return ""
        share = _of(most, self.total.said, say)
        return say(f", nhiều nhất là “{name}”: {share}", f", most often “{name}”: {share}")

    def _filed(self, say: Say) -> str:
        total = self.total
        if not total.said_filed:
            return say("không lượt nào ghi đã nộp hay chưa", "of none it was said whether it was filed")
        share = _of(total.filed, total.said_filed, say)
        return say(f"đã nộp {share} lượt có ghi", f"filed in {share} of those said")


def filing_view(period: Period, days: Mapping[date, FilingFigures], things: Mapping[str, str]) -> FilingView:
    """By days, weeks, months or years, as long as the range is."""
    total, grain = summed(days.values()), period.grain
    starts = sorted({grain.start(day) for day in days})
    stretches = tuple(
        (
            stretch_name(start.toordinal(), grain, period),
            summed(figures for day, figures in days.items() if grain.start(day) == start),
        )
        for start in starts
    )
    gone = sorted(set(total.missing) - set(things))
    return FilingView(period, total, stretches, {**things, **{thing: thing for thing in gone}})


def filing_csv(view: FilingView, say: Say) -> str:
    """A line a stretch, then all of it; numerators and denominators, no percentages."""
    shown = (
        FilingCount.VISITS, FilingCount.SAID, FilingCount.UNSAID, FilingCount.NOTHING,
        FilingCount.SAID_FILED, FilingCount.FILED,
    )  # fmt: skip
    header = [say("kỳ", "period"), *(view.name(count, say) for count in shown)]
    header += [say(f"thiếu: {name}", f"missing: {name}") for name in view.things.values()]
    rows = [*view.stretches, (say("tổng", "total"), view.total)]
    return csv_text(header, (_row(name, figures, view.things) for name, figures in rows))


def _row(name: str, of: FilingFigures, things: Iterable[str]) -> list[Cell]:
    return [
        name, of.visits, of.said, of.unsaid, of.nothing, of.said_filed, of.filed,
        *(of.missing.get(thing, 0) for thing in things),
    ]  # fmt: skip


def _of(part: int, whole: int, say: Say) -> str:
    return f"{numerals.count(part, say)}/{numerals.count(whole, say)} ({numerals.share(part, whole, say)})"
