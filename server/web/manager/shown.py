"""Everything one report page shows, read at once from one view of the ledger.

Loads numpy: import it where a page is asked for, not at the hub's start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from server.reports.answering import Report
from server.reports.as_of import AsOf
from server.reports.cuts import unit_for
from server.reports.figures import Figures, figures_of, nothing
from server.reports.ledger_view import LedgerView
from server.reports.question import Question, WrongQuestionError
from server.reports.tally import LONGEST_S, Tally
from server.reports.units import Dimension, Measure, Unit
from server.web.manager.asked import Asked, Split
from server.web.manager.periods import Period
from server.web.manager.report_bars import BAR_MIN, BARS
from server.web.manager.report_names import ReportNames


@dataclass(frozen=True, slots=True)
class Overall:
    """All units of the question together."""

    unit: Unit
    figures: Figures
    counted_in: Figures
    """The same before anything was left out."""
    legs: Figures
    """Its legs, for the share within target."""

    @property
    def left_out(self) -> int:
        """Units that the reader left out."""
        return self.counted_in.issued - self.figures.issued


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many units waited how long, in bars."""

    called: tuple[int, ...]
    not_called: tuple[int, ...]
    target_s: int | None
    """Where it is one service's: what is promised now."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another period."""

    period: Period
    overall: Overall
    split: Report | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One report."""

    asked: Asked
    names: ReportNames
    overall: Overall
    split: Report
    distribution: Distribution
    heat: Report
    beside: Beside | None
    changed_on: tuple[date, ...]
    as_of: AsOf


def shown(view: LedgerView, asked: Asked, names: ReportNames, target_s: int | None) -> Shown:
    """Ask all that the page needs.

    Raises:
        WrongQuestionError: `unknown-value`: nothing of that name was ever configured or counted.
    """
    tally = view.tally(asked.question())
    overall = _overall(view, asked, tally)
    _check_known(asked, names, overall)
    return Shown(
        asked=asked,
        names=names,
        overall=overall,
        split=view.answer(_split(asked)),
        distribution=Distribution(_bars(tally, Measure.WAITING), _bars(tally, Measure.LEFT), target_s),
        heat=view.answer(_heat(asked)),
        beside=_beside(view, asked),
        changed_on=names.past.changes_within(asked.period.first, asked.period.last),
        as_of=view.as_of(),
    )


@dataclass(frozen=True, slots=True)
class SplitAlone:
    """The whole and one split of it: what a day's list shows above its visits."""

    asked: Asked
    names: ReportNames
    overall: Overall
    split: Report
    as_of: AsOf


def split_alone(view: LedgerView, asked: Asked, names: ReportNames) -> SplitAlone:
    """Without charts of anything else."""
    overall, split = overall_of(view, asked), view.answer(_split(asked))
    return SplitAlone(asked, names, overall, split, view.as_of())


def overall_of(view: LedgerView, asked: Asked) -> Overall:
    """Without any split."""
    return _overall(view, asked, view.tally(asked.question()))


def _overall(view: LedgerView, asked: Asked, tally: Tally) -> Overall:
    figures = figures_of(tally).get((), nothing())
    unit = unit_for(asked.only)
    counted_in = figures
    if asked.without:
        counted_in = view.answer(_with_all(asked.question(measures=()))).total
    legs = figures
    if unit is Unit.VISIT:
        legs = view.answer(asked.question(unit=Unit.LEG, measures=())).total
    return Overall(unit, figures, counted_in, legs)


def _with_all(question: Question) -> Question:
    return Question(question.first, question.last, only=question.only, measures=question.measures)


def _split(asked: Asked) -> Question:
    dimension = asked.by.dimension
    if dimension is not None:
        return asked.question((dimension,))
    plain = asked.question()
    return Question(plain.first, plain.last, grain=asked.period.grain, only=plain.only, without=plain.without)


def _heat(asked: Asked) -> Question:
    return asked.question((Dimension.WEEKDAY, Dimension.HOUR), measures=(Measure.WAITING,))


def _beside(view: LedgerView, asked: Asked) -> Beside | None:
    if asked.compare is None:
        return None
    other = asked.over(asked.compare.of(asked.period))
    split = None if asked.by is Split.TIME else view.answer(_split(other))
    return Beside(other.period, overall_of(view, other), split)


def _bars(tally: Tally, measure: Measure) -> tuple[int, ...]:
    """Half-open: exactly five minutes lies in the second bar."""
    bars = [0] * BARS
    histogram = tally.histograms.get(measure)
    if histogram is not None:
        for spot, count in zip(histogram.spots.tolist(), histogram.counts.tolist(), strict=True):
            bars[min((spot & LONGEST_S) // (BAR_MIN * 60), BARS - 1)] += count
    return tuple(bars)


def _check_known(asked: Asked, names: ReportNames, overall: Overall) -> None:
    if overall.counted_in.given:
        return
    for dimension, value in asked.only.items():
        if not names.has(dimension, value):
            vi, en = names.word_both(dimension)
            raise WrongQuestionError(
                "unknown-value",
                f"Không có {vi} nào là “{value}”, bây giờ hay trước đây.",
                f"There is, and was, no {en} “{value}”.",
            )
