"""What can be wrong with an export, each with its code and in plain words. Knows no file and no database."""

from __future__ import annotations

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong."""

    code: str
    vi: str
    en: str
    line: int | None = None
    """In the file, from 1; None: it concerns no single line."""
    seq: int | None = None
    """Of the event."""

    def __str__(self) -> str:
        line = f" dòng/line {self.line}" if self.line is not None else ""
        seq = f" seq {self.seq}" if self.seq is not None else ""
        return f"[{self.code}]{line}{seq}\n  {self.vi}\n  {self.en}"


class ImportRefusedError(Exception):
    """Nothing was written; the faults say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.en for fault in faults))
        self.faults = faults


# --- the file ---


def not_an_export() -> Fault:
    """Whatever it is."""
    return Fault(
        code="not-an-export",
        vi="Tệp này không phải bản xuất sổ cái của Motcua: dòng đầu không phải phần mở đầu.",
        en="This is no export of a Motcua ledger: its first line is not a header.",
        line=1,
    )


def newer_format(version: int, known: int) -> Fault:
    """Written by a later version."""
    return Fault(
        code="newer-format",
        vi=f"Bản xuất theo định dạng {version}, phần mềm này chỉ đọc được đến {known}: hãy cài bản mới hơn.",
        en=f"The export has format version {version}, this software reads {known}: install a newer one.",
        line=1,
    )


def bad_header(reason: str) -> Fault:
    """Ours, and not as it should be."""
    return Fault(
        code="bad-header",
        vi=f"Phần mở đầu của bản xuất sai ({reason}).",
        en=f"The header of the export is wrong: {reason}.",
        line=1,
    )


def unreadable(line: int, reason: str) -> Fault:
    """A line that is neither an event nor the footer."""
    return Fault(
        code="unreadable-line",
        vi=f"Không đọc được dòng này ({reason}).",
        en=f"This line cannot be read: {reason}.",
        line=line,
    )


def truncated(line: int, seq: int) -> Fault:
    """It ends without a footer."""
    return Fault(
        code="truncated",
        vi=f"Tệp bị cắt: thiếu dòng kết thúc; sự kiện cuối đọc được là {seq}.",
        en=f"The file is cut off: its footer is missing; the last event read is {seq}.",
        line=line,
        seq=seq,
    )


def after_the_end(line: int) -> Fault:
    """Lines behind the footer."""
    return Fault(
        code="after-the-end",
        vi="Có dòng nằm sau dòng kết thúc.",
        en="There are lines behind the footer.",
        line=line,
    )


def wrong_footer(line: int, said: str, found: str) -> Fault:
    """The footer tells of other events than there are."""
    return Fault(
        code="wrong-footer",
        vi=f"Dòng kết thúc ghi {said}, nhưng trong tệp là {found}.",
        en=f"The footer says {said}, the file holds {found}.",
        line=line,
    )


# --- the events ---


def missing(line: int, first: int, last: int) -> Fault:
    """Events are not there."""
    which = f"{first}" if first == last else f"{first}–{last}"
    return Fault(
        code="missing-events",
        vi=f"Thiếu sự kiện {which} trước dòng này.",
        en=f"Before this line, events are missing: {which}.",
        line=line,
        seq=last + 1,
    )


def repeated(line: int, seq: int) -> Fault:
    """An event a second time."""
    return Fault(
        code="repeated-event",
        vi="Sự kiện này đã có ở một dòng trước.",
        en="This event stands in an earlier line already.",
        line=line,
        seq=seq,
    )


def out_of_order(line: int, seq: int) -> Fault:
    """An event that was missing stands further down."""
    return Fault(
        code="out-of-order",
        vi="Sự kiện này đứng sai thứ tự: đáng lẽ phải ở phía trên.",
        en="This event stands in the wrong place: it belongs further up.",
        line=line,
        seq=seq,
    )


def changed(line: int, seq: int) -> Fault:
    """Payload and hash do not fit each other."""
    return Fault(
        code="changed-event",
        vi="Sự kiện đã bị sửa: mã băm không khớp với nội dung và sự kiện trước.",
        en="This event was changed: its hash fits neither its payload nor the event before.",
        line=line,
        seq=seq,
    )


def unknown_kind(line: int, seq: int, kind: str) -> Fault:
    """A kind of event nobody here knows."""
    return Fault(
        code="unknown-kind",
        vi=f"Không biết loại sự kiện “{kind}”: tệp bị sửa, hoặc do phiên bản mới hơn tạo ra.",
        en=f"Unknown kind of event {kind!r}: the file was changed, or a newer version made it.",
        line=line,
        seq=seq,
    )


def no_such_event(line: int, seq: int, reason: str) -> Fault:
    """The payload is no event of that kind."""
    return Fault(
        code="bad-payload",
        vi=f"Nội dung không phải là một sự kiện thuộc loại đã ghi ({reason}).",
        en=f"The payload is no event of the kind it is said to be: {reason}.",
        line=line,
        seq=seq,
    )


def strange_column(line: int, seq: int, name: str, said: object, payload: object) -> Fault:
    """The line says something else than its payload."""
    return Fault(
        code="line-differs",
        vi=f"Dòng ghi {name} là {said!r}, nội dung ghi {payload!r}.",
        en=f"The line says that {name} is {said!r}, its payload says {payload!r}.",
        line=line,
        seq=seq,
    )


def wrong_day_head(line: int, seq: int) -> Fault:
    """What the day's close wrote down of the chain is not what stands before it."""
    return Fault(
        code="wrong-day-head",
        vi="Mã băm ghi lúc đóng ngày không khớp với sự kiện đứng trước.",
        en="The hash noted at the day's close is not that of the event before.",
        line=line,
        seq=seq,
    )


def impossible(seq: int, kind: str, reason: str) -> Fault:
    """Each event may be well formed, and the story still cannot have happened."""
    return Fault(
        code="impossible-event",
        vi=f"Sự kiện này ({kind}) không thể xảy ra sau những sự kiện trước ({reason}).",
        en=f"After what came before, this ({kind}) cannot have happened: {reason}.",
        seq=seq,
    )


def contradictory(seq: int, reason: str) -> Fault:
    """Two events claim the same: a number twice on one day, a ticket twice."""
    return Fault(
        code="contradictory-events",
        vi=f"Các sự kiện đến đây mâu thuẫn với nhau nên không ghi được ({reason}).",
        en=f"The events up to here contradict each other and cannot be stored: {reason}.",
        seq=seq,
    )


def changed_meanwhile() -> Fault:
    """It was right when it was checked."""
    return Fault(
        code="changed-meanwhile",
        vi="Tệp đã thay đổi trong lúc đang nhập.",
        en="The file changed while it was read.",
    )


# --- the place it is read into ---


def not_empty(table: str) -> Fault:
    """There is a ledger, or a part of one."""
    return Fault(
        code="ledger-not-empty",
        vi=f"Sổ cái ở đây không trống (bảng {table} có dữ liệu). Chỉ nhập được vào sổ cái trống.",
        en=f"The ledger here is not empty (table {table} holds rows). Exports are read into empty ones.",
    )


def hub_running() -> Fault:
    """It would write meanwhile."""
    return Fault(
        code="hub-running",
        vi="Máy chủ đang chạy: hãy dừng dịch vụ motcua-hub trước.",
        en="The hub is running: stop motcua-hub first.",
    )


def other_center(said: str, here: str) -> Fault:
    """The export is somebody else's."""
    return Fault(
        code="other-center",
        vi=f"Bản xuất là của trung tâm {said}, máy này là của {here}.",
        en=f"The export is center {said}'s, this machine is center {here}'s.",
        line=1,
    )
