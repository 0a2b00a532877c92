"""What the kiosk's journal says to the log: every step once, by number and id, without the token."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from contract.commands import ConfirmTicket, VoidTicket
from contract.ids import CommandId, DeviceId, LeaseId, SeriesId, new_command_id
from contract.ticket_log import read_step
from contract.words import SlipFate, VoidReason
from kiosk.journal import Journal
from kiosk.journal_entries import (
    Asked,
    Birth,
    BytesStarted,
    Ended,
    Lent,
    NoNumber,
    NumberReserved,
    OwesConfirm,
    OwesVoid,
    TakenIn,
)
from kiosk.ticket_log import TicketLog
from tests.kiosk.citizen import a_reservation


@pytest.fixture
def journal(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Journal:
    """A journal whose lines go to the log."""
    caplog.set_level(logging.INFO, "ticket")
    journal = Journal(tmp_path / "journal.jsonl")
    journal.on_written = TicketLog(DeviceId("kiosk-1")).written
    return journal


def steps(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str | None, str | None]]:
    """Each line's step, number and ticket."""
    told = [read_step(line) for line in caplog.messages]
    return [(step.step, step.number, step.ticket) for step in told if step is not None]


def test_a_printed_slip(journal: Journal, caplog: pytest.LogCaptureFixture) -> None:
    asked, reserved = new_command_id(), a_reservation()
    journal.write(Asked(asked))
    journal.write(NumberReserved(asked, reserved))
    journal.write(BytesStarted(reserved.ticket))
    confirm = ConfirmTicket(command_id=new_command_id(), ticket=reserved.ticket, fate=SlipFate.PRINTED)
    journal.owe(OwesConfirm(confirm))

    number, ticket = reserved.number, reserved.ticket
    assert steps(caplog) == [
        ("asked", None, None),
        ("reserved", number, ticket),
        ("bytes-started", number, ticket),
        ("confirmed-printed", number, ticket),
    ]
    assert f"command={asked}" in caplog.messages[0]
    assert f"command={asked}" in caplog.messages[1], "the reservation leads to what was asked"
    assert reserved.token not in caplog.text


def test_a_number_that_was_given_up_leads_to_what_was_asked(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    asked, refused = new_command_id(), CommandId("refused-1")
    journal.write(Asked(asked))
    journal.note(NoNumber(refused))
    void = VoidTicket(command_id=new_command_id(), reason=VoidReason.ABANDONED, abandoned=asked)
    journal.owe(OwesVoid(void))

    assert [step for step, _, _ in steps(caplog)] == ["asked", "no-number", "voided-abandoned"]
    assert f"command={asked}" in caplog.messages[-1]


def test_a_number_from_the_lease_until_the_hub_has_it(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    reserved = a_reservation()
    lent = Lent(LeaseId("lease-1"), SeriesId("A"), 999, (date(2026, 11, 23),))
    journal.write(NumberReserved(None, reserved, Birth(lent=lent)))
    journal.owe(Ended(reserved.ticket, SlipFate.PRINTED, None))
    journal.note(TakenIn((reserved.ticket,)))

    assert steps(caplog) == [
        (step, reserved.number, reserved.ticket)
        for step in ("taken-from-lease", "confirmed-printed", "handed-in")
    ]
