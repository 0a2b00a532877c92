"""`motcua device add|list|remove`: what they do and what they say.

Knows people's words and exit codes; parses no arguments.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from contract.ids import CounterId
from contract.words import DeviceKind
from server.broker.devices import DeviceError, read_registry
from server.broker.hashes import new_password
from server.broker.private_file import write_private
from server.broker.site import BrokerSite


@dataclass(frozen=True, slots=True)
class Said:
    """What a command tells the person, and the exit status."""

    text: str
    exit_code: int = 0


def add_device(
    site: BrokerSite,
    device: str,
    kind: DeviceKind,
    counter: str | None = None,
    password_file: Path | None = None,
) -> Said:
    """Add a device and make its password: shown once, or written for its owner's eyes into a file."""
    password = new_password()
    at = None if counter is None else CounterId(counter)
    try:
        site.change(lambda registry: registry.with_device(device, kind, at, password))
    except (DeviceError, OSError, LookupError) as error:
        return Said(str(error), 1)
    if password_file is not None:
        try:
            write_private(password_file, password.encode() + b"\n")
        except OSError as error:
            site.change(lambda registry: registry.without_device(device))
            return Said(f"{device} was not added: {password_file} cannot be written: {error.strerror}", 1)
        told = f"Its password is in {password_file}."
    else:
        told = f"Its password, shown only now: {password}"
    return Said(f"Added {kind} {device}. {told}\n{_reload(site)}")


def remove_device(site: BrokerSite, device: str) -> Said:
    """Remove a device: the broker drops its connection, the hub no longer knows its password."""
    try:
        site.change(lambda registry: registry.without_device(device))
    except (DeviceError, OSError, LookupError) as error:
        return Said(str(error), 1)
    return Said(f"Removed {device}.\n{_reload(site)}")


def list_devices(site: BrokerSite) -> Said:
    """One device a line: name, kind, counter."""
    try:
        devices = read_registry(site.registry_file).devices
    except (DeviceError, OSError) as error:
        return Said(str(error), 1)
    if not devices:
        return Said("No devices yet; add one with: motcua device add kiosk-1 --kind kiosk")
    width = max(len(known.device) for known in devices)
    return Said(
        "\n".join(
            f"{known.device:{width}}  {known.kind}" + (f"  counter {known.counter}" if known.counter else "")
            for known in devices
        )
    )


def _reload(site: BrokerSite) -> str:
    """Let the running broker read its files again (SIGHUP)."""
    by_hand = "The broker does not know yet; run: systemctl reload motcua-broker"
    if site.pid_file is None:
        return by_hand
    try:
        pid = int(site.pid_file.read_text(encoding="ascii"))
        if Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() != "mosquitto":
            return "The broker is not running; it will know when it starts."
        os.kill(pid, signal.SIGHUP)
    except FileNotFoundError:
        return "The broker is not running; it will know when it starts."
    except (PermissionError, ValueError):
        return by_hand
    return "The broker knows."
