"""A citizen card's QR, printed and read back by a decoder of another maker."""

from __future__ import annotations

import io
import unicodedata
from datetime import date

import pytest
import segno
from PIL import Image

from contract.citizen_card import CardWarning, read_card
from hardware.picture_codes import read_codes

LAN = (
    "068185001234|251234567|Nguyễn Thị Lan|02031985|Nữ|Thôn 3, Tân Thành, Hàm Thuận Nam, Bình Thuận|14082021"
)
CHILD = "068324000077||Lê Ân|29022024|Nữ|Xuân Hương - Đà Lạt, Lâm Đồng|05062024||Lê Cha|Trần Mẹ"


def scanned(text: str, encoding: str = "utf-8") -> tuple[str, ...]:
    png = io.BytesIO()
    segno.make_qr(text.encode(encoding)).save(png, kind="png", scale=4)
    return read_codes(Image.open(png))


@pytest.mark.parametrize(("text", "name"), [(LAN, "Nguyễn Thị Lan"), (CHILD, "Lê Ân")])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_printed_card_is_read_back(text: str, name: str, form: str) -> None:
    (seen,) = scanned(unicodedata.normalize(form, text))  # type: ignore[arg-type] # one of the four forms

    card = read_card(seen, date(2026, 11, 23))

    assert card is not None
    assert (card.number, card.name, card.warnings) == (text[:12], name, ())


def test_a_card_in_another_encoding_is_mangled_or_no_text_at_all() -> None:
    read = [read_card(seen, date(2026, 11, 23)) for seen in scanned(LAN, "utf-16")]

    assert all(card is None or CardWarning.MANGLED in card.warnings for card in read)
