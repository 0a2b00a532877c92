"""The sentences of hall and counter displays, Vietnamese first.

Pure text; when each is shown is decided elsewhere.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from contract.clock import local_time
from contract.words import CounterStatus

NO_DAY: Final = "Trung tâm chưa mở cửa"
NO_DAY_EN: Final = "The center is not open now"
NO_CALL_YET: Final = "Chưa gọi số nào"
NO_CALL_YET_EN: Final = "No number called yet"
CHECKING: Final = "Đang kết nối…"
CHECKING_EN: Final = "Connecting…"
NOTHING_KNOWN: Final = ("Chưa có thông tin", "No information yet")
NEVER_CONNECTED: Final = ("Màn hình chưa kết nối được.", "Mời ông/bà nghe cán bộ gọi số.")
NEVER_CONNECTED_SHORT: Final = ("Chưa kết nối được",)
WAITING: Final = "Đang chờ"
UNKNOWN_COUNT: Final = "–"

STATUS: Final = {
    CounterStatus.CALLING: "Đang gọi",
    CounterStatus.SERVING: "Đang phục vụ",
    CounterStatus.PAUSED: "Tạm dừng",
    CounterStatus.READY: "Sẵn sàng",
    CounterStatus.CLOSED: "Quầy đã đóng",
}
STATUS_EN: Final = {
    CounterStatus.CALLING: "Now calling",
    CounterStatus.SERVING: "Now serving",
    CounterStatus.PAUSED: "Paused",
    CounterStatus.READY: "Ready",
    CounterStatus.CLOSED: "Closed",
}

READ_AT_KIOSK: Final = "Xem đầy đủ trên máy lấy số."
READ_ON_WEB: Final = "Xem đầy đủ trên trang công khai."


def connection_lost(last_news_at: datetime, now: datetime | None) -> tuple[str, ...]:
    """What is true without the hub, and what to do."""
    return (
        f"{lost_since(last_news_at, now)}.",
        "Số có thể đã cũ.",
        "Mời ông/bà nghe cán bộ gọi số.",
    )


def lost_since(last_news_at: datetime, now: datetime | None) -> str:
    """The time of the last news, with its date where the day is another or not known."""
    local = local_time(last_news_at)
    is_today = now is not None and local_time(now).date() == local.date()
    date = "" if is_today else f" ngày {local.day}/{local.month}"
    return f"Mất kết nối từ {local:%H:%M}{date}"


def time_of_day(moment: datetime | None) -> str:
    """`08:12`; nothing where the time is not known."""
    return "" if moment is None else f"{local_time(moment):%H:%M}"


def people_waiting(count: str) -> str:
    """`3 chờ`."""
    return f"{count} chờ"


def today(taken: int, served: int) -> str:
    """The day's counts."""
    return f"Hôm nay: {taken} lượt, đã xong {served}"


def opens_again(opens_at: str) -> str:
    """When numbers are given again."""
    return f"Lấy số từ {opens_at}"
