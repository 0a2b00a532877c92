"""Exports of ledgers as lines, and what a forger does to them. Builds lines, reads no ledger's tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from contract import events as e
from contract.ids import CenterId, Epoch, uuid7
from contract.words import CallWay, ClockTrust, Origin, SlipFate
from server.domain.hall import Hall, Head
from server.domain.instant import Instant
from server.service.asker import Asker
from server.service.work import Recorded, Work
from server.store.database import only_reading
from server.store.export_format import EventLine, Footer, Header, written
from server.store.ledger import GENESIS
from server.store.ledger_export import export_lines
from tests.support.hub import MONDAY_8, rules_of

MADE = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
Line = dict[str, Any]


def exported(url: str) -> list[bytes]:
    """The lines of the ledger there."""
    with only_reading(url) as connection:
        return list(export_lines(connection, "1.2.3", MADE))


def events_of(lines: Iterable[bytes]) -> list[Line]:
    """Header and footer aside."""
    return [json.loads(line) for line in lines][1:-1]


def put(file: Path, lines: Iterable[bytes]) -> Path:
    """As a file."""
    with file.open("wb") as content:
        content.writelines(lines)
    return file


def edited(line: bytes, **changes: Any) -> bytes:
    """The line with other fields."""
    return json.dumps({**json.loads(line), **changes}).encode() + b"\n"


def with_payload(line: bytes, change: Callable[[Line], None]) -> bytes:
    """The line with another payload, its hash left as it was."""
    payload = json.loads(json.loads(line)["payload"])
    change(payload)
    return edited(line, payload=json.dumps(payload))


def chained_anew(lines: list[bytes]) -> list[bytes]:
    """A forger who knows the format: every hash fits, and so do header and footer."""
    hash_ = b"\0" * 32
    anew = []
    for line in lines[1:-1]:
        payload = json.loads(line)["payload"]
        hash_ = hashlib.sha256(hash_ + payload.encode()).digest()
        anew.append(edited(line, hash=hash_.hex()))
    footer = edited(lines[-1], events=len(anew), head=hash_.hex())
    return [lines[0], *anew, footer]


def with_heads_anew(lines: list[bytes]) -> list[bytes]:
    """A forger who also rewrites the head that each day's close tells."""
    told = [*lines]
    for place, line in enumerate(lines):
        if json.loads(line).get("kind") == "day/closed":
            head = json.loads(chained_anew(told)[place - 1])["hash"]
            told[place] = with_payload(line, lambda payload, head=head: payload.update(head=head))
    return chained_anew(told)


def long_export(days: int, tickets: int) -> Iterator[bytes]:
    """So many days of so many visits, five events each, made by the rules themselves."""
    recorded = list(_long_story(days, tickets))
    last = recorded[-1]
    epoch = last.event.epoch
    yield written(
        Header(
            center=CenterId("23134"),
            epoch=epoch,
            software="1.2.3",
            made_at=MADE,
            first_seq=1,
            last_seq=last.event.seq,
        )
    )
    for one in recorded:
        event, payload = one.event, one.payload.decode()
        yield written(
            EventLine(seq=event.seq, epoch=epoch, kind=event.kind(), payload=payload, hash=one.hash.hex())
        )
    yield written(Footer(events=len(recorded), head=last.hash.hex()))


def _long_story(days: int, tickets: int) -> Iterator[Recorded]:
    hall = Hall(Head(Epoch(uuid7()), 0, GENESIS))
    for number in range(days):
        begins = MONDAY_8 + timedelta(days=number)
        yield from _told(hall, begins, e.DayOpened, day=begins.date())
        for one in range(tickets):
            yield from _visit(hall, begins + timedelta(seconds=one * 60), begins.date(), one + 1)
        head = hall.head.hash.hex()
        ends = begins + timedelta(hours=9)
        yield from _told(hall, ends, e.DayClosed, tickets=tickets, unserved=0, end_inferred=0, head=head)


def _visit(hall: Hall, at: datetime, day: date, value: int) -> Iterator[Recorded]:
    ticket = {"ticket": f"{day}-{value}", "number": f"A{value:03d}"}
    taken = {"series": "a", "value": value, "service": "ho-tich", "origin": Origin.KIOSK}
    token = hashlib.sha256(ticket["ticket"].encode()).hexdigest()
    call = {"counter": "1", "call_id": uuid7(), "way": CallWay.NEXT, "why": "first in line"}
    steps: tuple[tuple[type[e.Event], int, Line], ...] = (
        (e.TicketReserved, 0, {**taken, "token_hash": token}),
        (e.TicketConfirmed, 3, {"fate": SlipFate.PRINTED}),
        (e.TicketCalled, 600, call),
        (e.ServiceStarted, 630, {"counter": "1"}),
        (e.TicketFinished, 900, {"counter": "1"}),
    )
    for kind, after_s, more in steps:
        yield from _told(hall, at + timedelta(seconds=after_s), kind, **ticket, **more)


def _told(hall: Hall, at: datetime, kind: type[e.Event], **fields: Any) -> Iterator[Recorded]:
    boot_us = round((at - MONDAY_8).total_seconds() * 1_000_000)
    now = Instant(at, boot_us, "boot-1", ClockTrust.NTP)
    work = Work(hall, rules_of(), now, Asker(), None)
    work.record(kind, **fields)
    hall.settle()
    yield from work.recorded
