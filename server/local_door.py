"""The hub's local socket: the command line asks, the hub does it. Only the hub's own user may connect."""

from __future__ import annotations

import logging
import os
import socket
import socketserver
import threading
from pathlib import Path

import msgspec

from server.chores import AnyChore, Report, do_chore
from server.core import Core

log = logging.getLogger(__name__)

SOCKET_NAME = "hub.sock"
LARGEST_REQUEST = 8 * 1024 * 1024
"""A list of procedures and what JSON makes of it; only the hub's own user may connect."""
LOOK_EVERY_S = 0.1
"""How often it sees whether it is to end."""
TIMEOUT_S = 60.0

_chores = msgspec.json.Decoder(AnyChore)


class LocalDoor:
    """One chore a connection: a JSON line in, a JSON line out."""

    def __init__(self, core: Core) -> None:
        self._path = core.data_dir / SOCKET_NAME
        self._path.unlink(missing_ok=True)
        mask = os.umask(0o177)
        try:
            self._server = socketserver.ThreadingUnixStreamServer(str(self._path), _handler(core))
        finally:
            os.umask(mask)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(LOOK_EVERY_S,), name="local door", daemon=True
        )

    def start(self) -> None:
        """Answer."""
        self._thread.start()

    def stop(self) -> None:
        """Take the socket away."""
        self._server.shutdown()
        self._server.server_close()
        self._path.unlink(missing_ok=True)


def _handler(core: Core) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        timeout = TIMEOUT_S

        def handle(self) -> None:
            line = self.rfile.readline(LARGEST_REQUEST)
            try:
                report = do_chore(core, _chores.decode(line))
            except msgspec.DecodeError as error:
                report = Report(
                    "Máy chủ đang chạy không hiểu lệnh này; hai bên có cùng phiên bản không?\n"
                    f"The running hub does not know what that is ({error}); "
                    "are both of one version? (unknown-chore)",
                    2,
                )
            except Exception:
                log.exception("a chore failed")
                report = Report(
                    "Lệnh không thành công; nhật ký của máy chủ (journalctl -u motcua-hub) nói vì sao.\n"
                    "It failed; the hub's log (journalctl -u motcua-hub) says why. (failed)",
                    1,
                )
            self.wfile.write(msgspec.json.encode(report) + b"\n")

    return Handler


def ask_running_hub(data_dir: Path, chore: AnyChore) -> Report | None:
    """Let the running hub do it; None: no hub is running on this data folder."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
        channel.settimeout(TIMEOUT_S)
        try:
            channel.connect(str(data_dir / SOCKET_NAME))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        channel.sendall(msgspec.json.encode(chore) + b"\n")
        with channel.makefile("rb") as answer:
            return msgspec.json.decode(answer.readline(), type=Report)
