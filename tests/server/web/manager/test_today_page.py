"""Today live: who may read it, what it says of busy and empty days, how it looks and renews itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contract import commands as c
from contract.ids import new_command_id
from contract.offline import TakenAt
from server.domain.day_count import day_count
from server.domain.hall_watch import watch
from tests.support import watched_halls as halls
from tests.support.console import Browser, Console, console
from tests.support.kiosk_alone import KioskAlone
from tests.support.officers_page import OfficersPage
from tests.support.open_center import MANAGER, MONDAY_8_AM, OpenCenter, open_center

ADDRESS = "/today"


def text_of(page: str) -> str:
    """What a person reads, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def facts_of(page: str) -> dict[str, int]:
    """The day's counts by name."""
    found = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)", page)
    return {name: int(value) for name, value in found}


@pytest.mark.parametrize(
    ("login", "status"), [("quang", 200), ("admin", 403), ("thu", 403), ("lan", 403), (None, 302)]
)
def test_managers_alone_may_read_it(site: Console, login: str | None, status: int) -> None:
    browser = site.browser() if login is None else site.signed_in(login)

    assert browser.get(ADDRESS).status_code == status
    assert browser.get(f"{ADDRESS}/now").status_code == (401 if status == 302 else status)


def test_only_managers_are_shown_the_way_to_it(site: Console, quang: Browser) -> None:
    assert 'href="/today"' in quang.get("/").text
    assert 'href="/today"' not in site.signed_in("lan").get("/").text


def test_before_the_day_is_open_it_says_so_and_where_to_open_it(quang: Browser) -> None:
    page = text_of(quang.get(ADDRESS).text)

    assert "Không có ngày làm việc nào đang mở. Mở ngày ở trang Quầy" in page
    assert "Ngày 23/11/2026 chưa mở: chưa phát số" in page
    assert "Ai đang chờ" not in page


def test_a_day_on_which_nobody_came_yet_is_no_empty_page(quang: Browser, opened: OpenCenter) -> None:
    page = quang.get(ADDRESS).text

    assert "Hôm nay chưa ai lấy số." in page
    assert "Không có ai đang chờ." in page
    assert set(facts_of(page).values()) == {0}
    assert page.count("<td>chưa mở</td>") == 4, "each counter says it"


def test_an_ordinary_hall_breaks_no_norm(site: Console, quang: Browser, opened: OpenCenter) -> None:
    halls.ordinary(site, opened)

    page = quang.get(ADDRESS).text

    assert "3 người đang chờ; lâu nhất K001, 12 phút. Mọi việc trong mức đặt ra." in text_of(page)
    assert 'class="mark" aria-hidden="true">!' not in page
    assert "đang gọi A002" in page
    assert "đang phục vụ C001" in page
    assert "Nguyễn Thị Lan" in page


def test_a_busy_hall_says_each_broken_norm_once_in_words_with_a_sign(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    halls.busy(site, opened)

    page = quang.get(ADDRESS).text

    assert "40 người đang chờ; lâu nhất" in page
    broken = re.findall(r"<li><span class=\"mark\" aria-hidden=\"true\">!</span> ([^<]+)</li>", page)
    assert [sentence.split(";")[0].split(":")[0] for sentence in broken] == [
        "19 người chờ quá lâu",
        "Phục vụ một người quá lâu (mức 30 phút)",
        "Quầy mở mà chưa gọi ai, trong khi có người chờ",
        "Hàng chờ quá dài (mức 15 người)",
    ]
    assert "Quầy 1 (A001, 35 phút)" in broken[1]
    assert "Quầy 4 (16 phút, 6 người chờ)" in broken[2]
    assert "Hộ tịch 16 người" in broken[3]
    assert "người chờ quá 20 phút" in page, "the service's own promise"


def test_who_waits_stands_the_longest_first(site: Console, quang: Browser, opened: OpenCenter) -> None:
    for service in ("chung-thuc", "ho-tich", "dat-dai-xay-dung"):
        opened.take(service, priority="cao-tuoi" if service == "dat-dai-xay-dung" else None)
        opened.clock.pass_time(90)

    page = quang.get(ADDRESS).text

    assert re.findall(r'<td class="number">(\w+)</td>', page) == ["C001", "A001", "H001"]
    assert re.findall(r'<td class="waited">([^<]+)</td>', page) == ["4 phút", "3 phút", "1 phút"]
    assert "Người từ 75 tuổi" in page


def test_every_number_is_counted_once_and_the_sum_is_shown(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    halls.every_fate(site, opened)

    page = quang.get(ADDRESS).text

    assert facts_of(page) == {
        "Đã phát": 7,
        "Đã gọi": 5,
        "Đang chờ": 2,
        "Hoàn thành": 1,
        "Vắng mặt": 2,
        "Đã hủy": 1,
    }
    assert "1 đang in phiếu" in page
    assert "1 đã quay lại" in page
    said = "7 số đã phát = 2 đang chờ + 1 ở quầy + 1 lưu số + 1 hoàn thành + 1 vắng mặt + 1 đã hủy"
    assert said in page
    assert "chuyển đến" in page


def test_a_closed_day_keeps_its_counts(site: Console, quang: Browser, opened: OpenCenter) -> None:
    halls.every_fate(site, opened)
    opened.done(c.CloseDay(command_id=new_command_id()), MANAGER)

    page = quang.get(ADDRESS).text

    assert "Ngày 23/11/2026 đã đóng" in page
    assert facts_of(page)["Chưa được phục vụ"] == 4
    assert "Vượt mức đặt ra" not in page


def test_yesterdays_open_day_is_said_to_be_yesterdays(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    opened.take("ho-tich")
    opened.clock.pass_time(24 * 3600)

    page = site.signed_in("quang").get(ADDRESS).text

    assert "Ngày đang mở là 23/11/2026, không phải hôm nay" in page
    assert "24 giờ" in page


def test_a_wait_nobody_knows_for_sure_is_said_to_be_about(
    site: Console, quang: Browser, opened: OpenCenter
) -> None:
    opened.clock.pass_time(1800)
    early = MONDAY_8_AM + timedelta(minutes=5)
    unsure = TakenAt(at=early, is_sure=False, not_before=early, not_after=early + timedelta(minutes=20))
    kiosk = KioskAlone(opened)
    kiosk.hand_in(kiosk.give(taken=unsure), kiosk.give(at=early))

    page = quang.get(ADDRESS).text

    assert re.findall(r'<td class="waited">([^<]+?) <span', page) == ["khoảng 25 phút", "25 phút"]
    assert "thời gian ước tính" in page


def test_it_reads_in_english_too(site: Console, quang: Browser, opened: OpenCenter) -> None:
    halls.busy(site, opened)
    quang.get("/language/en?next=/today")

    page = quang.get(ADDRESS).text

    assert "40 people are waiting; longest" in page
    assert "19 people have waited too long" in page
    assert "Open and calling nobody while people wait: Counter 4" in page
    assert not re.search(r"phút|người|quầy", page, re.IGNORECASE)


def test_a_name_cannot_become_html(site: Console, quang: Browser, opened: OpenCenter) -> None:
    site.book.add("eve", "<script>alert(1)</script>", ["can-bo"], "một mật khẩu khác")
    eve = site.browser()
    eve.sign_in("eve", "một mật khẩu khác")
    eve.csrf = eve.get("/").text.split('data-csrf="', 1)[1].split('"', 1)[0]
    eve.ask("open-counter", counter="1")

    page = quang.get(ADDRESS).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_restarted_hub_says_the_same(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgres" else None
    with open_center(tmp_path, url=url) as before, console(before) as site:
        before.open_day()
        halls.every_fate(site, before)
        said, passed = what_stands(before), before.now() - MONDAY_8_AM

    with open_center(tmp_path, url=url) as after:
        after.clock.pass_time(passed.total_seconds())
        assert what_stands(after) == said


def what_stands(center: OpenCenter) -> tuple[object, ...]:
    """Everything the page is made of."""
    with center.writer.reading() as hall:
        seen = watch(hall, center.writer.rules, center.writer.now())
        waits = [(wait.ticket.number, wait.waited) for wait in seen.waits]
        counters = [(one.counter, one.status, one.officer, one.elapsed, one.broken) for one in seen.counters]
        return day_count(hall.tickets.values()), waits, counters


# --- in a real browser ---------------------------------------------------------------------------------


HALLS: dict[str, Callable[[Console, OpenCenter], None] | None] = {
    "busy": halls.busy,
    "ordinary": halls.ordinary,
    "every-fate": halls.every_fate,
    "empty": lambda _site, _center: None,
    "no-day": None,
}


@pytest.mark.browser
@pytest.mark.parametrize("hall", HALLS)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_it_fits_a_desk_and_a_phone(
    site: Console,
    center: OpenCenter,
    window: OfficersPage,
    hall: str,
    language: str,
    width: int,
    height: int,
    tmp_path: Path,
) -> None:
    make = HALLS[hall]
    if make is not None:
        center.open_day()
        make(site, center)
    page = window.page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{window.address}/language/{language}?next=/today")

    expect(page.locator("h1, .answer").first).to_be_in_viewport()
    expect(page.locator(".answer")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.screenshot(path=tmp_path / f"{hall}-{language}-{width}.png", full_page=True)
    assert window.mistakes == []


@pytest.mark.browser
def test_it_renews_itself_and_says_when_the_hub_does_not_answer(
    site: Console, opened: OpenCenter, window: OfficersPage
) -> None:
    page = window.page
    page.clock.install()
    page.goto(f"{window.address}{ADDRESS}")
    expect(page.locator(".answer")).to_have_text("Hôm nay chưa ai lấy số.")

    opened.take("ho-tich")
    page.clock.run_for(10_000)
    expect(page.locator(".answer")).to_contain_text("1 người đang chờ (A001, chưa đến 1 phút).")

    page.route("**/today/now", lambda route: route.abort())
    page.clock.run_for(10_000)
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#lost-at")).to_have_text("08:00:00")
    page.unroute("**/today/now")
    page.clock.run_for(10_000)
    expect(page.locator("#lost")).to_be_hidden()
