"""The lists in force while a hub runs: a reviewed one is accepted whole or refused whole, and is an event.

Knows the order of things: the file, the ledger, what is shown; so that whatever a power cut leaves behind is
told at the next start, and what could not be written is shown to nobody.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from contract.events import ListAccepted
from contract.words import ReferenceList
from server.config.check import check
from server.config.communes import read_communes
from server.config.known import Known, known_with
from server.config.report import report
from server.domain.refusal import Refusal
from server.lists.in_force import Lists, ListText, keep, lists_in_force, put_back, put_in_force
from server.service.work import Work
from server.store.writer import Writer


class ListKeeper:
    """What a center shows, and how that changes."""

    def __init__(self, data_dir: Path, today: date) -> None:
        """Raises `WrongTableError`, `OSError` where what is in force cannot be read."""
        self._data_dir = data_dir
        self._communes = read_communes()
        self._one_at_a_time = threading.Lock()
        self.now: Lists = lists_in_force(data_dir, self._communes)
        """As they are shown now."""
        self.known: Known = known_with(self.now.procedures, self._communes, today)
        """What a configuration is checked against."""

    def write_start(self, writer: Writer, accepted: Mapping[ReferenceList, str]) -> None:
        """Whatever this start found in force and the ledger does not know of yet."""
        for which in ReferenceList:
            text = self.now.text_of(which)
            is_nothing = which is ReferenceList.CENTERS and text.is_shipped and which not in accepted
            if accepted.get(which) != text.sha256 and not is_nothing:
                keep(self._data_dir, text)
                writer.run(partial(_record, fields=_listed(self.now, which))).result()

    def accept(self, writer: Writer, new: ListText, before: str) -> str:
        """Put a reviewed list in force; returns what to tell the person.

        Args:
            writer: of the ledger.
            new: as it was reviewed.
            before: SHA-256 of the list that the review compared it with.

        Raises:
            WrongTableError, Refusal, OSError, LedgerUnwritableError: the old one stays.
        """
        with self._one_at_a_time:
            return self._accept(writer, new, before)

    def _accept(self, writer: Writer, new: ListText, before: str) -> str:
        old = self.now.text_of(new.which)
        if old.sha256 == new.sha256:
            return "Danh sách không có gì thay đổi. / The list has not changed."
        if old.sha256 != before:
            raise Refusal(
                "list-changed",
                "Danh sách đang dùng đã thay đổi sau khi xem lại; hãy xem lại lần nữa.",
                "The list in force has changed since the review; review it again.",
            )
        lists = self.now.with_text(new, self._communes)
        known = known_with(lists.procedures, self._communes, self.known.today)
        _require_agreement(writer.rules.text, known)
        keep(self._data_dir, new)
        with _file_of(self._data_dir, new, old):
            writer.run(partial(_record, fields=_listed(lists, new.which))).result()
        self.now, self.known = lists, known
        return "Danh sách mới đã có hiệu lực. / The new list is in force."


@contextmanager
def _file_of(data_dir: Path, new: ListText, old: ListText) -> Iterator[None]:
    """The new list is the next start's; the old one again where what is done meanwhile fails."""
    try:
        put_in_force(data_dir, new)
        yield
    except BaseException:
        put_back(data_dir, old)
        raise


def _require_agreement(configuration: str, known: Known) -> None:
    """Else the next start would refuse the configuration."""
    result = check(configuration, known)
    if result.errors:
        told = report("center.toml", result)
        raise Refusal(
            "configuration-disagrees",
            "Cấu hình của trung tâm có chỗ không hợp với danh sách này; hãy sửa một trong hai.",
            f"The center's configuration does not agree with this list; mend one of them.\n{told}",
        )


def _record(work: Work, _connection: object, fields: dict[str, Any]) -> None:
    work.record(ListAccepted, **fields)


def _listed(lists: Lists, which: ReferenceList) -> dict[str, Any]:
    text = lists.text_of(which)
    return {
        "which": which,
        "sha256": text.sha256,
        "rows": lists.rows_of(which),
        "is_shipped": text.is_shipped,
    }
