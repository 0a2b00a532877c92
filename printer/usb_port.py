"""A printer on USB, by pyusb.

python-escpos gets in the way here: its Usb resets the printer at each opening, waits without end, and expects
the endpoints of one model. Knows the USB printer class. Knows nothing of ESC/POS.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

import usb.core
import usb.util

from printer.link import LinkLostError, LinkStalledError, LinkUnavailableError

_MOST_BYTES = 64
_MS_PER_S = 1000
_PRINTER_CLASS = 7


class UsbHandle(Protocol):
    """The part of pyusb's Device that a link uses."""

    def write(self, endpoint: int, data: bytes, timeout: int) -> int: ...

    def read(self, endpoint: int, size_or_buffer: int, timeout: int) -> Iterable[int]: ...


@dataclass(frozen=True, slots=True)
class UsbPrinter:
    vendor: int
    product: int
    timeout_s: float

    def open(self) -> "UsbLink":
        try:
            device = usb.core.find(idVendor=self.vendor, idProduct=self.product)
            if device is None:
                raise LinkUnavailableError(f"no USB printer {self.vendor:04x}:{self.product:04x}")
            return self._claim(device)
        except (usb.core.USBError, usb.core.NoBackendError) as problem:
            raise LinkUnavailableError(str(problem)) from problem

    def _claim(self, device: usb.core.Device) -> "UsbLink":
        is_printer = usb.util.find_descriptor
        interface = next(
            (found for setup in device if (found := is_printer(setup, bInterfaceClass=_PRINTER_CLASS))), None
        )
        if interface is None:
            raise LinkUnavailableError(f"USB {self.vendor:04x}:{self.product:04x} is no printer")
        if device.is_kernel_driver_active(interface.bInterfaceNumber):
            device.detach_kernel_driver(interface.bInterfaceNumber)
        usb.util.claim_interface(device, interface)
        out, back = (_endpoint(interface, way) for way in (usb.util.ENDPOINT_OUT, usb.util.ENDPOINT_IN))
        return UsbLink(device, out, back, self.timeout_s, lambda: usb.util.dispose_resources(device))


def _endpoint(interface: usb.core.Interface, direction: int) -> int:
    found = usb.util.find_descriptor(
        interface,
        custom_match=lambda end: usb.util.endpoint_direction(end.bEndpointAddress) == direction,
    )
    if found is None:
        raise LinkUnavailableError("the USB printer lacks an endpoint")
    return int(found.bEndpointAddress)


class UsbLink:
    """One claimed printer interface."""

    def __init__(
        self, handle: UsbHandle, out: int, back: int, timeout_s: float, release: Callable[[], None]
    ) -> None:
        self._handle = handle
        self._out = out
        self._back = back
        self._timeout_s = timeout_s
        self._release = release

    def send(self, data: bytes) -> None:
        try:
            written = self._handle.write(self._out, data, int(self._timeout_s * _MS_PER_S))
        except usb.core.USBTimeoutError as problem:
            raise LinkStalledError("the printer takes no more data") from problem
        except usb.core.USBError as problem:
            raise LinkLostError(str(problem)) from problem
        if written < len(data):
            raise LinkStalledError(f"the printer took {written} of {len(data)} bytes")

    def receive(self, timeout_s: float) -> bytes:
        # pyusb takes a timeout of 0 for "wait without end".
        try:
            return bytes(self._handle.read(self._back, _MOST_BYTES, max(1, int(timeout_s * _MS_PER_S))))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as problem:
            raise LinkLostError(str(problem)) from problem

    def close(self) -> None:
        self._release()

    def abandon(self) -> None:
        # libusb keeps nothing back: what write() accepted is in the printer.
        self._release()
