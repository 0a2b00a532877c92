"""Issue and call-next through a real hub, beside bare exchanges through the same broker and a bare commit.

Every number is accounted for: unique among the answers, and the same in a verified ledger.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.askers import Round, Seat, ask_together
from bench.center import BenchCenter
from bench.echo import Echo
from bench.measure import Aim, Measure, at_least, median, percentile, ratio_at_most
from bench.scale import Scale
from contract.answers import Answer, Called, Reserved
from contract.ids import DeviceId, TicketId
from contract.words import Outcome
from server.store.engine import open_for_reading
from server.store.verify import verify

LEDGER = "exchanges"
ISSUES_PER_S = 1000.0
COMMITS = 300
PAYLOAD = b"x" * 600
"""About what one number writes: event and answer."""


class UnaccountedError(Exception):
    """Answers and ledger do not tell the same story."""


@dataclass(frozen=True, slots=True)
class Bare:
    """What the broker and the disk can do without a hub."""

    latency: Round
    rates: dict[int, float]
    """Exchanges per second by number of askers."""
    commit_s: tuple[float, ...]


def measure_exchanges(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """Latency, issue rates, call rates."""
    bare = _bare(center, scale)
    center.start_hub(LEDGER)
    try:
        latency = ask_together(center.address, _kiosks(center, 1, scale.latencies))
        yield from _latency(latency, bare)
        rounds = {
            askers: ask_together(center.address, _kiosks(center, askers, n)) for askers, n in scale.issues
        }
        yield from (_issue_rate(askers, done, bare) for askers, done in rounds.items())
        everything = [latency, *rounds.values()]
        tickets = tuple(ticket for done in everything for ticket in _tickets(done.answers))
        _confirm(center, tickets[: sum(n for _, n in scale.calls)])
        yield from (_call_rate(center, askers, n, bare) for askers, n in scale.calls)
    finally:
        center.stop_hub()
    yield _accounted(center, [answer for done in everything for answer in done.answers])


# --- bare ---


def _bare(center: BenchCenter, scale: Scale) -> Bare:
    client = center.client(center.hub)
    Echo(client)
    try:
        latency = ask_together(center.address, _kiosks(center, 1, scale.latencies))
        rounds = {
            askers: ask_together(center.address, _kiosks(center, askers, n)) for askers, n in scale.issues
        }
    finally:
        client.stop()
    rates = {askers: len(done.answers) / done.took_s for askers, done in rounds.items()}
    return Bare(latency, rates, commit_times(center.ledger("commits")))


def commit_times(file: Path, count: int = COMMITS) -> tuple[float, ...]:
    """Seconds of each of some durable commits of one row, on the ledger's disk and in its mode."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS row (payload BLOB)")
        return tuple(_commit(connection) for _ in range(count))


def _commit(connection: sqlite3.Connection) -> float:
    started_s = time.monotonic()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO row VALUES (?)", (PAYLOAD,))
    connection.execute("COMMIT")
    return time.monotonic() - started_s


# --- figures ---


def _latency(done: Round, bare: Bare) -> Iterator[Measure]:
    _all_done(done)
    for percent, aim in ((50, ratio_at_most(3)), (99, None)):
        limit = percentile(bare.latency.seconds, percent) + percentile(bare.commit_s, percent)
        yield Measure(
            name=f"issue, 1 asker, p{percent}",
            value=percentile(done.seconds, percent) * 1000,
            unit="ms",
            baseline=limit * 1000,
            against="bare exchange + bare commit",
            aim=aim,
        )


def _issue_rate(askers: int, done: Round, bare: Bare) -> Measure:
    _all_done(done)
    return Measure(
        name=f"issue, {askers} asker{'s'[: askers - 1]}",
        value=len(done.answers) / done.took_s,
        unit="/s",
        baseline=bare.rates[askers],
        against="bare exchanges",
        aim=at_least(ISSUES_PER_S) if askers >= 16 else None,
        note=f"p50 {median(done.seconds) * 1000:.1f} ms, p99 {percentile(done.seconds, 99) * 1000:.1f} ms",
    )


def _call_rate(center: BenchCenter, askers: int, count: int, bare: Bare) -> Measure:
    seats = [
        Seat(center.panel(counter), count=count // askers, counter=counter)
        for counter in center.counters[:askers]
    ]
    done = ask_together(center.address, seats)
    _all_done(done)
    called = [answer.result.ticket for answer in done.answers if isinstance(answer.result, Called)]
    if len(called) != len(set(called)):
        raise UnaccountedError("the same ticket was called twice")
    return Measure(
        name=f"call next, {askers} counter{'s'[: askers - 1]}",
        value=len(called) / done.took_s,
        unit="/s",
        baseline=bare.rates[askers] / 2,
        against="half the bare exchanges",
        note="each call is followed by a start of service: two commands a call",
    )


def _confirm(center: BenchCenter, tickets: tuple[TicketId, ...]) -> None:
    """Each by the kiosk that took it: another's word is refused."""
    takers = _takers(center)
    seats = [
        Seat(center.who(kiosk), tickets=tuple(ticket for ticket in tickets if takers[ticket] == kiosk))
        for kiosk in center.kiosks
    ]
    _all_done(ask_together(center.address, [seat for seat in seats if seat.tickets]))


def _takers(center: BenchCenter) -> dict[TicketId, DeviceId]:
    engine = open_for_reading(f"sqlite:///{center.ledger(LEDGER)}")
    query = "SELECT ticket, device FROM event WHERE kind = 'ticket/reserved'"
    with engine.connect() as connection:
        takers = {TicketId(row.ticket): DeviceId(row.device) for row in connection.exec_driver_sql(query)}
    engine.dispose()
    return takers


def _accounted(center: BenchCenter, answers: list[Answer]) -> Measure:
    numbers = [answer.result.number for answer in answers if isinstance(answer.result, Reserved)]
    if len(numbers) != len(set(numbers)):
        raise UnaccountedError(f"{len(numbers) - len(set(numbers))} numbers were given twice")
    engine = open_for_reading(f"sqlite:///{center.ledger(LEDGER)}")
    with engine.connect() as connection:
        findings = verify(connection)
    engine.dispose()
    if not findings.is_sound or findings.tickets < len(numbers):
        raise UnaccountedError(f"{findings.tickets} tickets for {len(numbers)} numbers; {findings.wrong[:3]}")
    return Measure(
        name="numbers given, unique and in the ledger",
        value=len(set(numbers)),
        unit="",
        baseline=findings.tickets,
        against="tickets in the verified ledger",
        aim=_EACH,
    )


_EACH: Aim = ratio_at_most(1)


def _kiosks(center: BenchCenter, askers: int, count: int) -> list[Seat]:
    return [Seat(center.who(kiosk), count=count // askers) for kiosk in center.kiosks[:askers]]


def _rounds(center: BenchCenter, scale: Scale) -> dict[int, Round]:
    return {askers: ask_together(center.address, _kiosks(center, askers, n)) for askers, n in scale.issues}


def _tickets(answers: Iterable[Answer]) -> Iterator[TicketId]:
    return (answer.result.ticket for answer in answers if isinstance(answer.result, Reserved))


def _all_done(done: Round) -> None:
    refused = [answer for answer in done.answers if answer.outcome is not Outcome.DONE]
    if refused:
        raise UnaccountedError(f"{len(refused)} commands were not done, such as: {refused[0].message_en}")
