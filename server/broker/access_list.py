"""Mosquitto's access list: who may read and write which topics, as narrow as the device's kind allows.

Knows what each kind asks for; passwords and listeners are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from contract.commands import (
    CallGuide,
    CallNext,
    Command,
    ConfirmTicket,
    Finish,
    HandIn,
    Hold,
    NoShow,
    NoteReprint,
    Recall,
    ReserveTicket,
    Resume,
    StartService,
    VoidTicket,
)
from contract.ids import CenterId
from contract.states import STATES
from contract.words import DeviceKind
from server.broker.devices import HUB, Device

ASKS: dict[DeviceKind, tuple[type[Command], ...]] = {
    DeviceKind.KIOSK: (ReserveTicket, ConfirmTicket, VoidTicket, CallGuide, HandIn, NoteReprint),
    DeviceKind.PANEL: (CallNext, Recall, StartService, Hold, Resume, Finish, NoShow),
    DeviceKind.HALL_DISPLAY: (),
    DeviceKind.COUNTER_DISPLAY: (),
    DeviceKind.PRINTER: (),
    DeviceKind.SCANNER: (),
}
"""The commands a kind may send; the hub checks more (a panel's counter), the broker refuses the rest."""


def access_list(center: CenterId, devices: Iterable[Device]) -> str:
    """The text of the access file: `pattern` lines hold for everybody, `user` blocks for one.

    What the hub tells one device (settings, leases, records' slips) no other device reads.
    """
    root = f"motcua/v1/{center}"
    lines = [
        "# Written by `motcua device`; changes made here are lost.",
        f"pattern read {root}/answer/%u",
        f"pattern write {root}/device/%u",
        "",
        f"user {HUB}",
        f"topic readwrite {root}/#",
    ]
    for device in devices:
        asked = [kind.TOPIC.fill({"center": center, "device": device.device}) for kind in ASKS[device.kind]]
        own = {"center": center, "device": device.device}
        lines += ["", f"user {device.device}", *(f"topic read {kind.TOPIC.filter(own)}" for kind in STATES)]
        lines += [f"topic write {topic}" for topic in asked]
    return "\n".join(lines) + "\n"
