"""The shared printer as a process of its own: real broker, scripted printer, a fake service manager."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.devices import DeviceState
from contract.ids import CenterId, DeviceId
from contract.settings import SettingsError, load_settings
from contract.words import DeviceKind
from printer.__main__ import Exit, main
from printer.outcome import PrintOutcome
from printer.print_server import TurnEnd, Turns
from printer.serve import PrinterWatch
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings
from printer.shared_settings import ListenerPart, SharedPrinterSettings, printer_in
from tests.printer.scripted_printer import PAPER_END, PAPER_NEAR_END, Purge, ScriptedPrinter
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until

PRINTER = DeviceId("printer-1")
ROOT = Path(__file__).parents[2]


def settings_text(printer: ScriptedPrinter, folder: Path, center: str, broker_port: int) -> str:
    return (
        f'center = "{center}"\ndevice = "{PRINTER}"\npassword_file = "{folder}/password"\n'
        f'data_dir = "{folder}"\n[broker]\nport = {broker_port}\n'
        f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer.port}\n[listener]\nport = 0\n'
    )


@dataclass
class Running:
    """The process, where it listens, what it said on the broker, and its service manager."""

    process: subprocess.Popen[bytes]
    port: int
    states: list[DeviceState]
    manager: socket.socket


@pytest.fixture
def running(broker: RunningBroker, printer: ScriptedPrinter, tmp_path: Path) -> Iterator[Running]:
    states: list[DeviceState] = []
    hub = broker.client(broker.hub)
    hub.subscribe(DeviceState, lambda state, _: states.append(state), device=PRINTER)
    who = broker.add(PRINTER, DeviceKind.PRINTER)
    (tmp_path / "password").write_text(who.password, encoding="utf-8")
    file = tmp_path / "printer.toml"
    file.write_text(settings_text(printer, tmp_path, who.center, broker.port), encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(20)
        process = subprocess.Popen(
            [sys.executable, "-m", "printer", "--settings", str(file), "serve"],
            cwd=ROOT,
            env={"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "8000000", "LANG": "C.UTF-8"},
        )
        try:
            ready = manager.recv(1000).decode()
            assert "READY=1" in ready
            port = int(ready.split("port ")[1].split(",")[0])
            wait_until(lambda: any(state.is_online for state in states), what="the printer is online")
            yield Running(process, port, states, manager)
        finally:
            process.kill()
            process.wait(10)


@pytest.mark.system
def test_kiosks_print_through_the_process_and_it_ends_in_order(
    running: Running, printer: ScriptedPrinter
) -> None:
    kiosk = PrinterService.from_settings(
        PrinterSettings(kind=CableKind.NETWORK, host="127.0.0.1", port=running.port)
    )

    result = kiosk.print_trial(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))

    assert result.outcome is PrintOutcome.CONFIRMED
    assert printer.jobs
    assert b"WATCHDOG=1" in running.manager.recv(1000)
    assert running.states[-1].kind is DeviceKind.PRINTER
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(15) == Exit.DONE
    wait_until(lambda: not running.states[-1].is_online, what="the farewell")


@pytest.mark.system
def test_a_killed_process_is_known_to_be_gone_by_its_last_will(running: Running) -> None:
    running.process.kill()

    wait_until(lambda: not running.states[-1].is_online, what="the last will")


def watch_of(printer: ScriptedPrinter, turns: Turns, profile: str = "generic-80") -> PrinterWatch:
    return PrinterWatch(
        SharedPrinterSettings(
            center=CenterId("23134"),
            device=PRINTER,
            password_file="",
            data_dir="",
            printer=PrinterSettings(
                kind=CableKind.NETWORK, host="127.0.0.1", port=printer.port, profile=profile, timeout_s=0.5
            ),
        ),
        turns,
    )


@pytest.mark.parametrize(
    ("paper", "code"), [(PAPER_NEAR_END, "printer-paper-low"), (PAPER_END, "printer-paper-out")]
)
def test_staff_are_told_of_the_paper(printer: ScriptedPrinter, paper: int, code: str) -> None:
    printer.script.paper = paper

    (fault,) = watch_of(printer, Turns()).faults()

    assert fault.code == code
    assert "giấy" in fault.message_vi


def test_a_printer_out_of_reach_is_unplugged() -> None:
    gone = ScriptedPrinter().start()
    watch = watch_of(gone, Turns())
    gone.stop()

    assert [fault.code for fault in watch.faults()] == ["printer-unplugged"]


def test_a_model_that_never_says_how_it_is_is_not_broken_for_ever(printer: ScriptedPrinter) -> None:
    assert watch_of(printer, Turns(), "no-status").faults() == ()


def test_during_a_job_the_last_known_faults_are_said_and_the_printer_is_not_asked(
    printer: ScriptedPrinter,
) -> None:
    turns = Turns()
    watch = watch_of(printer, turns)
    printer.script.paper = PAPER_END
    before = watch.faults()
    printer.script.paper = 0x12

    with turns.taken(1) as is_ours:
        assert is_ours
        assert watch.faults() == before

    assert watch.faults() == ()


def test_what_a_broken_job_left_is_said_until_a_job_ends_well(printer: ScriptedPrinter) -> None:
    watch = watch_of(printer, Turns())

    watch.turn_ended(TurnEnd.BROKEN_OFF)
    assert [fault.code for fault in watch.faults()] == ["printer-may-print-later"]

    watch.turn_ended(TurnEnd.IN_ORDER)
    assert watch.faults() == ()


@pytest.mark.parametrize(
    ("purge", "codes"), [(Purge.ANSWERS, []), (Purge.IGNORES, ["printer-may-print-later"])]
)
def test_a_model_that_can_purge_is_purged_and_believed_only_when_it_says_so(
    printer: ScriptedPrinter, purge: Purge, codes: list[str]
) -> None:
    printer.script.purge = purge
    watch = watch_of(printer, Turns(), "epson-tm-t82")

    watch.turn_ended(TurnEnd.BROKEN_OFF)

    assert [fault.code for fault in watch.faults()] == codes
    assert printer.purges == 1


def test_the_printer_is_found_in_a_file_of_its_own_and_in_a_kiosks(
    printer: ScriptedPrinter, tmp_path: Path
) -> None:
    alone, inside = tmp_path / "alone.toml", tmp_path / "inside.toml"
    alone.write_text(f'kind = "network"\nhost = "127.0.0.1"\nport = {printer.port}\n', encoding="utf-8")
    inside.write_text(settings_text(printer, tmp_path, "23134", 1883), encoding="utf-8")

    assert printer_in(alone) == printer_in(inside)
    assert main(["--settings", str(inside), "status"]) == Exit.DONE


def test_a_taken_port_and_wrong_settings_end_it_with_a_reason(
    printer: ScriptedPrinter, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "printer.toml"
    text = settings_text(printer, tmp_path, "23134", 1883)
    (tmp_path / "password").write_text("secret", encoding="utf-8")
    file.write_text(
        text.replace("[listener]\nport = 0", f"[listener]\nport = {printer.port}"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "printer", "--settings", str(file), "serve"]

    assert subprocess.run(command, cwd=ROOT, timeout=30, check=False).returncode == Exit.NOT_STARTED
    said = capfd.readouterr().err
    assert f"không mở được cổng 127.0.0.1:{printer.port}" in said
    assert f"cannot listen on 127.0.0.1:{printer.port}" in said
    assert "(port-taken)" in said
    file.write_text(text + 'allowed = ["kiosk-1"]\n', encoding="utf-8")
    assert main(["--settings", str(file), "serve"]) == Exit.USAGE
    assert "kiosk-1" in capfd.readouterr().err


def test_who_is_allowed_is_said_by_address_or_network(tmp_path: Path) -> None:
    part = ListenerPart(allowed=("192.168.10.21", "192.168.20.0/28"))

    assert part.allows("192.168.10.21")
    assert part.allows("192.168.20.3")
    assert not part.allows("192.168.10.22")
    with pytest.raises(SettingsError):
        load_settings(tmp_path / "missing.toml", SharedPrinterSettings)
