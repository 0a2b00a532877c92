"""The real kiosk: touched through TUIO, printing on the emulator, talking over a real broker."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from contract.commands import ConfirmTicket, ReserveTicket, VoidTicket
from contract.counter_slip import EndedSlip, SlipEnd, WantedSlip
from contract.ids import CommandId
from contract.record_slip import RecordSlip, RecordSlipKind
from contract.words import SlipFate, VoidReason
from tests.kiosk.running_kiosk import RunningKiosk
from tests.support.mosquitto import RunningBroker

pytestmark = [pytest.mark.window, pytest.mark.system]


@pytest.fixture
def kiosk(tmp_path: Path, broker: RunningBroker) -> Iterator[RunningKiosk]:
    with RunningKiosk(tmp_path, broker) as running:
        yield running


def test_two_touches_become_a_printed_slip_and_a_confirmation(kiosk: RunningKiosk) -> None:
    kiosk.sees("tile-ho-tich")
    kiosk.process.send_signal(signal.SIGUSR1)
    kiosk.until(kiosk.picture.exists, "a picture of the tiles")
    kiosk.finger.press("tile-ho-tich")
    kiosk.finger.press("take-number")

    kiosk.until(lambda: kiosk.hub.told(ConfirmTicket), "the confirmation")
    confirm = kiosk.hub.told(ConfirmTicket)[0]
    assert isinstance(confirm, ConfirmTicket)
    assert confirm.fate is SlipFate.PRINTED
    assert len(kiosk.hub.told(ReserveTicket)) == 1
    assert len(kiosk.printer.tray.wait_for(1, 10)) == 1
    with Image.open(kiosk.picture) as picture:
        assert picture.size == (1024, 600)
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 10
    kiosk.sees("tile-ho-tich")
    assert kiosk.end() == 0
    kiosk.until(lambda: kiosk.hub.kiosk and not kiosk.hub.kiosk.is_online, "the goodbye")


def test_paper_out_shows_the_number_until_the_citizen_has_noted_it(kiosk: RunningKiosk) -> None:
    kiosk.controls.run_paper_out()
    kiosk.finger.press("tile-ho-tich", 30)
    kiosk.finger.press("take-number")
    kiosk.finger.press("noted")

    kiosk.until(lambda: kiosk.hub.told(ConfirmTicket), "the confirmation")
    confirm = kiosk.hub.told(ConfirmTicket)[0]
    assert isinstance(confirm, ConfirmTicket)
    assert confirm.fate is SlipFate.ON_SCREEN
    kiosk.until(lambda: kiosk.hub.kiosk and kiosk.hub.kiosk.faults, "the fault on the heartbeat")


def test_a_records_slip_comes_out_once_and_the_hub_hears_of_it(kiosk: RunningKiosk) -> None:
    kiosk.sees("tile-ho-tich")
    slip = RecordSlip(
        kind=RecordSlipKind.RECEIPT, reference="52/2026", procedure="Giám hộ", received_at=datetime.now(UTC)
    )
    until = datetime.now(UTC) + timedelta(seconds=60)
    wanted = WantedSlip(id=CommandId("slip-1"), until=until, slip=slip)

    kiosk.hub.wants(wanted)
    kiosk.until(lambda: kiosk.hub.kiosk and kiosk.hub.kiosk.ended_slips, "the end on the heartbeat")
    kiosk.hub.wants(wanted)
    kiosk.hub.wants()

    assert kiosk.hub.kiosk is not None
    assert kiosk.hub.kiosk.ended_slips == (EndedSlip(id=wanted.id, end=SlipEnd.PRINTED),)
    papers = kiosk.printer.tray.wait_for(1, 10)
    assert [paper.qr_data for paper in papers] == [("52/2026",)]
    assert kiosk.end() == 0


def test_a_silent_hub_sends_the_citizen_to_the_desk_and_the_command_is_voided(kiosk: RunningKiosk) -> None:
    kiosk.sees("tile-ho-tich")
    kiosk.hub.answers = False
    kiosk.finger.press("tile-ho-tich")
    kiosk.finger.press("take-number")
    kiosk.sees("home")
    kiosk.hub.answers = True

    kiosk.until(lambda: kiosk.hub.told(VoidTicket), "the void")
    void = kiosk.hub.told(VoidTicket)[0]
    assert isinstance(void, VoidTicket)
    assert void.reason is VoidReason.ABANDONED
    assert void.abandoned == kiosk.hub.told(ReserveTicket)[0].command_id
    assert not kiosk.printer.tray.slips


def test_a_screen_that_cannot_be_drawn_says_so_in_words_and_starts_afresh(
    tmp_path: Path, broker: RunningBroker
) -> None:
    (tmp_path / "crest.png").write_bytes(b"no picture")
    with RunningKiosk(tmp_path, broker, more=f'crest_file = "{tmp_path}/crest.png"') as kiosk:
        kiosk.until(lambda: b"the screen failed" in kiosk.said(), "the failure in the journal")
        kiosk.process.send_signal(signal.SIGUSR1)
        kiosk.until(kiosk.picture.exists, "a picture of the sentence")

        assert kiosk.finger.names() == {}
        assert kiosk.process.wait(60) == 1


def test_it_says_ready_and_alive_while_its_screen_runs_and_says_when_it_ends(
    tmp_path: Path, broker: RunningBroker
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        unit = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "1000000"}
        with RunningKiosk(tmp_path, broker, unit=unit) as kiosk:
            assert b"READY=1" in manager.recv(1000)
            assert manager.recv(1000) == b"WATCHDOG=1"
            assert manager.recv(1000) == b"WATCHDOG=1"

            kiosk.process.send_signal(signal.SIGTERM)
            words = [manager.recv(1000)]
            while b"STOPPING=1" not in words[-1]:
                words.append(manager.recv(1000))
            assert kiosk.process.wait(20) == 0
