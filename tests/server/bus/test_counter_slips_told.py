"""From the hub through a real broker to a kiosk's own code and an emulated printer, and back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.account import Account
from contract.counter_slip import SlipEnd
from contract.devices import HEARTBEAT_S
from contract.filing_slip import FilingPart, FilingSlip
from contract.ids import DeviceId
from contract.machine import HealthSources
from contract.machine_watch import MachineWatch
from contract.record_slip import RecordSlip, RecordSlipKind
from contract.states import CounterSlipsState
from contract.words import DeviceKind, Language
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.server import PrinterEmulator
from kiosk.counter_slips import CounterSlips
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

CHECKLIST = FilingSlip(
    language=Language.EN,
    parts=(FilingPart(title="Bank account", lines=("Open a bank account",)),),
    closing="You can always come to the counter.",
)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterEmulator]:
    """It has paper."""
    with PrinterEmulator(tmp_path / "slips", EmulatorControls(), lambda: datetime.now(UTC)) as printer:
        yield printer


@pytest.fixture
def printing(hub: LiveHub, kiosk: AskingDevice, printer: PrinterEmulator, tmp_path: Path) -> CounterSlips:
    """The kiosk's own code on the kiosk's own connection: the broker's access list holds."""
    host, port = printer.address
    service = PrinterService.from_settings(
        PrinterSettings(kind=CableKind.NETWORK, host=host, port=port, profile="epson-tm-t82")
    )
    account = Account(KIOSK, DeviceKind.KIOSK, MachineWatch(HealthSources(tmp_path)), lambda: HEARTBEAT_S)
    slips = CounterSlips(service, a_center, hub.now, tmp_path / "counter-slips.json")
    slips.on_ended = lambda: kiosk.client.publish(account.here(hub.now(), ended_slips=slips.ended()))
    kiosk.client.subscribe(CounterSlipsState, lambda state, _: slips.wanted(state), device=KIOSK)
    kiosk.client.publish(account.here(hub.now()))
    wait_until(lambda: (KIOSK, True) in hub.hub.slips.kiosks(), 10, "the kiosk is heard")
    return slips


@contextmanager
def _worker(printing: CounterSlips) -> Iterator[None]:
    stopped = threading.Event()
    worker = threading.Thread(target=printing.run, args=(stopped,))
    worker.start()
    try:
        yield
    finally:
        stopped.set()
        printing.wake()
        worker.join()


def test_slips_of_both_kinds_come_out_once_and_the_officer_hears_of_it(
    hub: LiveHub, printing: CounterSlips, printer: PrinterEmulator
) -> None:
    with _worker(printing):
        ended = [hub.hub.slips.print(KIOSK, slip) for slip in (SLIP, CHECKLIST)]

    assert [one and one.end for one in ended] == [SlipEnd.PRINTED, SlipEnd.PRINTED]
    record, checklist = printer.tray.wait_for(2, 10)
    assert record.qr_data == ("52/2026",)
    assert ("Bank account" in checklist.lines, checklist.qr_data) == (True, ())


def test_a_printer_without_paper_is_told_and_nothing_comes_out_later(
    hub: LiveHub, printing: CounterSlips, printer: PrinterEmulator
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
