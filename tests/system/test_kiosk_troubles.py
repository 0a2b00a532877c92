"""What breaks around a kiosk of a running center: the citizen is told, and no ghost stands in line."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from contract import events as e
from contract.words import SlipFate, VoidReason
from hardware.printer_emulator.slips import PrintedSlip
from tests.system.open_hall import TILE, OpenHall, number_on
from tools.demo.center import wait_until

pytestmark = [pytest.mark.system, pytest.mark.window]


@pytest.fixture(autouse=True)
def mended(hall: OpenHall) -> Iterator[None]:
    """Each test begins and ends with everything in order and the kiosk at home."""
    hall.go_home()
    yield
    hall.center.controls.load_paper()
    hall.center.controls.close_cover()
    hall.center.controls.plug_in()
    hall.center.controls.wake()
    hall.go_home()


def latest(hall: OpenHall) -> e.TicketReserved:
    return hall.told(e.TicketReserved)[-1]


def is_the_latest(hall: OpenHall, slip: PrintedSlip) -> bool:
    """Whether that slip bears the number the hub gave last."""
    return number_on(slip) == latest(hall).number


def handed_in(hall: OpenHall) -> list[str]:
    """Numbers the kiosk had given by itself."""
    return [ticket.number for ticket in hall.told(e.TicketHandedIn)]


def fate_of(hall: OpenHall, ticket: e.TicketReserved) -> SlipFate | None:
    return next((told.fate for told in hall.told(e.TicketConfirmed) if told.ticket == ticket.ticket), None)


def void_of(hall: OpenHall, ticket: e.TicketReserved) -> VoidReason | None:
    return next((told.reason for told in hall.told(e.TicketVoided) if told.ticket == ticket.ticket), None)


def test_without_paper_the_number_on_the_screen_is_in_line_once_the_citizen_has_noted_it(
    hall: OpenHall,
) -> None:
    printed = len(hall.slips)
    hall.center.controls.run_paper_out()

    hall.ask_for_number()
    wait_until(lambda: hall.sees("noted"), "the number is on the screen", 30)
    number = latest(hall)
    assert fate_of(hall, number) is None
    hall.touch("noted")

    wait_until(lambda: fate_of(hall, number) is SlipFate.ON_SCREEN, "it is in line", 20)
    hall.center.controls.load_paper()
    slip = hall.take_slip()
    assert len(hall.slips) == printed + 1, "after the new roll nothing old comes out"
    assert latest(hall).number in " ".join(slip.lines)


def test_an_open_cover_and_a_citizen_who_does_not_want_it_leave_nobody_in_line(hall: OpenHall) -> None:
    hall.center.controls.open_cover()

    hall.ask_for_number()
    wait_until(lambda: hall.sees("declined"), "the number is on the screen", 30)
    number = latest(hall)
    hall.touch("declined")

    wait_until(lambda: void_of(hall, number) is VoidReason.DECLINED, "it is void", 20)


def test_an_unplugged_printer_shows_the_number_and_prints_nothing_when_it_is_back(hall: OpenHall) -> None:
    printed = len(hall.slips)
    hall.center.controls.unplug()

    hall.ask_for_number()
    hall.touch("noted")
    number = latest(hall)
    wait_until(lambda: fate_of(hall, number) is SlipFate.ON_SCREEN, "it is in line", 20)
    hall.center.controls.plug_in()
    hall.take_slip()

    assert len(hall.slips) == printed + 1


def test_a_printer_that_stalls_never_prints_the_same_number_twice(hall: OpenHall) -> None:
    before = len(hall.told(e.TicketReserved))
    hall.center.controls.stall()

    hall.ask_for_number()
    wait_until(lambda: len(hall.told(e.TicketReserved)) > before, "a number is reserved", 20)
    number = latest(hall)
    wait_until(lambda: hall.sees("noted") or fate_of(hall, number) is not None, "the citizen is told", 40)
    if hall.sees("noted"):
        hall.touch("noted")
    wait_until(lambda: fate_of(hall, number) is not None, "it is in line", 30)
    hall.center.controls.wake()
    hall.go_home()
    hall.take_slip()

    texts = [" ".join(slip.lines) for slip in hall.slips]
    assert sum(number.number in text for text in texts) <= 1
    assert fate_of(hall, number) in (SlipFate.UNCONFIRMED, SlipFate.ON_SCREEN)


def test_a_silent_hub_costs_nobody_a_number_and_its_late_reservation_is_void(hall: OpenHall) -> None:
    printed, reserved = len(hall.slips), len(hall.told(e.TicketReserved))
    wait_until(lambda: bool(hall.told(e.LeaseGranted)), "the kiosk has been lent numbers", 20)
    hall.touch(TILE, then="take-number")
    hub = hall.center.children.find("hub")
    hub.signal(signal.SIGSTOP)
    try:
        hall.center.finger.touch("take-number")
        slip = hall.center.printer.tray.wait_for(printed + 1, 30)[-1]
    finally:
        hub.signal(signal.SIGCONT)

    wait_until(lambda: number_on(slip) in handed_in(hall), "the number of the lease is in line", 60)
    late = hall.told(e.TicketReserved)[reserved:]
    wait_until(
        lambda: all(void_of(hall, ticket) is VoidReason.ABANDONED for ticket in late),
        "no ghost is in line",
        20,
    )
    hall.go_home()
    assert is_the_latest(hall, hall.take_slip())
    assert len(hall.slips) == printed + 2


def test_a_full_disk_at_the_hub_costs_nobody_a_number_and_nothing_is_half_done(hall: OpenHall) -> None:
    before, printed = len(hall.events()), len(hall.slips)
    hall.touch(TILE, then="take-number")
    with hall.full_disk():
        hall.center.finger.touch("take-number")
        slip = hall.center.printer.tray.wait_for(printed + 1, 30)[-1]
        assert len(hall.events()) == before

    wait_until(lambda: number_on(slip) in handed_in(hall), "the number of the lease is in line", 60)
    hall.go_home()
    assert is_the_latest(hall, hall.take_slip())
    assert len(hall.slips) == printed + 2


def test_after_all_this_the_ledger_is_sound_and_every_number_accounted_for(hall: OpenHall) -> None:
    def unsettled() -> list[str]:
        ended = {told.ticket for told in hall.told(e.TicketConfirmed)}
        ended |= {told.ticket for told in hall.told(e.TicketVoided)}
        return [told.number for told in hall.told(e.TicketReserved) if told.ticket not in ended]

    wait_until(lambda: unsettled() == [], "every number is settled", 20)
    values = [told.value for told in hall.told(e.TicketReserved)]
    assert values == list(range(values[0], values[0] + len(values)))
    assert "\nsound: " in hall.center.motcua("ledger", "verify")
