"""Every caption and sentence of the forms, in one place.

The annex of TT 03/2025/TT-VPCP was not seen. Titles are from published lists of it; captions follow the forms
of TT 01/2018/TT-VPCP and those that provinces use (docs/records.md): whoever has the annex mends them here.
"""

from __future__ import annotations

from contract.record_words import PaperKind, Timeliness
from server.forms.facts import Facts, Form

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số:"

TITLES: dict[Form, tuple[str, ...]] = {
    Form.RECEIPT: ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",),
    Form.SUPPLEMENT: ("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",),
    Form.REFUSAL: ("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",),
    Form.APOLOGY: ("VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "THỜI GIAN GIẢI QUYẾT"),
    Form.STOP: ("THÔNG BÁO", "Về việc dừng giải quyết hồ sơ"),
    Form.CONTROL: ("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",),
}
FORM_NUMBER = "Mẫu số {number}"
REFUSED_LATER = ("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ",)
LIKE_FORM_NUMBER = "Theo mẫu số {number}"
"""In its layout: the annex lists no form for what this paper says."""

OFFICIAL_CODE = "Mã hồ sơ"
REFERENCE = "Số trong sổ theo dõi"
SCAN_CODE = "Mã vạch: mã hồ sơ"
SCAN_CODE_QR = "Mã QR: mã hồ sơ"
SCAN_LOOK_UP = "Mã QR: để tra cứu tại máy lấy số (không phải mã hồ sơ)"
SCAN_REFERENCE = "Mã QR: số trong sổ theo dõi (không phải mã hồ sơ)"
PRINTED = "In ngày"

FORGOTTEN = "(thông tin người nộp đã được xóa theo quy định)"
WORDS_FORGOTTEN = "(nội dung chi tiết, nếu có, đã được xóa theo quy định)"

RECEIVED_FROM = "Tiếp nhận hồ sơ của"
RECORD_OF = "Hồ sơ của"
IDENTITY = "Số định danh cá nhân/Mã số thuế"
PHONE = "Số điện thoại"
ADDRESS = "Địa chỉ"
SUBJECT = "Về việc"
PROCEDURE = "Nội dung yêu cầu giải quyết"

PAPERS = "Thành phần hồ sơ nộp gồm"
PAPER_COLUMNS = ("STT", "Tên giấy tờ", "Hình thức", "Số lượng")
PAPER_KINDS = {
    PaperKind.ORIGINAL: "Bản chính",
    PaperKind.COPY: "Bản sao",
    PaperKind.SHOWN: "Xuất trình",
}
SETS = "Số lượng hồ sơ (bộ)"
TERM = "Thời hạn giải quyết theo quy định"
RECEIVED_AT = "Thời gian nhận hồ sơ"
DUE_AT = "Thời gian trả kết quả"
PROMISED_AT = "Thời gian hẹn trả kết quả"
AT_ONCE = "trả ngay khi tiếp nhận"
DUE_NOW = "Hẹn trả sau khi bổ sung hồ sơ"
NEW_DATE = "Hẹn lại"
COLLECT_AT = "Đăng ký nhận kết quả tại"
FEE = "Phí, lệ phí đã thu"
BRING = (
    "Khi đến nhận kết quả, đề nghị ông/bà mang theo giấy này và giấy tờ tùy thân; người nhận thay mang theo "
    "giấy ủy quyền."
)
HAS_RETURNED = "Hồ sơ đã kết thúc: kết quả đã trả lúc {at}. Giấy này in lại để lưu, không còn là giấy hẹn."
HOTLINE = "Đường dây nóng: {number}."
LOOK_UP = "Mã tra cứu"
LOOK_UP_AT = "Xem hồ sơ đã đến đâu: tại máy lấy số{page}"
LOOK_UP_PAGE = " hoặc {address}"

SUPPLEMENT_ASKS = "Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau"
REASON = "Lý do"
SUPPLEMENT_ONCE = (
    "Hồ sơ chỉ được yêu cầu bổ sung một lần. Thời hạn giải quyết tạm dừng từ khi yêu cầu và tính tiếp khi hồ "
    "sơ đã bổ sung đầy đủ."
)
SUPPLEMENT_CONTACT = (
    "Trong quá trình bổ sung, hoàn thiện hồ sơ, nếu có vướng mắc, đề nghị ông/bà liên hệ với {who} để được "
    "hướng dẫn."
)

REFUSAL_SAYS = "Qua xem xét, {unit} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:"
REFUSED_LATER_SAYS = "Qua xem xét, {unit} thông báo từ chối giải quyết hồ sơ này với lý do cụ thể như sau:"
EARLIER = "Trùng với hồ sơ đã nộp trước"
REFUSAL_ENDS = "Xin thông báo để ông/bà được biết và thực hiện."

DEAR = "Kính gửi:"
DEAR_PERSON = "Kính gửi: Ông/Bà"
APOLOGY_RECEIVED = "Ngày {day}, {unit} đã tiếp nhận hồ sơ của ông/bà; số trong sổ theo dõi: {reference}."
APOLOGY_LATE = (
    "Hồ sơ không thể giải quyết xong đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
)
APOLOGY_SAYS = (
    "{unit} xin lỗi ông/bà về sự chậm trễ này, đề nghị gia hạn thời gian giải quyết và sẽ trả kết quả "
    "vào {at}."
)
APOLOGY_ENDS = "Rất mong ông/bà thông cảm."

STOP_SAYS = "{unit} thông báo dừng giải quyết hồ sơ nêu trên kể từ {day}, với lý do như sau:"
STOP_ENDS = "Xin thông báo để ông/bà được biết."
HEAD_OF_UNIT = "THỦ TRƯỞNG ĐƠN VỊ"
SIGNED = "(Ký, ghi rõ họ tên)"
SEALED = "(Ký, đóng dấu, ghi rõ họ tên)"
SENT_TO = "Nơi nhận:"
SENT_TO_WHOM = ("- Như trên;", "- Lưu: hồ sơ.")
APPLICANT_SIGNS = "NGƯỜI NỘP HỒ SƠ"
RECEIVER_SIGNS = "NGƯỜI TIẾP NHẬN HỒ SƠ"
GUIDE_SIGNS = "NGƯỜI HƯỚNG DẪN"
REFUSER_SIGNS = "NGƯỜI LẬP PHIẾU"

CONTROL_OWNER = "Chủ hồ sơ"
CONTROL_COLUMNS = (
    "Cơ quan, bộ phận, người\n1. giao / 2. nhận",
    "Thời gian giao, nhận\n(hai bên ký)",
    "Kết quả so với hạn",
    "Ghi chú",
)
GIVES, TAKES = "1. Giao:", "2. Nhận:"
UNKNOWN_MOMENT = "…… giờ …… phút,\nngày …… tháng …… năm ……"
TIMELINESS = {
    Timeliness.EARLY: "Trước hạn",
    Timeliness.ON_TIME: "Đúng hạn",
    Timeliness.LATE: "Quá hạn",
}
ANY_TIMELINESS = "\n".join(TIMELINESS.values())


def title_of(facts: Facts) -> tuple[str, ...]:
    """The form's name, a line each."""
    return REFUSED_LATER if facts.is_refused_later else TITLES[facts.form]


def number_of(facts: Facts) -> str:
    """Which form of the annex it is."""
    known_as = LIKE_FORM_NUMBER if facts.is_refused_later else FORM_NUMBER
    return known_as.format(number=facts.form.value)
