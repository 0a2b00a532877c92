"""`make storm`: real processes under citizens, officers and faults; then the books are compared."""

from __future__ import annotations

import argparse
import secrets
import signal
import sys
from pathlib import Path

from tools.demo.center import NothingHappenedError
from tools.demo.children import ROOT
from tools.storm.books import compare
from tools.storm.center import StormCenter
from tools.storm.reading import read_evidence
from tools.storm.storm import Plan, Storm
from tools.storm.telling import repeat_it, report, story_of

FAILED = 1
MOST_TOLD = 10


def main(arguments: list[str] | None = None) -> int:
    """0 when there is no difference."""
    parser = argparse.ArgumentParser(prog="make storm", description=__doc__)
    parser.add_argument("--seed", type=int, default=None, help="repeats a storm; left out: a new one")
    parser.add_argument("--faults", type=int, default=40, help="how many faults")
    parser.add_argument("--minutes", type=float, default=90.0, help="no fault begins after so many minutes")
    parser.add_argument("--var", type=Path, default=ROOT / "var" / "storm", help="where it keeps its things")
    chosen = parser.parse_args(arguments)
    seed = secrets.randbelow(1_000_000) if chosen.seed is None else chosen.seed
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(FAILED))
    plan = Plan(seed, chosen.faults, chosen.minutes)
    _tell(f"seed {seed}; again: {repeat_it(plan)}")
    try:
        return _blow(plan, chosen.var)
    except (NothingHappenedError, TimeoutError) as error:
        print(
            f"the storm could not be played to its end: {error!r}\nagain: {repeat_it(plan)}", file=sys.stderr
        )
        return FAILED


def _blow(plan: Plan, var: Path) -> int:
    with StormCenter(var) as center:
        storm = Storm(center, plan, _tell)
        storm.play()
        evidence = read_evidence(center, storm)
    differences = compare(evidence)
    text = report(plan, evidence, storm.weather.happened, storm.deeds, len(differences))
    stories = [story_of(difference, evidence) for difference in differences]
    (var / "report.txt").write_text("\n\n".join([text, *stories]) + "\n", encoding="utf-8")
    _tell("\n\n".join([*stories[:MOST_TOLD], text]))
    if len(stories) > MOST_TOLD:
        _tell(f"{len(stories) - MOST_TOLD} more differences: {var / 'report.txt'}")
    return FAILED if differences else 0


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
