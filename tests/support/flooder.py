"""A hostile device as a process of its own: the same bytes again and again, so many a second.

`python -m tests.support.flooder PORT NAME PASSWORD TOPIC RATE`, payloads on standard input, one a line.
"""

from __future__ import annotations

import sys
import time

from contract.broker import Credentials
from contract.ids import CenterId, DeviceId
from contract.settings import BrokerAddress
from tests.support.raw_mqtt import RawMqtt

TURN_S = 0.05


def flood(address: BrokerAddress, who: Credentials, topic: str, payloads: list[bytes], per_s: int) -> None:
    """Until it is killed."""
    portion, sent = max(1, int(per_s * TURN_S)), 0
    with RawMqtt(address, who) as raw:
        while True:
            began_s = time.monotonic()
            for _ in range(portion):
                raw.throw(topic, payloads[sent % len(payloads)])
                sent += 1
            time.sleep(max(0.0, TURN_S - (time.monotonic() - began_s)))


if __name__ == "__main__":
    port, name, password, wanted, rate = sys.argv[1:]
    flood(
        BrokerAddress(port=int(port)),
        Credentials(CenterId("23134"), DeviceId(name), password),
        wanted,
        sys.stdin.buffer.read().splitlines(),
        int(rate),
    )
