"""`/me`: an officer's own figures, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract import commands as c
from server.service.asker import Asker
from tests.support.console import Browser, Console, console
from tests.support.hub import SmallHub, small_hub
from tests.support.records import COPIES, receive
from tests.support.told_visits import center_of

DAY_S = 24 * 3600
FRIDAY_30_OCTOBER = datetime(2026, 10, 30, 1, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallHub]:
    """At 08:00 of an open Friday, the last but one of October."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    with small_hub(tmp_path, url, at=FRIDAY_30_OCTOBER) as hub:
        hub.open_day()
        yield hub


@pytest.fixture
def site(hub: SmallHub) -> Iterator[Console]:
    """The console's app over it."""
    with console(center_of(hub)) as site:
        yield site


def served(hub: SmallHub, officer: Asker, *seconds: float, counter: str = "1", wait_s: float = 60) -> None:
    """One after the other, each after the same wait."""
    for spent in seconds:
        ticket = hub.take()
        hub.clock.pass_time(wait_s)
        hub.serve(ticket, counter, officer)
        hub.clock.pass_time(spent)
        hub.at_counter(c.Finish, ticket, counter, officer)


def next_day(hub: SmallHub, *, after_days: int = 1) -> None:
    hub.close_day()
    hub.clock.pass_time(after_days * DAY_S)
    hub.open_day()


def table(browser: Browser) -> dict[str, list[str]]:
    """Texts of the cells by the row's name."""
    response = browser.get("/me")
    assert response.status_code == 200
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', response.text, re.DOTALL)
    return {
        _plain(name): [_plain(cell) for cell in re.findall(r"<td.*?</td>", cells, re.DOTALL)]
        for name, cells in rows
    }


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_today_this_week_and_this_month_are_counted_and_add_up(hub: SmallHub, site: Console) -> None:
    lan = site.asker("lan")
    hub.sit("1", lan)
    served(hub, lan, 1000)
    next_day(hub, after_days=3)  # Monday 2 November: another month, another week
    hub.sit("1", lan)
    served(hub, lan, 100, 200.9)
    next_day(hub, after_days=7)
    hub.sit("1", lan)
    served(hub, lan, 300)
    next_day(hub)
    hub.sit("1", lan)
    served(hub, lan, 400)
    gone = hub.take()
    hub.call("1", lan)
    hub.at_counter(c.NoShow, gone, "1", lan)
    hub.clock.pass_time(1)

    found = table(site.signed_in("lan"))

    assert found["lần tại quầy"] == ["2", "3", "5"]
    assert found["hoàn thành"] == ["1 1/2 = 50 %", "2 2/3 = 67 %", "4 4/5 = 80 %"]
    assert found["vắng mặt"] == ["1 1/2 = 50 %", "1 1/3 = 33 %", "1 1/5 = 20 %"]
    assert found["thời gian phục vụ: một nửa không quá"] == [
        "6:40 1 lần, ít",
        "5:00 2 lần, ít",
        "3:20 4 lần, ít",
    ]
    assert found["thời gian phục vụ: 90 % không quá"][2] == "6:40 4 lần, ít"
    assert found["thời gian chờ: một nửa không quá"] == ["0:00 2 lần, ít", "1:00 3 lần, ít", "1:00 5 lần, ít"]
    assert set(found) == {
        "lần tại quầy",
        "hoàn thành",
        "vắng mặt",
        *(f"thời gian {kind}: {how} không quá" for kind in ("phục vụ", "chờ") for how in ("một nửa", "90 %")),
    }


def test_nothing_of_others_is_in_it_also_where_one_did_nothing(hub: SmallHub, site: Console) -> None:
    lan = site.asker("lan")
    hub.sit("1", lan)
    served(hub, lan, 100, 100)
    hub.take()
    browser = site.signed_in("minh")

    found, text = table(browser), browser.get("/me").text
    assert found["lần tại quầy"] == ["0", "0", "0"]
    assert found["thời gian phục vụ: một nửa không quá"] == ["–", "–", "–"]
    assert "Tháng này chưa có lượt nào tại quầy của Trần Văn Minh." in text
    assert "Nguyễn Thị Lan" not in text


def test_a_transfer_is_one_stay_of_each_officer(hub: SmallHub, site: Console) -> None:
    lan, minh = site.asker("lan"), site.asker("minh")
    hub.sit("1", lan)
    hub.sit("3", minh)
    ticket = hub.take()
    hub.serve(ticket, "1", lan)
    hub.clock.pass_time(60)
    hub.at_counter(c.Transfer, ticket, "1", lan, to_service="dat-dai-xay-dung")
    hub.clock.pass_time(30)
    hub.serve(ticket, "3", minh)

    assert table(site.signed_in("lan"))["chuyển tiếp"][0] == "1 1/1 = 100 %"
    assert table(site.signed_in("minh"))["chưa xong"][0] == "1 1/1 = 100 %"


def test_twenty_are_not_few(hub: SmallHub, site: Console) -> None:
    lan = site.asker("lan")
    hub.sit("1", lan)
    served(hub, lan, *range(100, 119), wait_s=1)
    assert table(site.signed_in("lan"))["thời gian phục vụ: một nửa không quá"][0] == "1:49 19 lần, ít"
    served(hub, lan, 200, wait_s=1)

    assert table(site.signed_in("lan"))["thời gian phục vụ: một nửa không quá"][0] == "1:49 20 lần"


@pytest.mark.parametrize(("login", "status"), [("quang", 403), ("thu", 403), ("admin", 403), ("hung", 200)])
def test_it_is_for_officers(site: Console, login: str, status: int) -> None:
    browser = site.signed_in(login)

    assert browser.get("/me").status_code == status
    assert ('href="/me"' in browser.get("/").text) == (status == 200)


def test_the_words_are_explained_in_the_readers_language(site: Console) -> None:
    browser = site.signed_in("lan")
    assert "Các khoảng đi tới quầy, phục vụ và lưu số liền nhau" in browser.get("/me").text
    browser.get("/language/en")

    text = browser.get("/me").text
    assert "Walking, service and hold in a row at one counter with one officer." in text
    assert "My figures" in text
    assert table(browser)["stay at a counter"] == ["0", "0", "0"]


def test_an_officers_own_records_stand_below_and_nobody_elses(hub: SmallHub, site: Console) -> None:
    lan, minh = site.asker("lan"), site.asker("minh")
    for _ in range(3):
        receive(hub, lan, procedure=COPIES, is_returned_at_once=True)
    receive(hub, minh)
    next_day(hub, after_days=3)
    receive(hub, lan)

    found = table(site.signed_in("lan"))

    assert found["đã tiếp nhận"] == ["1", "1", "1"]
    assert found["đã trả kết quả"] == ["0", "0", "0"]
    assert found["không quá hạn, trên số đã tiếp nhận"] == ["0,0 % 0/1, ít"] * 3
    assert "Tháng này chưa tiếp nhận hồ sơ nào." in site.signed_in("hung").get("/me").text


def test_own_shares_show_both_numbers(hub: SmallHub, site: Console) -> None:
    lan = site.asker("lan")
    for _ in range(45):
        receive(hub, lan, procedure=COPIES, is_returned_at_once=True)
    for _ in range(7):
        receive(hub, lan)

    found = table(site.signed_in("lan"))

    assert found["không quá hạn, trên số đã trả"][0] == "100,0 % 45/45"
    assert found["không quá hạn, trên số đã tiếp nhận"][0] == "86,5 % 45/52"
    assert found["đang giải quyết"][0] == "7"
