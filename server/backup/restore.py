"""Brings a center back from a backup: refuses the wrong file, keeps what it replaces, begins a new epoch.

The hub must be stopped. Knows the order of things; each thing is done elsewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contract.clock import clock_of, local_time
from contract.ids import Epoch, uuid7
from server.backup.contents import (
    LEDGER,
    LISTS,
    Belonging,
    Holding,
    belongings,
    has_lists_of_its_own,
    lists_folder,
    papers_folders,
)
from server.backup.finishing import finish_restore_alone
from server.backup.page_mark import mark_pages
from server.backup.places import sync_file, sync_folder
from server.backup.problem import BackupError, not_written
from server.backup.prospect import right_file
from server.backup.replaced import KEPT, STAMP, kept_at
from server.backup.replacing import Plan, Rename, Step, carry_out, decide, decided, forget
from server.config.hub import HubSettings
from server.store.backup_check import check_copy
from server.store.backup_copy import NoLedgerError, copy_ledger
from server.store.backup_load import (
    begin_new_life,
    hub_is_stopped,
    load_into_postgres,
)
from server.store.backup_size import ledger_file
from server.store.database import UnusableDatabaseError
from server.store.erased_before import erased_in, hand_on
from server.store.sole_writer import AnotherWriterError
from server.store.vault_mark import REMEMBERED

WORK = ".restoring-"


def restore(settings: HubSettings, file: Path, *, everything: bool, rename: Rename = os.replace) -> Path:
    """Replace the ledger, and what else is missing here or wanted; returns the folder of what was replaced.

    Raises:
        BackupError: nothing was changed.
    """
    data_dir = Path(settings.data_dir)
    data_dir.mkdir(mode=0o750, parents=True, exist_ok=True)
    try:
        with hub_is_stopped(settings.ledger_url):
            finish_restore_alone(settings)
            restoring = _Restoring(settings, data_dir, rename)
            with restoring.tidied():
                restoring.run(file, everything=everything)
    except AnotherWriterError as error:
        raise BackupError(
            "hub-running",
            "máy chủ đang chạy: hãy dừng dịch vụ motcua-hub trước",
            "the hub is running: stop motcua-hub first",
        ) from error
    except UnusableDatabaseError as error:
        raise BackupError(
            "ledger-unusable", f"không dùng được cơ sở dữ liệu ({error})", str(error)
        ) from error
    except OSError as error:
        raise not_written(str(error.filename or data_dir), error) from error
    return restoring.kept


class _Restoring:
    """One restore, from unpacking to the last rename."""

    def __init__(self, settings: HubSettings, data_dir: Path, rename: Rename) -> None:
        self._settings = settings
        self._data_dir = data_dir
        self._rename = rename
        self._ledger = ledger_file(settings.ledger_url)
        self._home = kept_at(settings)
        now = local_time(clock_of(settings.clock_file).read().utc)
        self._stamp = _not_taken(self._home, f"{now:{STAMP}}")
        self.kept = self._home / f"{KEPT}{self._stamp}"
        self._work = self._home / f"{WORK}{self._stamp}"
        self._folders = {self._work}

    @contextmanager
    def tidied(self) -> Iterator[None]:
        """Nothing half-made stays behind, whatever goes wrong before the decision."""
        for left in self._home.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._work.mkdir(mode=0o700)
        try:
            yield
        finally:
            if decided(self._data_dir) is None:
                for folder in self._folders:
                    shutil.rmtree(folder, ignore_errors=True)

    def run(self, file: Path, *, everything: bool) -> None:
        """Unpack, judge, make ready, decide, put in place."""
        manifest = right_file(self._settings, file, self._work)
        wrong = check_copy(self._work / LEDGER, manifest.ledger)
        if wrong:
            raise BackupError(
                "copy-not-sound",
                f"sổ cái trong {file.name} không dùng được ({wrong})",
                f"the ledger in {file.name} is not sound: {wrong}",
            )
        mark_pages(self._work)
        epoch = Epoch(uuid7())
        begin_new_life(self._work / LEDGER, epoch)
        hand_on(self._work / LEDGER, erased_in(self._settings.ledger_url))
        sync_file(self._work / LEDGER)
        steps = [*self._file_steps(everything=everything)]
        if self._ledger is not None:
            beside = ("-wal", "-shm")
            steps.append(self._step(self._work / LEDGER, self._ledger, self.kept, beside))
        for folder in self._folders:
            self._hand_over(folder)
            sync_folder(folder)
        plan = Plan(
            steps=tuple(steps),
            work=tuple(str(folder) for folder in self._folders),
            postgres_epoch=None if self._ledger else epoch,
        )
        if self._ledger is None:
            self._keep_postgres()
        decide(self._data_dir, plan)
        if self._ledger is None:
            self._load(plan)
        carry_out(self._data_dir, plan, self._rename)
        self._hand_over(self._data_dir)

    def _load(self, plan: Plan) -> None:
        try:
            load_into_postgres(self._work / LEDGER, self._settings.ledger_url)
        except BaseException:
            forget(self._data_dir, plan)
            raise

    def _keep_postgres(self) -> None:
        self.kept.mkdir(mode=0o700)
        try:
            copy_ledger(self._settings.ledger_url, self.kept / LEDGER)
            sync_file(self.kept / LEDGER)
            sync_folder(self.kept)
        except NoLedgerError:
            self.kept.rmdir()

    def _file_steps(self, *, everything: bool) -> Iterator[Step]:
        known = belongings(self._settings)
        for holding in Holding:
            ours = [one for one in known if one.holding is holding and (self._work / one.name).exists()]
            if everything or not any(one.path.exists() for one in ours):
                yield from (self._file_step(one) for one in ours)
                if holding is Holding.PAPERS:
                    yield from self._paper_steps()

        if (self._work / LISTS).exists() and (everything or not has_lists_of_its_own(self._settings)):
            yield self._step(*self._beside(self._work / LISTS, lists_folder(self._settings)))

    def _paper_steps(self) -> Iterator[Step]:
        for folder in papers_folders(self._settings):
            if (self._work / folder.name).exists():
                if folder.is_mount():
                    raise _mounted(folder)
                yield self._step(*self._beside(self._work / folder.name, folder))
        if (self._work / REMEMBERED).exists():
            yield self._step(*self._beside(self._work / REMEMBERED, self._data_dir / REMEMBERED))

    def _file_step(self, one: Belonging) -> Step:
        if one.holding is Holding.CONFIGURATION:
            (self._work / one.name).chmod(0o644)
        return self._step(*self._beside(self._work / one.name, one.path))

    def _beside(self, unpacked: Path, final: Path) -> tuple[Path, Path, Path]:
        """What lies ready must be on the same file system as its place: a rename does the rest."""
        home = self._data_dir if final.is_relative_to(self._data_dir) else final.parent
        work = home / f"{WORK}{self._stamp}"
        fresh = work / unpacked.name
        if work != self._work:
            work.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folders.add(work)
            shutil.move(unpacked, fresh)
        return fresh, final, home / f"{KEPT}{self._stamp}"

    def _step(self, fresh: Path, final: Path, kept: Path, beside: tuple[str, ...] = ()) -> Step:
        return Step(fresh=str(fresh), final=str(final), kept=str(kept / final.name), beside=beside)

    def _hand_over(self, folder: Path) -> None:
        """Who restores as root leaves the hub's files to the hub."""
        owner = self._data_dir.stat()
        if os.geteuid() != 0 or owner.st_uid == 0:
            return
        for path in (folder, *folder.rglob("*")):
            if path.lstat().st_uid == 0:
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _mounted(folder: Path) -> BackupError:
    """A mount point cannot be put aside, and what lies on its disk should be kept."""
    return BackupError(
        "disk-mounted",
        f"{folder} là ổ đĩa đang gắn: hãy tháo ra, khôi phục, rồi chép các trang sang ổ đĩa",
        f"{folder} is a mounted disk: unmount it, restore, then copy the pages onto it",
    )


def _not_taken(home: Path, stamp: str) -> str:
    """Two restores within one second keep what they replace apart."""
    tried = (stamp, *(f"{stamp}-{again}" for again in range(2, 100)))
    return next(one for one in tried if not (home / f"{KEPT}{one}").exists())
