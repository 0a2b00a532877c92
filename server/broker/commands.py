"""`motcua device add|list|remove`: what they do and what they say.

Knows people's words and exit codes; parses no arguments.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from contract.file_trouble import trouble_of
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
        return _refused(error)
    if password_file is not None:
        try:
            write_private(password_file, password.encode() + b"\n")
        except OSError as error:
            site.change(lambda registry: registry.without_device(device))
            why = trouble_of(error)
            return Said(
                f"Chưa thêm {device}: không ghi được {password_file}: {why.vi}.\n"
                f"{device} was not added: {password_file} cannot be written: {why.en}. ({why.code})",
                1,
            )
        told_vi = f"Mật khẩu nằm trong {password_file}."
        told_en = f"Its password is in {password_file}."
    else:
        told_vi = "Mật khẩu ở cuối dòng dưới, chỉ hiện lần này."
        told_en = f"Its password, shown only now: {password}"
    return _both(f"Đã thêm {kind} {device}. {told_vi}", f"Added {kind} {device}. {told_en}", _reload(site))


def remove_device(site: BrokerSite, device: str) -> Said:
    """Remove a device: the broker drops its connection, the hub no longer knows its password."""
    try:
        site.change(lambda registry: registry.without_device(device))
    except (DeviceError, OSError, LookupError) as error:
        return _refused(error)
    return _both(f"Đã gỡ {device}.", f"Removed {device}.", _reload(site))


def list_devices(site: BrokerSite) -> Said:
    """One device a line: name, kind, counter."""
    try:
        devices = read_registry(site.registry_file).devices
    except (DeviceError, OSError) as error:
        return _refused(error)
    if not devices:
        how = "motcua device add kiosk-1 --kind kiosk"
        return Said(f"Chưa có thiết bị nào; thêm bằng lệnh: {how}\nNo devices yet; add one with: {how}")
    width = max(len(known.device) for known in devices)
    return Said(
        "\n".join(
            f"{known.device:{width}}  {known.kind}" + (f"  counter {known.counter}" if known.counter else "")
            for known in devices
        )
    )


def _refused(error: Exception) -> Said:
    """What a device, a file or a system group refused."""
    if isinstance(error, DeviceError):
        return Said(str(error), 1)
    if isinstance(error, OSError):
        why, name = trouble_of(error), error.filename or ""
        return Said(f"{name}: {why.vi}.\n{name}: {why.en}. ({why.code})", 1)
    return Said(
        f"Máy này không có nhóm người dùng đó ({error}).\n"
        f"This machine has no such group of users ({error}). (unknown-group)",
        1,
    )


def _both(vi: str, en: str, broker: tuple[str, str]) -> Said:
    """What was done and what the broker knows of it; English below Vietnamese."""
    return Said(f"{vi} {broker[0]}\n{en}\n{broker[1]}")


_BY_HAND = (
    "Máy chuyển tin chưa nhận thay đổi; hãy chạy: systemctl reload motcua-broker",
    "The broker does not know yet; run: systemctl reload motcua-broker",
)
_NOT_RUNNING = (
    "Máy chuyển tin không chạy; lúc khởi động sẽ nhận thay đổi.",
    "The broker is not running; it will know when it starts.",
)


def _reload(site: BrokerSite) -> tuple[str, str]:
    """Let the running broker read its files again (SIGHUP); what to tell the person of it."""
    if site.pid_file is None:
        return _BY_HAND
    try:
        pid = int(site.pid_file.read_text(encoding="ascii"))
        if Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() != "mosquitto":
            return _NOT_RUNNING
        os.kill(pid, signal.SIGHUP)
    except FileNotFoundError:
        return _NOT_RUNNING
    except (PermissionError, ValueError):
        return _BY_HAND
    return "Máy chuyển tin đã nhận thay đổi.", "The broker knows."
