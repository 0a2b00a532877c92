"""`motcua reports records`: by the configuration the ledger holds; what computes is loaded late."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from contract.clock import local_time
from server.store.database import only_reading

if TYPE_CHECKING:
    from server.domain.record_rules import RecordRules


def records_verb(chosen: argparse.Namespace, url: str) -> int:
    """Status 1: the days make no sense."""
    from server.reports.latest_configuration import latest_configuration
    from server.reports.question import Question, WrongQuestionError, checked
    from server.reports.records_told import records_told

    today = local_time(datetime.now(UTC)).date()
    try:
        checked(Question(chosen.first, chosen.last), today)
    except WrongQuestionError as error:
        print(f"{error.vi}\n{error.en} ({error.code})", file=sys.stderr)
        return 1
    with only_reading(url) as connection:
        rules = rules_of(latest_configuration(connection), today)
        record = records_told(connection, chosen.first, chosen.last, rules)
    print(json.dumps(record, ensure_ascii=False, indent=2) if chosen.json else "\n".join(_lines(record)))
    return 0


def rules_of(text: str | None, today: date) -> RecordRules:
    """What the configuration says of records; without one that is right, no working time is known."""
    from server.config.center_rules import center_rules
    from server.config.check import check
    from server.config.known import shipped
    from server.domain.record_rules import RecordRules

    known = shipped(today)
    config = check(text, known).config if text is not None else None
    if config is None or text is None:
        return RecordRules()
    return center_rules(config, known.holidays, text, known.procedures).records


def _lines(record: dict[str, Any]) -> list[str]:
    """For people: the same figures, a line each."""
    lines = [f"{record['from']} - {record['to']}, compared by the {record['compared_by']}"]
    lines += [f"{name:22} {count}" for name, count in record["counts"].items()]
    lines += [f"refused: {reason:13} {count}" for reason, count in record["refused"].items()]
    lines += [f"{name:22} {_fraction(share)}" for name, share in record["shares"].items()]
    for name in ("worked", "elapsed"):
        spent = record[name]
        told = ", ".join(f"{key} {spent[key]}" for key in ("p50", "p80", "p90", "p95", "longest"))
        lines.append(f"{name:22} n {spent['n']}, {spent['unit']}s: {told}; cut off {spent['censored']}")
    return lines


def _fraction(share: dict[str, int | None]) -> str:
    tenths = share["tenths"]
    return f"{share['part']}/{share['whole']}" + ("" if tenths is None else f" = {tenths / 10} %")
