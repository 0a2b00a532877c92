"""Looks at the machine now and then, in a thread of its own, and keeps the last readings for the heartbeat.

A card that hangs or a slow firmware call delays nobody's buttons. Knows readings, judges nothing.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

from contract.devices import Measured, Reading
from contract.machine import HealthSources, MachineHealth, PowerHealth, read_health
from contract.machine_clock import told_trust
from contract.words import ClockTrust

log = logging.getLogger(__name__)

LOOK_EVERY_S = 30.0
_MB = 1_000_000


class MachineWatch:
    """Looks once when it is made, then from `start` to `stop`."""

    def __init__(self, sources: HealthSources, trust: Callable[[], ClockTrust | None] = told_trust) -> None:
        self._sources = sources
        self._trust = trust
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="machine", daemon=True)
        self.readings: tuple[Reading, ...] = ()
        """As they were at the last look."""
        self.clock: ClockTrust | None = None
        """The same of the machine's own clock."""
        self.look()

    def start(self) -> None:
        """Look every half a minute."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more; a look that hangs is left to the end of the process."""
        self._stopped.set()

    def look(self) -> None:
        """Now."""
        self.readings = tuple(readings_of(read_health(self._sources)))
        self.clock = self._trust()

    def _run(self) -> None:
        while not self._stopped.wait(LOOK_EVERY_S):
            try:
                self.look()
            except Exception:
                log.exception("the machine could not be looked at; the next look is tried")


def readings_of(machine: MachineHealth) -> Iterator[Reading]:
    """What it told, as readings; what it doesn't offer is left out."""
    yield from _share(machine.disk_free_bytes, machine.disk_total_bytes, _DISK)
    yield from _share(machine.memory_available_bytes, machine.memory_total_bytes, _MEMORY)
    told = (
        (Measured.TEMPERATURE, machine.temperature_c, "°C"),
        (Measured.MACHINE_UP, machine.uptime_s, "s"),
        (Measured.CARD_ERRORS, machine.card.errors, ""),
        (Measured.CARD_WORN, machine.card.worn_percent, "%"),
    )
    for name, value, unit in told:
        if value is not None:
            yield Reading(name=name, value=float(value), unit=unit)
    if machine.power is not None:
        yield from _power(machine.power)


_DISK = (Measured.DISK_FREE, Measured.DISK_FREE_SHARE)
_MEMORY = (Measured.MEMORY_FREE, Measured.MEMORY_FREE_SHARE)


def _share(free: int | None, total: int | None, names: tuple[Measured, Measured]) -> Iterator[Reading]:
    if free is None or not total:
        return
    yield Reading(name=names[0], value=round(free / _MB, 1), unit="MB")
    yield Reading(name=names[1], value=round(100 * free / total, 1), unit="%")


def _power(power: PowerHealth) -> Iterator[Reading]:
    told = (
        (Measured.POWER_LOW, power.is_low_now),
        (Measured.POWER_WAS_LOW, power.was_low_since_boot),
        (Measured.SLOWED, power.is_slowed_now),
    )
    for name, is_so in told:
        yield Reading(name=name, value=float(is_so), unit="")
