"""The settler's thread outlives whatever goes wrong in it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from msgspec import structs

from contract.ids import TicketId
from contract.message import OversizedError
from kiosk.handing_in import HandingIn
from kiosk.outcomes import Wish
from kiosk.settling import Settler
from tests.kiosk.citizen import HO_TICH, a_reservation
from tests.kiosk.lone_kiosk import MONDAY_8, LoneKiosk, a_lease
from tests.support.waiting import wait_until


class BreaksOnce(HandingIn):
    """The first hand-in hits a mistake of ours."""

    has_broken = False

    def hand_in(self, within_s: float) -> None:
        if not self.has_broken:
            self.has_broken = True
            raise ZeroDivisionError("a mistake")
        super().hand_in(within_s)


@pytest.fixture
def kiosk(tmp_path: Path) -> LoneKiosk:
    kiosk = LoneKiosk(tmp_path)
    kiosk.hears(MONDAY_8)
    kiosk.is_lent(a_lease())
    kiosk.number()
    return kiosk


def test_after_a_mistake_it_tries_again(kiosk: LoneKiosk) -> None:
    handing_in = BreaksOnce(kiosk.journal, kiosk.hub, kiosk.clock)
    settler = Settler(kiosk.journal, kiosk.hub, handing_in)
    stopped = threading.Event()
    thread = threading.Thread(target=settler.run, args=(stopped,), daemon=True)
    thread.start()
    try:
        wait_until(lambda: handing_in.left() == 0, what="all is handed in")
    finally:
        stopped.set()
        settler.wake()
        thread.join(10)

    assert handing_in.has_broken
    assert not thread.is_alive()


def test_a_debt_that_cannot_be_told_keeps_no_other_waiting(kiosk: LoneKiosk) -> None:
    assert kiosk.settles() == 0
    for number in ("A001", "A002"):
        kiosk.hub.will(structs.replace(a_reservation(number), ticket=TicketId(f"t-{number}")))
        kiosk.ticketing.take(Wish(HO_TICH))
    kiosk.hub.will(OversizedError("17,000 bytes"))

    assert kiosk.settles() == 1
    assert kiosk.settles() == 0
    assert [confirm.ticket for confirm in kiosk.confirmed()] == ["t-A001", "t-A002", "t-A001"]
