"""`motcua backup` and `motcua restore`: reads arguments and asks the person, decides nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import msgspec

from contract.clock import clock_of
from contract.settings_misfit import misfit_of
from server.backup.attempt import attempt
from server.backup.book import LACKS_PAGES, LACKS_PAGES_VI
from server.backup.problem import BackupError
from server.backup.prospect import Prospect, foresee, moment_told
from server.backup.replaced import KEPT_FOR
from server.backup.restore import restore
from server.config.backup import BackupPlace
from server.config.hub import HubSettings

SettingsOf = Callable[[argparse.Namespace], HubSettings]


class Groups(Protocol):
    """Where argparse takes commands."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 - argparse's word
        """A new command."""
        ...


def add_backup_verbs(groups: Groups, settings_of: SettingsOf, version: str) -> None:
    """Add both commands."""
    making = groups.add_parser("backup", help="a verified copy of the whole center in one file")
    making.add_argument(
        "--to", help="a folder or sftp://user@host/folder; left out: all places of the settings"
    )
    making.add_argument(
        "--must-be-mounted", action="store_true", help="refuse when the folder is on this machine's own disk"
    )
    making.add_argument("--keep", type=int, default=14, help="how many stay there (14)")
    making.set_defaults(action=lambda chosen: _backup(chosen, settings_of(chosen), version))
    bringing = groups.add_parser("restore", help="bring a center back from a backup; the hub must be stopped")
    bringing.add_argument("file", type=Path)
    bringing.add_argument("--yes", action="store_true", help="do not ask")
    bringing.add_argument(
        "--everything",
        action="store_true",
        help="also replace configuration, devices, papers and certificate that are here",
    )
    bringing.set_defaults(action=lambda chosen: _restore(chosen, settings_of(chosen)))


def _backup(chosen: argparse.Namespace, settings: HubSettings, version: str) -> int:
    try:
        places = _places(chosen, settings)
    except msgspec.ValidationError as error:
        misfit = misfit_of(error, BackupPlace)
        _complain(f"--to {chosen.to}: {misfit.vi}", f"--to {chosen.to}: {misfit.en} ({misfit.code})")
        return 2
    if not places:
        _complain(
            "Chưa nêu nơi lưu nào: hãy dùng --to, hoặc [[backup.places]] trong thiết lập của máy chủ.",
            "no place is named: use --to, or [[backup.places]] in the hub's settings (no-place)",
        )
        return 2
    return max(_backup_to(place, settings, version) for place in places)


def _places(chosen: argparse.Namespace, settings: HubSettings) -> tuple[BackupPlace, ...]:
    if chosen.to is None:
        return settings.backup.places
    to = chosen.to if "://" in chosen.to else str(Path(chosen.to).absolute())
    known = next((place for place in settings.backup.places if place.to == to), None)
    if known is not None:
        return (known,)
    wanted = {"to": to, "must_be_mounted": chosen.must_be_mounted, "keep": chosen.keep}
    return (msgspec.convert(wanted, BackupPlace),)


def _backup_to(place: BackupPlace, settings: HubSettings, version: str) -> int:
    try:
        made = attempt(settings, place, clock_of(settings.clock_file).read().utc, version)
    except BackupError as error:
        _say(error)
        return 1
    where = f"{place.to.rstrip('/')}/{made.name}"
    print(f"{where}: {made.bytes} byte, đến sự kiện {made.seq}, đã đọc lại và kiểm tra")
    print(f"{where}: {made.bytes:,} bytes, up to event {made.seq}, read back and verified")
    if made.lacks_pages:
        _complain(f"{where}: {LACKS_PAGES_VI}", f"{where}: {LACKS_PAGES}")
    return 0


def _restore(chosen: argparse.Namespace, settings: HubSettings) -> int:
    try:
        prospect = foresee(settings, chosen.file)
        _tell(prospect)
        if not chosen.yes and not _agrees():
            print("Chưa thay đổi gì.\nnothing was changed")
            return 1
        kept = restore(settings, chosen.file, everything=chosen.everything)
    except BackupError as error:
        _say(error)
        return 1
    _tell_what_is_next(kept)
    return 0


def _tell_what_is_next(kept: Path) -> None:
    print(f"Đã khôi phục; những gì bị thay được giữ trong {kept}")
    print(
        f"trong {KEPT_FOR.days} ngày: trong đó còn thông tin của người đã được xóa sau bản sao lưu; "
        "hãy xóa thư mục này khi mọi việc ổn."
    )
    print(
        "Hãy khởi động máy chủ. Máy chủ chưa cấp số cho đến khi mọi máy lấy số đã nộp nhật ký của mình, "
        "hoặc người quản lý quyết định."
    )
    print(f"restored; what it replaced is kept in {kept}")
    print(
        f"for {KEPT_FOR.days} days: persons who were erased since are still in it; remove it when all is well"
    )
    print(
        "Start the hub. It gives no numbers until each kiosk has handed in its journal, or a manager decides,"
        " and receives no record until a manager has written the register's last number down"
    )


def _tell(prospect: Prospect) -> None:
    backup = prospect.backup
    when_vi, when_en = moment_told(backup.last_event_at)
    print(f"bản sao lưu: trung tâm {backup.center}, đến sự kiện {backup.seq} ({when_vi}),")
    print(f"             head {backup.head}")
    print(f"ở đây:       {prospect.here_vi}")
    print(f"             {prospect.loss_vi}")
    if prospect.erased_again:
        again = f"người nộp và giấy tờ quét đã xóa ở đây sẽ được xóa lại: {prospect.erased_again}"
        print(f"             {again}")
    print(f"backup: center {backup.center}, up to event {backup.seq} ({when_en}),")
    print(f"        head {backup.head}")
    print(f"here:   {prospect.here_en}")
    print(f"        {prospect.loss_en}")
    if prospect.erased_again:
        print(f"        applicants and scanned papers erased here are erased again: {prospect.erased_again}")


def _agrees() -> bool:
    if not sys.stdin.isatty():
        _complain("Không có ai để hỏi: hãy thêm --yes.", "nobody to ask: add --yes (nobody-to-ask)")
        return False
    print("Thay những gì ở đây bằng bản sao lưu? / Replace what is here by the backup?")
    return input("Gõ yes / Type yes: ").strip().lower() == "yes"


def _say(error: BackupError) -> None:
    _complain(error.vi, f"{error.en} ({error.code})")


def _complain(vi: str, en: str) -> None:
    print(f"{vi}\n{en}", file=sys.stderr)
