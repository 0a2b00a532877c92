"""The tables of a report page in their order; each is made in a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.web.manager.report_bars import bars
from server.web.manager.report_comparison import comparison, split_comparison
from server.web.manager.report_heat import heat
from server.web.manager.report_split import split_tables
from server.web.manager.report_table import Table
from server.web.manager.report_whole import counts, kaplan_meier, times

if TYPE_CHECKING:
    from server.web.manager.shown import Shown


def tables_of(shown: Shown) -> tuple[Table, ...]:
    """In the page's order; the first four are the split, then the whole, the cells and the bars."""
    beside = (comparison(shown), *split_comparison(shown)) if shown.beside is not None else ()
    return (
        *split_tables(shown),
        times(shown),
        kaplan_meier(shown),
        counts(shown),
        *beside,
        heat(shown),
        bars(shown),
    )
