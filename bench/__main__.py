"""`make bench`: everything measured, in one table. Status 0 when all of it ran; missed aims are said."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.catalogue import measure_catalogue
from bench.center import BenchCenter
from bench.exchanges import measure_exchanges
from bench.footprint import measure_footprint
from bench.growth import measure_growth
from bench.history import NoRoomError
from bench.measure import Measure
from bench.peers import measure_peers
from bench.records import measure_records
from bench.report import HEAD, row, write_json
from bench.reports import measure_reports
from bench.scale import FULL, NORMAL, QUICK, Scale
from bench.shown_calls import measure_shown_calls
from bench.slips import measure_slips
from bench.touches import measure_touches
from contract.clock import LOCAL
from tools.demo.center import DemoCenter

VAR = Path(__file__).parent.parent / "var" / "bench"
TERMINATED = 143


def main(arguments: list[str] | None = None) -> int:
    """Run what was chosen."""
    chosen = _parser().parse_args(arguments)
    scale = QUICK if chosen.quick else FULL if chosen.full else NORMAL
    measures: list[Measure] = []
    print(HEAD, flush=True)
    for name in [chosen.only] if chosen.only else list(MEASURES):
        try:
            for measure in MEASURES[name](chosen.var / name, scale):
                measures.append(measure)
                print(row(measure), flush=True)
        except NoRoomError as error:
            print(f"{name} was left out: {error}", file=sys.stderr)
    write_json(measures, chosen.var / "latest.json")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--full", action="store_true", help="10 million tickets of history as well")
    size.add_argument("--quick", action="store_true", help="small counts: only to see that it runs")
    parser.add_argument("--only", choices=list(MEASURES), help="one measure alone")
    parser.add_argument("--var", type=Path, default=VAR, help="where it works and leaves latest.json")
    return parser


def _exchanges(folder: Path, scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, scale.seats) as center:
        yield from measure_exchanges(center, scale)


def _calls(folder: Path, scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, len(scale.subscribers), max(scale.subscribers)) as center:
        yield from measure_shown_calls(center, scale)


def _peers(folder: Path, scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, 2) as center:
        yield from measure_peers(center, scale)


def _growth(folder: Path, scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, 1) as center:
        yield from measure_growth(center, scale)


def _reports(folder: Path, scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, 1) as center:
        yield from measure_reports(center, scale)


def _slips(folder: Path, _scale: Scale) -> Iterator[Measure]:
    yield from measure_slips(folder)


def _catalogue(folder: Path, _scale: Scale) -> Iterator[Measure]:
    with BenchCenter(folder, 1) as center:
        yield from measure_catalogue(center, folder)


def _whole_center(folder: Path, scale: Scale) -> Iterator[Measure]:
    """Touches, then memory and idle time of the same processes."""
    with DemoCenter(folder, only_virtual_screen=True) as center:
        now = datetime.now(UTC).astimezone(LOCAL)
        center.motcua("clock", "confirm", f"{now:%Y-%m-%dT%H:%M:%S}")
        center.start_devices()
        yield from measure_touches(center, scale.touches)
        yield from measure_footprint(center, scale.idle_s)


MEASURES: dict[str, Callable[[Path, Scale], Iterator[Measure]]] = {
    "exchanges": _exchanges,
    "calls": _calls,
    "peers": _peers,
    "slips": _slips,
    "catalogue": _catalogue,
    "center": _whole_center,
    "growth": _growth,
    "reports": _reports,
    "records": measure_records,
}
"""What `--only` knows, in the order of the table."""


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))  # so that the processes end with us
    sys.exit(main())
