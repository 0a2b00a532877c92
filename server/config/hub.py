"""Settings of the hub process on one machine: where it listens, stores and finds its broker.

Knows nothing of services or counters; those are the center's configuration.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from contract.settings import load_settings
from server.config.backup import BackupSettings

Port = Annotated[
    int,
    Meta(
        ge=0,
        le=65535,
        description="0 to 65,535; 0 takes any free port",
        extra={"vi": "từ 0 đến 65535; 0 là dùng cổng trống bất kỳ"},
    ),
]


class LogLevel(StrEnum):
    """How much the hub writes to the journal."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class HubSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """One hub process. Written as TOML in `/etc/motcua/hub.toml`."""

    config_path: str
    """The center's configuration file."""
    data_dir: str = "/var/lib/motcua"
    """Folder for the ledger, papers and the lock file."""
    database_url: str | None = None
    """SQLAlchemy address of the ledger. Left out: SQLite `ledger.sqlite` in `data_dir`."""
    public_host: str = "127.0.0.1"
    """Address the public pages listen on."""
    public_port: Port = 8080
    """Port of the public pages."""
    console_host: str = "127.0.0.1"
    """Address the console and REST listen on; never the public one."""
    console_port: Port = 8081
    """Port of the console and REST."""
    broker_host: str = "127.0.0.1"
    """Where Mosquitto listens."""
    broker_port: Port = 1883
    """Port of Mosquitto."""
    broker_password_file: str | None = None
    """File that holds the hub's own broker password. Left out: `broker/hub.password` in `data_dir`."""
    broker_listen: str = "127.0.0.1"
    """Address Mosquitto listens on for devices: `"0.0.0.0"` in the center's own network."""
    broker_certificate: str | None = None
    """Certificate of Mosquitto, PEM; with `broker_key` devices speak TLS."""
    broker_key: str | None = None
    """Key of that certificate, PEM, readable by Mosquitto's user."""
    broker_group: str | None = None
    """Group of Mosquitto's user, who must read what the hub writes for it: `"mosquitto"` with our unit."""
    device_messages_per_s: Annotated[
        int, Meta(ge=1, le=100_000, description="1 to 100,000", extra={"vi": "từ 1 đến 100000"})
    ] = 50
    """Messages a second that one device may send the hub, four seconds' worth at once. What is beyond is not
    read, and staff are told."""
    broker_pid_file: str | None = None
    """Where Mosquitto leaves its process id, so that new devices are known at once."""
    stream_cap: Annotated[
        int, Meta(ge=1, le=2000, description="1 to 2,000", extra={"vi": "từ 1 đến 2000"})
    ] = 200
    """Most live streams at once; more are answered 503, so that streams never take every thread."""
    health_token_file: str | None = None
    """File with a token that opens `/health` and `/metrics` to other machines. Left out: to this one only."""
    clock_file: str | None = None
    """For tests and the storm: a JSON file that sets the hub's clocks apart from the machine's."""
    log_level: LogLevel = LogLevel.INFO
    """`"debug"`, `"info"`, `"warning"` or `"error"`."""
    backup: BackupSettings = BackupSettings()
    """Backups the hub makes by itself."""

    @property
    def ledger_url(self) -> str:
        """SQLAlchemy's address of the ledger."""
        return self.database_url or f"sqlite:///{Path(self.data_dir) / 'ledger.sqlite'}"


def read_hub_settings(path: Path) -> HubSettings:
    """Read the hub's settings; raises `SettingsError`, which says what is wrong in both languages."""
    return load_settings(path, HubSettings)
