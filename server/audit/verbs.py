"""`motcua ledger export` and `import`: reads arguments, says what came of it, decides nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from contract.clock import clock_of
from server.audit.kept_file import whole_file
from server.backup.finishing import finish_restore
from server.backup.prospect import center_here
from server.config.hub import HubSettings
from server.store.backup_copy import NoLedgerError
from server.store.database import only_reading
from server.store.export_faults import ImportRefusedError
from server.store.ledger_export import UnreadableEventError, export_lines
from server.store.ledger_import import import_ledger
from server.told import told

SettingsOf = Callable[[argparse.Namespace], HubSettings]


class Verbs(Protocol):
    """Where argparse takes verbs."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A new verb."""
        ...


def add_export_verbs(verbs: Verbs, settings_of: SettingsOf, version: str) -> None:
    """Add both verbs."""
    out = verbs.add_parser("export", help="all events as JSON Lines, for an auditor (docs/audit.md)")
    out.add_argument("--to", type=Path, help="a file; left out: standard output")
    out.add_argument("--force", action="store_true", help="replace the file if it is there")
    out.set_defaults(action=lambda chosen: _export(chosen, settings_of(chosen), version))
    into = verbs.add_parser("import", help="check an export and make a ledger of it; this one must be empty")
    into.add_argument("file", type=Path)
    into.set_defaults(action=lambda chosen: _import(chosen.file, settings_of(chosen)))


def _export(chosen: argparse.Namespace, settings: HubSettings, version: str) -> int:
    made_at = clock_of(settings.clock_file).read().utc
    try:
        with only_reading(settings.ledger_url) as connection, _target(chosen.to, chosen.force) as file:
            for line in export_lines(connection, version, made_at):
                file.write(line)
    except (NoLedgerError, UnreadableEventError, FileExistsError) as error:
        print(told(error), file=sys.stderr)
        return 1
    return 0


@contextmanager
def _target(path: Path | None, replaces: bool) -> Iterator[BinaryIO]:  # noqa: FBT001 - as typed
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(path.absolute(), replaces=replaces) as file:
        yield file


def _import(file: Path, settings: HubSettings) -> int:
    now_us = round(clock_of(settings.clock_file).read().utc.timestamp() * 1_000_000)
    finish_restore(settings)
    try:
        done = import_ledger(settings.ledger_url, file, center_here(settings), now_us)
    except ImportRefusedError as refused:
        print("Không nhập gì cả. / Nothing was imported.", file=sys.stderr)
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 1
    print(f"Đã nhập: {done.events} sự kiện, {done.days} ngày, {done.tickets} phiếu.")
    print(
        "Tài khoản và giấy tờ không có trong bản xuất. Máy chủ chạy với nhật ký này bắt đầu đời nhật ký mới"
    )
    print("và chưa cấp số cho đến khi mọi máy lấy số đã nộp nhật ký của mình, hoặc người quản lý quyết định.")
    print(f"imported: events {done.events}, days {done.days}, tickets {done.tickets}")
    print(f"head {done.head.hex()}")
    print("Accounts and papers are not in an export. A hub started on this ledger begins a new epoch and")
    print("gives no numbers until each kiosk has handed in its journal, or a manager decides, and receives")
    print("no record until a manager has written the register's last number down")
    return 0
