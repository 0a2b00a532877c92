"""The hub dies, numbers are taken, the kiosk dies and comes back: every slip is a ticket in line, once."""

from __future__ import annotations

import hashlib
import signal
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from contract import events as e
from contract.words import SlipFate
from hardware.printer_emulator.slips import PrintedSlip
from tests.system.open_hall import TILE, OpenHall, number_on, share_of
from tools.demo.center import READY_S, wait_until

pytestmark = [pytest.mark.system, pytest.mark.window]

NOTICE_GROUND = "#FFF4E0"
SILENT_WITHIN_S = 40.0
HEARTBEAT_LATE = timedelta(seconds=0.5)
"""A heartbeat that came late on a busy machine makes the kiosk's time earlier by as much."""


@dataclass(slots=True)
class Outage:
    """Slips in hands, and when each was asked for."""

    slips: dict[str, PrintedSlip] = field(default_factory=dict)
    asked_at: dict[str, datetime] = field(default_factory=dict)
    home: Path = Path()
    """A picture of the tiles while the hub is away."""


def kill(hall: OpenHall, name: str) -> None:
    child = hall.center.children.find(name)
    child.signal(signal.SIGKILL)
    child.process.wait(10)


def take(hall: OpenHall, outage: Outage) -> None:
    hall.go_home()
    at = hall.center.clock.read().utc
    slip = hall.take_slip()
    outage.slips[number_on(slip)] = slip
    outage.asked_at[number_on(slip)] = at


def says_it_is_alone(hall: OpenHall) -> bool:
    hall.go_home()
    return share_of(hall.picture("kiosk-1", "alone-home"), NOTICE_GROUND) > 0.01


def is_lent_numbers(hall: OpenHall) -> bool:
    return '"type":"leases"' in (hall.center.place.data / "kiosk-1" / "journal.jsonl").read_text("utf-8")


def start_kiosk_again(hall: OpenHall) -> None:
    (hall.center.place.pictures() / "kiosk.json").unlink()  # what the dead one could be pressed on
    settings = hall.center.place.data / "kiosk-1.toml"
    command = [sys.executable, "-m", "kiosk", "--settings", str(settings)]
    hall.center.children.start("kiosk-1", command).wait_ready(READY_S)


@pytest.fixture(scope="module")
def outage(hall: OpenHall) -> Outage:
    """All of it, up to the moment when the hub is back and has been told."""
    wait_until(lambda: is_lent_numbers(hall), "the kiosk has been lent numbers", 20)
    outage = Outage()
    hall.touch(TILE, then="take-number")
    kill(hall, "hub")
    hall.go_home()
    take(hall, outage)
    wait_until(lambda: says_it_is_alone(hall), "the kiosk says that it is alone", SILENT_WITHIN_S)
    outage.home = hall.center.place.pictures() / "alone-home.png"
    take(hall, outage)
    hall.go_home()
    kill(hall, "kiosk-1")
    start_kiosk_again(hall)
    take(hall, outage)
    hall.center.start_hub()
    wait_until(lambda: len(hall.told(e.TicketHandedIn)) >= 3, "all are handed in", 60)
    return outage


def test_every_slip_of_the_outage_is_a_ticket_exactly_once(hall: OpenHall, outage: Outage) -> None:
    handed = hall.told(e.TicketHandedIn)

    assert Counter(ticket.number for ticket in handed) == dict.fromkeys(outage.slips, 1)
    assert {ticket.fate for ticket in handed} == {SlipFate.PRINTED}
    by_slip = {hashlib.sha256(slip.qr_data[0].encode()).hexdigest() for slip in outage.slips.values()}
    assert {ticket.token_hash for ticket in handed} == by_slip
    assert all(slip.qr_data[0].startswith(f"{number}-") for number, slip in outage.slips.items())


def test_they_stand_in_line_in_the_order_and_at_the_times_they_were_taken(
    hall: OpenHall, outage: Outage
) -> None:
    handed = {str(ticket.number): ticket for ticket in hall.told(e.TicketHandedIn)}

    assert sorted(handed, key=lambda number: handed[number].taken.at) == list(outage.asked_at)
    for number, asked_at in outage.asked_at.items():
        assert handed[number].taken.is_sure
        assert asked_at - HEARTBEAT_LATE <= handed[number].taken.at <= outage.slips[number].at


def test_the_command_the_hub_never_answered_leaves_nobody_in_line(hall: OpenHall, outage: Outage) -> None:
    voided = {told.ticket for told in hall.told(e.TicketVoided)}
    confirmed = {told.ticket for told in hall.told(e.TicketConfirmed)}

    assert all(told.ticket in voided | confirmed for told in hall.told(e.TicketReserved))
    assert len(outage.slips) == 3


def test_the_next_citizen_gets_a_number_of_the_hub_again(hall: OpenHall, outage: Outage) -> None:
    wait_until(lambda: not says_it_is_alone(hall), "the kiosk hears the hub", 30)
    number = number_on(hall.take_slip())

    assert number not in outage.slips
    assert number == hall.told(e.TicketReserved)[-1].number
    assert "\nsound: " in hall.center.motcua("ledger", "verify")
