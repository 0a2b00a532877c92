"""A printer on a serial line, by pyserial.

Knows baud rates and flow control. Knows nothing of ESC/POS.
"""

import termios
from dataclasses import dataclass

import serial

from printer.link import LinkLostError, LinkStalledError, LinkUnavailableError
from printer.settings import FlowControl


@dataclass(frozen=True, slots=True)
class SerialPrinter:
    device: str
    baud: int
    flow_control: FlowControl
    timeout_s: float

    def open(self) -> "SerialLink":
        try:
            port = serial.Serial(
                port=self.device,
                baudrate=self.baud,
                write_timeout=self.timeout_s,
                rtscts=self.flow_control is FlowControl.RTS_CTS,
                xonxoff=self.flow_control is FlowControl.XON_XOFF,
            )
        except (serial.SerialException, ValueError) as problem:
            raise LinkUnavailableError(str(problem)) from problem
        return SerialLink(port)


class SerialLink:
    """One open port."""

    def __init__(self, port: serial.Serial) -> None:
        self._port = port

    def send(self, data: bytes) -> None:
        try:
            self._port.write(data)
        except serial.SerialTimeoutException as problem:
            raise LinkStalledError("the printer takes no more data") from problem
        except (serial.SerialException, OSError) as problem:
            raise LinkLostError(str(problem)) from problem

    def receive(self, timeout_s: float) -> bytes:
        try:
            self._port.timeout = timeout_s
            first: bytes = self._port.read(1)
            waiting: bytes = self._port.read(self._port.in_waiting) if first else b""
        except (serial.SerialException, OSError) as problem:
            raise LinkLostError(str(problem)) from problem
        return first + waiting

    def close(self) -> None:
        self._port.close()

    def abandon(self) -> None:
        try:
            self._port.reset_output_buffer()
        except (serial.SerialException, OSError, termios.error):
            # A pulled adapter has nothing left to drop; pyserial lets termios say so in its own error.
            pass
        finally:
            self._port.close()
