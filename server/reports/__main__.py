"""The hub's reading child: `python -m server.reports visits …` writes visits to standard output.

A process of its own, so that a long export takes nothing from the hub but its share of the disk. It opens the
ledger for reading alone and runs with the least priority. The ledger's address comes in the environment.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from enum import StrEnum
from itertools import chain, islice

from contract.words import Language
from server.reports.child import LEDGER, TOO_MANY
from server.reports.visit_file import TooManyRowsError, write_csv, write_xlsx
from server.reports.visit_rows import header, visit_rows
from server.store.database import UnusableDatabaseError, only_reading

NICE = 19


class Format(StrEnum):
    """Of the file."""

    CSV = "csv"
    XLSX = "xlsx"


def main(arguments: list[str]) -> int:
    """0 done, 2 the ledger cannot be read, 3 too many rows for a spreadsheet."""
    parser = argparse.ArgumentParser(prog="python -m server.reports")
    parser.add_argument("what", choices=["visits"])
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
    parser.add_argument("--format", type=Format, required=True)
    parser.add_argument("--language", type=Language, default=Language.VI)
    parser.add_argument("--now-us", type=int, required=True)
    chosen = parser.parse_args(arguments)
    os.nice(NICE)
    write = write_xlsx if chosen.format is Format.XLSX else write_csv
    try:
        with only_reading(os.environ[LEDGER]) as connection:
            rows = visit_rows(connection, chosen.first, chosen.last, chosen.language, chosen.now_us)
            begun = list(islice(rows, 1))  # a ledger that cannot be read must not leave half a file
            write(sys.stdout.buffer, header(chosen.language), chain(begun, rows))
    except UnusableDatabaseError as error:
        print(error, file=sys.stderr)
        return 2
    except TooManyRowsError as error:
        print(error, file=sys.stderr)
        return TOO_MANY
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody wants the rest
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
