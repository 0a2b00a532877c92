"""The health page's sentences on any machine, in both languages: what is wrong, what to do."""

from __future__ import annotations

from typing import Final

from server.service.health import Finding, Level, Standing

STANDING: Final = {
    Standing.GONE: Finding(
        Level.BROKEN,
        "gone",
        "Mất kết nối với thiết bị này.",
        "There is no connection to this device.",
        "Xem thiết bị có điện và có mạng không; rút điện, đợi mười giây rồi cắm lại.",
        "See whether it has power and network; unplug it, wait ten seconds and plug it in again.",
    ),
    Standing.NEVER: Finding(
        Level.BROKEN,
        "never-heard",
        "Chưa nghe thấy thiết bị này từ khi máy chủ khởi động.",
        "This device has not been heard since the hub started.",
        "Bật thiết bị lên. Nếu không dùng nữa, người quản trị bỏ nó bằng “motcua device remove”.",
        "Switch it on. If it is not used any more, an administrator removes it: motcua device remove.",
    ),
    Standing.CHECKING: Finding(
        Level.UNSURE,
        "checking",
        "Đang kiểm tra, xin đợi chưa đến một phút.",
        "Being checked; wait less than a minute.",
    ),
    Standing.UNHEARABLE: Finding(
        Level.UNSURE,
        "unhearable",
        "Không rõ: máy chủ đang mất kết nối với máy chuyển tin.",
        "Not known: the hub itself has no connection to its broker.",
    ),
}
_POWER_DO: Final = (
    "Dùng bộ nguồn chính hãng 5 V và dây cáp ngắn; không cắm thêm thiết bị khác vào nguồn này.",
    "Use the maker's own 5 V supply and a short cable; hang nothing else on it.",
)
POWER_LOW: Final = Finding(
    Level.WARNING, "power-low", "Nguồn điện đang quá yếu.", "The supply voltage is too low now.", *_POWER_DO
)
POWER_WAS_LOW: Final = Finding(
    Level.NOTE,
    "power-was-low",
    "Nguồn điện đã có lúc quá yếu từ khi bật máy.",
    "The supply voltage was too low at some time since it was switched on.",
    *_POWER_DO,
)
_HEAT_DO: Final = (
    "Để máy chỗ thoáng, tránh nắng; lau bụi khe tản nhiệt.",
    "Give it air, keep it out of the sun, clean its vents.",
)
SLOWED: Final = Finding(
    Level.WARNING,
    "slowed",
    "Máy đang tự chạy chậm lại vì nóng hoặc thiếu điện.",
    "The machine slows itself down, for heat or for lack of power.",
    *_HEAT_DO,
)
MEMORY_LOW: Final = Finding(
    Level.WARNING,
    "memory-low",
    "Gần hết bộ nhớ.",
    "Memory is nearly used up.",
    "Khởi động lại máy lúc vắng người; nếu lặp lại, báo người quản trị.",
    "Restart it at a quiet time; if it happens again, tell the administrator.",
)


def disk(level: Level, free_mb: float) -> Finding:
    """Nearly full, or full."""
    code = "disk-full" if level is Level.BROKEN else "disk-low"
    free = f"{free_mb:.0f}"
    return Finding(
        level,
        code,
        f"Đĩa sắp đầy: chỉ còn {free} MB.",
        f"The disk is nearly full: {free} MB are left.",
        "Người quản trị xóa tệp không cần hoặc thay thẻ nhớ lớn hơn.",
        "An administrator removes what is not needed, or fits a larger card.",
    )


def card_errors(errors: int) -> Finding:
    """Met by ext4."""
    return Finding(
        Level.WARNING,
        "card-errors",
        f"Thẻ nhớ đã có {errors} lỗi ghi nhận.",
        f"The card has met {errors} errors.",
        "Sao lưu ngay và thay thẻ nhớ trong tuần này.",
        "Make a backup now and change the card this week.",
    )


def card_worn(percent: float) -> Finding:
    """By its own word."""
    return Finding(
        Level.WARNING,
        "card-worn",
        f"Thẻ nhớ đã dùng {percent:.0f} % tuổi thọ.",
        f"The card has used {percent:.0f} % of its life.",
        "Đặt mua thẻ mới và thay vào ngày nghỉ.",
        "Order a new card and change it on a day off.",
    )


def hot(temperature_c: float) -> Finding:
    """Too hot to go on at full speed."""
    return Finding(
        Level.WARNING,
        "hot",
        f"Máy quá nóng: {temperature_c:.0f} °C.",
        f"The machine is too hot: {temperature_c:.0f} °C.",
        *_HEAT_DO,
    )


def few_slips(left: int) -> Finding:
    """By count."""
    return Finding(
        Level.WARNING,
        "few-slips",
        f"Ước tính cuộn giấy chỉ còn {left} phiếu.",
        f"By count the roll has {left} slips left.",
        "Chuẩn bị cuộn giấy mới. Thay xong, bấm “Đã thay giấy” ở máy lấy số.",
        "Have a new roll ready. After changing it press “Paper changed” at the kiosk.",
    )


def other_version(device: str, hub: str) -> Finding:
    """Not the hub's."""
    return Finding(
        Level.NOTE,
        "other-version",
        f"Phiên bản {device} khác với máy chủ ({hub}).",
        f"Its version {device} is not the hub's ({hub}).",
        "Cập nhật vào lúc trung tâm nghỉ.",
        "Update it while the center is closed.",
    )
