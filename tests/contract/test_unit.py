"""What a process tells its service manager, and how it ends."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.unit import Notifier, log_to_journal, stop_event


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """A service manager's notify socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(5)
        yield listening


def heard(manager: socket.socket) -> list[str]:
    return manager.recv(4096).decode().splitlines()


def notifier(manager: socket.socket, **more: str) -> Notifier:
    return Notifier({"NOTIFY_SOCKET": manager.getsockname(), **more})


def test_ready_alive_status_and_stopping_reach_the_manager(manager: socket.socket) -> None:
    unit = notifier(manager)

    unit.ready("serving Tân Lập")
    unit.alive()
    unit.status("12 waiting")
    unit.stopping()

    assert heard(manager) == ["READY=1", "STATUS=serving Tân Lập"]
    assert heard(manager) == ["WATCHDOG=1"]
    assert heard(manager) == ["STATUS=12 waiting"]
    assert heard(manager) == ["STOPPING=1"]


def test_an_abstract_socket_works_too() -> None:
    name = "motcua-test-notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0{name}")
        listening.settimeout(5)

        Notifier({"NOTIFY_SOCKET": f"@{name}"}).alive()

        assert heard(listening) == ["WATCHDOG=1"]


def test_a_status_cannot_smuggle_in_another_line(manager: socket.socket) -> None:
    notifier(manager).status("fine\nSTOPPING=1")

    assert "STOPPING=1" not in heard(manager)


def test_the_watchdog_time_is_read_in_seconds(manager: socket.socket) -> None:
    assert notifier(manager, WATCHDOG_USEC="20000000").watchdog_s == 20.0
    assert notifier(manager).watchdog_s is None
    assert notifier(manager, WATCHDOG_USEC="soon").watchdog_s is None


def test_without_a_manager_nothing_happens() -> None:
    Notifier({}).ready("alone")


def test_a_manager_that_has_gone_is_logged_and_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).ready("alone")

    assert "READY=1" in caplog.text


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_for_an_orderly_end(which: signal.Signals) -> None:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        stopped = stop_event()
        assert not stopped.is_set()

        signal.raise_signal(which)

        assert stopped.wait(5)
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield root
    root.handlers[:] = handlers
    root.setLevel(level)


def test_under_systemd_every_line_carries_its_priority(
    root_logger: logging.Logger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    log_to_journal("info")

    logging.getLogger("hub").error("first\nsecond")
    logging.getLogger("hub").debug("unsaid")

    assert capsys.readouterr().err.splitlines() == ["<3>hub: first", "<3>second"]


def test_elsewhere_a_line_carries_the_time(
    root_logger: logging.Logger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JOURNAL_STREAM", raising=False)
    log_to_journal("warning")

    logging.getLogger("hub").warning("paper low")

    assert capsys.readouterr().err.rstrip().endswith("WARNING hub: paper low")
