"""Who sits at a counter now, and which counters a device serves: where a code that was read belongs."""

from __future__ import annotations

from collections.abc import Callable

from contract.ids import CounterId, DeviceId, OfficerId
from contract.words import DeviceKind
from server.config.shapes import CenterConfig
from server.service.counter_codes import CounterCodes
from server.store.writer import Writer


def codes_of_counters(writer: Writer, config: Callable[[], CenterConfig]) -> CounterCodes:
    """The running center's."""

    def counters_of(device: DeviceId) -> tuple[CounterId, ...]:
        stations = (known for known in config().devices if known.kind is DeviceKind.SCANNER)
        return next((tuple(map(CounterId, one.counters)) for one in stations if one.id == device), ())

    def seat_of(counter: CounterId) -> OfficerId | None:
        with writer.reading() as hall:
            known = hall.counters.get(counter)
        return known.officer if known is not None and known.is_open else None

    return CounterCodes(counters_of, seat_of)
