"""A hostile device beside one in order: what the other's answers take, and whether memory stays flat.

The hostile one is a process of its own and throws malformed messages on its own topics as fast as it can.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.askers import Seat, ask_together
from bench.center import BenchCenter
from bench.measure import Measure, at_most, median, ratio_at_most
from bench.scale import Scale
from contract.broker import BrokerClient, Credentials
from contract.commands import ReserveTicket
from contract.settings import BrokerAddress
from contract.topics import Topic
from tools.demo.center import wait_until

MALFORMED = (b"{", b"\xff\x00", b"[" * 500, b'{"command_id":7}')
PORTION = 200
"""Messages on their way at once: the broker's acknowledgement is waited for in between."""

_spawning = multiprocessing.get_context("spawn")


def measure_peers(center: BenchCenter, scale: Scale) -> Iterator[Measure]:
    """One asker alone, the same beside the flood, and the hub's memory over all of it."""
    center.start_hub("peers")
    orderly, hostile = center.who(center.kiosks[0]), center.who(center.kiosks[1])
    hub = center.children.find("hub").process.pid
    quiet_s = _median_s(center, orderly, scale.latencies)
    before_mb = _resident_mb(hub)
    with _flood(center.address, hostile, scale.malformed) as flood:
        flooded_s = _median_s(center, orderly, scale.latencies)
        flood.join()
    grown_mb = _resident_mb(hub) - before_mb
    center.stop_hub()
    if flood.exitcode != 0:
        raise RuntimeError("the hostile device ended early; see above")
    yield Measure(
        name="answer beside a device that floods, p50",
        value=flooded_s * 1000,
        unit="ms",
        baseline=quiet_s * 1000,
        against="the same asker alone",
        aim=ratio_at_most(10),
    )
    yield Measure(
        name=f"hub's memory after {scale.malformed:,} malformed messages",
        value=grown_mb,
        unit="MB more",
        aim=at_most(16),
        note=f"{before_mb:.0f} MB before",
    )


def _median_s(center: BenchCenter, who: Credentials, count: int) -> float:
    return median(ask_together(center.address, [Seat(who, count)]).seconds)


@contextmanager
def _flood(
    address: BrokerAddress, who: Credentials, count: int
) -> Iterator[multiprocessing.context.SpawnProcess]:
    process = _spawning.Process(target=_throw, args=(address, who, count), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _throw(address: BrokerAddress, who: Credentials, count: int) -> None:
    client = BrokerClient(address, who)
    client.start()
    wait_until(lambda: client.is_connected, "the hostile device is connected")
    topic = Topic(ReserveTicket.TOPIC.fill({"center": who.center, "device": who.device}))
    for first in range(0, count, PORTION):
        sent = [
            client.publish_bytes(topic, MALFORMED[n % len(MALFORMED)], retain=False)
            for n in range(first, min(count, first + PORTION))
        ]
        sent[-1].wait(60)
    client.stop()


def _resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    row = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(row.split()[1]) / 1024
