"""What report templates need beside values: shortened names, headings that go together, words of units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from flask import Flask

from contract.clock import local_time
from server.reports.definitions import Both
from server.web.manager.charts import wrapped
from server.web.manager.report_table import Heading, counted, endings_of

LONGEST_LABEL = 44
"""Characters of one of two lines of a table's first column."""


def add_filters(app: Flask) -> None:
    """For all templates of the app."""
    app.jinja_env.filters["shortened"] = shortened
    app.jinja_env.globals.update(runs=runs, counted=counted, endings_of=endings_of, local_time=local_time)


def shortened(text: str, characters: int = LONGEST_LABEL) -> str:
    """Two lines' worth of it, cut at a word; the whole stands in the title."""
    return " ".join(wrapped(text, characters))


def runs(headings: Sequence[Heading]) -> list[tuple[Both, int]]:
    """What stands over how many columns in a row."""
    return [(over, len(list(same))) for over, same in groupby(headings, key=lambda heading: heading.over)]
