"""What every page of staff says: restored and waiting for journals, a clock in doubt."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contract.events import ClockStepped, EpochBegun
from contract.ids import DeviceId, Epoch
from contract.words import ClockTrust
from tests.support.console import Browser, Console, console
from tests.support.open_center import MONDAY_8_AM, OpenCenter, open_center


@pytest.fixture
def restored(center: OpenCenter) -> OpenCenter:
    """From a backup, at ten past eight."""
    center.clock.pass_time(600)
    begun = {"before": Epoch("an-older-one"), "awaits": (DeviceId("kiosk-1"),)}
    center.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    return center


def first_alert(browser: Browser) -> Any:
    """The one line there is room for."""
    return browser.state()["alerts"][0]


def test_a_restored_center_says_whose_journal_is_missing_and_since_when(
    site: Console, restored: OpenCenter
) -> None:
    alert = first_alert(site.signed_in("lan"))
    assert alert["kind"] == "awaiting-journals"
    kiosk = next(known for known in restored.config.devices if known.id == "kiosk-1")
    assert alert["text"].startswith(
        f"Dữ liệu vừa được khôi phục: chưa phát số, còn chờ nhật ký của {kiosk.name_vi}."
    )
    assert alert["since"] == "2026-11-23T01:10:00Z"
    assert alert["action"] is None


@pytest.mark.parametrize("login", ["quang", "admin"])
def test_manager_and_administrator_can_go_on_without_it(
    site: Console, restored: OpenCenter, login: str
) -> None:
    browser = site.signed_in(login)
    action = first_alert(browser)["action"]
    assert (action["verb"], action["asks"]) == ("issue-without-journals", "override-reason")
    assert browser.ask("issue-without-journals", reason=" ").status_code == 409
    assert browser.ask("issue-without-journals", reason="Máy lấy số đã hỏng").status_code == 200
    assert browser.state()["alerts"] == []


def test_an_officer_cannot(site: Console, restored: OpenCenter) -> None:
    lan = site.signed_in("lan")
    assert lan.ask("issue-without-journals", reason="x").status_code == 403


@pytest.mark.parametrize(("login", "page"), [("quang", "/waits"), ("admin", "/accounts")])
def test_every_page_says_it(site: Console, restored: OpenCenter, login: str, page: str) -> None:
    text = site.signed_in(login).get(page).text
    assert 'class="banner"' in text
    assert "Dữ liệu vừa được khôi phục" in text


def test_where_all_is_well_there_is_no_banner(site: Console) -> None:
    assert 'class="banner"' not in site.signed_in("quang").get("/waits").text


def step(center: OpenCenter, step_s: float) -> None:
    """As the clockwork records it."""
    fields: dict[str, Any] = {"step_s": step_s}
    center.writer.run(lambda work, _: work.record(ClockStepped, **fields)).result(10)


@pytest.mark.parametrize(
    ("step_s", "how"),
    [(3600.0, "nhanh thêm 1 giờ"), (-5400.0, "lùi lại 1 giờ 30 phút"), (86460.0, "nhanh thêm 1 ngày 1 phút")],
)
def test_a_step_is_said_until_the_manager_has_confirmed_the_time(
    site: Console, center: OpenCenter, step_s: float, how: str
) -> None:
    step(center, step_s)
    alert = first_alert(site.signed_in("lan"))
    assert alert["text"] == (
        f"Đồng hồ của hệ thống vừa bị chỉnh {how}: người quản lý cần xem giờ và xác nhận"
    )
    assert alert["action"] is None
    quang = site.signed_in("quang")
    assert first_alert(quang)["action"]["verb"] == "confirm-clock"
    assert quang.ask("confirm-clock", seen=quang.state()["at"]).status_code == 200
    assert quang.state()["alerts"] == []


def test_a_step_nobody_would_see_is_not_said(lan: Browser, center: OpenCenter) -> None:
    step(center, 2.0)
    assert lan.state()["alerts"] == []


def test_a_clock_in_doubt_can_be_confirmed_where_it_is_said(tmp_path: Any) -> None:
    with open_center(tmp_path, trust=ClockTrust.UNTRUSTED) as center, console(center) as site:
        assert first_alert(site.signed_in("quang"))["action"]["verb"] == "confirm-clock"
        assert first_alert(site.signed_in("lan"))["action"] is None


def test_a_clock_that_went_back_says_what_it_is_behind(tmp_path: Any) -> None:
    with open_center(tmp_path) as center:
        center.open_day()
    with open_center(tmp_path, at=MONDAY_8_AM - timedelta(hours=2)) as center, console(center) as site:
        assert "chạy lùi (việc sau cùng ghi lúc 08:00 23/11)" in first_alert(site.signed_in("quang"))["text"]
