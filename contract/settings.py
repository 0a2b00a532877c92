"""The settings every device needs: where the broker and the hub are, and who it is.

A device's own settings (its printer, its pins) extend `DeviceSettings` in its own package.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from contract.file_trouble import trouble_of
from contract.ids import CenterId, DeviceId
from contract.settings_misfit import misfit_of


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
    log_level: Annotated[
        str, msgspec.Meta(pattern=r"(?i)^(debug|info|warning|error)$", examples=["info", "debug"])
    ] = "INFO"
    """`"debug"`, `"info"`, `"warning"` or `"error"`."""
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
        except OSError as error:
            raise _unreadable(path, error, "tệp mật khẩu", "the password file") from error
        except UnicodeDecodeError as error:
            raise SettingsError(
                "not-utf-8",
                f"tệp mật khẩu {path} không phải là văn bản",
                f"the password file {path} is no text",
            ) from error
        if not text:
            raise SettingsError(
                "password-file-empty",
                f"tệp mật khẩu {path} trống; hãy chạy: motcua device add {self.device}",
                f"the password file {path} is empty; run: motcua device add {self.device}",
            )
        return text


class SettingsError(Exception):
    """A settings file that is missing or wrong; says what and where in both languages, with a code."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en} ({code})")
        self.code = code
        self.vi = vi
        self.en = en


S = TypeVar("S", bound=msgspec.Struct)


def load_settings(path: Path, kind: type[S]) -> S:
    """Read a settings file of that shape.

    Raises:
        SettingsError: missing, no TOML, an unknown key, or a wrong value.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), kind)
    except OSError as error:
        raise _unreadable(path, error, "tệp thiết lập", "the settings file") from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            "not-utf-8",
            f"{path}: không phải UTF-8; hãy lưu tệp ở dạng UTF-8",
            f"{path}: this is not UTF-8; save the file as UTF-8",
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(path, str(error)) from error
    except msgspec.ValidationError as error:
        misfit = misfit_of(error, kind)
        raise SettingsError(misfit.code, f"{path}: {misfit.vi}", f"{path}: {misfit.en}") from error


def _unreadable(path: Path, error: OSError, vi: str, en: str) -> SettingsError:
    why = trouble_of(error)
    return SettingsError(
        why.code, f"không đọc được {vi} {path}: {why.vi}", f"{en} {path} cannot be read: {why.en}"
    )


def _no_toml(path: Path, said: str) -> SettingsError:
    """tomllib says "… (at line 3, column 5)" or "(at end of document)"."""
    at = re.search(r"at line (\d+)", said)
    where = f"dòng {at[1]}" if at else "cuối tệp"
    return SettingsError(
        "not-toml", f"{path}: {where} không đúng cú pháp TOML", f"{path}: this is not TOML: {said}"
    )
