"""`python -m hardware [panel | scan-station] --settings FILE`: a call panel, or a counter's scan station."""

from __future__ import annotations

import argparse
import sys
from enum import StrEnum
from pathlib import Path

from contract.settings import SettingsError, load_settings
from contract.unit import Notifier, log_to_journal, stop_event

WRONG_SETTINGS = 78
"""EX_CONFIG: starting again would not help."""
NO_PINS = 69
"""EX_UNAVAILABLE."""


class Device(StrEnum):
    """What this process is; each loads only its own packages."""

    PANEL = "panel"
    SCAN_STATION = "scan-station"


def main(arguments: list[str]) -> int:
    """Run until SIGTERM; the exit status says why it could not."""
    parser = argparse.ArgumentParser(prog="python -m hardware", description=__doc__)
    parser.add_argument("device", nargs="?", type=Device, choices=list(Device), default=Device.PANEL)
    parser.add_argument(
        "--settings",
        type=Path,
        required=True,
        metavar="FILE",
        help="TOML, see docs",
    )
    options = parser.parse_args(arguments)
    try:
        return _panel(options.settings) if options.device is Device.PANEL else _station(options.settings)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTINGS


def _panel(path: Path) -> int:
    from hardware.panel.pins import PinsError
    from hardware.panel.process import run_panel
    from hardware.panel.settings import PanelSettings

    settings = load_settings(path, PanelSettings)
    log_to_journal(settings.log_level)
    try:
        run_panel(settings, Notifier(), stop_event())
    except PinsError as error:
        sys.stderr.write(f"{error}\n")
        return NO_PINS
    return 0


def _station(path: Path) -> int:
    from hardware.scan_station.process import run_station
    from hardware.scan_station.settings import StationSettings

    settings = load_settings(path, StationSettings)
    log_to_journal(settings.log_level)
    run_station(settings, Notifier(), stop_event())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
