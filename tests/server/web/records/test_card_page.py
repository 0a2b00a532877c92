"""A scanned citizen card fills in two fields and leaves no trace of itself."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from server.web.records.card_page import LONGEST_SCAN
from tests.server.web.records.test_records_pages import GUARDIAN, fill_in
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"


def scanned(browser: Browser, scan: str) -> dict[str, Any]:
    answer = browser.post("/records/card", scan=scan)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json
    return found


def test_name_and_number_are_filled_in_and_nothing_else_comes_back(lan: Browser) -> None:
    found = scanned(lan, CARD)

    assert found["fields"] == {"name": "Trần Thị Mận", "identity": "068185001234"}
    assert found["said"] == ["Đã điền từ mã QR. Vẫn phải xem thẻ."]
    for private in ("Tân Thành", "251234567", "02031985", "14082021"):
        assert private not in str(found)


def test_what_cannot_be_right_is_said_and_filled_in_all_the_same(lan: Browser) -> None:
    found = scanned(lan, CARD.replace("068185", "068085"))

    assert found["is_warning"]
    assert "Chữ số thứ tư không khớp" in found["said"][0]
    assert found["fields"]["name"] == "Trần Thị Mận"


def test_a_mangled_scan_says_what_to_do_and_fills_in_no_wrong_name(lan: Browser) -> None:
    found = scanned(lan, CARD.encode("ascii", "ignore").decode())

    assert "tắt bộ gõ tiếng Việt" in found["said"][0]
    assert found["fields"] == {"name": "", "identity": "068185001234"}


@pytest.mark.parametrize("scan", ["A001", "", "1|2|3"])
def test_another_code_fills_in_nothing(lan: Browser, scan: str) -> None:
    found = scanned(lan, scan)

    assert found["fields"] == {}
    assert "không phải mã QR trên thẻ căn cước" in found["said"][0]


def test_it_is_for_who_receives_records_and_no_longer_than_a_card(lan: Browser, site: Console) -> None:
    assert lan.post("/records/card", scan="|" * (LONGEST_SCAN + 1)).status_code == 413
    assert site.signed_in("thu").post("/records/card", scan=CARD).status_code == 403


def test_nothing_of_a_scan_is_logged_or_written_down(
    lan: Browser, center: OpenCenter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with center.writer.reading() as hall:
        before = hall.head.seq
    scanned(lan, CARD)

    with center.writer.reading() as hall:
        assert hall.head.seq == before
    assert "068185001234" not in caplog.text
    assert "Mận" not in caplog.text


def test_the_number_finds_the_same_person_again_and_is_kept_nowhere(lan: Browser) -> None:
    fields = scanned(lan, CARD)["fields"]
    address = fill_in(lan, **fields).location

    assert fill_in(lan, procedure=GUARDIAN, **fields).status_code == 409
    assert "068185001234" not in lan.get(str(address)).text
