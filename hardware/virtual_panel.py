"""A panel without hardware: a unix socket moves the mock pins that the real panel code reads.

Knows the line protocol (`press next`, `release next`, `bounce next 5`, `tap next`, `lamps`, `quit`); the
pins obey the same wiring, debounce and table as real ones.
"""

from __future__ import annotations

import logging
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hardware.panel.gesture import Button
from hardware.panel.settings import PanelSettings

log = logging.getLogger(__name__)

LONGEST_LINE = 200
LONGEST_TAP_MS = 60_000


class VirtualPanel:
    """Drives one panel's mock pins by words."""

    def __init__(self, settings: PanelSettings, pins: Any) -> None:
        self._settings = settings
        self._pins = pins
        self._pause = threading.Event()

    def obey(self, line: str) -> str:
        """Do what the line says; the answer is one line: `ok`, the lamps, or `error` and why."""
        match line.split():
            case ["lamps"]:
                return self._lamps()
            case [("press" | "release" | "bounce" | "tap") as verb, name, *rest]:
                return self._move(verb, name, rest)
            case _:
                return f"error not understood: {line[:LONGEST_LINE]}"

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Listen on the settings' socket until the end of the block."""
        path = Path(str(self._settings.virtual_pins))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with _Server(path, self) as server:
            path.chmod(0o600)
            worker = threading.Thread(target=server.serve_forever, args=(0.1,), name="virtual-panel")
            worker.start()
            try:
                yield
            finally:
                self._pause.set()
                server.shutdown()
                worker.join()
                path.unlink(missing_ok=True)

    def _move(self, verb: str, name: str, rest: list[str]) -> str:
        try:
            button = Button(name.replace("-", "_"))
            number = int(rest[0]) if rest else None
        except ValueError as error:
            return f"error {error}"
        if verb == "press":
            self._set(button, is_down=True)
        elif verb == "release":
            self._set(button, is_down=False)
        elif verb == "bounce":
            self._bounce(button, times=min(number or 5, 1000))
        else:
            self._tap(button, min(number or 2 * self._settings.debounce_ms, LONGEST_TAP_MS))
        return "ok"

    def _bounce(self, button: Button, times: int) -> None:
        """Touch and part so many times, then stay down."""
        for _ in range(times):
            self._set(button, is_down=True)
            self._set(button, is_down=False)
        self._set(button, is_down=True)

    def _tap(self, button: Button, down_ms: int) -> None:
        """Down for so long, up for as long as a contact needs to rest."""
        self._set(button, is_down=True)
        self._pause.wait(down_ms / 1000)
        self._set(button, is_down=False)
        self._pause.wait(2 * self._settings.debounce_s)

    def _set(self, button: Button, *, is_down: bool) -> None:
        pin = self._pins.pin(self._settings.wiring.pin_of(button))
        if is_down is self._settings.pull_up:
            pin.drive_low()
        else:
            pin.drive_high()

    def _lamps(self) -> str:
        wiring = self._settings.wiring
        green, red = (self._pins.pin(pin).state for pin in (wiring.green, wiring.red))
        return f"green={'on' if green else 'off'} red={'on' if red else 'off'}"


def drive(path: Path, *lines: str, timeout_s: float = 5.0) -> list[str]:
    """Say these lines to a virtual panel and give its answers, one for each.

    Raises:
        OSError: nobody listens there, or no answer in time.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        channel.settimeout(timeout_s)
        channel.connect(str(path))
        channel.sendall("".join(f"{line}\n" for line in (*lines, "quit")).encode())
        with channel.makefile(encoding="utf-8") as answers:
            return [answers.readline().rstrip("\n") for _ in lines]


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: Path, panel: VirtualPanel) -> None:
        self.panel = panel
        super().__init__(str(path), _Conversation)


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        while raw := self.rfile.readline(LONGEST_LINE):
            line = raw.decode("utf-8", "replace").strip()
            if line == "quit":
                return
            self.wfile.write(f"{self.server.panel.obey(line)}\n".encode())
