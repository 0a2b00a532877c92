"""The head's thread: takes commands from the buffer and prints them, one after the other.

Knows when paper falls and what is answered in turn; knows nothing of sockets.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hardware.printer_emulator import commands as say
from hardware.printer_emulator.controls import EmulatorControls
from hardware.printer_emulator.decoder import Decoded
from hardware.printer_emulator.mechanism import Mechanism
from hardware.printer_emulator.paper import CutPiece, Paper
from hardware.printer_emulator.receive_buffer import ReceiveBuffer
from hardware.printer_emulator.slips import SlipTray
from hardware.printer_emulator.status import automatic_status, identity, queued_status

Answer = Callable[[bytes], None]


@dataclass(frozen=True)
class Job:
    """One command and the way back to who sent it."""

    decoded: Decoded
    answer: Answer
    watch: Callable[[int], None]
    """Takes the mask of `GS a`."""


class Head:
    """Prints in a thread of its own, whenever the controls allow it."""

    def __init__(
        self, controls: EmulatorControls, tray: SlipTray, paper: Paper, now: Callable[[], datetime]
    ) -> None:
        self._controls = controls
        self._tray = tray
        self._paper = paper
        self._now = now
        self._mechanism = Mechanism(paper, self._keep_piece)
        self._buffer: ReceiveBuffer[Job] = ReceiveBuffer(lambda: controls.condition.can_print)
        self._printing = threading.Lock()
        self._bytes_since_cut = 0
        self._stop_listening = controls.on_change(lambda _: self._buffer.look_again())
        self._thread = threading.Thread(target=self._print_on, name="printer-head", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._buffer.close()
        self._thread.join()
        self._stop_listening()

    def take(self, job: Job) -> None:
        self._buffer.put(job)

    def clear(self) -> None:
        """Lose everything received and not yet printed, and all modes. Ink stays on the paper."""
        with self._printing:
            self._buffer.clear()
            self._mechanism.forget()

    def _print_on(self) -> None:
        while job := self._buffer.take():
            used_before = self._paper.used_dots
            with self._printing:
                self._obey(job)
            self._controls.use_paper(self._paper.used_dots - used_before)

    def _obey(self, job: Job) -> None:
        self._bytes_since_cut += job.decoded.size
        match job.decoded.command:
            case say.AskStatus(subject):
                job.answer(queued_status(subject, self._controls.condition))
            case say.AskIdentity(subject):
                job.answer(identity(subject))
            case say.AutomaticStatus(mask):
                job.watch(mask)
                job.answer(automatic_status(self._controls.condition) if mask else b"")
            case command:
                self._mechanism.obey(command)

    def _keep_piece(self, piece: CutPiece, remarks: tuple[str, ...]) -> None:
        self._tray.keep(piece, remarks, self._bytes_since_cut, self._now())
        self._bytes_since_cut = 0
