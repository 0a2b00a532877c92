"""A command that cannot be done now, said in plain words and with a code for machines."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """Nothing was changed. The answer says why."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.vi = vi
        self.en = en


def stale(number: str, state: str) -> Refusal:
    """The asker saw the ticket in a state it has left."""
    return Refusal(
        "stale",
        f"Số {number} vừa thay đổi trạng thái. Vui lòng xem lại màn hình rồi thử lại.",
        f"Number {number} has moved on (now {state}). Look again, then try again.",
    )


def unknown_ticket() -> Refusal:
    """No such ticket in the open day."""
    return Refusal("unknown-ticket", "Không tìm thấy phiếu này trong ngày hôm nay.", "No such ticket today.")


def unknown_service(service: str) -> Refusal:
    """No such service in the configuration."""
    return Refusal(
        "unknown-service", f"Không có nhóm thủ tục “{service}”.", f"There is no service “{service}”."
    )


def unknown_counter(counter: str) -> Refusal:
    """No such counter in the configuration."""
    return Refusal("unknown-counter", f"Không có quầy “{counter}”.", f"There is no counter “{counter}”.")


def unknown_record() -> Refusal:
    """No such record."""
    return Refusal("unknown-record", "Không tìm thấy hồ sơ này.", "No such record.")


def clock_untrusted(before_vi: str, before_en: str) -> Refusal:
    """Nobody vouches for the hub's time; `before_…`: what has to wait until somebody does."""
    return Refusal(
        "clock-untrusted",
        f"Chưa chắc đồng hồ đúng. Người quản lý cần xác nhận giờ trước khi {before_vi}.",
        f"The clock cannot be trusted. A manager must confirm the time before {before_en}.",
    )


def no_day() -> Refusal:
    """No business day is open."""
    return Refusal("no-day", "Chưa mở ngày làm việc.", "No business day is open.")


def nobody_seated(counter: str) -> Refusal:
    """A press at a counter where nobody has signed in."""
    return Refusal(
        "nobody-seated",
        f"Quầy {counter} chưa có cán bộ mở quầy.",
        f"No officer has opened counter {counter}.",
    )


def not_allowed() -> Refusal:
    """The asker's role or device kind may not do this."""
    return Refusal("not-allowed", "Tài khoản hoặc thiết bị này không được làm việc đó.", "Not allowed.")
