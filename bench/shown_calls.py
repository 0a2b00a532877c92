"""From a call to the last of many subscribers, beside a bare publish of the same board to the same number."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.askers import Seat, ask_together
from bench.center import BenchCenter
from bench.measure import Measure, median, ratio_at_most
from bench.scale import Scale
from bench.scripts import calling
from bench.watchers import Watchers
from contract.answers import Answer, Called, Reserved
from contract.asking import Asker
from contract.broker import BrokerClient
from contract.ids import CallId, CounterId, Epoch, TicketNumber, ZoneId, uuid7
from contract.states import BoardState, RecentCall
from contract.words import CallWay

LEDGER = "calls"
BETWEEN_S = 0.02
ANSWER_S = 10.0
CALLS_ON_BOARD = 12


def measure_shown_calls(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """For each number of subscribers, p50."""
    bare = _bare(center, scale)
    center.start_hub(LEDGER)
    try:
        _line_up(center, scale.shown_calls * len(scale.subscribers))
        for count, counter in zip(scale.subscribers, center.counters, strict=False):
            seconds = _real(center, count, counter, scale.shown_calls)
            yield Measure(
                name=f"call → last of {count} subscriber{'s'[: count - 1]}, p50",
                value=median(seconds) * 1000,
                unit="ms",
                baseline=bare[count] * 1000,
                against="bare publish to as many",
                aim=ratio_at_most(2),
                note="a call goes to the hub first, and is committed, before it is published",
            )
    finally:
        center.stop_hub()


def _bare(center: BenchCenter, scale: Scale) -> dict[int, float]:
    client = center.client(center.hub)
    try:
        return {
            count: median(_published(center, client, count, scale.shown_calls)) for count in scale.subscribers
        }
    finally:
        client.stop()


def _published(center: BenchCenter, client: BrokerClient, count: int, times: int) -> list[float]:
    with _watchers(center, count) as watchers:
        return [_publish(client, watchers) for _ in range(times)]


def _publish(client: BrokerClient, watchers: Watchers) -> float:
    time.sleep(BETWEEN_S)
    board = BoardState(epoch=Epoch("bare"), revision=1, calls=tuple(_a_call() for _ in range(CALLS_ON_BOARD)))
    asked_s = time.monotonic()
    client.publish(board)
    return watchers.last_heard_s(board.calls[0].call_id) - asked_s


def _a_call() -> RecentCall:
    return RecentCall(
        call_id=CallId(uuid7()),
        number=TicketNumber("1234"),
        counter=CounterId("1"),
        zone=ZoneId("hall"),
        way=CallWay.NEXT,
        at=datetime.now(UTC),
        is_current=True,
    )


def _real(center: BenchCenter, count: int, counter: CounterId, times: int) -> list[float]:
    """Calls of one counter; starts of service in between are not timed."""
    client = BrokerClient(center.address, center.panel(counter))
    asker = Asker(client)
    client.start()
    seconds: list[float] = []
    try:
        with _watchers(center, count) as watchers:
            script = calling(counter, times)
            command = next(script)
            while True:
                time.sleep(BETWEEN_S)
                asked_s = time.monotonic()
                answer: Answer = asker.ask(command, ANSWER_S).result(ANSWER_S)
                if isinstance(answer.result, Called) and answer.result.call_id is not None:
                    seconds.append(watchers.last_heard_s(answer.result.call_id) - asked_s)
                command = script.send(answer)
    except StopIteration:
        return seconds
    finally:
        client.stop()


def _watchers(center: BenchCenter, count: int) -> Watchers:
    return Watchers(center.address, [center.who(device) for device in center.watchers[:count]])


def _line_up(center: BenchCenter, count: int) -> None:
    kiosk = center.who(center.kiosks[0])
    done = ask_together(center.address, [Seat(kiosk, count=count)])
    tickets = tuple(answer.result.ticket for answer in done.answers if isinstance(answer.result, Reserved))
    ask_together(center.address, [Seat(kiosk, tickets=tickets)])
