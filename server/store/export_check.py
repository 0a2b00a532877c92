"""Reads an export and judges every line: form, order, chain, and whether line and payload agree.

Holds one line in memory. Knows nothing of databases; what the events mean together is the hall's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from contract.events import DayClosed, Event
from contract.ids import Epoch
from server.domain.hall import Head
from server.service.work import Recorded, chained
from server.store import export_faults as faults
from server.store.decoding import decode
from server.store.export_faults import Fault
from server.store.export_format import (
    FORMAT,
    LONGEST_LINE,
    VERSION,
    EventLine,
    Footer,
    Header,
    read_event,
    read_footer,
    read_header,
    read_opening,
)
from server.store.ledger import GENESIS

MOST_FAULTS = 100
"""After so many nothing more is looked for: the file is damaged."""


class ExportCheck:
    """One reading of one file; `faults` is empty as long as all is well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.header: Header | None = None
        self.faults: list[Fault] = []
        self.head = Head(Epoch(""), 0, GENESIS)
        """The furthest event so far."""
        self.events = 0
        self._line = 0
        self._is_blind = False
        """Whether the line before could not be read: the next one stands for itself."""
        self._missing: list[range] = []
        self._footer: Footer | None = None

    def sound_events(self) -> Iterator[Recorded]:
        """Every event that can be read, in the file's order; look at `faults` before you believe any.

        Raises:
            OSError: the file cannot be read.
        """
        with self._path.open("rb") as file:
            if not self._opens(file.readline(LONGEST_LINE)):
                return
            while len(self.faults) < MOST_FAULTS:
                raw = file.readline(LONGEST_LINE)
                if not raw:
                    break
                self._line += 1
                recorded = self._read(raw)
                if recorded is not None:
                    yield recorded
            else:
                return
        self._end()

    # --- the file ---

    def _opens(self, raw: bytes) -> bool:
        self._line = 1
        try:
            opening = read_opening(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            opening = None
        if opening is None or opening.format != FORMAT:
            self.faults.append(faults.not_an_export())
        elif opening.version > VERSION:
            self.faults.append(faults.newer_format(opening.version, VERSION))
        else:
            try:
                self.header = read_header(raw)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                self.faults.append(faults.bad_header(str(error)))
        return not self.faults

    def _read(self, raw: bytes) -> Recorded | None:
        if self._footer is not None:
            self._name_once(faults.after_the_end(self._line))
            return None
        try:
            line = read_event(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._read_other(raw, str(error))
            return None
        return self._judged(line)

    def _read_other(self, raw: bytes, reason: str) -> None:
        try:
            self._footer = read_footer(raw)
        except (msgspec.DecodeError, UnicodeDecodeError):
            if raw.endswith(b"\n"):
                self.faults.append(faults.unreadable(self._line, reason))
            self._is_blind = True

    def _end(self) -> None:
        if self._footer is None:
            self.faults.append(faults.truncated(self._line, self.head.seq))
            return
        said = f"{self._footer.events} / {self._footer.head}"
        found = f"{self.events} / {self.head.hash.hex()}"
        if said != found:
            self._name_once(faults.wrong_footer(self._line, said, found))
        if self.header is not None and self.header.last_seq != self.head.seq:
            self.faults.append(faults.bad_header(f"last_seq {self.header.last_seq} ≠ {self.head.seq}"))

    def _name_once(self, fault: Fault) -> None:
        if all(known.code != fault.code for known in self.faults):
            self.faults.append(fault)

    # --- one event ---

    def _judged(self, line: EventLine) -> Recorded | None:
        self.events += 1
        payload, digest = line.payload.encode("utf-8", "surrogatepass"), bytes.fromhex(line.hash)
        event = self._event(line, payload)
        if self._is_in_its_place(line):
            if not self._is_blind and chained(self.head.hash, payload) != digest:
                self.faults.append(faults.changed(self._line, line.seq))
            elif isinstance(event, DayClosed) and event.head != self.head.hash.hex() and not self._is_blind:
                self.faults.append(faults.wrong_day_head(self._line, line.seq))
        if line.seq > self.head.seq:
            self.head = Head(line.epoch, line.seq, digest)
        self._is_blind = False
        return None if event is None else Recorded(event, payload, digest)

    def _is_in_its_place(self, line: EventLine) -> bool:
        """Whether it follows the event before, so that its hash can be judged."""
        due = self.head.seq + 1
        if line.seq == due:
            return True
        if line.seq < due:
            was_missing = any(line.seq in gap for gap in self._missing)
            name = faults.out_of_order if was_missing else faults.repeated
            self.faults.append(name(self._line, line.seq))
        elif not (self._is_blind and line.seq == due + 1):
            self.faults.append(faults.missing(self._line, due, line.seq - 1))
            self._missing.append(range(due, line.seq))
        return False

    def _event(self, line: EventLine, payload: bytes) -> Event | None:
        try:
            event = decode(line.kind, payload)
        except KeyError:
            self.faults.append(faults.unknown_kind(self._line, line.seq, line.kind))
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.faults.append(faults.no_such_event(self._line, line.seq, str(error)))
            return None
        self._compare(line, payload, event)
        return event

    def _compare(self, line: EventLine, payload: bytes, event: Event) -> None:
        """Events of older versions do not name their kind: at least it must know every field they have."""
        strange = msgspec.json.decode(payload).keys() - {*event.__struct_fields__, "kind"}
        if strange:
            reason = f"{line.kind} has no {', '.join(sorted(strange))}"
            self.faults.append(faults.no_such_event(self._line, line.seq, reason))
        for name in ("seq", "epoch"):
            said, meant = getattr(line, name), getattr(event, name)
            if said != meant:
                self.faults.append(faults.strange_column(self._line, line.seq, name, said, meant))
