"""A simulated center takes records in, carries them on and returns them: as many and as FACTS has them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.simulate.record_shares import RecordShares
from server.store import tables
from server.store.database import only_reading
from tests.server.simulate.made_ledger import MadeLedger, make

KINDS = (
    "record/received", "record/refused-at-reception", "record/taken-up", "record/supplement-asked",
    "record/supplement-taken", "record/result-ready", "record/returned", "record/refused", "record/withdrawn",
)  # fmt: skip
"""What a week of a busy ward has; a new date and a stop come rarely, in a month."""
A_DAY = {"S": (5, 13), "M": (20, 36), "L": (130, 220), "XL": (300, 500)}
"""FACTS §5.6; XL serves fewer than come."""
OPEN_DAYS = 5


def records_of(made: MadeLedger) -> list[Any]:
    with only_reading(made.url) as connection:
        return list(connection.execute(select(tables.record).order_by(tables.record.c.number)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_week_holds_what_becomes_of_records(week: MadeLedger, kind: str) -> None:
    assert week.kinds[kind] > 0


def test_a_week_holds_duplicates_back_dated_ones_and_other_channels(week: MadeLedger) -> None:
    records = records_of(week)

    assert any(row.duplicate_of for row in records)
    assert any(row.is_back_dated for row in records)
    assert {row.channel for row in records} == {"direct", "online", "post"}
    assert sum(row.is_same_visit for row in records) > len(records) / 3


def test_the_register_has_no_gap_and_nobody_invents_an_official_code(week: MadeLedger) -> None:
    records = records_of(week)

    assert [row.number for row in records] == list(range(1, len(records) + 1))
    assert {row.code for row in records} == {None}


def test_an_officer_takes_in_what_is_handed_in_at_the_own_counter(week: MadeLedger) -> None:
    counters = Counter(row.counter for row in records_of(week) if row.ticket)

    assert None not in counters
    assert len(counters) > 5


@pytest.mark.parametrize("profile", ["S", "M", "XL"])
def test_there_are_as_many_as_the_profile_has(tmp_path: Path, profile: str) -> None:
    days = 5 if profile != "XL" else 1
    least, most = A_DAY[profile]

    assert least <= len(records_of(make(tmp_path, profile, days))) / days <= most


def test_a_busy_ward_has_as_many_too_and_most_results_are_in_time(week: MadeLedger) -> None:
    records = records_of(week)
    least, most = A_DAY["L"]
    returned = [row for row in records if row.state == "returned"]
    late = sum(row.timeliness == "late" for row in returned)

    assert least <= len(records) / OPEN_DAYS <= most
    assert late / len(returned) < RecordShares().late


def test_every_simulated_fate_is_told_by_real_events_alone(week: MadeLedger) -> None:
    assert week.findings().wrong == []
    assert "wrong-state" not in week.made.refused
    assert "stale" not in week.made.refused
