"""`python -m hardware --settings FILE`: the call panel of one counter."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from contract.settings import SettingsError, load_settings
from contract.unit import Notifier, log_to_journal, stop_event
from hardware.panel.pins import PinsError
from hardware.panel.process import run_panel
from hardware.panel.settings import PanelSettings

WRONG_SETTINGS = 78
"""EX_CONFIG: starting again would not help."""
NO_PINS = 69
"""EX_UNAVAILABLE."""


def main(arguments: list[str]) -> int:
    """Run until SIGTERM; the exit status says why it could not."""
    parser = argparse.ArgumentParser(prog="python -m hardware", description="Motcua call panel")
    parser.add_argument(
        "--settings", type=Path, required=True, metavar="FILE", help="TOML, see docs/panel.md"
    )
    path = parser.parse_args(arguments).settings
    try:
        settings = load_settings(path, PanelSettings)
        log_to_journal(settings.log_level)
        run_panel(settings, Notifier(), stop_event())
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTINGS
    except PinsError as error:
        sys.stderr.write(f"{error}\n")
        return NO_PINS
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
