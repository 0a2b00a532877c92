"""`python -m display hall --settings FILE` and `python -m display counter 3 --settings FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from contract.ids import CounterId, is_spelled
from contract.settings import SettingsError, load_settings
from contract.unit import Notifier, log_to_journal, stop_event
from display.glass.fonts import FontsMissingError
from display.process import run_display
from display.settings import DisplaySettings

WRONG_SETTINGS = 78
"""EX_CONFIG: starting again would not help."""
NO_FONTS = 69
"""EX_UNAVAILABLE."""


def main(arguments: list[str]) -> int:
    """Run until SIGTERM; the exit status says why it could not."""
    asked = _parser().parse_args(arguments)
    counter = CounterId(asked.counter) if asked.kind == "counter" else None
    try:
        settings = load_settings(asked.settings, DisplaySettings)
        log_to_journal(settings.log_level)
        run_display(settings, counter, Notifier(), stop_event())
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTINGS
    except FontsMissingError as error:
        sys.stderr.write(f"{error}\n")
        return NO_FONTS
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m display", description="Motcua displays")
    kinds = parser.add_subparsers(dest="kind", required=True)
    hall = kinds.add_parser("hall", help="the hall's board and the zone's voice")
    counter = kinds.add_parser("counter", help="one counter's display")
    counter.add_argument("counter", metavar="ID", type=_counter_id, help="the counter's id")
    for kind in (hall, counter):
        kind.add_argument(
            "--settings", type=Path, required=True, metavar="FILE", help="TOML, see docs/displays.md"
        )
    return parser


def _counter_id(text: str) -> str:
    if not is_spelled(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no counter's id")
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
