"""Puts files in the place of others so that a power cut leaves the old ones or the new ones, never a mixture.

Everything new lies ready beside its place before a marker says that it counts; from then on each start goes
on where the last one ended. Knows renames; knows nothing of what is in the files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from contract.ids import Epoch
from server.backup.places import sync_folder
from server.broker.private_file import write_private

MARKER = "restore.json"
"""In the data folder, as long as a restore is decided and not finished."""

Rename = Callable[[Path, Path], object]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One file or folder and what takes its place."""

    fresh: str
    """Lies ready; gone when the step is done."""
    final: str
    kept: str
    """Where what was there goes."""
    beside: tuple[str, ...] = ()
    """Endings of files that belong to the old one alone and go with it: SQLite's `-wal`."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A restore that was decided."""

    steps: tuple[Step, ...]
    work: tuple[str, ...]
    """Folders to be removed at the end."""
    postgres_epoch: Epoch | None = None
    """The plan counts only if the database stands in this epoch: its commit decided."""


def decide(data_dir: Path, plan: Plan) -> None:
    """From here on the new counts."""
    write_private(data_dir / MARKER, msgspec.json.encode(plan))
    sync_folder(data_dir)


def decided(data_dir: Path) -> Plan | None:
    """A restore that is not finished."""
    try:
        return msgspec.json.decode((data_dir / MARKER).read_bytes(), type=Plan)
    except FileNotFoundError:
        return None


def carry_out(data_dir: Path, plan: Plan, rename: Rename = os.replace) -> None:
    """Do what is not yet done of the plan, then forget it; may be begun again after any interruption."""
    for step in plan.steps:
        _put_in_place(step, rename)
    forget(data_dir, plan)


def forget(data_dir: Path, plan: Plan) -> None:
    """The plan is done, or never counted."""
    for folder in plan.work:
        shutil.rmtree(folder, ignore_errors=True)
    (data_dir / MARKER).unlink(missing_ok=True)
    sync_folder(data_dir)


def _put_in_place(step: Step, rename: Rename) -> None:
    fresh, final, kept = Path(step.fresh), Path(step.final), Path(step.kept)
    if not fresh.exists():
        return
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for ending in ("", *step.beside):
        old = final.with_name(final.name + ending)
        if old.exists():
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            rename(old, kept.with_name(kept.name + ending))
            sync_folder(kept.parent)
    sync_folder(final.parent)
    rename(fresh, final)
    sync_folder(final.parent)
