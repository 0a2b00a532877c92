"""`python -m server hub --settings FILE`: the hub as a process. Wires, decides nothing."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from contract.clock import clock_of
from contract.settings import SettingsError
from contract.unit import Notifier, log_to_journal, stop_event
from server.clock_trust import trust_in
from server.config.hub import HubSettings, read_hub_settings
from server.core import CANNOT_OPEN, Core
from server.hub import Hub
from server.settled_memory import settle
from server.told import told

CANNOT_START = 3
WRONG_SETTINGS = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the hub until SIGTERM; 2 wrong settings, 3 cannot start."""
    parser = argparse.ArgumentParser(prog="python -m server", description="Motcua's hub")
    parser.add_argument("role", choices=["hub"])
    parser.add_argument("--settings", type=Path, required=True, help="TOML, see docs/configuration.md")
    chosen = parser.parse_args(arguments)
    try:
        settings = read_hub_settings(chosen.settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return WRONG_SETTINGS
    return run_hub(settings)


def run_hub(settings: HubSettings) -> int:
    """The hub's life."""
    log_to_journal(settings.log_level.value)
    stopped = stop_event()
    notifier = Notifier()
    clock = clock_of(settings.clock_file)
    try:
        hub = Hub(Core(settings, clock, trust_in(clock)))
        hub.start()
    except CANNOT_OPEN as error:
        print("máy chủ trung tâm không khởi động được / the hub cannot start:", file=sys.stderr)
        print(told(error), file=sys.stderr)
        return CANNOT_START
    notifier.ready(f"center {hub.core.center}")
    settle()
    while not stopped.wait(notifier.sign_every_s):
        if hub.is_turning(notifier.sign_every_s or math.inf):
            notifier.alive()
    notifier.stopping()
    hub.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
