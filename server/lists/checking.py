"""`motcua config check`: a configuration against the lists in force here, and what if they cannot be read.

Knows whose lists are meant; what is wrong in a configuration is known elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from contract.file_trouble import trouble_of
from contract.settings import SettingsError
from server.config.communes import read_communes
from server.config.hub import read_hub_settings
from server.config.procedures import Procedure
from server.config.report import EXIT_REFUSED, print_report
from server.lists.in_force import lists_in_force

EXIT_LISTS_UNREAD = 2
"""Nothing was found wrong, but not all of it was looked at: `config check … && restart` must not go on."""

_UNREADABLE = "file-no-right"


class ListsUnreadError(Exception):
    """There are lists in force here, and whoever asks may not read them; the text says which file."""


def check_file(file: Path, settings: Path) -> int:
    """Print what is wrong in a configuration.

    Returns:
        0 accepted, 1 refused, 2 not readable, or accepted without knowing the lists in force.

    Raises:
        SettingsError, WrongTableError, OSError: the hub's settings or its lists are wrong.
    """
    try:
        return print_report(file, procedures=_procedures_here(settings))
    except ListsUnreadError as unread:
        status = print_report(file)
        print(_unread_told(unread, file), file=sys.stderr)
        return EXIT_REFUSED if status == EXIT_REFUSED else EXIT_LISTS_UNREAD


def _procedures_here(settings: Path) -> tuple[Procedure, ...] | None:
    """Those in force on this machine; None: it has no hub, and the shipped ones are meant."""
    try:
        return lists_in_force(Path(read_hub_settings(settings).data_dir), read_communes()).procedures
    except SettingsError as error:
        if error.code == _UNREADABLE:
            raise ListsUnreadError(str(settings)) from error
        if error.code != "file-missing":
            raise
        return None
    except OSError as error:
        if trouble_of(error).code != _UNREADABLE:
            raise
        raise ListsUnreadError(str(error.filename)) from error


def _unread_told(unread: ListsUnreadError, file: Path) -> str:
    again = f"sudo motcua config check {file}"
    return (
        f"CHƯA KIỂM TRA ĐỦ: không có quyền đọc {unread}, nên tệp này chỉ được so với danh sách thủ tục "
        f"đi kèm phần mềm, không phải danh sách trung tâm đang dùng. Hãy chạy lại: {again}\n"
        f"NOT CHECKED IN FULL: no right to read {unread}, so the file was checked against the procedures "
        "shipped with the software, not against the list in force at this center. "
        f"Run again: {again} (lists-unread)"
    )
