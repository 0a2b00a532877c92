"""Reads the evidence: printers' trays, ledger, witness, journals and logs; judges nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, select

from contract.event import Event
from contract.events import EpochBegun
from contract.ids import CallId, TicketId
from contract.words import PeriodKind
from hardware.printer_emulator.slips import PrintedSlip
from server.store import ledger, tables
from server.store.database import only_reading
from tools.demo.center import NothingHappenedError
from tools.storm.cast import BROKER, HALL
from tools.storm.center import StormCenter
from tools.storm.evidence import Evidence, Line, LostJournal, Paper, Stretch, Trouble, Visit
from tools.storm.faults import Kind
from tools.storm.keepers import books_of
from tools.storm.lost_disks import LostDisk
from tools.storm.observer import Heard
from tools.storm.processes import EndedByItself
from tools.storm.storm import Storm
from tools.storm.weather import Happened

NUMBER_LINE = re.compile(
    r"^(?=[A-Z]|[0-9]+\s)([A-Z]?[0-9]{3,5})(?:\s+[0-2][0-9]:[0-5][0-9]\s+([0-3][0-9]/[01][0-9]/[0-9]{4}))?\s*$"
)
"""`A012   08:12  22/11/2026`: the line of a slip that every printer prints natively.

The number alone where its kiosk had no contact since it was switched on, and so does not know the time.
"""
STALE_LINE = re.compile(r"call (\S+) of number \S+ is stale")
SPOKEN_LINE = re.compile(r"ticket: step=(speaking|spoken|not-spoken) number=\S+ counter=\S+ call=(\S+)")
_STEPS = {"speaking": "begun", "spoken": "ended", "not-spoken": "failed"}
EXPLAINED_S = 3.0
"""A process that finds its disk full when it starts may say so and end; the manager starts it again."""


def read_evidence(center: StormCenter, storm: Storm) -> Evidence:
    """Everything there is to compare, while the hub still runs."""
    with only_reading(center.ledger_url) as connection:
        events = tuple(recorded.event for recorded in ledger.events_after(connection, 0))
        visits = tuple(_visits(connection))
    began_s, keepers, observer = storm.began_s, storm.keepers, center.observer
    troubles = tuple(_trouble(one, began_s) for one in storm.weather.happened)
    return Evidence(
        papers=tuple(
            paper
            for kiosk, printer in center.printers.items()
            for slip in printer.tray.slips
            for paper in papers_on(kiosk, slip)
        ),
        events=events,
        lost=tuple(_lost(events, observer.events)),
        heard_s={(heard.event.epoch, heard.event.seq): heard.at_s - began_s for heard in observer.events},
        shown_s={call: at_s - began_s for call, at_s in observer.shown.items()},
        lines=tuple(spoken_lines(center.where.place.var / "log")),
        stale=frozenset(_stale(center.where.place.var / "log")),
        started=frozenset(keepers.started),
        noted=frozenset(keepers.noted),
        declined=frozenset(keepers.declined),
        lost_journals=tuple(lost_journal(one, began_s) for one in storm.weather.lost_disks),
        visits=visits,
        troubles=troubles,
        verdict=_verdict(center),
        unsettled=tuple(storm.unsettled),
        ended=tuple(
            _ended(one, began_s)
            for one in center.guard.ended
            if not _is_explained(one, storm.weather.happened)
        ),
    )


def papers_on(kiosk: str, slip: PrintedSlip) -> Iterator[Paper]:
    """Whole slips on one piece: a code and the line before it. What a crash tore off has no code."""
    printed = [found.groups() for line in slip.lines if (found := NUMBER_LINE.match(line))]
    for (number, date), code in zip(reversed(printed), reversed(slip.qr_data), strict=False):
        token = re.split(r"[/=]", code)[-1]
        day = datetime.strptime(date, "%d/%m/%Y").date() if date else None  # noqa: DTZ007 - a date on paper has no zone
        yield Paper(kiosk, number, _hash_of(token), token.startswith(f"{number}-"), day)


def _hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def lost_journal(lost: LostDisk, began_s: float) -> LostJournal:
    """What the kiosk had told nobody when its journal was taken away."""
    tickets = {_hash_of(told.reserved.token): told for told in books_of(lost.journal).tickets.values()}
    untold = frozenset(token for token, told in tickets.items() if told.is_owed and told.birth.lent)
    return LostJournal(lost.kiosk, lost.at_s - began_s, untold, frozenset(tickets))


def _lost(events: Iterable[Event], heard: Iterable[Heard]) -> Iterator[Event]:
    """Of an epoch that a restore ended: what came after the backup."""
    ends = {event.before: event.seq for event in events if isinstance(event, EpochBegun)}
    for one in heard:
        if one.event.seq >= ends.get(one.event.epoch, one.event.seq + 1):
            yield one.event


def _visits(connection: Connection) -> Iterator[Visit]:
    stretches: defaultdict[str, list[Stretch]] = defaultdict(list)
    period, ticket = tables.period, tables.ticket
    for row in connection.execute(select(period).order_by(period.c.ticket, period.c.position)):
        stretches[row.ticket].append(
            Stretch(PeriodKind(row.kind), row.start_us, row.end_us, row.duration_us, row.is_estimated)
        )
    for row in connection.execute(select(ticket)):
        spent = {
            PeriodKind.WAITING: row.waiting_us,
            PeriodKind.WALKING: row.walking_us,
            PeriodKind.SERVICE: row.service_us,
            PeriodKind.HOLD: row.hold_us,
            PeriodKind.ABSENT: row.absent_us,
        }
        yield Visit(
            TicketId(row.id), row.number, row.arrived_us, row.is_by_hand, spent, tuple(stretches[row.id])
        )


def spoken_lines(logs: Path) -> Iterator[Line]:
    """What the voice did, from its own log: its journal stands on a disk that may be full."""
    starts = sorted(logs.glob(f"{HALL}.[0-9]*.log"))
    for run, log in enumerate([*starts, logs / f"{HALL}.log"], 1):
        if log.exists():
            for found in SPOKEN_LINE.finditer(log.read_text(encoding="utf-8", errors="replace")):
                yield Line(CallId(found.group(2)), _STEPS[found.group(1)], run)


def _stale(logs: Path) -> Iterator[CallId]:
    for log in logs.glob(f"{HALL}*.log"):
        for found in STALE_LINE.finditer(log.read_text(encoding="utf-8", errors="replace")):
            yield CallId(found.group(1))


def _verdict(center: StormCenter) -> str:
    try:
        lines = center.motcua("ledger", "verify").splitlines()
        return next((line for line in lines if line.startswith("sound: ")), lines[0])
    except NothingHappenedError as error:
        return str(error)


def _trouble(happened: Happened, began_s: float) -> Trouble:
    fault = happened.fault
    return Trouble(
        fault.text,
        fault.target,
        happened.began_s - began_s,
        (happened.true_again_s or happened.mended_s) - began_s,
        is_broker_gone=fault.target == BROKER and fault.kind in (Kind.KILL, Kind.STOP),
    )


def _ended(ended: EndedByItself, began_s: float) -> Trouble:
    at_s = ended.at_s - began_s
    text = f"{ended.process} ended by itself with status {ended.status}; the end of its log:\n{ended.tail}"
    return Trouble(text, ended.process, at_s, at_s + EXPLAINED_S)


def _is_explained(ended: EndedByItself, happened: list[Happened]) -> bool:
    return any(
        one.fault.kind is Kind.DISK_FULL
        and one.fault.target == ended.process
        and one.began_s <= ended.at_s <= one.mended_s + EXPLAINED_S
        for one in happened
    )
