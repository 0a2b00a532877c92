"""A slip goes in, what became of it comes out; and the same from the command line."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from printer.__main__ import Exit, main
from printer.outcome import PrintOutcome
from printer.service import PrinterService
from printer.settings import CableKind, PrinterSettings
from printer.slip import Slip
from tests.printer import scripted_printer as scripted
from tests.printer.scripted_printer import Job, ScriptedPrinter

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)


def settings_for(printer: ScriptedPrinter) -> PrinterSettings:
    return PrinterSettings(
        kind=CableKind.NETWORK,
        host="127.0.0.1",
        port=printer.port,
        timeout_s=0.2,
        confirm_within_s=0.4,
    )


def settings_file(printer: ScriptedPrinter, folder: Path) -> str:
    path = folder / "printer.toml"
    path.write_text(
        f'kind = "network"\nhost = "127.0.0.1"\nport = {printer.port}\n'
        "timeout_s = 0.2\nconfirm_within_s = 0.4\n",
        encoding="utf-8",
    )
    return str(path)


def test_a_slip_reaches_the_paper(printer: ScriptedPrinter, slip: Slip) -> None:
    service = PrinterService.from_settings(settings_for(printer))

    assert service.print_slip(slip, lambda: None).outcome is PrintOutcome.CONFIRMED
    assert b"A012 08:12 22/11/2026\n" in printer.jobs[0]
    assert printer.jobs[0].endswith(b"\x1dV\x42\x00")


def test_two_slips_at_once_come_out_one_after_the_other(printer: ScriptedPrinter, slip: Slip) -> None:
    service = PrinterService.from_settings(settings_for(printer))
    outcomes: list[PrintOutcome] = []

    def print_one() -> None:
        outcomes.append(service.print_slip(slip, lambda: None).outcome)

    threads = [threading.Thread(target=print_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == [PrintOutcome.CONFIRMED] * 4
    assert len(set(printer.jobs)) == 1
    assert len(printer.jobs) == 4


def test_the_test_print_names_model_and_cable(printer: ScriptedPrinter) -> None:
    service = PrinterService.from_settings(settings_for(printer))

    assert service.print_trial(NOW).outcome is PrintOutcome.CONFIRMED
    assert b"generic-80\n" in printer.jobs[0]
    assert f"network 127.0.0.1:{printer.port}\n".encode() in printer.jobs[0]


def test_status_on_the_command_line(
    printer: ScriptedPrinter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings_file(printer, tmp_path)

    assert main(["--settings", file, "status"]) == Exit.DONE
    assert capsys.readouterr().out == "readiness online, cover closed, paper ok, error none\n"

    printer.script.paper = scripted.PAPER_END
    assert main(["--settings", file, "status"]) == Exit.NOT_STARTED
    said = capsys.readouterr().out
    assert "Máy in đã hết giấy. Vui lòng thay cuộn giấy mới.\n" in said
    assert said.endswith("code paper-out\n")


def test_a_test_slip_on_the_command_line(
    printer: ScriptedPrinter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = settings_file(printer, tmp_path)

    assert main(["--settings", file, "test-slip"]) == Exit.DONE
    printer.jobs.clear()
    printer.script.job = Job.SWALLOWS
    assert main(["--settings", file, "test-slip"]) == Exit.UNCONFIRMED
    assert "The old slip may still come out" in capsys.readouterr().out

    printer.script.printer = None
    assert main(["--settings", file, "test-slip"]) == Exit.NOT_STARTED
    assert capsys.readouterr().out.startswith("not-started, leftover none\n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('kind = "network"', "needs host"),
        (
            'kind = "file"\npath = "x"\nprofile = "epson"',
            "máy in nào tên là “epson”; hãy dùng một trong: generic-80",
        ),
    ],
)
def test_wrong_settings_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, complaint: str
) -> None:
    file = tmp_path / "printer.toml"
    file.write_text(text, encoding="utf-8")

    assert main(["--settings", str(file), "status"]) == Exit.USAGE
    assert complaint in capsys.readouterr().err


def test_it_runs_as_a_program(printer: ScriptedPrinter, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "printer", "--settings", settings_file(printer, tmp_path), "status"],
        capture_output=True,
        check=False,
        env=os.environ,
        timeout=60,
    )

    assert done.returncode == Exit.DONE
    assert done.stdout.startswith(b"readiness online")
