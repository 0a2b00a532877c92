"""A PostgreSQL cluster of our own, for tests and the bench: as durable as in production."""

from __future__ import annotations

import secrets
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from psycopg import sql

from tools.demo.center import wait_until
from tools.free_port import free_port
from tools.unprivileged import folder_of, start_as, unprivileged

USER = "motcua"


class PostgresError(Exception):
    """The cluster could not be made or started; the text is its log."""


class RunningPostgres:
    """Debian's newest PostgreSQL on loopback, fsync on; ends with the block."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._user = unprivileged("postgres")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder = self._stack.enter_context(folder_of(self._user, "motcua-pg-"))
        self.port = free_port()
        self._data = self.folder / "data"
        self._log_file = self.folder / "log"
        self._make_cluster()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._stack.close()

    def new_database(self) -> str:
        """SQLAlchemy's address of a fresh, empty database."""
        name = f"test_{secrets.token_hex(6)}"
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{name}"

    def drop_database(self, url: str) -> None:
        """Away with it, whoever is still connected."""
        name = url.rsplit("/", 1)[1]
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def start(self) -> None:
        """Start, again on the same port, and wait until it answers.

        Raises:
            PostgresError: it ended again.
        """
        command = [
            str(_programs() / "postgres"),
            *("-D", str(self._data)),
            *("-k", str(self.folder)),
            *("-p", str(self.port)),
        ]
        with self._log_file.open("ab") as log:
            process = start_as(self._user, command, log, self.folder)
        self._process = process
        wait_until(lambda: process.poll() is not None or self._answers(), "PostgreSQL answers", 60)
        if process.poll() is not None:
            raise PostgresError(self._log_file.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """A fast, orderly end: open connections are closed."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """As when the power is cut: no server process writes another byte."""
        self._end(signal.SIGQUIT)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def _make_cluster(self) -> None:
        command = [
            str(_programs() / "initdb"),
            *("-D", str(self._data)),
            *("-U", USER),
            *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"),
        ]
        with self._log_file.open("wb") as log:
            if start_as(self._user, command, log, self.folder).wait(120) != 0:
                raise PostgresError(self._log_file.read_text(encoding="utf-8"))
        with (self._data / "postgresql.conf").open("a", encoding="ascii") as conf:
            conf.write("listen_addresses = '127.0.0.1'\nfsync = on\nsynchronous_commit = on\n")

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self._address(), autocommit=True) as connection:
            connection.execute(statement)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def _address(self) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname=postgres"


def _programs() -> Path:
    versions = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max(versions, key=lambda found: int(found.parent.parent.name)).parent
