"""Mosquitto's configuration for one center: the same in production, in the demo and in tests.

Knows Mosquitto 2.0; who may speak is in the access list.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from contract.broker import INFLIGHT
from contract.codec import ALL_MESSAGES
from contract.message import KIB

LARGEST_MESSAGE = max(kind.MAX_BYTES for kind in ALL_MESSAGES)
"""Bytes of the largest payload any kind of message may have."""

HEADROOM = 4 * KIB
"""Topic and properties beside the payload."""

QUEUED = 10_000
"""Messages kept for a connected reader that lags behind; sessions are clean, so the absent get none."""

QUEUED_BYTES = 16 * 1024 * KIB
"""The same in bytes: a reader that has stopped reading costs no more, whatever is written for it."""

INFLIGHT_BYTES = 4 * 1024 * KIB
"""Sent to one reader and not acknowledged by it."""

CONNECTIONS = 500
"""On one listener; a center has some sixty devices."""

LONGEST_KEEPALIVE_S = 60
"""Who says nothing for one and a half times as long is gone, also who asked never to be counted as gone."""


@dataclass(frozen=True, slots=True)
class Tls:
    """The broker's certificate and key, PEM; both readable by the broker's user."""

    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Listener:
    """One address the broker listens on."""

    host: str = "127.0.0.1"
    port: int = 1883
    tls: Tls | None = None
    """None: plain. Beyond loopback only inside a network of its own."""


def mosquitto_conf(folder: Path, listeners: tuple[Listener, ...], pid_file: Path | None = None) -> str:
    """The text of mosquitto.conf; password and access file are in the same folder."""
    lines = [
        "# Written by `motcua device`; changes made here are lost.",
        "per_listener_settings false",
        "allow_anonymous false",
        f"password_file {folder / 'passwords'}",
        f"acl_file {folder / 'access'}",
        "",
        "# Both ends, else a request takes 88 ms instead of 1.7 (FINDINGS).",
        "set_tcp_nodelay true",
        "",
        "# Nothing is kept here: the hub publishes all states again on each connect, so a broker that",
        "# comes back after a crash shows no board from yesterday.",
        "persistence false",
        f"max_inflight_messages {INFLIGHT}",
        f"max_inflight_bytes {INFLIGHT_BYTES}",
        f"max_queued_messages {QUEUED}",
        f"max_queued_bytes {QUEUED_BYTES}",
        "queue_qos0_messages false",
        "",
        "# What one connection may cost; who sends more than the largest message there is gets hung up on.",
        f"max_packet_size {LARGEST_MESSAGE + HEADROOM}",
        f"max_keepalive {LONGEST_KEEPALIVE_S}",
        "",
        "sys_interval 0",
        "log_dest stderr",
        "log_timestamp false",
        "log_type error",
        "log_type warning",
        "log_type notice",
        "log_type information",
        "connection_messages true",
    ]
    if pid_file is not None:
        lines += ["", f"pid_file {pid_file}"]
    for listener in listeners:
        lines += ["", *_listener(listener)]
    return "\n".join(lines) + "\n"


def _listener(listener: Listener) -> list[str]:
    """Listener options stand after their listener: before it, 2.0 opens port 1883 to everybody as well."""
    lines = [
        f"listener {listener.port} {listener.host}",
        "# Nobody takes over another's session by borrowing its client id.",
        "use_username_as_clientid true",
        f"max_connections {CONNECTIONS}",
    ]
    if listener.tls is not None:
        lines += [
            f"certfile {listener.tls.certificate}",
            f"keyfile {listener.tls.key}",
            "tls_version tlsv1.2",
        ]
    return lines
