"""Form 06: who handed the record to whom, when, and how that stood to its due date."""

from __future__ import annotations

from server.forms import words
from server.forms.dates import spoken_moment
from server.forms.facts import Facts, Handover
from server.forms.page import Piece
from server.forms.parts import Parts, plain
from server.forms.receipt import applicant_lines, procedure_line, promised_line

_SHARES = (0.34, 0.31, 0.15, 0.20)
_MORE_ROWS = 3
"""Empty ones, for what happens outside this program."""
_DOTS = "." * 34


def composed(parts: Parts, facts: Facts) -> list[Piece]:
    """The whole slip."""
    rows = [_row(step) for step in facts.steps] + [_blank_row()] * _MORE_ROWS
    new_date = facts.new_date
    again = [parts.field(words.NEW_DATE, spoken_moment(new_date))] if new_date is not None else []
    return [
        *parts.head(facts),
        *applicant_lines(parts, facts, words.CONTROL_OWNER),
        procedure_line(parts, facts),
        parts.field(words.RECEIVED_AT, spoken_moment(facts.received_at)),
        promised_line(parts, facts),
        *again,
        parts.table(words.CONTROL_COLUMNS, _SHARES, rows),
    ]


def _row(step: Handover) -> tuple[str, ...]:
    verdict = words.TIMELINESS[step.timeliness] if step.timeliness else ""
    moment = f"{spoken_moment(step.at)}<br/><br/><br/>"
    return _hands(plain(step.giver), plain(step.taker)), moment, verdict, plain(step.note)


def _blank_row() -> tuple[str, ...]:
    return _hands("", ""), f"{plain(words.UNKNOWN_MOMENT)}<br/><br/>", plain(words.ANY_TIMELINESS), ""


def _hands(giver: str, taker: str) -> str:
    return f"{words.GIVES} {giver or _DOTS}<br/>{words.TAKES} {taker or _DOTS}"
