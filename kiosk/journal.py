"""The kiosk's durable memory of numbers: one JSON line per step, on disk before the step counts.

Knows files, crashes and full disks; knows nothing of the hub. A torn last line is what a power cut leaves:
it is passed over.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from contract.commands import VoidTicket
from contract.ids import CommandId, TicketId
from kiosk.journal_entries import DayBegun, Debt, Entry, Open, OwesConfirm, OwesVoid

log = logging.getLogger(__name__)

MOST_NAMED = 20
"""Given-up commands named in one asking: they have to fit into its 16 KiB many times over."""

_decoder: msgspec.json.Decoder[Entry] = msgspec.json.Decoder(Entry)


class Journal:
    """Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.on_owed: Callable[[], None] = lambda: None
        """Told when there is something new to tell the hub."""
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._open = _read(path)

    def write(self, entry: Entry) -> None:
        """On disk when this returns.

        Raises:
            OSError: it is not (the disk is full or gone), and the step must not be taken.
        """
        with self._lock:
            self._append(entry)
            self._open.apply(entry)

    def note(self, entry: Entry) -> None:
        """What has happened anyway counts even if the disk does not take it: it is then kept in memory."""
        with self._lock:
            self._open.apply(entry)
            try:
                self._append(entry)
            except OSError:
                log.exception("the journal cannot be written; kept in memory: %s", type(entry).__name__)

    def owe(self, entry: OwesConfirm | OwesVoid) -> None:
        """A debt to the hub; noted, and whoever settles is told."""
        self.note(entry)
        self.on_owed()

    def debts(self) -> tuple[Debt, ...]:
        """What the hub has not answered yet, oldest first."""
        with self._lock:
            return tuple(self._open.owed.values())

    def abandoned(self) -> tuple[CommandId, ...]:
        """Commands given up whose end the hub has not confirmed yet, the newest."""
        ids = (debt.abandoned for debt in self.debts() if isinstance(debt, VoidTicket))
        return tuple(command_id for command_id in ids if command_id is not None)[-MOST_NAMED:]

    def asked(self) -> tuple[CommandId, ...]:
        """Asked for, and no end written."""
        with self._lock:
            return tuple(self._open.asked)

    def held(self) -> tuple[TicketId, ...]:
        """Reserved, and no end written."""
        with self._lock:
            return tuple(self._open.held)

    def has_started(self, ticket: TicketId) -> bool:
        """Whether bytes of that ticket's slip may have reached the paper."""
        with self._lock:
            return ticket in self._open.started

    def begin_day(self, day: date) -> None:
        """With a new day what is settled is thrown away."""
        with self._lock:
            if self._open.day == day:
                return
            self._open.apply(DayBegun(day))
            try:
                self._rewrite()
            except OSError:
                log.exception("the journal could not be shortened; it goes on as it is")

    def _append(self, entry: Entry) -> None:
        line = msgspec.json.encode(entry) + b"\n"
        is_torn = _ends_inside_a_line(self._path)
        with self._path.open("ab", buffering=0) as file:
            file.write(b"\n" + line if is_torn else line)
            os.fsync(file.fileno())

    def _rewrite(self) -> None:
        fresh = self._path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.writelines(msgspec.json.encode(entry) + b"\n" for entry in self._open.entries())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        _sync_folder(self._path.parent)


def _read(path: Path) -> Open:
    state = Open()
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    for number, line in enumerate(lines, start=1):
        if not line:
            continue
        try:
            state.apply(_decoder.decode(line))
        except msgspec.DecodeError as error:
            log.warning("%s: line %d is unreadable and passed over: %s", path, number, error)
    return state


def _ends_inside_a_line(path: Path) -> bool:
    """Whether a crash or a full disk cut the last line short."""
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
