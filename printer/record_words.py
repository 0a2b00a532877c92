"""The sentences on a record's slip: Vietnamese alone, as the form is that it goes with.

Knows words only.
"""

from contract.record_slip import RecordSlipKind

TITLES = (
    (RecordSlipKind.RECEIPT, "Biên nhận hồ sơ"),
    (RecordSlipKind.REFUSAL, "Phiếu từ chối tiếp nhận"),
    (RecordSlipKind.LATER_REFUSAL, "Phiếu từ chối giải quyết"),
)
REFERENCE = "Số trong sổ theo dõi"
CODE = "Mã hồ sơ"
NO_CODE = "Mã hồ sơ: ...................."
"""To be written by hand."""
RECEIVED = "Tiếp nhận"
REFUSED = "Từ chối lúc"
DUE = "Hẹn trả"
AT_ONCE = "Trả kết quả ngay khi tiếp nhận"
COLLECT = "Nhận kết quả"
BRING = ("Mang theo phiếu này và giấy tờ tùy thân.", "Nhận thay: có giấy ủy quyền.")
LOOK_UP = "Mã tra cứu"
LOOK_UP_AT = "Tra cứu hồ sơ tại máy lấy số"
LOOK_UP_PAGE = "hoặc trang"
REASON = "Lý do"
EARLIER = "Trùng với hồ sơ số"
NO_FORM = ("Phiếu này không thay cho", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả.")
NO_REFUSAL = ("Phiếu này không thay cho", "Phiếu từ chối tiếp\N{NO-BREAK SPACE}nhận giải quyết hồ sơ.")
NO_LATER_REFUSAL = ("Phiếu này không thay cho", "Phiếu từ chối giải quyết hồ sơ.")
QR_CODE = ("Mã QR: mã hồ sơ",)
_NO_CODE = "(không phải mã hồ sơ)"
QR_REFERENCE = ("Mã QR: số trong sổ theo dõi", _NO_CODE)
QR_LOOK_UP = ("Mã QR: để tra cứu tại máy lấy số", _NO_CODE)
