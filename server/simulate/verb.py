"""`motcua simulate`: reads arguments, shows how far it is, decides nothing."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol, TextIO

from server.domain.refusal import Refusal
from server.simulate.making import Made, Progress, simulate
from server.simulate.profile import PROFILES

BAR = 30
"""Characters of the progress bar."""


class Groups(Protocol):
    """Where argparse takes commands."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A new command."""
        ...


def add_simulate_verb(groups: Groups) -> None:
    """Add the command."""
    parser = groups.add_parser("simulate", help="a realistic ledger for training, tests and measuring")
    parser.add_argument("--profile", required=True, help=f"how large the center is: {', '.join(PROFILES)}")
    parser.add_argument("--from", dest="first_day", type=date.fromisoformat, required=True, help="2026-11-02")
    parser.add_argument("--days", type=int, default=30, help="calendar days (30); closed ones stay empty")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same ledger (1)")
    parser.add_argument("--config", type=Path, help="a center's configuration; left out: the sample, grown")
    parser.add_argument("--into", required=True, help="an empty ledger: sqlite:////path/ledger.sqlite")
    parser.set_defaults(action=_simulate)


def _simulate(chosen: argparse.Namespace) -> int:
    logging.getLogger("server.config.center_rules").setLevel(logging.ERROR)
    try:
        made = simulate(
            chosen.into,
            chosen.profile,
            chosen.first_day,
            chosen.days,
            chosen.seed,
            _text(chosen.config),
            teller(sys.stdout),
        )
    except Refusal as refusal:
        print(f"{refusal.code}: {refusal.vi} / {refusal.en}", file=sys.stderr)
        return 1
    print(summary(made))
    return 0


def _text(file: Path | None) -> str | None:
    try:
        return file.read_text(encoding="utf-8") if file else None
    except UnicodeDecodeError as error:
        raise Refusal("config-wrong", f"{file} không phải UTF-8.", f"{file} is not UTF-8.") from error


def summary(made: Made) -> str:
    """What is said at the end."""
    counted = f"days {made.days}, tickets {made.tickets:,}, events {made.events:,}"
    return f"{counted}, seconds {made.seconds:.1f}\nhead {made.head}"


def teller(out: TextIO) -> Callable[[Progress], None]:
    """A bar on a terminal, a line a day elsewhere."""
    return (lambda progress: _draw(out, progress)) if out.isatty() else (lambda one: _write(out, one))


def _draw(out: TextIO, progress: Progress) -> None:
    full = BAR * progress.done // progress.of
    bar = "█" * full + "░" * (BAR - full)
    end = "\n" if progress.done == progress.of else ""
    out.write(f"\r{bar} {progress.done}/{progress.of}  {progress.day}  {progress.tickets:,} tickets{end}")
    out.flush()


def _write(out: TextIO, progress: Progress) -> None:
    said = f"{progress.day}: {progress.done}/{progress.of}, tickets {progress.tickets:,}"
    print(f"{said}, events {progress.events:,}", file=out, flush=True)
