"""The log line of a ticket's step: written and read back, and nothing in it breaks the line."""

from __future__ import annotations

import logging

import pytest

from contract.ids import TicketId, TicketNumber
from contract.ticket_log import TicketStep, read_step, tell

STEP = TicketStep("ticket/called", TicketNumber("A012"), TicketId("t-1"), (("counter", "3"), ("seq", "17")))


@pytest.mark.parametrize(
    "before", ["", "<6>ticket: ", "2026-11-23 08:00:00,123 INFO ticket: ", "Nov 23 08:00 pi motcua-hub[1]: "]
)
def test_a_line_is_read_back_whatever_the_journal_puts_before_it(before: str) -> None:
    assert read_step(f"{before}{STEP}") == STEP


def test_a_line_is_found_by_number_and_by_id() -> None:
    assert str(STEP) == "step=ticket/called number=A012 ticket=t-1 counter=3 seq=17"


def test_what_is_not_known_is_left_out() -> None:
    assert str(TicketStep("asked", marks=(("command", "c-1"),))) == "step=asked command=c-1"


def test_other_lines_tell_no_step() -> None:
    assert (
        read_step("2026-11-23 08:00:00,123 INFO server.hub: hub of center 23134: pages on port 8080") is None
    )


def test_nothing_smuggles_in_another_line_or_another_mark() -> None:
    step = TicketStep(
        "shown", TicketNumber("A012"), None, (("device", "x\nstep=ticket/called number=A999 é"),)
    )

    assert "\n" not in str(step)
    told = read_step(str(step))
    assert told is not None
    assert (told.step, told.number) == ("shown", "A012")


def test_it_is_told_at_info_by_a_name_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "ticket"):
        tell(STEP)

    assert caplog.messages == [str(STEP)]
