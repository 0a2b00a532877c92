"""One host on the line: its bytes, at once and in order.

Knows what of a stream is obeyed on arrival and what waits; knows nothing of listening.
"""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable

from hardware.printer_emulator.controls import Condition, EmulatorControls, Pace, Voice
from hardware.printer_emulator.decoder import Decoder
from hardware.printer_emulator.head import Head, Job
from hardware.printer_emulator.real_time import (
    CLEARED,
    ClearBuffer,
    RealTimeScanner,
    RecoverAndClear,
    Sighting,
    TellNow,
)
from hardware.printer_emulator.status import automatic_status, real_time_status

_LINGER_NOT = struct.pack("ii", 1, 0)
"""SO_LINGER with no time: closing sends RST instead of FIN."""


class Connection:
    """Reads until the host goes, the cable is pulled or a reset is asked for."""

    def __init__(self, line: socket.socket, head: Head, controls: EmulatorControls, decoder: Decoder) -> None:
        self._line = line
        self._head = head
        self._controls = controls
        self._scanner = RealTimeScanner()
        self._decoder = decoder
        self._held = b""
        self._watch_mask = 0
        self._reading = threading.Lock()
        self._is_over = False

    def read_on(self, when_gone: Callable[["Connection"], None]) -> None:
        """The body of the connection's thread."""
        stop_listening = self._controls.on_change(self._hear)
        with contextlib.suppress(OSError):
            while not self._is_over and (received := self._line.recv(65536)):
                counted = self._controls.count_bytes(len(received))
                self._read(received[:counted])
                if counted is not None:
                    self.reset()
        stop_listening()
        self._line.close()
        when_gone(self)

    def reset(self) -> None:
        """Break the connection: bytes not yet read count no more, and the reading thread closes with RST."""
        with contextlib.suppress(OSError):
            self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self._finish(socket.SHUT_RD)

    def close(self) -> None:
        self._finish(socket.SHUT_RDWR)

    def _finish(self, direction: int) -> None:
        with self._reading:
            self._is_over = True
        with contextlib.suppress(OSError):
            self._line.shutdown(direction)

    def _hear(self, condition: Condition) -> None:
        if condition.pace is Pace.WORKING:
            self._read(b"")
        if self._watch_mask and condition.pace is Pace.WORKING:
            self._answer(automatic_status(condition))

    def _read(self, received: bytes) -> None:
        with self._reading:
            self._held += received
            if self._is_over or self._controls.condition.pace is Pace.STALLED:
                return
            held, self._held = self._held, b""
            at = 0
            for sighting in self._scanner.feed(held):
                self._queue(held[at : max(sighting.end, at)])
                at = max(sighting.end, at)
                self._obey_now(sighting)
            self._queue(held[at:])

    def _queue(self, received: bytes) -> None:
        for decoded in self._decoder.feed(received):
            self._head.take(Job(decoded, self._answer, self._watch))

    def _obey_now(self, sighting: Sighting) -> None:
        condition = self._controls.condition
        match sighting.order:
            case TellNow(subject):
                self._answer(real_time_status(subject, condition))
            case ClearBuffer():
                self._forget()
                self._answer(CLEARED)
            case RecoverAndClear() if condition.is_offline:
                self._forget()

    def _forget(self) -> None:
        self._decoder.forget()
        self._head.clear()

    def _watch(self, mask: int) -> None:
        self._watch_mask = mask

    def _answer(self, answer: bytes) -> None:
        answer = _spoken(answer, self._controls.condition.voice)
        with contextlib.suppress(OSError):
            self._line.sendall(answer)


def _spoken(answer: bytes, voice: Voice) -> bytes:
    """What arrives of it. Noise holds by chance bytes that look right: here a "printed, paper is fine"."""
    match voice:
        case Voice.CLEAR:
            return answer
        case Voice.SILENT:
            return b""
        case Voice.GARBLED:
            return bytes(byte ^ 0xFF for byte in answer) + b"\x00" if answer else b""
