"""Picks the cable that the settings name.

Knows which adapter belongs to which kind. Opens nothing: that happens at ``open()``, once a job.
"""

from pathlib import Path

from printer.device_file import FilePrinter
from printer.link import PrinterDevice
from printer.network import NetworkPrinter
from printer.serial_port import SerialPrinter
from printer.settings import CableKind, PrinterSettings
from printer.usb_port import UsbPrinter


def device_for(settings: PrinterSettings) -> PrinterDevice:
    timeout_s = settings.timeout_s
    match settings.kind:
        case CableKind.USB:
            return UsbPrinter(settings.usb_vendor, settings.usb_product, timeout_s)
        case CableKind.NETWORK:
            return NetworkPrinter(settings.host, settings.port, timeout_s)
        case CableKind.SERIAL:
            return SerialPrinter(settings.serial_device, settings.baud, settings.flow_control, timeout_s)
        case CableKind.FILE:
            return FilePrinter(Path(settings.path), timeout_s)
