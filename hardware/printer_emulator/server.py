"""A network printer on loopback: listens as one does on port 9100, and obeys its controls.

Knows sockets and threads; what the bytes mean is `connection`'s and `head`'s business.
"""

import contextlib
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from enum import Enum, IntEnum, auto
from pathlib import Path
from types import TracebackType
from typing import Self

from hardware.printer_emulator.connection import Connection
from hardware.printer_emulator.controls import Cable, Condition, EmulatorControls
from hardware.printer_emulator.decoder import Decoder
from hardware.printer_emulator.head import Head
from hardware.printer_emulator.paper import Paper
from hardware.printer_emulator.slips import SlipTray

LOOPBACK = "127.0.0.1"
KNIFE_DOTS = 96
"""12 mm from the head to the knife, usual for kiosk printers."""


class PaperWidth(IntEnum):
    """Dots a line."""

    MM58 = 384
    MM80 = 576


class HalfCommand(Enum):
    """What becomes of a command whose rest never came when the host hangs up."""

    FORGOTTEN = auto()
    KEPT = auto()
    """The next host's first bytes are taken for the rest: usual over USB and serial, and on many networks."""


class PrinterEmulator:
    """Start it, send ESC/POS to `address`, read slips from `tray`, stop it. Also a context manager."""

    def __init__(
        self,
        folder: Path,
        controls: EmulatorControls,
        now: Callable[[], datetime],
        width: PaperWidth = PaperWidth.MM80,
        port: int = 0,
        half_command: HalfCommand = HalfCommand.FORGOTTEN,
    ) -> None:
        """`port` 0 takes a free one, kept over unplugging and plugging in."""
        self.controls = controls
        self.tray = SlipTray(folder)
        self._port = port
        self._head = Head(controls, self.tray, Paper(width, KNIFE_DOTS), now)
        self._decoder = Decoder()
        self._half_command = half_command
        self._listener: socket.socket | None = None
        self._connections: set[Connection] = set()
        self._threads: list[threading.Thread] = []
        self._plugging = threading.RLock()
        self._stop_listening: Callable[[], None] = lambda: None

    @property
    def address(self) -> tuple[str, int]:
        """Known once started."""
        return (LOOPBACK, self._port)

    def start(self) -> None:
        """Raises `OSError` when the port is taken."""
        self._head.start()
        self._stop_listening = self.controls.on_change(self._follow)
        self._follow(self.controls.condition)

    def stop(self) -> None:
        self._stop_listening()
        self._hang_up(Connection.close)
        for thread in self._threads:
            thread.join()
        self._head.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _follow(self, condition: Condition) -> None:
        with self._plugging:
            if condition.cable is Cable.PLUGGED and self._listener is None:
                self._listen()
            elif condition.cable is Cable.UNPLUGGED and self._listener is not None:
                self._hang_up(Connection.reset)
                self._decoder.forget()
                self._head.clear()

    def _listen(self) -> None:
        listener = socket.create_server((LOOPBACK, self._port))
        self._port = listener.getsockname()[1]
        self._listener = listener
        self._run(lambda: self._accept_on(listener), "printer-listener")

    def _hang_up(self, end: Callable[[Connection], None]) -> None:
        with self._plugging:
            listener, self._listener = self._listener, None
            connections = list(self._connections)
        if listener:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for connection in connections:
            end(connection)

    def _accept_on(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listener.accept()
                self._greet(line, listener)

    def _greet(self, line: socket.socket, listener: socket.socket) -> None:
        decoder = self._decoder if self._half_command is HalfCommand.KEPT else Decoder()
        connection = Connection(line, self._head, self.controls, decoder)
        with self._plugging:
            self._connections.add(connection)
            if self._listener is not listener:
                connection.reset()
        self._run(lambda: connection.read_on(self._forget), "printer-connection")

    def _forget(self, connection: Connection) -> None:
        with self._plugging:
            self._connections.discard(connection)

    def _run(self, body: Callable[[], None], name: str) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=body, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()
