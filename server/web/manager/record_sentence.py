"""The answer to *what became of the records?* in one sentence: numerators, denominators, population."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.reports.record_definitions import COUNTS, DIMENSIONS, SHARES
from server.reports.record_figures import RecordFigures
from server.reports.record_figures import Share as RecordShare
from server.web.manager.numerals import count, rate
from server.web.manager.record_tables import count_of
from server.web.say import Say

if TYPE_CHECKING:
    from server.web.manager.periods import Period
    from server.web.manager.records_shown import RecordsShown

_GOING_ON = ("ready", "in_process", "supplement", "refused", "withdrawn", "stopped")


def population(shown: RecordsShown) -> str:
    """Which days, which records."""
    say = shown.names.say
    parts = [say("hồ sơ nhận", "records received") + " " + _days(shown.asked.period, say)]
    parts += [
        f"{say(*DIMENSIONS[known])} {shown.names.of(known, value)}"
        for known, value in shown.asked.only.items()
    ]
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def in_one_sentence(shown: RecordsShown) -> str:
    """The whole answer."""
    return said_of(shown.report.total, population(shown), shown.names.say)


def said_of(figures: RecordFigures, population: str, say: Say) -> str:
    """Of any figures."""
    if not figures.received:
        return say(f"{population}: không có hồ sơ nào.", f"{population}: there were none.")
    parts = [
        f"{_named(figures, 'received', say)}",
        f"{_named(figures, 'returned', say)}",
        *(_named(figures, name, say) for name in _GOING_ON if count_of(figures, name)),
    ]
    if figures.overdue:
        late = count(figures.overdue, say)
        parts.append(say(f"{late} hồ sơ đang giải quyết đã quá hạn", f"{late} in process are overdue"))
    return f"{population}: {', '.join(parts)}. {_void(figures, say)}{shares_of(figures, say)}"


def _void(figures: RecordFigures, say: Say) -> str:
    return say("Không tính: ", "Not counted: ") + _named(figures, "void", say) + ". " if figures.void else ""


def shares_of(figures: RecordFigures, say: Say) -> str:
    """Of those returned and of all received, apart."""
    names = ["in_time_of_returned", "in_time_of_received"]
    if figures.at_once and figures.in_time_of_dated.whole:
        names.insert(1, "in_time_of_dated")
    told = (f"{say(*SHARES[name].name)}: {fraction(getattr(figures, name), say)}" for name in names)
    said = "; ".join(told)
    return f"{said[:1].upper()}{said[1:]}."


def fraction(share: RecordShare, say: Say) -> str:
    """`45/52 = 86,5 %`."""
    shown = f"{count(share.part, say)}/{count(share.whole, say)}"
    return f"{shown} = {rate(share.part, share.whole, say)}" if share.whole else shown


def _named(figures: RecordFigures, name: str, say: Say) -> str:
    return f"{count(count_of(figures, name), say)} {say(*COUNTS[name].name)}"


def _days(period: Period, say: Say) -> str:
    called = period.called(say)
    return called[:1].lower() + called[1:]
