"""The checklist for filing online sent to a kiosk's printer: what is on it, and what the officer is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import msgspec
import pytest
from werkzeug.test import TestResponse

from contract.codec import Codec
from contract.counter_slip import SlipEnd, WantedSlip
from contract.ids import CenterId, Epoch, new_command_id
from contract.states import CounterSlipsState
from contract.words import Language
from server.config.check import check
from server.config.filing_help import MOST_LINES, MOST_THINGS, FilingHelp, MissingThing
from server.config.known import shipped
from server.web.console_app import LIVE, console_app
from server.web.officer.filing_slip import filing_slip
from tests.server.web.console.test_filing_help import serve
from tests.support.console import Browser, Console
from tests.support.hub import SAMPLE
from tests.support.open_center import OpenCenter
from tests.support.slip_kiosks import KIOSK, SteeredKiosks


@pytest.fixture
def kiosks() -> SteeredKiosks:
    return SteeredKiosks()


@pytest.fixture
def site(site: Console, kiosks: SteeredKiosks) -> Iterator[Console]:
    site.app = console_app(replace(site.hub, slips=kiosks))
    yield site
    site.app.extensions[LIVE].close()


def send(browser: Browser, ticket: str, *missing: str, kiosk: str = KIOSK) -> TestResponse:
    body = {"ticket": ticket, "missing": missing}
    return browser.client.post(f"/filing/slip/{kiosk}", json=body, headers={"X-CSRF-Token": browser.csrf})


def test_it_says_what_was_missing_and_what_to_do_and_nothing_of_the_visit(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    taken = center.take("huong-dan")

    answer = send(lan, taken.ticket, "dien-thoai", "script")

    assert answer.status_code == 200
    assert answer.get_json() == {
        "outcome": "done", "sentence": "Phiếu đã in tại Máy lấy số ở cửa.", "code": None, "result": None,
    }  # fmt: skip
    slip = kiosks.checklist
    assert slip.language is Language.VI
    assert [part.title for part in slip.parts] == ["Điện thoại", "Lần sau đến nộp trực tuyến"]
    assert slip.parts[0].lines == ("Chuẩn bị điện thoại thông minh vào được mạng, có số để nhận mã xác nhận",)
    assert "vẫn nộp hồ sơ trực tiếp tại quầy" in slip.closing
    sent = msgspec.json.encode(slip).decode()
    assert taken.number not in sent
    assert taken.ticket not in sent


def test_who_took_the_number_in_english_gets_it_in_english(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    send(lan, center.take("huong-dan", language=Language.EN).ticket, "tai-khoan-ngan-hang")

    slip = kiosks.checklist
    assert (slip.language, slip.parts[0].title) == (Language.EN, "Bank account")
    assert slip.closing.startswith("If you cannot file online")


def test_where_nothing_was_named_it_is_about_everything(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    send(lan, center.take("huong-dan").ticket)

    assert len(kiosks.checklist.parts) == 5


def test_the_longest_checklist_that_may_be_configured_is_one_message() -> None:
    line, name = "ệ" * 160, "ệ" * 80
    things = tuple(
        MissingThing(id=f"a{at}", name_vi=name, name_en=name, todo_vi=(line,) * MOST_LINES)
        for at in range(MOST_THINGS)
    )
    config = check(SAMPLE, shipped(date(2026, 6, 1))).config
    assert config is not None
    help_ = FilingHelp(missing=things, always_vi=(line,) * MOST_LINES, closing_vi=line)
    config = msgspec.structs.replace(config, filing_help=help_)

    slip = filing_slip(config, (), Language.VI)
    wanted = WantedSlip(id=new_command_id(), until=datetime(2026, 11, 23, tzinfo=UTC), slip=slip)
    state = CounterSlipsState(epoch=Epoch("e"), revision=1, device=KIOSK, wanted=(wanted,))

    assert Codec().read(state.topic(CenterId("23134")), state.encode()).message == state


@pytest.mark.parametrize(
    ("end", "fault", "said"),
    [
        (SlipEnd.NOT_PRINTED, "paper-out", "máy in của Máy lấy số ở cửa đã hết giấy"),
        (SlipEnd.NOT_PRINTED, "paper-out", "hoặc in danh mục khổ A5"),
        (SlipEnd.UNSURE, "stalled", "Không biết phiếu đã in xong chưa"),
        (None, "", "Máy lấy số ở cửa không trả lời"),
    ],
)
def test_what_went_wrong_is_said_in_words(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks, end: SlipEnd | None, fault: str, said: str
) -> None:
    kiosks.end, kiosks.fault = end, fault

    answer = send(lan, center.take("huong-dan").ticket).get_json()

    assert answer["outcome"] == "refused"
    assert said in answer["sentence"]


def test_a_busy_kiosk_and_one_that_is_no_more_are_said(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    ticket = center.take("huong-dan").ticket
    unknown = send(lan, ticket, kiosk="kiosk-9")
    kiosks.is_busy = True

    assert unknown.status_code == 404
    assert "không còn máy lấy số này" in unknown.get_json()["sentence"]
    assert "đang in phiếu khác" in send(lan, ticket).get_json()["sentence"]
    assert kiosks.asked == []


def test_the_officers_page_offers_every_kiosk_and_says_which_is_silent(
    site: Console, center: OpenCenter, lan: Browser
) -> None:
    center.sit("2", site.asker("lan"))
    serve(site, center)

    assert lan.state()["filing"]["kiosks"] == [
        {"id": "kiosk-1", "name": "Máy lấy số ở cửa", "why_not": None},
        {"id": "kiosk-2", "name": "kiosk-2", "why_not": "mất kết nối"},
    ]


@pytest.mark.parametrize(("login", "status"), [("quang", 200), ("thu", 403), ("admin", 403)])
def test_whoever_may_note_what_was_missing_may_ask(
    site: Console, center: OpenCenter, login: str, status: int
) -> None:
    assert send(site.signed_in(login), center.take("huong-dan").ticket).status_code == status


def test_nonsense_and_forged_pages_print_nothing(
    lan: Browser, center: OpenCenter, kiosks: SteeredKiosks
) -> None:
    ticket = center.take("huong-dan").ticket
    assert send(lan, "no-such-ticket").status_code == 404
    assert send(lan, ticket, *["dien-thoai"] * 9).status_code == 400
    lan.csrf = "forged"
    assert send(lan, ticket).status_code == 403

    assert kiosks.asked == []
