"""`motcua simulate` on the command line: what it says, and with which status it ends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from server.command_line import main
from server.simulate.making import Progress
from server.simulate.verb import teller
from tests.server.simulate.made_ledger import MONDAY

SMALL_WEEKEND = ["simulate", "--profile", "s", "--from", "2026-11-06", "--days", "3", "--seed", "2"]


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_it_says_each_day_and_the_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL_WEEKEND, "--into", f"sqlite:///{tmp_path / 'ledger.sqlite'}"]) == 0

    friday, saturday, total, head = capsys.readouterr().out.splitlines()
    assert friday.startswith("2026-11-06: 1/2, tickets ")
    assert saturday.startswith("2026-11-07: 2/2, tickets ")
    assert total.startswith("days 2, tickets ")
    assert " seconds " in total
    assert len(head) == len("head ") + 64


def test_a_second_time_it_refuses_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    assert main([*SMALL_WEEKEND, "--into", into]) == 0

    assert main([*SMALL_WEEKEND, "--into", into]) == 1

    said = capsys.readouterr().err
    assert said.startswith("ledger-not-empty: ")
    assert "trống" in said
    assert "not empty" in said


@pytest.mark.parametrize(
    ("written", "status", "word"),
    [
        (b"[center]\nname_vi = \xff", 1, "UTF-8"),
        (b"[center]", 1, "config-wrong"),
        (None, 2, "(file-missing)"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], written: bytes | None, status: int, word: str
) -> None:
    file = tmp_path / "center.toml"
    if written is not None:
        file.write_bytes(written)
    into = f"sqlite:///{tmp_path / 'ledger.sqlite'}"

    assert main([*SMALL_WEEKEND, "--config", str(file), "--into", into]) == status

    assert word in capsys.readouterr().err
    assert not (tmp_path / "ledger.sqlite").exists()


def test_on_a_terminal_a_bar_grows_in_one_line() -> None:
    screen = Terminal()
    tell = teller(screen)

    tell(Progress(MONDAY, 1, 2, 10, 60))
    tell(Progress(MONDAY, 2, 2, 1_500, 9_000))

    half, full = screen.getvalue().split("\r")[1:]
    assert half.count("█") == half.count("░") == 15
    assert full.startswith("█" * 30 + " 2/2")
    assert full.endswith("1,500 tickets\n")


def test_what_it_made_is_sound_for_motcua_ledger_verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    settings = tmp_path / "hub.toml"
    settings.write_text(
        f'config_path = "server/data/tan-lap.toml"\ndata_dir = "{tmp_path}"\ndatabase_url = "{url}"\n'
    )
    assert main([*SMALL_WEEKEND, "--into", url]) == 0
    head = capsys.readouterr().out.splitlines()[-1]

    assert main(["--settings", str(settings), "ledger", "verify"]) == 0

    said = capsys.readouterr().out
    assert "\nsound: " in said
    assert head in said
