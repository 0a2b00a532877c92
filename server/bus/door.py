"""Commands that come by the broker: the topic says who sent them, the answer goes there alone."""

from __future__ import annotations

import logging
from typing import Protocol

from contract.answers import Answer
from contract.broker import BrokerClient, NotConnectedError
from contract.codec import Received
from contract.commands import COMMANDS, Command
from contract.ids import CounterId, DeviceId
from contract.words import DeviceKind
from server.service.asker import Asker
from server.store.writer import Writer

log = logging.getLogger(__name__)


class KnownDevice(Protocol):
    """What must be known of a device."""

    @property
    def device(self) -> DeviceId: ...
    @property
    def kind(self) -> DeviceKind: ...
    @property
    def counter(self) -> CounterId | None: ...


class Devices(Protocol):
    """The registry of devices."""

    def find(self, device: str) -> KnownDevice | None:
        """The device of that name."""
        ...


class CommandDoor:
    """Takes every command of every device to the writer."""

    def __init__(self, client: BrokerClient, writer: Writer, devices: Devices) -> None:
        self._client = client
        self._writer = writer
        self._devices = devices
        self.unknown_devices = 0
        """Commands from devices that are no longer registered, since start."""
        for kind in COMMANDS:
            client.subscribe(kind, self._arrived)

    def _arrived(self, command: Command, received: Received) -> None:
        device = self._devices.find(received.slots["device"])
        if device is None:
            self.unknown_devices += 1
            log.warning("a command of the unknown device %s was ignored", received.slots["device"])
            return
        asker = Asker(device=device.device, device_kind=device.kind, device_counter=device.counter)
        self._writer.submit(command, asker, lambda answer: self._answer(device.device, answer))

    def _answer(self, device: DeviceId, answer: Answer) -> None:
        try:
            self._client.publish(answer, correlation=answer.command_id.encode(), device=device)
        except NotConnectedError:
            log.warning("the answer to %s could not be sent; it will be given to a repeat", device)
