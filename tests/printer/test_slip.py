"""What may stand on a slip."""

from dataclasses import fields, replace
from datetime import datetime

import pytest

from printer.slip import QrPurpose, Slip


def test_without_a_public_address_the_qr_holds_the_bare_token(slip: Slip) -> None:
    assert slip.qr_content == "k3Jx9QpLw2Zr7TnVb5Yc8D"
    assert slip.qr_purpose is QrPurpose.READERS


def test_with_a_public_address_the_qr_holds_the_address_of_the_visit(slip: Slip) -> None:
    public = replace(slip, public_url="https://motcua.example/v/")

    assert public.qr_content == "https://motcua.example/v/k3Jx9QpLw2Zr7TnVb5Yc8D"
    assert public.qr_purpose is QrPurpose.STATUS_PAGE


def test_a_slip_has_no_place_for_a_person() -> None:
    assert {field.name for field in fields(Slip)} == {
        "center_name", "service_vi", "service_en", "number", "token", "taken_at", "people_ahead",
        "public_url", "hotline", "where_to_wait", "language", "marks",
    }  # fmt: skip


def test_a_time_without_a_zone_is_refused(slip: Slip) -> None:
    with pytest.raises(ValueError, match="time zone"):
        replace(slip, taken_at=datetime(2026, 11, 22, 8, 12))  # noqa: DTZ001  the naive time is the subject


@pytest.mark.parametrize("number", ["", " ", "Đ012", "A\n12"])
def test_a_number_that_a_printer_might_garble_is_refused(slip: Slip, number: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        replace(slip, number=number)


def test_a_token_with_a_vietnamese_letter_is_refused(slip: Slip) -> None:
    with pytest.raises(ValueError, match="token"):
        replace(slip, token="mã")
