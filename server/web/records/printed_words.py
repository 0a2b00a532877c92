"""What the record's page says of its forms, and the few words on them that come from the record."""

from __future__ import annotations

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
    Form.REFUSAL: ("Phiếu từ chối", "Refusal"),
    Form.APOLOGY: ("Xin lỗi, gia hạn", "Apology and new date"),
    Form.STOP: ("Thông báo dừng", "Notice of stopping"),
    Form.CONTROL: ("Kiểm soát quá trình", "Process control"),
}
NOT_YET: dict[Form, tuple[str, str]] = {
    Form.RECEIPT: ("Không còn hẹn trả kết quả", "No result is promised any more"),
    Form.SUPPLEMENT: ("Chưa yêu cầu bổ sung", "No supplement was asked for"),
    Form.REFUSAL: ("Hồ sơ không bị từ chối", "The record was not refused"),
    Form.APOLOGY: ("Chưa hẹn lại", "No new date was given"),
    Form.STOP: ("Hồ sơ không bị dừng", "The record was not stopped"),
    Form.CONTROL: ("Trả ngay hoặc không tiếp nhận", "Returned at once, or not taken in"),
}
WITHDRAWN = ("Đã rút; không có mẫu xác nhận rút", "Withdrawn: no form is known that confirms it")
SLIP = ("Biên nhận ngắn", "Short slip")
REFUSAL_SLIP = ("Phiếu từ chối ngắn", "Short refusal slip")
NO_SLIP = ("Hồ sơ đã kết thúc", "The record has ended")
INSTEAD = ("in biểu mẫu", "print the form")
"""Of the slip that a printer did not print."""

FAILED = ("Chưa in được biểu mẫu. Vui lòng thử lại.", "The form could not be made. Please try again.")
NO_FONT = (
    "Máy chủ thiếu phông chữ Noto Serif. Báo người quản trị cài gói fonts-noto-core.",
    "The hub's machine lacks Noto Serif. Ask the administrator to install fonts-noto-core.",
)
