"""What nobody fetched or completed for months is shown to who can call them and end it."""

from __future__ import annotations

import pytest

from tests.server.web.records.test_records_pages import press, received
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

A_DAY_S = 24 * 3600
APPLICANT = {"name": "Lâm Thị Ba", "phone": "0912345678"}


@pytest.fixture
def waiting(lan: Browser, center: OpenCenter) -> tuple[str, str]:
    """The addresses of a record that is ready and one that waits for a supplement, for 91 days."""
    ready, supplement = received(lan, **APPLICANT), received(lan)
    press(lan, ready, "finish-record")
    press(lan, supplement, "ask-supplement", reason="thieu-giay-to")
    assert 'href="/records/waiting"' not in lan.get("/records").text
    assert "Không có hồ sơ nào." in lan.get("/records/waiting").text
    center.clock.pass_time(91 * A_DAY_S)
    return ready, supplement


def test_who_received_it_sees_whom_to_call_and_ends_it(site: Console, waiting: tuple[str, str]) -> None:
    lan = site.signed_in("lan")
    assert 'href="/records/waiting">Chờ người nộp đã lâu <b>2</b></a>' in lan.get("/records").text

    page = lan.get("/records/waiting").text

    assert '<td>Lâm Thị Ba</td><td><a href="tel:0912345678">' in page
    assert page.count("<b>91 ngày</b>") == 2
    assert "nhận kết quả" in page
    assert "nộp bổ sung" in page
    press(lan, waiting[0], "return-record")
    press(lan, waiting[1], "stop-record", reason="qua-han-bo-sung")
    assert "Không có hồ sơ nào." in lan.get("/records/waiting").text


def test_managers_see_it_without_the_telephone_and_others_not_at_all(
    site: Console, waiting: tuple[str, str]
) -> None:
    manager = site.signed_in("quang")

    page = manager.get("/records/waiting").text

    assert "Đồng nghiệp đã nhận (2)" in page
    assert APPLICANT["phone"] not in page
    assert APPLICANT["name"] not in page
    assert 'href="/records/waiting"' in manager.get("/persons").text
    assert site.signed_in("thu").get("/records/waiting").status_code == 403
