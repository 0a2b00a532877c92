"""The sentences on the paper, Vietnamese and English, and how a date is written on it.

Knows words only. Knows nothing of where they stand or how they are printed.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from contract.words import Language
from printer.slip import QrPurpose, SlipMark

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's sentences. ``ahead`` takes ``{count}``."""

    ahead: str
    one_ahead: str
    nobody_ahead: str
    keep_slip: str
    hotline: str
    marks: tuple[tuple[SlipMark, str], ...]
    purposes: tuple[tuple[QrPurpose, str], ...]
    papers_to_bring: str
    papers_left_out: str
    """``{count}``"""
    papers_unverified: str
    shown_only: str
    where_to_go: str
    officer: str
    times_and_fees: str
    to_file_online: str
    printed: str

    def people_ahead(self, count: int) -> str:
        if count == 0:
            return self.nobody_ahead
        return self.one_ahead if count == 1 else self.ahead.format(count=count)

    def marks_line(self, marks: frozenset[SlipMark]) -> str:
        return " / ".join(words for mark, words in self.marks if mark in marks)

    def qr_purpose(self, purpose: QrPurpose) -> str:
        return dict(self.purposes)[purpose]


VIETNAMESE = Wording(
    ahead="Trước ông/bà còn {count} người",
    one_ahead="Trước ông/bà còn 1 người",
    nobody_ahead="Trước ông/bà không còn ai",
    keep_slip="Vui lòng giữ phiếu và theo dõi màn hình",
    hotline="Đường dây nóng",
    marks=(
        (SlipMark.PRIORITY, "Ưu tiên"),
        (SlipMark.COPY, "In lại"),
        (SlipMark.OFFLINE, "Cấp khi mất kết nối"),
    ),
    purposes=(
        (QrPurpose.STATUS_PAGE, "Quét mã bằng điện thoại để xem lượt"),
        (QrPurpose.READERS, "Mã cho máy lấy số và quầy"),
    ),
    papers_to_bring="Giấy tờ cần mang theo",
    papers_left_out="Còn {count} giấy tờ khác tùy trường hợp, chưa ghi ở đây. Xin hỏi cán bộ.",
    papers_unverified="Có thông tin chưa được kiểm chứng. Xin hỏi cán bộ trước khi chuẩn bị.",
    shown_only="Chỉ xuất trình cho cán bộ xem, không phải nộp.",
    where_to_go="Nơi nộp",
    officer="Cán bộ phụ trách",
    times_and_fees="Quét mã bằng điện thoại để xem thời hạn và lệ phí",
    to_file_online="Để nộp hồ sơ trực tuyến",
    printed="In lúc",
)

ENGLISH = Wording(
    ahead="{count} people ahead of you",
    one_ahead="1 person ahead of you",
    nobody_ahead="Nobody is ahead of you",
    keep_slip="Please keep this slip and watch the screen",
    hotline="Hotline",
    marks=(
        (SlipMark.PRIORITY, "Priority"),
        (SlipMark.COPY, "Copy"),
        (SlipMark.OFFLINE, "Issued offline"),
    ),
    purposes=(
        (QrPurpose.STATUS_PAGE, "Scan with a phone to follow your turn"),
        (QrPurpose.READERS, "Code for the readers at the kiosk and the counter"),
    ),
    papers_to_bring="Papers to bring",
    papers_left_out="{count} more papers for particular cases are not listed here. Please ask.",
    papers_unverified="Some of this is not verified. Please ask before you prepare papers.",
    shown_only="Only shown to the officer, not handed in.",
    where_to_go="Where",
    officer="Officer in charge",
    times_and_fees="Scan with a phone to read times and fees",
    to_file_online="To file online",
    printed="Printed",
)


def wording_for(language: Language) -> Wording:
    return VIETNAMESE if language is Language.VI else ENGLISH


def moment(when: datetime) -> str:
    """Such as "08:12  22/11/2026", in Vietnamese time, in ASCII so that every printer has the letters."""
    return when.astimezone(VIETNAM).strftime("%H:%M  %d/%m/%Y")
