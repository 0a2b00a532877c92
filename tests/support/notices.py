"""Notices for tests: one word, the longest, with everything that could break a page."""

from __future__ import annotations

from datetime import date
from typing import Any

from contract.notices import MOST_TEXT, MOST_TITLE, Notice, NoticePlace

MONDAY = date(2026, 11, 23)
ONE_WORD = "Nghỉ"
HOLIDAY = "Thứ Ba 24/11 trung tâm nghỉ bù, thứ Tư 25/11 làm việc bình thường"
LONGEST_TITLE = (
    "Từ ngày 01/12/2026, hồ sơ đất đai tiếp nhận tại Quầy 3; người cao tuổi, người khuyết tật được "
    "hướng dẫn và nhận kết quả tại nhà"
)[:MOST_TITLE].strip()
_SENTENCES = (
    "Ông/bà có hồ sơ hẹn trả trong thời gian này được trả vào ngày làm việc kế tiếp, không phải làm lại gì.",
    "Mọi thủ tục vẫn nộp trực tiếp tại quầy như trước; nộp trực tuyến là tự nguyện.",
    "Ai cần giúp đỡ xin bấm “Gọi người hướng dẫn” trên máy lấy số.",
)
LONGEST_TEXT = "\n".join(_SENTENCES * 12)[:MOST_TEXT].rsplit("\n", 1)[0]
MARKUP = "<b>Lệ phí</b> & <script>alert(1)</script>"


def notice(title: str = HOLIDAY, **fields: Any) -> Notice:
    """Of Monday 23 November and the week after it, everywhere."""
    written: dict[str, Any] = {
        "text_vi": "",
        "first": MONDAY,
        "last": date(2026, 11, 30),
        "places": tuple(NoticePlace),
        **fields,
    }
    return Notice(title_vi=title, **written)
