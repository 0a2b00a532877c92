"""The watchdog hears of the loop four times in its time, not at every turn."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from contract.unit import Notifier
from hardware.panel.process import SignsOfLife


@pytest.mark.parametrize(("watchdog_us", "signs"), [("20000000", 3), ("", 0)])
def test_a_loop_that_turns_often_gives_few_signs(tmp_path: Path, watchdog_us: str, signs: int) -> None:
    """More than ten unread datagrams would block the sender, and so the buttons."""
    address = str(tmp_path / "notify")
    turns = iter(range(12))
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        manager.setblocking(False)
        notifier = Notifier({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": watchdog_us})
        life = SignsOfLife(notifier, lambda: float(next(turns)))
        for _ in range(12):
            life.give()
        assert [manager.recv(100) for _ in range(signs)] == [b"WATCHDOG=1"] * signs
        with pytest.raises(BlockingIOError):
            manager.recv(100)
