"""The auditor's script: stands on its own, understands the events as the hub does, and counts right."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from contract import commands as c
from contract.events import ConfigurationAccepted
from contract.words import TicketState, TimesWrong
from server.domain.instant import EPOCH, MICROSECOND
from server.reports.waits_record import waits_record
from server.store import tables
from tests.support.exported import chained_anew, exported, put, with_payload
from tests.support.hub import ANH, BINH, MANAGER, SAMPLE, SmallHub, small_hub
from tests.support.recomputing import SCRIPT, recompute_waits
from tests.support.wandering import Wandering

MONDAY = "2026-11-23"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[SmallHub]:
    """08:00 of an open Monday, counter 1 open; the configuration is in the ledger."""
    with small_hub(tmp_path) as hub:
        hub.writer.run(lambda work, _: work.record(ConfigurationAccepted, sha256="0", text=SAMPLE)).result(10)
        hub.open_day()
        hub.sit()
        yield hub


def of_monday(hub: SmallHub, service: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = recompute_waits().figures(exported(hub.url), MONDAY, MONDAY, service)
    return found


# --- on its own ---


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def run(folder: Path, *arguments: str, text: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Isolated: no site-packages, nothing of ours on the path."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, cwd=folder, input=text, timeout=60, check=False)


def test_it_runs_where_nothing_is_installed(hub: SmallHub, tmp_path: Path) -> None:
    hub.serve(hub.take())
    lines = exported(hub.url)
    file = put(tmp_path / "ledger.jsonl", lines)
    days = ("--from", MONDAY, "--to", MONDAY)

    from_file = run(tmp_path, str(file), *days)
    from_input = run(tmp_path, "-", *days, "--service", "ho-tich", text=b"".join(lines))

    assert from_file.returncode == 0, from_file.stderr
    assert json.loads(from_file.stdout) == of_monday(hub)
    assert json.loads(from_input.stdout) == of_monday(hub, "ho-tich")


def test_it_names_the_line_that_was_changed(hub: SmallHub, tmp_path: Path) -> None:
    lines = exported(hub.url)
    lines[3] = with_payload(lines[3], lambda payload: payload.update(device="another"))

    refused = run(tmp_path, str(put(tmp_path / "x.jsonl", lines)), "--from", MONDAY, "--to", MONDAY)

    assert refused.returncode == 1
    assert b"line 4: changed, missing, or in the wrong place" in refused.stderr


def test_it_refuses_what_is_no_whole_export(hub: SmallHub) -> None:
    script, lines = recompute_waits(), exported(hub.url)

    for broken, why in (
        (lines[:-1], "cut off"),
        ([*lines[:4], *lines[5:]], "line 5"),
        ([*lines[:4], lines[3], *lines[4:]], "line 5"),
        ([*lines, lines[-1]], "behind the footer"),
        (lines[1:], "no export"),
    ):
        with pytest.raises(script.NotSoundError, match=why):
            script.figures(broken, MONDAY, MONDAY)


def test_who_chains_a_changed_story_anew_comes_to_another_head(hub: SmallHub) -> None:
    hub.take()
    lines = exported(hub.url)
    forged = [*lines]
    forged[-2] = with_payload(lines[-2], lambda payload: payload.update(fate="on-screen"))

    found = recompute_waits().figures(chained_anew(forged), MONDAY, MONDAY)

    assert found["as_of"]["head"] != json.loads(lines[-1])["head"]


# --- what events mean ---


@pytest.mark.parametrize("seed", range(20, 26))
def test_its_tickets_and_periods_are_those_of_the_hub(tmp_path: Path, seed: int) -> None:
    with small_hub(tmp_path) as hub:
        hub.open_day()
        hub.sit("1", ANH)
        hub.sit("2", BINH)
        Wandering(hub, seed).walk(500)
        told = of_script(exported(hub.url))
        with hub.database.reading() as connection:
            tickets = {row.id: row for row in connection.execute(select(tables.ticket))}
            order = tables.period.c
            rows = list(connection.execute(select(tables.period).order_by(order.ticket, order.position)))
    periods: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        times = (row.start_us, row.end_us, row.duration_us, bool(row.is_estimated))
        periods[row.ticket].append((row.kind, row.leg, row.service, *times))

    assert told == {
        name: (
            (row.day.isoformat(), row.state, row.service, row.first_service, row.legs, row.origin, row.fate),
            (row.arrived_us, row.first_seq, row.last_seq),
            (row.is_by_hand, row.is_back_dated, row.is_end_inferred),
            periods[name],
        )
        for name, row in tickets.items()
    }
    assert len(rows) > 20


def of_script(lines: list[bytes]) -> dict[str, tuple[object, ...]]:
    """The same as the rows of the hub's tables."""
    script = recompute_waits()
    ledger = script.Ledger(lambda _day: True)
    for kind, event in script.checked_events(lines, {}):
        ledger.tell(kind, event)
    return {
        name: (
            (one.day, one.state, one.service, one.first_service, one.leg, one.origin, one.fate),
            (one.arrived.utc, one.first_seq, one.last_seq),
            (one.is_by_hand, one.is_back_dated, one.is_end_inferred),
            [
                (part.kind, part.leg, part.service, part.start.utc, part.end, part.us, part.is_estimated)
                for part in one.periods
            ],
        )
        for name, one in (ledger.earlier | ledger.tickets).items()
    }


# --- the report and the script ---


@pytest.mark.parametrize("seed", range(30, 34))
def test_its_figures_are_those_of_the_report(hub: SmallHub, seed: int) -> None:
    hub.sit("2", BINH)
    Wandering(hub, seed).walk(500)
    hub.settle()
    lines = exported(hub.url)
    first, last = date.fromisoformat(MONDAY), date.fromisoformat("2026-12-31")

    for service in (None, "ho-tich", "chung-thuc", "huong-dan"):
        found = recompute_waits().figures(lines, first.isoformat(), last.isoformat(), service)
        last_event = datetime.fromisoformat(found["as_of"]["at"])
        with hub.database.reading() as connection:
            now_us = (last_event - EPOCH) // MICROSECOND
            assert found == waits_record(connection, first, last, service, now_us)


# --- figures by hand ---


@pytest.fixture
def morning(hub: SmallHub) -> SmallHub:
    """Four people and a number nobody had, between 08:00:00 and 08:31:20.

    A waits 600 s and is served for 600 s. B waits 1201 s, is not there for 60 s, waits 60 s, is served for
    15 s, passed on, waits 180 s and is served for 4 s. C leaves after 1500 s. E waits 4 s so far.
    """
    a = hub.take()
    hub.clock.pass_time(300)
    b, gone = hub.take(), hub.take("chung-thuc")
    hub.reserve()
    hub.clock.pass_time(300)
    assert hub.call().ticket == a
    hub.clock.pass_time(30)
    hub.at_counter(c.StartService, a)
    hub.clock.pass_time(600)
    hub.at_counter(c.Finish, a)
    hub.clock.pass_time(271)
    assert hub.call().ticket == b
    hub.clock.pass_time(60)
    hub.at_counter(c.NoShow, b)
    hub.clock.pass_time(60)
    hub.at_counter(c.ReturnToLine, b)
    hub.clock.pass_time(60)
    hub.serve(b)
    hub.clock.pass_time(15)
    hub.at_counter(c.Transfer, b, to_service="chung-thuc")
    hub.clock.pass_time(104)
    hub.at_counter(c.Cancel, gone, reason="về")
    hub.clock.pass_time(76)
    hub.serve(b)
    hub.take()
    hub.clock.pass_time(4)
    hub.at_counter(c.Finish, b)
    return hub


def seconds(*values: int) -> dict[str, Any]:
    """Of sorted whole seconds, ranks counted on one's fingers."""
    n = len(values)
    ranks = {"p50_s": (n + 1) // 2, "p80_s": -(-4 * n // 5), "p90_s": -(-9 * n // 10), "p95_s": n}
    return {
        "n": n,
        "sum_us": sum(values) * 1_000_000,
        "mean_s": round(sum(values) / n, 3),
        **{name: values[rank - 1] for name, rank in ranks.items()},
        "longest_s": values[-1],
    }


NONE = dict.fromkeys(("mean_s", "p50_s", "p80_s", "p90_s", "p95_s", "longest_s")) | {"n": 0, "sum_us": 0}


def test_a_morning_counted_by_hand(morning: SmallHub) -> None:
    found = of_monday(morning)

    assert {name: count for name, count in found["counts"].items() if count} == {
        "given": 5, "no_slip": 1, "issued": 4, "called": 2, "served": 2, "left": 1, "open": 1,
        "absent_once": 1,
    }  # fmt: skip
    assert found["times"] == {
        "waiting": seconds(600, 1441),
        "waiting_open": seconds(600, 1441),
        "walking": seconds(30, 60),
        "service": seconds(19, 600),
        "hold": NONE,
        "absent": seconds(60),
        "visit": seconds(1230, 1580),
    }
    assert found["left_after"] == seconds(4, 1500)
    assert found["target"] == {"within": 2, "over": 2, "unknown": 1, "none": 0}
    assert {name for name, count in found["doubt"].items() if count} == {"too_short"}


def test_who_left_counts_as_having_waited_at_least_that_long(morning: SmallHub) -> None:
    estimate = of_monday(morning)["kaplan_meier"]

    # 4+ 600 1441 1500+: S(600) = 2/3, S(1441) = 2/3 · 1/2 = 1/3
    assert estimate == {
        "called": 2, "censored": 2, "p50_s": 1441, "p80_s": None, "p90_s": None, "p95_s": None,
    }  # fmt: skip


def test_one_services_legs_counted_by_hand(morning: SmallHub) -> None:
    certification, civil = of_monday(morning, "chung-thuc"), of_monday(morning, "ho-tich")

    assert certification["unit"] == "leg"
    assert {name: count for name, count in certification["counts"].items() if count} == {
        "given": 2, "issued": 2, "called": 1, "served": 1, "left": 1,
    }  # fmt: skip
    assert certification["times"] == {
        "waiting": seconds(180), "walking": seconds(0), "service": seconds(4), "hold": NONE,
    }  # fmt: skip
    assert certification["left_after"] == seconds(1500)
    assert certification["target"] == {"within": 1, "over": 1, "unknown": 0, "none": 0}
    assert certification["kaplan_meier"]["p50_s"] == 180
    assert (civil["counts"]["passed_on"], civil["counts"]["served"], civil["counts"]["open"]) == (1, 1, 1)
    assert civil["times"]["waiting"] == seconds(600, 1261)


def test_the_head_is_the_ledgers(morning: SmallHub) -> None:
    as_of = of_monday(morning)["as_of"]

    assert as_of == {"seq": morning.seq, "head": morning.findings().head, "at": "2026-11-23T01:31:20+00:00"}


def test_a_finish_taken_back_leaves_one_service(hub: SmallHub) -> None:
    ticket = hub.take()
    hub.serve(ticket)
    hub.clock.pass_time(100)
    hub.at_counter(c.Finish, ticket)
    hub.clock.pass_time(50)
    hub.do(c.Undo, ANH, counter="1")
    hub.clock.pass_time(7)
    hub.at_counter(c.Finish, ticket)

    assert of_monday(hub)["times"]["service"] == seconds(157)


def test_half_a_second_is_cut_and_the_sum_keeps_it(hub: SmallHub) -> None:
    for _ in range(2):
        ticket = hub.take()
        hub.clock.pass_time(59.75)
        hub.serve(ticket)
        hub.at_counter(c.Finish, ticket)

    waiting = of_monday(hub)["times"]["waiting"]

    assert (waiting["sum_us"], waiting["mean_s"], waiting["longest_s"]) == (119_500_000, 59.75, 59)


def test_the_noon_break_is_waiting_and_not_waiting_within_opening_hours(hub: SmallHub) -> None:
    hub.clock.pass_time(3 * 3600 + 10 * 60)
    ticket = hub.take()
    hub.clock.pass_time(115 * 60)
    hub.serve(ticket)

    times = of_monday(hub)["times"]

    assert times["waiting"] == seconds(6900)
    assert times["waiting_open"] == seconds(1500), "11:10 to 11:30 and 13:00 to 13:05"


def test_a_mark_on_times_counts_until_it_is_taken_back(hub: SmallHub) -> None:
    ticket = hub.take()
    hub.do(c.MarkTimes, MANAGER, ticket=ticket, reason=TimesWrong.FORGOTTEN)
    assert of_monday(hub)["doubt"]["inaccurate"] == 1

    hub.do(c.MarkTimes, MANAGER, ticket=ticket, reason=None)

    assert of_monday(hub)["doubt"]["inaccurate"] == 0


def test_a_step_and_a_close_are_noted(hub: SmallHub) -> None:
    ticket = hub.take()
    hub.serve(ticket)
    hub.clock.step_wall(400)
    hub.tick()
    hub.clock.pass_time(60)
    hub.close_day()
    assert hub.ticket(ticket).state is TicketState.SERVED

    doubt = of_monday(hub)["doubt"]

    assert (doubt["stepped"], doubt["inferred"], doubt["estimated"]) == (1, 1, 0)


def test_other_days_are_left_out(morning: SmallHub) -> None:
    lines = exported(morning.url)

    before = recompute_waits().figures(lines, "2026-11-20", "2026-11-22")
    around = recompute_waits().figures(lines, "2026-11-01", "2026-11-30")

    assert before["counts"]["given"] == 0
    assert before["times"]["waiting"] == NONE
    assert before["kaplan_meier"]["p50_s"] is None
    assert around["counts"] == of_monday(morning)["counts"]
