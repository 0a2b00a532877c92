"""What the days of the week are called, from Monday on, in both languages."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = (
    ("Thứ hai", "Monday"),
    ("Thứ ba", "Tuesday"),
    ("Thứ tư", "Wednesday"),
    ("Thứ năm", "Thursday"),
    ("Thứ sáu", "Friday"),
    ("Thứ bảy", "Saturday"),
    ("Chủ nhật", "Sunday"),
)
