"""The journal on a real disk: torn lines, full disks, new days."""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from contract.commands import ConfirmTicket, VoidTicket
from contract.ids import CommandId
from contract.words import SlipFate, VoidReason
from kiosk.journal import MOST_NAMED, Journal
from kiosk.journal_entries import (
    Asked,
    BytesStarted,
    NoNumber,
    NumberReserved,
    OwesConfirm,
    OwesVoid,
    Settled,
)
from tests.kiosk.citizen import a_reservation

TICKET = a_reservation().ticket
CONFIRM = ConfirmTicket(command_id=CommandId("c-9"), ticket=TICKET, fate=SlipFate.PRINTED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_everything_open_is_known_again_after_a_restart(path: Path) -> None:
    journal = Journal(path)
    journal.write(Asked(CommandId("c-1")))
    journal.write(Asked(CommandId("c-2")))
    journal.write(NumberReserved(CommandId("c-2"), a_reservation()))
    journal.write(BytesStarted(TICKET))

    again = Journal(path)

    assert again.asked() == (CommandId("c-1"),)
    assert again.held() == (TICKET,)
    assert again.has_started(TICKET)


def test_what_ended_is_not_open(path: Path) -> None:
    journal = Journal(path)
    journal.write(Asked(CommandId("c-1")))
    journal.note(NoNumber(CommandId("c-1")))
    journal.write(NumberReserved(CommandId("c-2"), a_reservation()))
    journal.owe(OwesConfirm(CONFIRM))
    journal.note(Settled(CONFIRM.command_id))

    again = Journal(path)

    assert (again.asked(), again.held(), again.debts()) == ((), (), ())


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_torn_last_line_is_passed_over_and_the_next_line_is_whole(path: Path, cut: int) -> None:
    journal = Journal(path)
    journal.write(Asked(CommandId("c-1")))
    journal.write(Asked(CommandId("c-2")))
    path.write_bytes(path.read_bytes()[:-cut])

    again = Journal(path)
    again.write(Asked(CommandId("c-3")))

    survivors = Journal(path).asked()
    assert CommandId("c-1") in survivors
    assert CommandId("c-3") in survivors


def test_a_whole_line_that_only_lacks_its_end_still_counts(path: Path) -> None:
    Journal(path).write(Asked(CommandId("c-1")))
    path.write_bytes(path.read_bytes()[:-1])

    assert Journal(path).asked() == (CommandId("c-1"),)


def test_garbage_in_the_middle_harms_no_other_line(path: Path) -> None:
    journal = Journal(path)
    journal.write(Asked(CommandId("c-1")))
    with path.open("ab") as file:
        file.write(b"\x00\xff garbage\n")
    Journal(path).write(Asked(CommandId("c-2")))

    assert Journal(path).asked() == (CommandId("c-1"), CommandId("c-2"))


def test_a_new_day_keeps_only_what_is_open(path: Path) -> None:
    journal = Journal(path)
    journal.begin_day(date(2026, 11, 22))
    for number in range(50):
        journal.write(Asked(CommandId(f"c-{number}")))
        journal.note(NoNumber(CommandId(f"c-{number}")))
    journal.owe(OwesConfirm(CONFIRM))

    journal.begin_day(date(2026, 11, 23))
    journal.write(Asked(CommandId("c-new")))

    assert len(path.read_bytes().splitlines()) == 4
    assert Journal(path).debts() == (CONFIRM,)
    assert Journal(path).asked() == (CommandId("c-new"),)


def test_the_same_day_again_throws_nothing_away(path: Path) -> None:
    journal = Journal(path)
    journal.begin_day(date(2026, 11, 22))
    journal.write(Asked(CommandId("c-1")))
    journal.note(NoNumber(CommandId("c-1")))

    Journal(path).begin_day(date(2026, 11, 22))

    assert len(path.read_bytes().splitlines()) == 4


def test_a_bytes_started_mark_survives_the_new_day(path: Path) -> None:
    journal = Journal(path)
    journal.write(NumberReserved(CommandId("c-1"), a_reservation()))
    journal.write(BytesStarted(TICKET))

    journal.begin_day(date(2026, 11, 23))

    assert Journal(path).has_started(TICKET)


def test_a_full_disk_is_said_before_the_step_is_taken(path: Path, fill_disk: Callable[[int], None]) -> None:
    journal = Journal(path)
    fill_disk(0)

    with pytest.raises(OSError, match="No space"):
        journal.write(Asked(CommandId("c-1")))
    assert journal.asked() == ()


def test_a_debt_on_a_full_disk_is_kept_in_memory(path: Path, fill_disk: Callable[[int], None]) -> None:
    journal = Journal(path)
    told: list[str] = []
    journal.on_owed = lambda: told.append("owed")
    fill_disk(0)

    journal.owe(OwesConfirm(CONFIRM))

    assert journal.debts() == (CONFIRM,)
    assert told == ["owed"]


def test_a_full_disk_on_a_new_day_leaves_the_journal_as_it_is(
    path: Path, fill_disk: Callable[[int], None]
) -> None:
    journal = Journal(path)
    journal.write(Asked(CommandId("c-1")))
    before = path.read_bytes()
    fill_disk(0)

    journal.begin_day(date(2026, 11, 23))

    assert path.read_bytes() == before


def test_only_the_newest_given_up_commands_are_named(path: Path) -> None:
    journal = Journal(path)
    for number in range(MOST_NAMED + 5):
        void = VoidTicket(
            command_id=CommandId(f"v-{number}"),
            reason=VoidReason.ABANDONED,
            abandoned=CommandId(f"c-{number}"),
        )
        journal.owe(OwesVoid(void))

    named = journal.abandoned()

    assert len(named) == MOST_NAMED
    assert named[-1] == f"c-{MOST_NAMED + 4}"


def test_a_disk_that_fills_up_in_the_middle_of_a_line_is_noticed(
    path: Path,
) -> None:
    journal = Journal(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
    try:
        with pytest.raises(OSError):  # noqa: PT011  # any: the system says which
            journal.write(Asked(CommandId("c-1")))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    journal.write(Asked(CommandId("c-2")))
    assert Journal(path).asked() == (CommandId("c-2"),)


def test_what_was_kept_in_memory_is_written_once_there_is_room(
    path: Path, monkeypatch: pytest.MonkeyPatch, fill_disk: Callable[[int], None]
) -> None:
    journal = Journal(path)
    journal.write(NumberReserved(CommandId("c-1"), a_reservation()))
    fill_disk(0)
    journal.owe(OwesConfirm(CONFIRM))
    path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n")  # the disk took nothing of it
    monkeypatch.undo()

    journal.write(Asked(CommandId("c-2")))

    assert Journal(path).debts() == (CONFIRM,)
    assert Journal(path).held() == ()
