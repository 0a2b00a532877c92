"""The auditor's script for records: stands on its own, and comes to the hub's figures from an export."""

from __future__ import annotations

import ast
import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contract.events import ConfigurationAccepted
from server.config.calendar import HOLIDAYS_CSV
from server.report_record_verb import rules_of
from server.reports.latest_configuration import latest_configuration
from server.reports.records_told import records_told
from tests.server.reports.test_record_reports import live
from tests.support.exported import exported, put, with_payload
from tests.support.hub import SAMPLE, SmallHub, small_hub
from tests.support.recomputing import RECORDS_SCRIPT, recompute_records
from tests.support.records import GUARDIAN
from tests.support.simulated import FIRST, LAST, copied, simulated_file

__all__ = ["simulated_file"]

ONLINE = (
    f'[[records.terms]]\nprocedure = "{GUARDIAN}"\namount = 1\nunit = "working-day"\nchannel = "online"\n'
)
BY_HOUR = SAMPLE.replace('compared_by = "day"', 'compared_by = "hour"').replace(
    "[[records.reasons]]", f"{ONLINE}\n[[records.reasons]]", 1
)
"""Online another time, so that a corrected channel moves due dates."""
ALL_2026 = (date(2026, 1, 1), date(2026, 12, 31))


def holidays() -> list[dict[str, str]]:
    with HOLIDAYS_CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hubs(hub: SmallHub, first: date, last: date) -> dict[str, Any]:
    """What `motcua reports records --json` says."""
    with hub.database.reading() as connection:
        return records_told(connection, first, last, rules_of(latest_configuration(connection), last))


def mine(lines: list[bytes], first: date, last: date) -> dict[str, Any]:
    found: dict[str, Any] = recompute_records().figures(
        lines, first.isoformat(), last.isoformat(), holidays()
    )
    return found


@pytest.fixture(params=[SAMPLE, BY_HOUR], ids=["by-day", "by-hour"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    text = str(request.param)
    with small_hub(tmp_path, None, text) as hub:
        hub.writer.run(lambda work, _: work.record(ConfigurationAccepted, sha256="0", text=text)).result(10)
        hub.open_day()
        yield hub


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(RECORDS_SCRIPT.read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported
    assert {name.split(".")[0] for name in imported} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("seed", [21, 22])
def test_it_comes_to_the_hubs_figures(hub: SmallHub, seed: int) -> None:
    live(hub, Random(seed), 120)

    theirs = hubs(hub, *ALL_2026)

    assert mine(exported(hub.url), *ALL_2026) == theirs
    assert theirs["counts"]["received"] > 60
    assert theirs["counts"]["void"] > 0
    assert theirs["worked"]["n"] >= 5
    assert theirs["compared_by"] in ("day", "hour")


def test_of_eight_simulated_weeks_too(simulated_file: Path, tmp_path: Path) -> None:
    with copied(simulated_file, tmp_path) as weeks:
        with weeks.database.reading() as connection:
            rules = rules_of(latest_configuration(connection), LAST)
            theirs = records_told(connection, FIRST, LAST, rules)
        lines = exported(weeks.url)

    assert mine(lines, FIRST, LAST) == theirs
    assert theirs["counts"]["received"] > 150
    assert theirs["worked"]["longest"] > 0
    assert len(theirs["by"]["month"]) == 3


def test_before_the_first_record_there_is_nothing(hub: SmallHub) -> None:
    assert mine(exported(hub.url), *ALL_2026) == hubs(hub, *ALL_2026)


def test_it_runs_where_nothing_is_installed(hub: SmallHub, tmp_path: Path) -> None:
    live(hub, Random(23), 10)
    file = put(tmp_path / "ledger.jsonl", exported(hub.url))
    days = ("--from", "2026-01-01", "--to", "2026-12-31", "--holidays", str(HOLIDAYS_CSV))
    command = [sys.executable, "-I", "-S", str(RECORDS_SCRIPT), str(file), *days]

    ran = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=60, check=False)

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == hubs(hub, *ALL_2026)


def test_without_holidays_no_working_time_is_claimed(hub: SmallHub) -> None:
    live(hub, Random(24), 10)

    found = recompute_records().figures(exported(hub.url), "2026-01-01", "2026-12-31")

    assert found["worked"] is None
    assert found["counts"] == hubs(hub, *ALL_2026)["counts"]


def test_a_changed_line_is_named(hub: SmallHub) -> None:
    live(hub, Random(25), 5)
    lines = exported(hub.url)
    lines[4] = with_payload(lines[4], lambda payload: payload.update(officer="another"))

    with pytest.raises(recompute_records().NotSoundError, match="line 5: changed"):
        mine(lines, *ALL_2026)
