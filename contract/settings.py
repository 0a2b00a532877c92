"""The settings every device needs: where the broker and the hub are, and who it is.

A device's own settings (its printer, its pins) extend `DeviceSettings` in its own package.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from contract.ids import CenterId, DeviceId


class BrokerAddress(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to reach the broker."""

    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)] = 1883
    ca_file: str | None = None
    """PEM of the authority that signed the broker's certificate; None: no TLS."""


class DeviceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of a device's settings file (TOML)."""

    center: CenterId
    """The center's code, five digits."""
    device: DeviceId
    """This device's name, as `motcua device add` was told."""
    password_file: str
    """File holding the password that `motcua device add` made; readable by this service alone."""
    data_dir: str
    """Where this device keeps its journal and last good copies."""
    broker: BrokerAddress = BrokerAddress()
    hub_url: str = "http://127.0.0.1:8080"
    """The hub's public listener."""
    log_level: str = "INFO"
    clock_file: str | None = None
    """For tests and the storm: a JSON file that sets this process's clocks apart from the machine's."""

    def password(self) -> str:
        """The device's broker and HTTP password.

        Raises:
            SettingsError: the file is missing, empty or no text.
        """
        path = Path(self.password_file)
        try:
            text = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"the password file cannot be read: {path}: {error}") from error
        if not text:
            raise SettingsError(f"the password file {path} is empty; run: motcua device add {self.device}")
        return text


class SettingsError(Exception):
    """A settings file that is missing or wrong; the text says what and where."""


S = TypeVar("S", bound=msgspec.Struct)


def load_settings(path: Path, kind: type[S]) -> S:
    """Read a settings file of that shape.

    Raises:
        SettingsError: missing, no TOML, an unknown key, or a wrong value.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {error}") from error
