"""What the running hub counts, gathered from the parts that count it. Wires, judges nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract.broker import BrokerClient
from contract.devices import Reading
from contract.machine_watch import MachineWatch
from server.bus.door import CommandDoor
from server.bus.outbox import Outbox
from server.bus.presence import PresenceBook
from server.pages import Pages
from server.service.health import BackupAge, Presence, VaultStands
from server.store.writer import Writer


@dataclass(frozen=True, slots=True)
class HubCounters:
    """A `hub_health.Counters`."""

    client: BrokerClient
    outbox: Outbox
    writer: Writer
    door: CommandDoor
    pages: Pages
    machine: MachineWatch
    presence: PresenceBook
    read_backups: Callable[[], tuple[BackupAge, ...]]
    stream_cap: int

    @property
    def has_broker(self) -> bool:
        """Whether the connection to the broker stands."""
        return self.client.is_connected

    @property
    def acknowledged_seq(self) -> int:
        """Up to where the broker has the events."""
        return self.outbox.acknowledged_seq

    @property
    def queue_length(self) -> int:
        """Commands and tasks that wait for the writer."""
        return self.writer.queue_length

    @property
    def writer_turns(self) -> int:
        """Batches done since start."""
        return self.writer.turns

    @property
    def live_streams(self) -> int:
        """Of both listeners."""
        return self.pages.live_streams

    @property
    def unreadable(self) -> int:
        """Refused payloads since start."""
        return self.client.unreadable.total()

    @property
    def denied(self) -> int:
        """What the access list did not let pass since start."""
        return self.client.denied

    @property
    def unknown_devices(self) -> int:
        """Commands of nobody we know, since start."""
        return self.door.unknown_devices

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Of the hub's machine."""
        return self.machine.readings

    @property
    def backups(self) -> tuple[BackupAge, ...]:
        """By place."""
        return self.read_backups()

    @property
    def page_vault(self) -> VaultStands:
        """Whether records' scanned pages are at hand."""
        return self.pages.vault_stands

    @property
    def presences(self) -> tuple[Presence, ...]:
        """Every device."""
        return self.presence.all()
