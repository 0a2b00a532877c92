"""`make bench`: everything measured, in one table. Status 0 when all of it ran; missed aims are said."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.center import BenchCenter
from bench.exchanges import measure_exchanges
from bench.measure import Measure
from bench.report import HEAD, row, write_json
from bench.scale import FULL, NORMAL, QUICK, Scale

VAR = Path(__file__).parent.parent / "var" / "bench"


def main(arguments: list[str] | None = None) -> int:
    """Run what was chosen."""
    chosen = _parser().parse_args(arguments)
    scale = QUICK if chosen.quick else FULL if chosen.full else NORMAL
    measures: list[Measure] = []
    print(HEAD, flush=True)
    for name in [chosen.only] if chosen.only else list(MEASURES):
        for measure in MEASURES[name](chosen.var / name, scale):
            measures.append(measure)
            print(row(measure), flush=True)
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


MEASURES: dict[str, Callable[[Path, Scale], Iterator[Measure]]] = {
    "exchanges": _exchanges,
}
"""What `--only` knows, in the order of the table."""


if __name__ == "__main__":
    sys.exit(main())
