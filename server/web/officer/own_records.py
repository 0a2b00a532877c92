"""Records an officer took in, as their own page shows them: rows of words, a column a stretch of days."""

from __future__ import annotations

from collections.abc import Sequence

from server.reports.record_definitions import COUNTS, SHARES
from server.reports.record_figures import RecordFigures, Share
from server.web.manager.numerals import count, rate
from server.web.officer.own_figures import Cell, Row
from server.web.say import Say

FEW = 20
WHOLE = ("received",)
PARTS = ("returned", "ready", "in_process", "overdue", "supplement", "refused", "withdrawn", "stopped")
ALWAYS = frozenset({"returned", "in_process"})
"""Shown where there is none, too."""
SHOWN = ("in_time_of_returned", "in_time_of_received")


def record_rows_of(found: Sequence[RecordFigures], say: Say) -> tuple[Row, ...]:
    """Counts that add up, then the shares, each with what it is a share of."""
    counts = [_row(name, found, say, is_part=name not in WHOLE) for name in (*WHOLE, *PARTS)]
    shares = [
        Row(say(*SHARES[name].name), tuple(_share(getattr(figures, name), say) for figures in found))
        for name in SHOWN
    ]
    void = _row("void", found, say, is_part=True)
    return (*(row for row in (*counts, void) if row is not None), *shares)


def _row(name: str, found: Sequence[RecordFigures], say: Say, *, is_part: bool) -> Row | None:
    numbers = [figures.refused_in_all if name == "refused" else getattr(figures, name) for figures in found]
    if is_part and name not in ALWAYS and not any(numbers):
        return None
    return Row(
        say(*COUNTS[name].name), tuple(Cell(count(number, say)) for number in numbers), is_part=is_part
    )


def _share(share: Share, say: Say) -> Cell:
    few = say(", ít", ", few") if 0 < share.whole < FEW else ""
    beside = f"{count(share.part, say)}/{count(share.whole, say)}{few}" if share.whole else ""
    return Cell(rate(share.part, share.whole, say), beside, is_few=bool(few))


def records_explained(say: Say) -> tuple[tuple[str, str], ...]:
    """What the words mean, as `docs/statistics.md` has it."""
    known = (COUNTS["received"], COUNTS["returned"], COUNTS["void"], *(SHARES[name] for name in SHOWN))
    return tuple((say(*one.name), say(one.means_vi, one.means_en)) for one in known)
