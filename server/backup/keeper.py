"""The hub's backups by themselves: looks at the plan, starts a child process when one is due; removes what a
restore replaced long ago.

The child reads the ledger on its own; the hub's threads only wait. Decides nothing of how a backup is made.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from contract.words import ClockTrust
from server.backup.__main__ import Errand
from server.backup.book import BackupBook
from server.backup.replaced import remove_old
from server.backup.schedule import due_at
from server.backup.standing import backup_alerts, standings
from server.config.backup import BackupPlace
from server.config.hub import HubSettings
from server.domain.instant import Instant
from server.service.alerts import Alert
from server.service.health import BackupAge

log = logging.getLogger(__name__)

LOOK_EVERY_S = 20.0
LONGEST_S = 3 * 3600


class BackupKeeper:
    """Started with the hub, stopped with it: a backup under way is given up then, and made up for later."""

    def __init__(
        self,
        settings: HubSettings,
        now: Callable[[], Instant],
        version: str,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._settings = settings
        self._now = now
        self._version = version
        self._look_every_s = look_every_s
        self._book = BackupBook(Path(settings.data_dir))
        self._stopping = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        """Set and ended under the lock, so that none is started behind `stop`."""
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="backups", daemon=True)

    def start(self) -> None:
        """Look at the plan from now on."""
        self._thread.start()

    def stop(self) -> None:
        """End at once; half a backup is no file that anybody could take for one."""
        self._stopping.set()
        with self._lock:
            if self._child is not None:
                self._child.terminate()
        self._thread.join()

    @property
    def is_making(self) -> bool:
        """Whether a backup is under way."""
        child = self._child
        return child is not None and child.poll() is None

    def standings(self) -> tuple[BackupAge, ...]:
        """How every place stands now; for the health page."""
        return standings(self._settings.backup, self._book, self._now().utc)

    def current(self) -> list[Alert]:
        """What staff should know of the backups."""
        return backup_alerts(self.standings(), self._now().utc)

    def _run(self) -> None:
        while not self._stopping.wait(self._look_every_s):
            self._remove_replaced()
            for place in self._settings.backup.places:
                try:
                    if self._is_due(place):
                        self._make(place)
                except Exception:
                    log.exception("the backup in %s is tried again later", place.to)

    def _remove_replaced(self) -> None:
        now = self._now()
        if now.trust is not ClockTrust.UNTRUSTED:
            try:
                remove_old(self._settings, now.utc)
            except OSError:
                log.exception("what a restore replaced could not be removed yet")

    def _is_due(self, place: BackupPlace) -> bool:
        """Never by a clock that may stand at 1970: the file's name and age would be wrong ever after."""
        now = self._now()
        due = due_at(self._settings.backup, self._book.of(place.to), now.utc)
        return now.trust is not ClockTrust.UNTRUSTED and due is not None and due <= now.utc

    def _make(self, place: BackupPlace) -> None:
        errand = Errand(settings=self._settings, place=place, at=self._now().utc, version=self._version)
        try:
            with self._started() as child:
                status, words = _done(child, msgspec.json.encode(errand))
        except OSError as error:
            status, words = 1, str(error)
        (log.info if status == 0 else log.error)("backup in %s: %s", place.to, words)

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "server.backup"]
        with self._lock:
            if self._stopping.is_set():
                raise InterruptedError("the hub stops")
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
        return self._child


def _done(child: subprocess.Popen[bytes], errand: bytes) -> tuple[int, str]:
    try:
        said, _ = child.communicate(errand, timeout=LONGEST_S)
    except subprocess.TimeoutExpired:
        child.kill()
        return 1, "it took too long and was ended"
    return child.returncode, said.decode(errors="replace").strip()
