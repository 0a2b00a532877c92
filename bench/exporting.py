"""The hub's reading child that writes visits to a file: how fast, and with how much memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.asking_reports import evening_us
from bench.measure import Measure, ratio_at_most
from bench.past import Past, days_holding
from bench.processes import peak_mib
from server.reports.__main__ import Format
from server.reports.child import LEDGER
from server.store.database import Database

LOOK_S = 0.05
MORE_MEMORY = 1.1
"""Times as much for ten times the rows would not be constant."""


class ExportFailedError(Exception):
    """The child ended with another status than 0."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One run."""

    seconds: float
    peak_mib: float


def measure_exports(database: Database, past: Past, rows: int, folder: Path) -> Iterator[Measure]:
    """CSV and XLSX, a tenth of the rows and all of them."""
    for form in Format:
        spans = []
        for wanted in (rows // 10, rows):
            with database.reading() as connection:
                spans.append(days_holding(connection, past.days, wanted))
        few, many = (export(database.url, *span, form, folder) for span in spans)
        yield Measure(
            name=f"memory of an export of {rows:,}, {form.value}",
            value=many.peak_mib,
            unit="MiB",
            baseline=few.peak_mib,
            against="a tenth of the rows",
            aim=ratio_at_most(MORE_MEMORY),
            note=f"{rows / many.seconds:,.0f} rows/s, {many.seconds:.0f} s; a tenth took {few.seconds:.0f} s",
        )


def export(url: str, first: date, last: date, form: Format, folder: Path) -> Exported:
    """From start to end.

    Raises:
        ExportFailedError: it did not come to a good end.
    """
    file = folder / f"visits.{form.value}"
    started_s = time.monotonic()
    with file.open("wb") as out, child(url, first, last, form, out.fileno()) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(LOOK_S)
    file.unlink()
    if process.returncode != 0:
        raise ExportFailedError(f"status {process.returncode}")
    return Exported(time.monotonic() - started_s, peak)


def _peak(pid: int) -> float:
    """0 once it has ended and nobody has asked how."""
    try:
        return peak_mib(pid)
    except StopIteration:
        return 0.0


@contextmanager
def child(url: str, first: date, last: date, form: Format, out: int) -> Iterator[subprocess.Popen[bytes]]:
    """As the hub starts it; ended with the block."""
    command = [
        *(sys.executable, "-m", "server.reports", "visits", "--format", form.value),
        *("--from", first.isoformat(), "--to", last.isoformat(), "--now-us", str(evening_us(last))),
    ]
    process = subprocess.Popen(command, stdout=out, env=os.environ | {LEDGER: url})
    try:
        yield process
    finally:
        process.kill()
        process.wait()
