"""`motcua records`: reads arguments and prints when a result would be due, by the configuration as it is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from contract.clock import local_time
from contract.ids import ProcedureCode
from contract.record_words import Channel, TermUnit
from server.domain.deadline import Term, due_at
from server.domain.hours import UnknownYearError
from server.domain.record_rules import RecordRules
from server.report_verbs import Groups

RulesOf = Callable[[argparse.Namespace], RecordRules]
Moment = Callable[[str], datetime]

_UNITS = {
    TermUnit.WORKING_DAY: "working days",
    TermUnit.WORKING_HOUR: "working hours",
    TermUnit.DAY: "calendar days",
}


def add_record_verbs(groups: Groups, rules_of: RulesOf, moment: Moment) -> Groups:
    """Add `motcua records …`; gives back where more verbs of it go."""
    parser = groups.add_parser("records", help="records and their due dates")
    verbs = parser.add_subparsers(required=True)
    due = verbs.add_parser("due", help="when a result would be due")
    due.add_argument("procedure", help="code of the procedure: 1.004837")
    due.add_argument(
        "--channel", choices=[channel.value for channel in Channel], default=Channel.DIRECT.value
    )
    due.add_argument("--received", type=moment, help="local: 2026-11-23T15:01; left out: now")
    due.set_defaults(action=lambda chosen: _due(chosen, rules_of(chosen)))
    return verbs


def _due(chosen: argparse.Namespace, rules: RecordRules) -> int:
    procedure, channel = ProcedureCode(chosen.procedure), Channel(chosen.channel)
    if procedure not in rules.procedures:
        return _refused(f"there is no procedure {procedure} that can be received")
    term = rules.term(procedure, channel)
    if term is None:
        return _refused(f"nobody said how long {procedure} may take ({channel.value}): add [[records.terms]]")
    received = chosen.received or datetime.now(UTC)
    try:
        due = due_at(rules.working, term, received)
    except UnknownYearError as error:
        return _refused(str(error))
    print(f"received {local_time(received):%Y-%m-%d %H:%M}, {_words(term)}: due {due:%Y-%m-%d %H:%M}")
    return 0


def _words(term: Term) -> str:
    if term.amount == 0:
        return "the same day"
    return f"{term.amount} {_UNITS[term.unit].removesuffix('s' if term.amount == 1 else '')}"


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
