"""The child that draws: `python -m server.forms --fonts FOLDER`, facts as JSON in, a PDF out.

A process of its own, so that drawing takes nothing from the hub's threads and what it names is gone with it.
It opens no ledger. What fails in it is said by its exit status alone: a message could name a person.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from server.forms.drawing import drawn
from server.forms.facts import Facts
from server.forms.fonts import FontMissingError
from server.forms.making import NO_FONT

NICE = 5


def main(arguments: list[str]) -> int:
    """0 done, 3 a font is missing."""
    parser = argparse.ArgumentParser(prog="python -m server.forms")
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    chosen = parser.parse_args(arguments)
    os.nice(NICE)
    facts = msgspec.json.decode(sys.stdin.buffer.read(), type=Facts)
    try:
        pdf = drawn(facts, chosen.fonts, chosen.now)
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return NO_FONT
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
