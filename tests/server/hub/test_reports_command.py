"""`motcua reports`: figures on the command line, what is refused, and kept figures made again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from contract import commands as c
from server.command_line import main as motcua
from tests.server.hub.hub_place import Ended, ended
from tests.server.hub.live_hub import MANAGER, LiveHub
from tests.support.hub import SAMPLE
from tests.support.simulated import FIRST, LAST, Weeks, copied, keep, simulated_file

__all__ = ["simulated_file"]


class Typed:
    """`motcua` over a simulated ledger that no hub has open."""

    def __init__(self, weeks: Weeks, folder: Path) -> None:
        config, self.settings = folder / "center.toml", folder / "hub.toml"
        config.write_text(SAMPLE, encoding="utf-8")
        lines = (f'config_path = "{config}"', f'data_dir = "{folder}"', f'database_url = "{weeks.url}"')
        self.settings.write_text("\n".join(lines), encoding="utf-8")
        self.weeks = weeks

    def __call__(self, *arguments: str) -> Ended:
        return ended(motcua, "--settings", str(self.settings), *arguments)


@pytest.fixture
def typed(simulated_file: Path, tmp_path: Path) -> Typed:
    with copied(simulated_file, tmp_path) as weeks:
        keep(weeks)
    return Typed(weeks, tmp_path)


def days(first: str = FIRST.isoformat(), last: str = LAST.isoformat()) -> tuple[str, ...]:
    return ("reports", "waits", "--from", first, "--to", last)


def test_figures_come_as_one_json_object_or_in_lines(typed: Typed) -> None:
    told = typed(*days(), "--json")
    record = json.loads(told.said)

    assert told.status == 0
    assert (record["report"], record["unit"], record["from"]) == ("waits", "visit", FIRST.isoformat())
    lines = typed(*days()).said
    assert f"issued{' ' * 17}{record['counts']['issued']}" in lines
    within, over = record["target"]["within"], record["target"]["over"]
    assert f"{within} of {within + over}" in lines


def test_a_service_is_counted_by_its_legs(typed: Typed) -> None:
    record = json.loads(typed(*days(), "--service", "chung-thuc", "--json").said)

    assert (record["unit"], record["service"]) == ("leg", "chung-thuc")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (days(LAST.isoformat(), FIRST.isoformat()), "range-backwards"),
        (days(last="2999-01-01"), "future"),
        ((*days(), "--service", "no-such-thing"), "unknown-service"),
    ],
)
def test_a_question_without_sense_is_refused_in_both_languages(
    typed: Typed, arguments: tuple[str, ...], code: str
) -> None:
    told = typed(*arguments)

    assert told.status == 1
    assert told.said.strip().endswith(f"({code})")
    assert len(told.said.strip().splitlines()) == 2


def test_kept_figures_are_proven_equal_and_records_not_kept_yet_are_told_apart(typed: Typed) -> None:
    weeks = typed.weeks
    weeks.database.open()
    with weeks.database.writing() as connection:
        connection.execute(text("DELETE FROM record_sheet WHERE day = (SELECT min(day) FROM record_sheet)"))
    weeks.database.close()
    told = typed("reports", "rebuild", "--check")

    assert told.status == 0
    assert told.said.startswith("equal: ")
    assert told.said.strip().endswith(" days, of 1 not kept yet: their rows are read")


def test_what_is_not_equal_is_named_and_made_again(typed: Typed) -> None:
    weeks = typed.weeks
    weeks.database.open()
    with weeks.database.writing() as connection:
        connection.execute(text("DELETE FROM day_sheet WHERE day = '2026-10-07'"))
        connection.execute(
            text(
                "UPDATE span_sheet SET figures = (SELECT figures FROM span_sheet WHERE span = '2026-09' "
                "AND cut = 'visit') WHERE span = '2026-10' AND cut = 'visit'"
            )
        )
    weeks.database.close()

    looked = typed("reports", "rebuild", "--check")
    assert (looked.status, looked.said.splitlines()[0]) == (1, "missing: 2026-10-07")
    mended = typed("reports", "rebuild")
    assert mended.status == 0
    assert "DIFFERENT: 2026-10 (visit)" in mended.said
    assert typed("reports", "rebuild", "--check").status == 0


def test_a_running_hub_makes_them_again_itself(live: LiveHub) -> None:
    live.do(c.CloseDay, MANAGER)

    assert live.place.motcua("reports", "rebuild").status == 0
    told = live.place.motcua("reports", "rebuild", "--check")
    assert (told.status, told.said.split(" and ")[0]) == (0, "equal: 1 closed days")


def test_figures_of_records_come_as_one_json_object_or_in_lines(typed: Typed) -> None:
    range_of = ("reports", "records", "--from", FIRST.isoformat(), "--to", LAST.isoformat())
    told = typed(*range_of, "--json")
    record = json.loads(told.said)

    assert told.status == 0
    assert record["counts"]["received"] == sum(
        record["counts"][part]
        for part in ("returned", "ready", "in_process", "supplement", "refused", "withdrawn", "stopped")
    )
    assert f"received               {record['counts']['received']}" in typed(*range_of).said
    assert typed("reports", "records", "--from", "2026-11-02", "--to", "2026-11-01").status == 1
