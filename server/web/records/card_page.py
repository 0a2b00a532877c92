"""`/records/card`: a scanned citizen card is read for the reception form. Nothing of it is kept or logged.

Gives back name and number alone, the two that the form has a field for, and what in the code cannot be right.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request

from contract.citizen_card import CardWarning, read_card
from server.service.permission import may_read_records
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.say import Say

LONGEST_SCAN = 1024

_SENTENCES = {
    CardWarning.MANGLED: (
        (
            "Chữ bị mất hoặc sai dấu trên đường từ máy quét, nên không điền họ tên. Hãy tắt bộ gõ tiếng Việt "
            "hoặc đặt máy quét gửi Unicode (HID-POS), rồi quét lại; hoặc gõ họ tên theo thẻ."
        ),
        (
            "Letters were lost or changed on the way from the reader, so no name is filled in. Switch the "
            "Vietnamese input method off or set the reader to Unicode (HID-POS) and scan again, or type it."
        ),
    ),
    CardWarning.NUMBER: (
        "Số trên mã không đủ 12 chữ số: hãy đối chiếu với thẻ.",
        "The number in the code is not twelve digits: compare it with the card.",
    ),
    CardWarning.OLD_NUMBER: (
        "Số chứng minh nhân dân cũ trên mã không đúng 9 chữ số.",
        "The former number in the code is not nine digits.",
    ),
    CardWarning.CENTURY_OR_SEX: (
        "Chữ số thứ tư không khớp giới tính hoặc thế kỷ sinh: hãy xem kỹ thẻ.",
        "The fourth digit does not fit sex or century of birth: look closely at the card.",
    ),
    CardWarning.BIRTH_YEAR: (
        "Chữ số thứ năm và thứ sáu không khớp năm sinh: hãy xem kỹ thẻ.",
        "The fifth and sixth digit do not fit the year of birth: look closely at the card.",
    ),
    CardWarning.BIRTH: ("Ngày sinh trên mã không có thật.", "The date of birth in the code is no such day."),
    CardWarning.ISSUED: ("Ngày cấp trên mã không hợp lý.", "The date of issue in the code cannot be right."),
    CardWarning.NO_NAME: ("Mã không có họ tên.", "The code holds no name."),
}
_NO_CARD = (
    "Đây không phải mã QR trên thẻ căn cước, hoặc mã chưa được đọc hết.",
    "This is no citizen card's code, or not all of it was read.",
)
_FILLED = ("Đã điền từ mã QR. Vẫn phải xem thẻ.", "Filled in from the code. Look at the card itself.")


def card_pages(hub: ConsoleHub) -> Blueprint:
    """For who receives records."""
    pages = Blueprint("cards", __name__)

    @pages.post("/records/card")
    def read() -> Response:
        if not may_read_records(security.signed_in().asker):
            abort(403)
        scan = request.form.get("scan", "")
        if len(scan) > LONGEST_SCAN:
            abort(413)
        response = jsonify(_filling(hub, scan, security.say()))
        response.headers["Cache-Control"] = "no-store"
        return response

    return pages


def _filling(hub: ConsoleHub, scan: str, say: Say) -> dict[str, object]:
    """What the form fills in, and sentences about it."""
    card = read_card(scan, hub.writer.now().local_day)
    if card is None:
        return {"fields": {}, "said": [say(*_NO_CARD)], "is_warning": True}
    warnings = [say(*sentence) for warning, sentence in _SENTENCES.items() if warning in card.warnings]
    return {
        # both, always: a name that stood there before is of somebody else
        "fields": {"name": card.name[:120], "identity": card.number[:32]},
        "said": warnings or [say(*_FILLED)],
        "is_warning": bool(warnings),
    }
