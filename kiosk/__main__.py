"""`python -m kiosk --settings FILE` runs the kiosk; `python -m kiosk pin` makes the staff PIN's hash.

Wires the parts; decides nothing.
"""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
import threading
from pathlib import Path

from contract.settings import SettingsError, load_settings
from contract.unit import log_to_journal, stop_event
from display.glass.window import prepare
from kiosk.pin import pin_hash
from kiosk.settings import KioskSettings

log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """The exit status."""
    parser = argparse.ArgumentParser(prog="python -m kiosk", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("run", "pin"), default="run")
    parser.add_argument("--settings", type=Path)
    options = parser.parse_args(arguments)
    if options.what == "pin":
        return _make_pin()
    if options.settings is None:
        parser.error("--settings FILE is needed")
    try:
        settings = load_settings(options.settings, KioskSettings)
        settings.password()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    log_to_journal(settings.log_level)
    prepare(settings.window, Path(settings.data_dir))
    from kiosk.running import run  # Kivy may only be imported once the window is prepared

    return run(settings, stop_event())


def _make_pin() -> int:
    pin = getpass.getpass("PIN, 4 to 12 digits: ")
    if not (pin.isdigit() and 4 <= len(pin) <= 12):
        print("A PIN has 4 to 12 digits.", file=sys.stderr)
        return 2
    print(f'service_pin_hash = "{pin_hash(pin)}"')
    return 0


if __name__ == "__main__":
    threading.current_thread().name = "glass"
    sys.exit(main())
