"""From the hub through a real broker to a kiosk's own code and an emulated printer, and back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.account import Account
from contract.devices import HEARTBEAT_S
from contract.ids import DeviceId
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.record_slip import RecordSlip, RecordSlipKind, SlipEnd
from contract.states import RecordSlipsState
from contract.words import DeviceKind
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
from kiosk.record_slips import RecordSlips
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings
from tests.kiosk.citizen import a_center
from tests.server.hub.live_hub import AskingDevice, LiveHub
from tests.support.waiting import wait_until

KIOSK = DeviceId("kiosk-1")
SLIP = RecordSlip(
    kind=RecordSlipKind.RECEIPT,
    reference="52/2026",
    procedure="Giám hộ",
    received_at=datetime(2026, 11, 23, 1, 5, tzinfo=UTC),
)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterEmulator]:
    """It has paper."""
    with PrinterEmulator(tmp_path / "slips", EmulatorControls(), lambda: datetime.now(UTC)) as printer:
        yield printer


@pytest.fixture
def printing(hub: LiveHub, kiosk: AskingDevice, printer: PrinterEmulator, tmp_path: Path) -> RecordSlips:
    """The kiosk's own code on the kiosk's own connection: the broker's access list holds."""
    host, port = printer.address
    service = PrinterService.from_settings(
        PrinterSettings(kind=CableKind.NETWORK, host=host, port=port, profile="epson-tm-t82")
    )
    account = Account(KIOSK, DeviceKind.KIOSK, MachineWatch(HealthSources(tmp_path)), lambda: HEARTBEAT_S)
    slips = RecordSlips(service, a_center, hub.now, tmp_path / "record-slips.json")
    slips.on_ended = lambda: kiosk.client.publish(account.here(hub.now(), ended_slips=slips.ended()))
    kiosk.client.subscribe(RecordSlipsState, lambda state, _: slips.wanted(state), device=KIOSK)
    kiosk.client.publish(account.here(hub.now()))
    wait_until(lambda: (KIOSK, True) in hub.hub.slips.kiosks(), 10, "the kiosk is heard")
    return slips


@contextmanager
def _worker(printing: RecordSlips) -> Iterator[None]:
    stopped = threading.Event()
    worker = threading.Thread(target=printing.run, args=(stopped,))
    worker.start()
    try:
        yield
    finally:
        stopped.set()
        printing.wake()
        worker.join()


def test_the_slip_comes_out_and_the_officer_hears_of_it(
    hub: LiveHub, printing: RecordSlips, printer: PrinterEmulator
) -> None:
    with _worker(printing):
        ended = hub.hub.slips.print(KIOSK, SLIP)

    assert ended is not None
    assert ended.end is SlipEnd.PRINTED
    assert [paper.qr_data for paper in printer.tray.wait_for(1, 10)] == [("52/2026",)]


def test_a_printer_without_paper_is_told_and_nothing_comes_out_later(
    hub: LiveHub, printing: RecordSlips, printer: PrinterEmulator
) -> None:
    printer.controls.run_paper_out()
    with _worker(printing):
        refused = hub.hub.slips.print(KIOSK, SLIP)
        printer.controls.load_paper()
        printed = hub.hub.slips.print(KIOSK, SLIP)

    assert refused is not None
    assert (refused.end, refused.fault) == (SlipEnd.NOT_PRINTED, "paper-out")
    assert printed is not None
    assert printed.end is SlipEnd.PRINTED
    assert len(printer.tray.wait_for(1, 10)) == 1
