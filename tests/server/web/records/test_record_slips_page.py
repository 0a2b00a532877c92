"""The record's thermal slip from its page: which kiosk, what stands on it, what the officer is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import msgspec
import pytest

from contract.counter_slip import SlipEnd
from contract.record_slip import RecordSlipKind
from server.domain.hours import LOCAL
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_records_pages import GUARDIAN, WHO, fill_in, hidden, press, received
from tests.support.console import Browser, Console
from tests.support.slip_kiosks import KIOSK, SteeredKiosks

COPIES = "2.000815"


@pytest.fixture
def kiosks() -> SteeredKiosks:
    return SteeredKiosks()


@pytest.fixture
def site(site: Console, kiosks: SteeredKiosks) -> Iterator[Console]:
    site.app = console_app(replace(site.hub, slips=kiosks))
    yield site
    site.app.extensions[LIVE].close()


def ask(browser: Browser, record: str, kiosk: str = KIOSK) -> str:
    """Press the button; the page that comes then."""
    answer = browser.post(f"{record}/slip/{kiosk}")
    assert answer.status_code == 303, answer.text
    return browser.get(str(answer.location)).text


def test_the_receipt_is_printed_at_the_kiosk_and_says_so(
    lan: Browser, served: str, kiosks: SteeredKiosks
) -> None:
    page = ask(lan, received(lan, **WHO, code="000.00.01.H36-261123-0001"))

    assert "Phiếu đã in tại kiosk-1." in page
    slip = kiosks.record
    assert (slip.kind, slip.reference, slip.procedure) == (
        RecordSlipKind.RECEIPT, "1/2026", "Đăng ký giám hộ",
    )  # fmt: skip
    assert (slip.code, slip.collect_at) == ("000.00.01.H36-261123-0001", "Quầy 1")
    assert slip.due_at is not None


def test_nothing_of_a_person_travels_to_the_kiosk(lan: Browser, kiosks: SteeredKiosks) -> None:
    ask(lan, received(lan, **WHO, **{"paper-0": "Sổ hộ khẩu", "kind-0": "copy"}, words="ghi chú"))

    sent = msgspec.json.encode(kiosks.record).decode()
    assert not any(word in sent for word in (*WHO.values(), "Sổ hộ khẩu", "ghi chú"))


def test_a_refused_duplicate_has_the_earlier_number_on_its_slip(lan: Browser, kiosks: SteeredKiosks) -> None:
    received(lan, **WHO)
    warned = fill_in(lan, **WHO).text
    act = f"duplicate:{hidden(warned, 'despite')[0]}"
    fields = {
        "command_id": hidden(warned, "command_id")[0],
        "procedure": GUARDIAN,
        "act": act,
        "despite": act.removeprefix("duplicate:"),
    }

    ask(lan, str(lan.post("/records/new", **fields, **WHO).location))

    assert (kiosks.record.kind, kiosks.record.reason, kiosks.record.earlier) == (
        RecordSlipKind.REFUSAL, "Hồ sơ trùng", "1/2026",
    )  # fmt: skip


def test_a_refusal_after_reception_has_a_slip_that_says_so_and_when(
    lan: Browser, site: Console, kiosks: SteeredKiosks
) -> None:
    address = received(lan, **WHO)
    press(lan, address, "refuse-record", reason="khong-du-dieu-kien", words="ghi chú")

    assert "Phiếu từ chối ngắn" in lan.get(address).text
    ask(lan, address)

    slip = kiosks.record
    assert (slip.kind, slip.reason, slip.due_at, slip.look_up_key) == (
        RecordSlipKind.LATER_REFUSAL, "Không đủ điều kiện giải quyết", None, "",
    )  # fmt: skip
    assert slip.refused_at is not None
    assert "ghi chú" not in msgspec.json.encode(slip).decode()


def test_a_duplicate_found_after_reception_has_the_earlier_number_on_its_slip(
    lan: Browser, kiosks: SteeredKiosks
) -> None:
    first, second = received(lan), received(lan)
    earlier = first.removeprefix("/records/")
    page = lan.get(second).text
    lan.post(
        f"{second}/refuse-record",
        command_id=hidden(page, "command_id")[0],
        state="received",
        duplicate_of=earlier,
    )

    ask(lan, second)

    slip = kiosks.record
    assert (slip.kind, slip.reason, slip.earlier) == (RecordSlipKind.LATER_REFUSAL, "Hồ sơ trùng", "1/2026")


def test_a_result_that_was_fetched_later_has_no_slip_any_more(lan: Browser, kiosks: SteeredKiosks) -> None:
    address = received(lan)
    press(lan, address, "return-record")

    assert lan.post(f"{address}/slip/{KIOSK}").status_code == 404
    assert kiosks.asked == []


def test_while_the_clock_stands_still_no_date_is_promised(lan: Browser, kiosks: SteeredKiosks) -> None:
    address = received(lan)
    press(lan, address, "ask-supplement", reason="thieu-giay-to")

    ask(lan, address)

    assert kiosks.record.due_at is None


def test_after_a_supplement_the_apologys_date_is_promised_as_much_later(
    lan: Browser, lan_on_1_december: Callable[[], Browser], kiosks: SteeredKiosks
) -> None:
    address = received(lan)
    press(lan, address, "reappoint-record", reason="can-xac-minh", new_day="2026-12-01")
    ask(lan, address)
    assert kiosks.record.due_at == datetime(2026, 12, 1, 16, 30, tzinfo=LOCAL)
    press(lan, address, "ask-supplement", reason="thieu-giay-to")
    lan = lan_on_1_december()
    press(lan, address, "take-supplement")

    ask(lan, address)

    assert kiosks.record.due_at == datetime(2026, 12, 8, 16, 30, tzinfo=LOCAL)


def test_a_result_of_the_same_visit_is_said(lan: Browser, kiosks: SteeredKiosks) -> None:
    ask(lan, received(lan, act="same-visit", procedure=COPIES))

    assert kiosks.record.is_returned_at_once


@pytest.mark.parametrize(
    ("end", "fault", "said"),
    [
        (SlipEnd.NOT_PRINTED, "paper-out", "Chưa in: máy in của kiosk-1 đã hết giấy"),
        (SlipEnd.NOT_PRINTED, "stalled", "Chưa in: máy in của kiosk-1 đang báo lỗi"),
        (SlipEnd.UNSURE, "stalled", "Không biết phiếu đã in xong chưa"),
        (None, "", "kiosk-1 không trả lời"),
    ],
)
def test_what_went_wrong_is_said_in_words(
    lan: Browser, kiosks: SteeredKiosks, end: SlipEnd | None, fault: str, said: str
) -> None:
    kiosks.end, kiosks.fault = end, fault

    assert said in ask(lan, received(lan))


def test_a_busy_kiosk_is_said(lan: Browser, kiosks: SteeredKiosks) -> None:
    kiosks.is_busy = True

    assert "kiosk-1 đang in phiếu khác" in ask(lan, received(lan))


def test_a_kiosk_that_is_gone_is_a_quiet_button(lan: Browser) -> None:
    page = lan.get(received(lan)).text.split('class="forms"')[1].split("</section>")[0]

    assert 'data-key="F2"' in page.split("/slip/kiosk-1")[1].split("</button>")[0]
    gone = page.split("/slip/kiosk-2")[1].split("</button>")[0]
    assert "<button disabled" in gone
    assert "mất kết nối" in gone


def test_what_ended_otherwise_has_no_slip_to_give(lan: Browser, kiosks: SteeredKiosks) -> None:
    address = received(lan)
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi")

    assert lan.post(f"{address}/slip/{KIOSK}").status_code == 404
    assert "Hồ sơ đã kết thúc" in lan.get(address).text
    assert kiosks.asked == []


@pytest.mark.parametrize("kiosk", ["kiosk-9", "hall-1"])
def test_a_device_that_is_no_kiosk_is_not_asked(lan: Browser, kiosk: str) -> None:
    assert lan.post(f"{received(lan)}/slip/{kiosk}").status_code == 404


@pytest.mark.parametrize(("login", "status"), [("minh", 303), ("quang", 303), ("thu", 403), ("admin", 403)])
def test_whoever_may_open_the_record_may_ask(lan: Browser, site: Console, login: str, status: int) -> None:
    address = received(lan)

    assert site.signed_in(login).post(f"{address}/slip/{KIOSK}").status_code == status


def test_without_the_pages_token_nothing_is_printed(lan: Browser, kiosks: SteeredKiosks) -> None:
    address = received(lan)
    lan.csrf = "forged"

    assert lan.post(f"{address}/slip/{KIOSK}").status_code == 403
    assert kiosks.asked == []


def test_what_the_address_says_is_never_markup(lan: Browser) -> None:
    page = lan.get(f"{received(lan)}?slip=printed&kiosk=<script>alert(1)</script>").text

    assert "<script>alert" not in page
    assert "Phiếu đã in tại kiosk." in page
