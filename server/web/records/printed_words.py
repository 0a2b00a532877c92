"""What the record's page says of its forms, and the few words on them that come from the record."""

from __future__ import annotations

from enum import StrEnum

from contract.record_words import ResultTo
from contract.words import Language
from server.forms.facts import Form
from server.web.say import Say

VI = Say(Language.VI)
"""The forms are in Vietnamese, whatever the reader chose."""

APPLICANT = "Người nộp hồ sơ"
RESULTS_TO = {ResultTo.POST: "Qua dịch vụ bưu chính", ResultTo.ONLINE: "Trực tuyến"}

FORMS: dict[Form, tuple[str, str]] = {
    Form.RECEIPT: ("Giấy tiếp nhận và hẹn trả", "Receipt and appointment"),
    Form.SUPPLEMENT: ("Yêu cầu bổ sung", "Supplement wanted"),
    Form.REFUSAL: ("Từ chối tiếp nhận", "Refusal at reception"),
    Form.APOLOGY: ("Xin lỗi, gia hạn", "Apology and new date"),
    Form.STOP: ("Thông báo dừng", "Notice of stopping"),
    Form.CONTROL: ("Kiểm soát quá trình", "Process control"),
}
NOT_YET: dict[Form, tuple[str, str]] = {
    Form.RECEIPT: ("Hồ sơ không được tiếp nhận", "The record was not taken in"),
    Form.SUPPLEMENT: ("Chưa yêu cầu bổ sung", "No supplement was asked for"),
    Form.REFUSAL: ("Hồ sơ đã được tiếp nhận", "The record was taken in"),
    Form.APOLOGY: ("Chưa hẹn lại", "No new date was given"),
    Form.STOP: ("Hồ sơ không bị dừng", "The record was not stopped"),
    Form.CONTROL: ("Trả ngay hoặc không tiếp nhận", "Returned at once, or not taken in"),
}
SLIP = ("Biên nhận ngắn", "Short slip")
REFUSAL_SLIP = ("Phiếu từ chối ngắn", "Short refusal slip")
NO_SLIP = ("Hồ sơ đã kết thúc", "The record has ended")
KIOSK_GONE = ("mất kết nối", "no connection")


class SlipSaid(StrEnum):
    """What the page says after a slip was asked for; the word in its address."""

    PRINTED = "printed"
    NOT_PRINTED = "not-printed"
    UNSURE = "unsure"
    NO_ANSWER = "no-answer"
    BUSY = "busy"


SLIP_SAID: dict[SlipSaid, tuple[str, str]] = {
    SlipSaid.PRINTED: ("Phiếu đã in tại {kiosk}.", "The slip is printed at {kiosk}."),
    SlipSaid.NOT_PRINTED: (
        "Chưa in: máy in của {kiosk} đang báo lỗi. Vui lòng kiểm tra máy in, hoặc in biểu mẫu.",
        "Not printed: the printer of {kiosk} has a fault. See to it, or print the form.",
    ),
    SlipSaid.UNSURE: (
        "Không biết phiếu đã in xong chưa. Vui lòng xem tại {kiosk} trước khi in lại.",
        "It is not known whether the slip came out. Please look at {kiosk} before you print again.",
    ),
    SlipSaid.NO_ANSWER: (
        "{kiosk} không trả lời; phiếu sẽ không tự in ra sau đó nếu chưa bắt đầu in.",
        "{kiosk} did not answer; what it has not begun it prints no more.",
    ),
    SlipSaid.BUSY: (
        "{kiosk} đang in phiếu khác. Vui lòng thử lại.",
        "{kiosk} prints another slip. Please try again.",
    ),
}

FAILED = ("Chưa in được biểu mẫu. Vui lòng thử lại.", "The form could not be made. Please try again.")
NO_FONT = (
    "Máy chủ thiếu phông chữ Noto Serif. Báo người quản trị cài gói fonts-noto-core.",
    "The hub's machine lacks Noto Serif. Ask the administrator to install fonts-noto-core.",
)
