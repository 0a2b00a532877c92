"""A wrong press is taken back from the record's page, and everybody can see that it was one."""

from __future__ import annotations

from tests.server.web.records.test_records_pages import (
    COPIES,
    GUARDIAN,
    WHO,
    fill_in,
    hidden,
    press,
    received,
)
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

OFFER = "Bấm nhầm? Hoàn tác bước vừa làm"


def take_back(browser: Browser, address: str) -> str:
    """The button is pressed; the page afterwards."""
    form = browser.get(address).text.split('/undo-record"')[1].split("</form>")[0]
    fields = {name: hidden(form, name)[0] for name in ("state", "command_id", "undone")}
    answer = browser.post(f"{address}/undo-record", **fields)
    assert answer.status_code == 303, answer.text
    return browser.get(address).text


def test_a_refusal_by_mistake_is_taken_back(lan: Browser) -> None:
    address = received(lan, **WHO)
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi", words="Theo đơn")

    page = take_back(lan, address)

    assert "Hồ sơ 1/2026: Đã tiếp nhận" in page
    assert "(đã hoàn tác)" in page
    assert "0912345678" in page
    assert f"{OFFER}: Tiếp nhận" in page


def test_a_record_entered_by_mistake_stays_in_the_register_without_its_applicant(lan: Browser) -> None:
    address = received(lan, **WHO)
    assert "Số sổ được giữ và ghi vô hiệu" in lan.get(address).text

    page = take_back(lan, address)

    register = lan.get("/records/register").text
    assert "Hồ sơ 1/2026: Vô hiệu (nhập nhầm)" in page
    assert "Vô hiệu (nhập nhầm)" in register
    for text in (page, register, lan.get("/records/register.csv").text):
        assert "0912345678" not in text
    assert "Hồ sơ 2/2026" in lan.get(received(lan, **WHO)).text


def test_a_colleague_is_not_offered_it(lan: Browser, site: Console) -> None:
    address = received(lan)

    assert OFFER in lan.get(address).text
    assert OFFER not in site.signed_in("minh").get(address).text


def test_the_button_goes_when_its_time_is_over_and_a_late_press_says_why(
    lan: Browser, center: OpenCenter
) -> None:
    address = received(lan)
    form = lan.get(address).text.split('/undo-record"')[1].split("</form>")[0]
    center.clock.pass_time(601)

    answer = lan.post(
        f"{address}/undo-record", **{n: hidden(form, n)[0] for n in ("state", "command_id", "undone")}
    )

    assert answer.status_code == 409
    assert "Đã quá thời gian cho phép hoàn tác." in answer.text
    assert OFFER not in lan.get(address).text


def test_what_was_void_is_nobodys_duplicate_and_chosen_for_nobody(lan: Browser, served: str) -> None:
    take_back(lan, received(lan, **WHO))

    assert fill_in(lan, **WHO).status_code == 303
    take_back(lan, received(lan, procedure=COPIES, act="same-visit"))
    assert fill_in(lan, procedure=GUARDIAN).status_code == 303


def test_of_a_void_record_nothing_is_printed_or_scanned(lan: Browser, served: str) -> None:
    address = received(lan)

    page = take_back(lan, address)

    for form in ("01", "02", "03", "04", "05", "06"):
        assert lan.get(f"{address}/forms/{form}.pdf").status_code == 404
    assert "/forms/" not in page
    assert "Mã tra cứu" not in page
    assert 'id="papers"' not in page
