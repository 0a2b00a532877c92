"""The same arguments make the same ledger, on both databases; what may not be simulated is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from contract.ids import Epoch
from server.domain.refusal import Refusal
from server.simulate.making import Progress, simulate
from server.simulate.profile import HUGE, SMALL
from server.simulate.shares import Shares
from server.store import ledger
from server.store.database import only_reading
from tests.server.simulate.made_ledger import MINUTE_US, MONDAY, MadeLedger, make
from tests.support.hub import SAMPLE


def test_the_same_seed_makes_the_same_ledger_to_the_last_hash(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()

    first, again = make(tmp_path, "S", 4, 5), make(tmp_path / "again", "S", 4, 5)

    assert first.made.head == again.made.head
    assert first.tickets == again.tickets
    assert first.periods == again.periods


def test_another_process_makes_the_same_ledger_too(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    into = f"sqlite:///{tmp_path / 'there' / 'ledger.sqlite'}"
    typed = ["simulate", "--profile", "S", "--from", str(MONDAY), "--days", "1", "--into", into]

    ran = subprocess.run(
        [sys.executable, "-m", "server.command_line", *typed],
        env={**os.environ, "PYTHONHASHSEED": "77"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.splitlines()[-1] == f"head {make(tmp_path, 'S', 1).made.head}"


def test_another_seed_makes_another_day(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()

    assert make(tmp_path, "S", 1, 5).tickets != make(tmp_path / "other", "S", 1, 6).tickets


def test_a_longer_ledger_begins_like_a_shorter_one(tmp_path: Path) -> None:
    (tmp_path / "longer").mkdir()

    short, longer = make(tmp_path, "S", 1, 5), make(tmp_path / "longer", "S", 2, 5)

    assert longer.events[: len(short.events)] == short.events


def test_postgres_holds_the_very_same_ledger_and_it_is_sound(tmp_path: Path, postgres_url: str) -> None:
    there = make(tmp_path, "M", 2, 3, postgres_url)
    here = make(tmp_path, "M", 2, 3)

    assert there.made.head == here.made.head
    assert there.findings().wrong == []
    assert there.tickets == here.tickets


def test_a_week_of_a_busy_ward_is_sound(week: MadeLedger) -> None:
    findings = week.findings()

    assert findings.wrong == []
    assert (findings.events, findings.tickets, findings.days) == (week.made.events, week.made.tickets, 6)
    assert findings.head == week.made.head


def test_a_hub_that_takes_the_ledger_over_publishes_nothing_of_it(week: MadeLedger) -> None:
    with only_reading(week.url) as connection:
        identity = ledger.identity(connection, SMALL_CENTER, 0)
        assert identity.published_seq == ledger.head(connection, Epoch("any")).seq


SMALL_CENTER = "23134"


def test_an_overloaded_center_grows_its_line_and_many_give_up(tmp_path: Path) -> None:
    made = make(tmp_path, "XL", 1)
    first_calls: dict[str, int] = {}
    for row in made.periods:
        if row.kind == "waiting":
            first_calls.setdefault(row.ticket, row.end_us)
    opening = made.tickets[0].arrived_us

    def in_line(minute: int) -> int:
        at = opening + minute * MINUTE_US
        return sum(row.arrived_us <= at < first_calls.get(row.id, 0) for row in made.tickets)

    waits = [row.waiting_us for row in made.tickets if row.arrived_us < opening + 60 * MINUTE_US]

    assert HUGE.counters[1] < in_line(5) < in_line(15) < in_line(60)
    assert median(waits) > 30 * MINUTE_US
    assert made.kinds["ticket/cancelled"] > 20


def test_a_center_of_ones_own_without_kiosks_gives_numbers_by_hand(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    text = SAMPLE.replace('kind = "kiosk"', 'kind = "printer"')

    made = MadeLedger(url, simulate(url, "S", MONDAY, 2, config_text=text))

    assert {row.origin for row in made.tickets} == {"console"}
    assert made.findings().is_sound


def test_shares_are_the_profiles(tmp_path: Path) -> None:
    calm = replace(SMALL, shares=Shares(held=0, misses_call=0, patience_min=1e6, undone=0, transferred=1))

    made = make(tmp_path, calm, 2)

    assert made.kinds["ticket/no-show"] == 0
    assert made.kinds["ticket/transferred"] > made.kinds["ticket/finished"]


def test_each_day_is_told(tmp_path: Path) -> None:
    told: list[Progress] = []

    made = simulate(f"sqlite:///{tmp_path / 'ledger.sqlite'}", "S", MONDAY, 3, told=told.append)

    assert [(one.day.day, one.done, one.of) for one in told] == [(2, 1, 3), (3, 2, 3), (4, 3, 3)]
    assert (told[-1].tickets, told[-1].events) == (made.tickets, made.events)


@pytest.mark.parametrize(
    ("profile", "first_day", "days", "text", "code"),
    [
        ("HUGE", MONDAY, 1, None, "unknown-profile"),
        ("S", MONDAY, 0, None, "no-days"),
        ("S", MONDAY, -3, None, "no-days"),
        ("S", date(2026, 12, 30), 5, None, "year-unconfirmed"),
        ("S", MONDAY, 10**9, None, "year-unconfirmed"),
        ("S", date(2024, 5, 6), 1, None, "year-unconfirmed"),
        ("S", date(2026, 11, 8), 1, None, "never-open"),
        ("S", MONDAY, 1, "[center]", "config-wrong"),
        ("S", MONDAY, 1, SAMPLE.replace('"manager"', '"guide"'), "no-role"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_both_languages(
    tmp_path: Path, profile: str, first_day: date, days: int, text: str | None, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        simulate(f"sqlite:///{tmp_path / 'ledger.sqlite'}", profile, first_day, days, config_text=text)

    assert refused.value.code == code
    assert refused.value.vi != refused.value.en


@pytest.mark.parametrize("url", ["ledger.sqlite", "sqlite://", "mysql://here/ledger", ""])
def test_what_is_no_address_of_a_ledger_is_refused(url: str) -> None:
    with pytest.raises(Refusal, match="not-an-address"):
        simulate(url, "S", MONDAY, 1)


def test_a_ledger_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    made = make(tmp_path, "S", 1)

    with pytest.raises(Refusal, match="ledger-not-empty"):
        simulate(made.url, "S", date(2026, 11, 3), 1)

    assert made.findings().head == made.made.head
