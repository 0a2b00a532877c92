"""The health page's sentences on the hub itself: what is wrong, and what to do. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from contract.ids import DeviceId
from server.service.health import BackupAge, Finding, Level

STANDS_STILL: Final = Finding(
    Level.BROKEN,
    "stands-still",
    "Sổ của máy chủ không trả lời: có thể đĩa đang treo.",
    "The hub's ledger does not answer: its disk may hang.",
    "Gọi người quản trị ngay. Phát số bằng tay cho đến khi hết lỗi.",
    "Call the administrator now. Give numbers by hand until it is put right.",
)
CANNOT_WRITE: Final = Finding(
    Level.BROKEN,
    "cannot-write",
    "Máy chủ không ghi được sổ: đĩa đầy hoặc hỏng. Không phát được số.",
    "The hub cannot write its ledger: the disk is full or failing. No numbers are given.",
    "Giải phóng chỗ trên đĩa; máy chủ tự chạy tiếp khi ghi được. Nếu không, gọi người quản trị.",
    "Make room on the disk; the hub goes on by itself. If it does not, call the administrator.",
)
NO_BROKER: Final = Finding(
    Level.BROKEN,
    "no-broker",
    "Máy chủ mất kết nối với máy chuyển tin: máy lấy số và màn hình không nhận được gì.",
    "The hub has no connection to its broker: kiosks and displays hear nothing.",
    "Dịch vụ tự khởi động lại trong vài giây. Quá một phút, gọi người quản trị (motcua-broker).",
    "The service restarts within seconds. After a minute call the administrator (motcua-broker).",
)
_BACKUP_DO: Final = (
    "Xem ổ USB hoặc máy nhận bản sao lưu còn kết nối không, rồi chạy “motcua backup”.",
    "See whether the backup stick or host is still connected, then run motcua backup.",
)


def awaiting(kiosks: Iterable[DeviceId]) -> Finding:
    """After a restore."""
    names = ", ".join(kiosks)
    return Finding(
        Level.BROKEN,
        "awaiting-journals",
        f"Vừa khôi phục từ bản sao lưu: đợi nhật ký của {names}, chưa phát số.",
        f"Just restored from a backup: the journals of {names} are waited for, no numbers are given.",
        "Bật các máy lấy số này lên. Máy nào không còn nữa, người quản lý cho phép phát số ở trang Quầy.",
        "Switch these kiosks on. If one is lost, a manager allows numbers on the Counter page.",
    )


def clock_untrusted(level: Level) -> Finding:
    """Neither RTC nor NTP nor a person vouches."""
    return Finding(
        level,
        "clock-untrusted",
        "Chưa chắc đồng hồ máy chủ đúng: không tự mở hoặc đóng ngày làm việc.",
        "The hub's clock cannot be trusted: no day is opened or closed by itself.",
        "Người quản lý so giờ với đồng hồ khác và bấm “Xác nhận giờ đúng” ở trang Quầy.",
        "A manager compares the time and presses “The time is right” on the Counter page.",
    )


def clock_stepped(times: int) -> Finding:
    """The wall clock moved against the boot clock."""
    return Finding(
        Level.WARNING,
        "clock-stepped",
        f"Đồng hồ máy chủ bị chỉnh {times} lần trong ngày.",
        f"The hub's clock was stepped {times} times today.",
        "Nếu ngày nào cũng có: thay pin đồng hồ (RTC) của máy chủ.",
        "If it happens every day: change the battery of the hub's clock (RTC).",
    )


def outbox_behind(events: int) -> Finding:
    """Committed, not yet at the broker."""
    return Finding(
        Level.WARNING,
        "outbox-behind",
        f"{events} tin chưa gửi hết tới máy chuyển tin.",
        f"{events} messages have not reached the broker yet.",
    )


def long_queue(length: int) -> Finding:
    """The writer does not keep up."""
    return Finding(
        Level.WARNING,
        "long-queue",
        f"{length} yêu cầu đang đợi ghi sổ.",
        f"{length} commands wait for the ledger.",
    )


def streams_full(cap: int) -> Finding:
    """No page more is kept live."""
    return Finding(
        Level.WARNING,
        "streams-full",
        f"Đã đủ {cap} trang đang mở trực tiếp; trang mở thêm tự cập nhật chậm hơn.",
        f"All {cap} live pages are taken; further ones update more slowly.",
    )


def refused(unreadable: int, denied: int, unknown: int) -> Finding:
    """Since start."""
    return Finding(
        Level.NOTE,
        "refused",
        f"Từ khi khởi động: {unreadable} tin không đọc được, {denied} tin bị từ chối, "
        f"{unknown} yêu cầu của thiết bị lạ.",
        f"Since start: {unreadable} messages unreadable, {denied} denied, "
        f"{unknown} commands of unknown devices.",
        "Số này tăng liên tục: người quản trị xem nhật ký (journalctl -u motcua-hub).",
        "If it keeps growing an administrator reads the journal (journalctl -u motcua-hub).",
    )


def no_backup(place: str) -> Finding:
    """None was ever made there."""
    return Finding(
        Level.WARNING,
        "no-backup",
        f"Chưa có bản sao lưu nào ở {place}.",
        f"There is no backup at {place} yet.",
        *_BACKUP_DO,
    )


def backup_old(place: str, days: float) -> Finding:
    """Older than the settings allow."""
    return Finding(
        Level.WARNING,
        "backup-old",
        f"Bản sao lưu gần nhất ở {place} đã được {days:.0f} ngày.",
        f"The latest backup at {place} is {days:.0f} days old.",
        *_BACKUP_DO,
    )


def backup_failed(backup: BackupAge) -> Finding:
    """The last attempt came to nothing."""
    return Finding(
        Level.WARNING,
        "backup-failed",
        f"Lần sao lưu gần nhất vào {backup.to} không thành công. {backup.why_vi}".strip(),
        f"The latest backup to {backup.to} failed. {backup.why_en}".strip(),
        *_BACKUP_DO,
    )
