"""Broken norms on the officer's and the guide's page: one line a kind, for whom it concerns."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from contract.events import EpochBegun
from contract.ids import DeviceId, Epoch
from tests.support import watched_halls as halls
from tests.support.console import Browser, Console
from tests.support.officers_page import OfficersPage
from tests.support.open_center import OpenCenter


def alerts_of(browser: Browser) -> dict[str, str]:
    """Text by kind; a kind that stands twice fails."""
    alerts = browser.state()["alerts"]
    found = {alert["kind"]: alert["text"] for alert in alerts}
    assert len(found) == len(alerts)
    return found


@pytest.fixture
def busy(site: Console, center: OpenCenter) -> OpenCenter:
    """Forty wait, all norms are broken."""
    halls.busy(site, center)
    return center


def test_forty_people_waiting_make_one_line(site: Console, busy: OpenCenter) -> None:
    assert alerts_of(site.signed_in("thu")) == {
        "long-wait": "19 người chờ quá lâu; lâu nhất A002 (Hộ tịch): 35 phút, mức 20 phút",
        "long-service": "Phục vụ một người quá lâu (mức 30 phút): Quầy 1 (A001, 35 phút)",
        "idle-counter": "Quầy mở mà chưa gọi ai, trong khi có người chờ: Quầy 4 (16 phút, 6 người chờ)",
        "long-line": "Hàng chờ quá dài (mức 15 người): Hộ tịch 16 người",
    }


@pytest.mark.parametrize(
    ("login", "kinds"),
    [
        ("thu", {"long-wait", "long-service", "idle-counter", "long-line"}),
        ("quang", {"long-wait", "long-service", "idle-counter", "long-line"}),
        ("lan", {"long-wait", "long-service", "long-line"}),
        ("hung", {"long-wait", "idle-counter"}),
        ("minh", {"long-wait"}),
        ("admin", set()),
    ],
)
def test_officers_hear_of_their_own_counter_and_its_services_alone(
    site: Console, busy: OpenCenter, login: str, kinds: set[str]
) -> None:
    assert set(alerts_of(site.signed_in(login))) == kinds


def test_an_officer_of_some_services_hears_of_those_lines(site: Console, busy: OpenCenter) -> None:
    found = alerts_of(site.signed_in("hung"))

    assert found["long-wait"].startswith("6 người chờ quá lâu; lâu nhất L001 (Cư trú – Căn cước)")
    assert alerts_of(site.signed_in("minh"))["long-wait"].startswith("2 người chờ quá lâu; lâu nhất C005")


def test_broken_norms_are_no_banner_on_other_pages(site: Console, busy: OpenCenter) -> None:
    assert 'class="banner"' not in site.signed_in("quang").get("/waits").text


def test_they_stand_below_what_is_graver(site: Console, busy: OpenCenter) -> None:
    busy.clock.pass_time(24 * 3600)
    begun = {"before": Epoch("an-older-one"), "awaits": (DeviceId("kiosk-1"),)}
    busy.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)

    kinds = [alert["kind"] for alert in site.signed_in("thu").state()["alerts"]]

    assert kinds[0] == "awaiting-journals"
    assert kinds[-1] == "long-line"


def test_a_norm_no_longer_broken_is_no_longer_said(site: Console, center: OpenCenter) -> None:
    lan, thu = site.asker("lan"), site.signed_in("thu")
    center.sit("1", lan)
    center.take("ho-tich")
    center.clock.pass_time(180)
    assert alerts_of(thu) == {}
    center.clock.pass_time(1)
    assert alerts_of(thu) == {
        "idle-counter": "Quầy mở mà chưa gọi ai, trong khi có người chờ: Quầy 1 (hơn 3 phút, 1 người chờ)"
    }
    center.call("1", lan)
    assert alerts_of(thu) == {}


def test_the_lines_read_in_english_too(site: Console, busy: OpenCenter) -> None:
    thu = site.signed_in("thu")
    thu.get("/language/en")

    found = alerts_of(thu)

    assert found["long-wait"] == (
        "19 people have waited too long; longest A002 (Civil status): 35 min, norm 20 min"
    )
    assert found["idle-counter"] == "Open and calling nobody while people wait: Counter 4 (16 min, 6 waiting)"


# --- in a real browser ---------------------------------------------------------------------------------

SAYS_ONLY_ALIVE = """
window.EventSource = class extends EventTarget {
  static CLOSED = 2;
  readyState = 1;
  constructor() { super(); window.stream = this; }
  close() { this.readyState = 2; }
};
"""
"""A stream without news: what the hub sends while nobody presses anything."""


@pytest.mark.browser
def test_an_idle_counter_is_told_though_nothing_happens(
    site: Console, center: OpenCenter, served: OfficersPage
) -> None:
    center.sit("1", site.asker("lan"))
    center.take("ho-tich")
    center.clock.pass_time(160)
    page = served.page
    served.sign_in("lan")
    page.clock.install()
    page.add_init_script(SAYS_ONLY_ALIVE)
    page.reload()
    alerts = page.locator("#alerts")
    expect(alerts).to_contain_text("Không có cảnh báo.")

    for _ in range(6):
        center.clock.pass_time(5)
        alive = center.now().isoformat()
        page.evaluate("at => window.stream.dispatchEvent(new MessageEvent('alive', { data: at }))", alive)
        page.clock.run_for(5000)

    expect(alerts).to_contain_text("⚠ Quầy mở mà chưa gọi ai, trong khi có người chờ: Quầy 1 (hơn 3 phút")
    assert served.mistakes == []


@pytest.mark.browser
@pytest.mark.parametrize("login", ["lan", "thu"])
def test_the_line_of_a_busy_hall_moves_nothing_below_it(
    busy: OpenCenter, served: OfficersPage, login: str, tmp_path: Path
) -> None:
    served.sign_in(login)
    alerts = served.page.locator("#alerts")
    expect(alerts).to_contain_text("19 người chờ quá lâu" if login == "thu" else "13 người chờ quá lâu")
    assert alerts.evaluate("bar => bar.offsetHeight") == 44
    served.page.screenshot(path=tmp_path / f"norms-{login}.png")
    served.page.locator('[data-focus="all-alerts"]').click()
    expect(served.page.locator("dialog[open] p.alert")).to_have_count(3 if login == "lan" else 4)
    served.page.screenshot(path=tmp_path / f"norms-{login}-all.png")
    assert served.mistakes == []
