"""An offline slip at the counter: found by number or code, served by one press, refused in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract import commands as c
from contract.ids import new_command_id
from contract.words import HandInEnd
from tests.support.console import Browser, Console, console
from tests.support.kiosk_alone import KioskAlone, PaperSlip
from tests.support.open_center import MANAGER, SAMPLE, OpenCenter, open_center

ADDRESS = "https://motcua.tan-lap.example/t/"


@pytest.fixture
def kiosk(center: OpenCenter) -> KioskAlone:
    """It lost the hub a while ago."""
    center.clock.pass_time(600)
    return KioskAlone(center)


@pytest.fixture
def seated(lan: Browser) -> Browser:
    """Lan sits at counter 1: civil status and certification."""
    assert lan.ask("open-counter", counter="1").status_code == 200
    return lan


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Console]:
    """Civil status and certification draw from one range without a letter."""
    text = SAMPLE.read_text("utf-8").replace('series = "c"', 'series = "a"')
    text = text.replace('letter = "A"\nfirst = 1\nlast = 999', "first = 1001\nlast = 1999")
    with open_center(tmp_path, text=text) as center, console(center) as site:
        center.open_day()
        yield site


def found(browser: Browser, written: str) -> Any:
    """As the page asks."""
    response = browser.find(written)
    assert response.status_code == 200, response.text
    return response.get_json()


def sentence(browser: Browser, written: str) -> Any:
    """Why nothing was found."""
    response = browser.find(written)
    assert response.status_code == 404, response.text
    return response.get_json()["sentence"]


def press(browser: Browser, card: Any, at: int = 0) -> Any:
    """One of the buttons of a card."""
    action = card["actions"][at]
    assert action["why_not"] is None, action
    return browser.ask(action["verb"], **action["fields"])


def ways_of(slip: PaperSlip) -> list[str]:
    return [
        "A999",
        "a999",
        " a 999 ",
        slip.token,
        ADDRESS + slip.token,
        f"http://10.0.0.2:8080/t/{slip.token}",
    ]


@pytest.mark.parametrize("way", range(6))
def test_however_it_is_written_or_read_the_slip_is_served_by_one_press(
    seated: Browser, kiosk: KioskAlone, way: int
) -> None:
    slip = kiosk.give()
    card = found(seated, ways_of(slip)[way])
    assert card["number"] == "A999"
    assert card["sentence"].startswith("Phiếu A999 do ")
    assert card["look"] == "Xem ngày in trên phiếu: phải là 23/11/2026."
    assert [action["label"] for action in card["actions"]] == ["Phục vụ phiếu giấy"]

    said = press(seated, card).get_json()

    assert said["sentence"] == "Số A999: đang phục vụ."
    ticket = seated.state()["counter"]["ticket"]
    assert (ticket["number"], ticket["state"]) == ("A999", "serving")
    assert ticket["notes"] == ["Phiếu giấy nhận tại quầy, máy lấy số chưa nộp"]


def test_a_slip_that_was_read_is_merged_and_one_of_the_same_number_is_not(
    seated: Browser, kiosk: KioskAlone
) -> None:
    slip = kiosk.give()
    press(seated, found(seated, slip.token))
    assert kiosk.hand_in(slip) == [HandInEnd.MERGED]
    assert found(seated, slip.token)["notes"] == ["Phiếu cấp khi mất kết nối"]
    assert sentence(seated, "A999-0123456789abcdef") == (
        "Số A999 hôm nay thuộc phiếu khác. Xem ngày in trên phiếu này."
    )


def test_a_claimed_slip_read_again_is_the_ticket_at_the_counter(seated: Browser, kiosk: KioskAlone) -> None:
    slip = kiosk.give()
    press(seated, found(seated, slip.number))
    card = found(seated, slip.token)
    assert (card["state_name"], card["counter"], card["actions"]) == ("đang phục vụ", "Quầy 1", [])


def test_one_that_was_served_says_so(seated: Browser, kiosk: KioskAlone) -> None:
    slip = kiosk.give()
    press(seated, found(seated, slip.token))
    seated.press("finish")
    card = found(seated, slip.token)
    assert (card["state_name"], card["actions"]) == ("hoàn thành", [])
    again = seated.ask("claim-slip", counter="1", number="A999").get_json()
    assert again["sentence"] == "Số A999 đã có trong hệ thống. Hãy gọi số này như bình thường."


def test_what_was_handed_in_meanwhile_is_called_as_any_other(seated: Browser, kiosk: KioskAlone) -> None:
    slip = kiosk.give()
    kiosk.hand_in(slip)
    card = found(seated, slip.number)
    assert card["actions"][0]["verb"] == "call-ticket"
    assert press(seated, {"actions": [card["actions"][0]]}).status_code == 400
    answer = seated.ask("call-ticket", **card["actions"][0]["fields"], reason="Công dân có phiếu giấy")
    assert answer.get_json()["sentence"] == "Đang gọi số A999 đến quầy 1."


def test_an_unknown_number_names_the_numbers_that_are_possible(seated: Browser, kiosk: KioskAlone) -> None:
    assert sentence(seated, "A500") == (
        "Hôm nay không có số “A500”. Phiếu cấp khi mất kết nối hôm nay chỉ có số: A850–A999."
    )
    assert sentence(seated, "B7") == (
        "Hôm nay không có số “B7”. Phiếu cấp khi mất kết nối hôm nay chỉ có số: A850–A999, C850–C999, "
        "H850–H999, K850–K999, L850–L999, S850–S999, U850–U999, Y850–Y999."
    )


def test_where_kiosks_are_lent_nothing_nothing_is_promised(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8") + "\n[offline]\nnumbers = 0\n"
    with open_center(tmp_path, text=text) as center, console(center) as site:
        center.open_day()
        assert sentence(site.signed_in("lan"), "A999") == "Hôm nay không có số “A999”."


def test_a_busy_counter_says_so_before_and_after_the_press(
    seated: Browser, center: OpenCenter, kiosk: KioskAlone
) -> None:
    center.take("ho-tich")
    slip = kiosk.give()
    seated.press("call-next")
    card = found(seated, slip.number)
    assert card["actions"][0]["why_not"] == "Quầy đang có người"
    refused = seated.ask("claim-slip", **card["actions"][0]["fields"]).get_json()
    assert refused["sentence"].startswith("Quầy đang gọi số A001.")


def test_without_a_counter_of_ones_own_nothing_is_served(
    site: Console, lan: Browser, kiosk: KioskAlone
) -> None:
    slip = kiosk.give()
    assert found(lan, slip.number)["actions"][0]["why_not"] == "Chưa mở quầy"
    assert found(site.signed_in("thu"), slip.number)["actions"] == []


def test_a_slip_of_another_counters_service_names_that_counter(seated: Browser, kiosk: KioskAlone) -> None:
    slip = kiosk.give("dat-dai-xay-dung")
    assert found(seated, slip.number)["actions"][0]["why_not"] == (
        "Quầy này không phục vụ số này; mời đến: Quầy 3"
    )


def test_no_day_no_slips(seated: Browser, center: OpenCenter, kiosk: KioskAlone) -> None:
    slip = kiosk.give()
    center.done(c.CloseDay(command_id=new_command_id()), MANAGER)
    assert sentence(seated, slip.number) == "Chưa mở ngày làm việc: không phục vụ được phiếu nào."
    assert sentence(seated, slip.token) == "Chưa mở ngày làm việc: không phục vụ được phiếu nào."


def test_a_slip_of_yesterday_that_found_no_line_says_so(site: Console, center: OpenCenter) -> None:
    kiosk = KioskAlone(center)
    slip = kiosk.give()
    center.done(c.CloseDay(command_id=new_command_id()), MANAGER)
    center.clock.pass_time(24 * 3600)
    center.open_day()
    assert kiosk.hand_in(slip) == [HandInEnd.NOT_PLACED]
    assert sentence(site.signed_in("lan"), slip.token) == (
        "A999: Phiếu của ngày 23/11, ngày đó đã đóng. Nếu công dân còn ở đây: cấp số mới."
    )


def test_where_services_share_a_range_the_service_is_chosen(shared: Console) -> None:
    lan = shared.signed_in("lan")
    lan.ask("open-counter", counter="1")
    card = found(lan, " 1999 ")
    assert [action["label"] for action in card["actions"]] == [
        "Phục vụ phiếu giấy: Hộ tịch",
        "Phục vụ phiếu giấy: Chứng thực",
    ]
    press(lan, card, 1)
    assert lan.state()["counter"]["ticket"]["service"] == "Chứng thực"
    assert sentence(lan, "2500").endswith("chỉ có số: 1850–1999.")


def test_only_services_of_ones_own_counter_are_offered(shared: Console) -> None:
    minh = shared.signed_in("minh")
    minh.ask("open-counter", counter="2")
    labels = [action["label"] for action in found(minh, "1999")["actions"]]
    assert labels == ["Phục vụ phiếu giấy: Chứng thực"]
