"""The devices that may speak with this center: name, kind, counter and the hashes of their password.

Kept in one JSON file that `motcua device` writes and the running hub reads again when it changes.
Knows nothing of Mosquitto's files.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import msgspec

from contract.ids import CounterId, DeviceId, is_spelled
from contract.words import DeviceKind
from server.broker.hashes import broker_hash, http_hash, is_password
from server.broker.private_file import write_private

log = logging.getLogger(__name__)

HUB = DeviceId("hub")
"""The hub's own name on the broker; no device may take it."""

AT_A_COUNTER = (DeviceKind.COUNTER_DISPLAY, DeviceKind.PANEL)
"""Kinds that belong to one counter."""


class DeviceError(Exception):
    """A device that cannot be added or found; says so in both languages, with a code for machines."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en} ({code})")
        self.code = code


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """One device as the hub and the broker know it."""

    device: DeviceId
    kind: DeviceKind
    counter: CounterId | None = None
    broker_hash: str
    """PBKDF2-SHA512 in Mosquitto's format."""
    http_hash: str
    """Argon2id, for HTTP Basic."""


class Registry(msgspec.Struct, frozen=True, kw_only=True):
    """All devices, in the order they were added."""

    devices: tuple[Device, ...] = ()

    def find(self, device: str) -> Device | None:
        """The device of that name."""
        return next((known for known in self.devices if known.device == device), None)

    def with_device(
        self, device: str, kind: DeviceKind, counter: CounterId | None, password: str
    ) -> Registry:
        """This registry and one device more.

        Raises:
            DeviceError: the name is reserved, taken or no identifier; the counter does not suit the kind.
        """
        self._check_name(device)
        if (counter is not None) != (kind in AT_A_COUNTER):
            raise _counter_does_not_suit(kind)
        if counter is not None and not is_spelled(counter):
            raise DeviceError(
                "not-an-id",
                f"{counter!r} không phải mã quầy: chỉ gồm chữ không dấu, số, - và _.",
                f"{counter!r} is no counter id: letters, digits, - and _ only.",
            )
        added = Device(
            device=DeviceId(device),
            kind=kind,
            counter=counter,
            broker_hash=broker_hash(password),
            http_hash=http_hash(password),
        )
        return Registry(devices=(*self.devices, added))

    def without_device(self, device: str) -> Registry:
        """This registry without that device.

        Raises:
            DeviceError: there is no such device.
        """
        if self.find(device) is None:
            raise DeviceError(
                "unknown-device",
                f"Không có thiết bị nào tên là {device!r}; hãy xem: motcua device list",
                f"There is no device {device!r}; see: motcua device list",
            )
        return Registry(devices=tuple(known for known in self.devices if known.device != device))

    def _check_name(self, device: str) -> None:
        if not is_spelled(device):
            raise DeviceError(
                "not-an-id",
                f"{device!r} không phải tên thiết bị: chỉ gồm chữ không dấu, số, - và _, tối đa 64 ký tự.",
                f"{device!r} is no device name: letters, digits, - and _ only, at most 64.",
            )
        if device == HUB:
            raise DeviceError(
                "name-of-the-hub",
                f"{HUB!r} là tên của chính máy chủ; hãy chọn tên khác, như kiosk-1.",
                f"{HUB!r} is the hub's own name; choose another, such as kiosk-1.",
            )
        if self.find(device) is not None:
            raise DeviceError(
                "device-exists",
                f"Đã có thiết bị {device!r}; muốn có mật khẩu mới thì gỡ thiết bị trước.",
                f"There is a device {device!r} already; remove it first for a new password.",
            )


def _counter_does_not_suit(kind: DeviceKind) -> DeviceError:
    if kind in AT_A_COUNTER:
        return DeviceError(
            "counter-missing", f"Thiết bị loại {kind} cần --counter.", f"A {kind} needs --counter."
        )
    return DeviceError(
        "counter-not-wanted",
        f"Thiết bị loại {kind} không thuộc quầy nào.",
        f"A {kind} belongs to no counter.",
    )


def read_registry(path: Path) -> Registry:
    """The registry in that file; an absent file is an empty registry.

    Raises:
        DeviceError: the file is broken; it is never overwritten then.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Registry)
    except FileNotFoundError:
        return Registry()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DeviceError(
            "registry-broken",
            f"Tệp {path} bị hỏng ({error}); hãy khôi phục từ bản sao lưu.",
            f"The file {path} is broken ({error}); restore it from a backup.",
        ) from error


def write_registry(path: Path, registry: Registry) -> None:
    """Replace the file at once, readable by its owner alone."""
    write_private(path, msgspec.json.format(msgspec.json.encode(registry)) + b"\n")


class KnownDevices:
    """The registry as the running hub sees it: read again whenever the file has changed. Thread-safe.

    A file that has become unreadable is logged once, and the devices known before stay known.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._registry = Registry()

    def all(self) -> tuple[Device, ...]:
        """Every device there is now."""
        return self._fresh().devices

    def find(self, device: str) -> Device | None:
        """The device of that name; None: nobody we know."""
        return self._fresh().find(device)

    def who_is(self, device: str, password: str) -> Device | None:
        """The device that proves itself by its password (HTTP Basic); None: not to be let in."""
        known = self.find(device)
        return known if known is not None and is_password(password, known.http_hash) else None

    def _fresh(self) -> Registry:
        with self._lock:
            stamp = _stamp(self._path)
            if stamp != self._seen:
                self._seen = stamp
                try:
                    self._registry = read_registry(self._path)
                except DeviceError:
                    log.exception("going on with the devices known before")
            return self._registry


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes when the file is replaced: time, size and inode."""
    try:
        status = os.stat(path)  # noqa: PTH116  # the hot path: no Path object per message
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
