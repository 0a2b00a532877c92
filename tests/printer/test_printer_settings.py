"""The printer's settings file, the models, and the words for faults."""

from pathlib import Path

import pytest

from contract.settings import SettingsError, load_settings
from printer.device import device_for
from printer.device_file import FilePrinter
from printer.faults import MAY_PRINT_LATER, PrinterFault, sentence_for
from printer.models import BUILT_IN, NO_STATUS, UnknownModelError, model_named
from printer.network import NetworkPrinter
from printer.profile import ConfirmationSupport, PurgeMethod, StatusSupport
from printer.serial_port import SerialPrinter
from printer.settings import CableKind, FlowControl, PrinterSettings
from printer.usb_port import UsbPrinter


def read(tmp_path: Path, text: str) -> PrinterSettings:
    path = tmp_path / "printer.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, PrinterSettings)


@pytest.mark.parametrize(
    ("text", "device", "cable"),
    [
        (
            'kind = "network"\nhost = "192.168.1.50"',
            NetworkPrinter("192.168.1.50", 9100, 2.0),
            "network 192.168.1.50:9100",
        ),
        (
            'kind = "usb"\nusb_vendor = 0x04b8\nusb_product = 0x0e28',
            UsbPrinter(0x04B8, 0x0E28, 2.0),
            "usb 04b8:0e28",
        ),
        (
            'kind = "serial"\nserial_device = "/dev/ttyUSB0"\nflow_control = "xon-xoff"',
            SerialPrinter("/dev/ttyUSB0", 115_200, FlowControl.XON_XOFF, 2.0),
            "serial /dev/ttyUSB0 115200",
        ),
        ('kind = "file"\npath = "/dev/usb/lp0"', FilePrinter(Path("/dev/usb/lp0"), 2.0), "file /dev/usb/lp0"),
    ],
)
def test_the_settings_pick_the_cable(tmp_path: Path, text: str, device: object, cable: str) -> None:
    settings = read(tmp_path, text)

    assert device_for(settings) == device
    assert settings.cable == cable


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('kind = "network"', "needs host"),
        ('kind = "usb"\nusb_vendor = 1', "needs usb_product"),
        ('kind = "serial"', "needs serial_device"),
        ('kind = "file"', "needs path"),
        ('kind = "parallel"', "parallel"),
        ('kind = "file"\npath = "x"\ntimeout = 3', "timeout"),
        ('kind = "file"\npath = "x"\ntimeout_s = 0', "more than 0"),
        ('kind = "file"\npath = "x"\ntimeout_s = 9', "at most confirm_within_s"),
    ],
)
def test_wrong_settings_are_refused_with_a_reason(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint):
        read(tmp_path, text)


def test_waiting_for_a_printer_takes_two_seconds_by_default() -> None:
    assert PrinterSettings(kind=CableKind.FILE, path="x").timeout_s == 2.0


def test_an_unknown_model_is_named_with_the_known_ones() -> None:
    with pytest.raises(
        UnknownModelError, match=r"called “epson”; use one of: generic-80.*no-status \(unknown-model\)"
    ):
        model_named("epson")


@pytest.mark.parametrize("profile", BUILT_IN, ids=lambda profile: profile.name)
def test_each_model_says_what_was_not_verified_and_trusts_no_code_page(profile: object) -> None:
    assert profile in BUILT_IN
    model = next(known for known in BUILT_IN if known == profile)

    assert model_named(model.name) == model
    assert model.sure_code_pages == ()
    assert "nverified" in model.sources or model is NO_STATUS


def test_the_model_of_which_nothing_is_known_is_trusted_with_nothing() -> None:
    assert NO_STATUS.status is StatusSupport.NONE
    assert NO_STATUS.confirmation is ConfirmationSupport.NONE
    assert NO_STATUS.purge is PurgeMethod.NONE


@pytest.mark.parametrize("fault", list(PrinterFault))
def test_each_fault_has_a_sentence_in_both_languages(fault: PrinterFault) -> None:
    sentence = sentence_for(fault)

    assert "máy in" in sentence.vi.lower()
    assert "printer" in sentence.en
    assert sentence.vi.endswith(".")
    assert sentence.vi != MAY_PRINT_LATER.vi
