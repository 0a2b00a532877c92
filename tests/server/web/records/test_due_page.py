"""An officer sees what is due soon, calls who applied, and says so."""

from __future__ import annotations

from tests.server.web.records.test_records_pages import WHO, hidden, received
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

PHONE = "0912345678"
SOON = {"due_day": "2026-11-25"}


def told(browser: Browser) -> str:
    """The first button of the list is pressed; the page that follows."""
    form = browser.get("/records/due-soon").text.split('/tell-delay"')[1].split("</form>")[0]
    record = browser.get("/records/due-soon").text.split('action="/records/')[1].split("/tell-delay")[0]
    fields = {name: hidden(form, name)[0] for name in ("state", "command_id", "back")}
    answer = browser.post(f"/records/{record}/tell-delay", **fields)
    assert (answer.status_code, answer.location) == (303, "/records/due-soon")
    return browser.get("/records/due-soon").text


def test_what_i_received_has_name_and_telephone_and_is_told_by_one_press(lan: Browser) -> None:
    received(lan, **WHO, **SOON)
    page = lan.get("/records/due-soon").text
    assert f'href="tel:{PHONE}"' in page
    assert "Sắp đến hạn" in page

    page = told(lan)

    assert "đã báo 23/11/2026 08:00" in page
    assert "tell-delay" not in page


def test_a_colleagues_telephone_is_not_shown(lan: Browser, site: Console) -> None:
    received(lan, **WHO, **SOON)

    page = site.signed_in("minh").get("/records/due-soon").text

    assert "Đồng nghiệp đã nhận (1)" in page
    assert PHONE not in page
    assert "tell-delay" not in page


def test_the_count_is_the_officers_own(lan: Browser, site: Console) -> None:
    assert lan.get("/records/due-soon/count").json == 0
    received(lan, **SOON)
    received(lan, due_day="2026-12-07")

    assert lan.get("/records/due-soon/count").json == 1
    assert site.signed_in("minh").get("/records/due-soon/count").json == 0
    assert site.signed_in("thu").get("/records/due-soon/count").status_code == 403
    assert 'id="due-soon"' in lan.get("/").text
    assert 'id="due-soon"' not in site.signed_in("thu").get("/").text


def test_the_lists_have_it_as_a_list_of_its_own(lan: Browser) -> None:
    received(lan, **SOON)
    received(lan, due_day="2026-12-07")

    page = lan.get("/records?list=due-soon").text

    assert ">1/2026</a>" in page
    assert ">2/2026</a>" not in page


def test_due_tomorrow_is_said_so(site: Console, center: OpenCenter) -> None:
    center.clock.pass_time(2 * 24 * 3600)  # the next day is a holiday
    lan = site.signed_in("lan")
    received(lan, due_day="2026-11-27")
    assert "Đến hạn ngày mai" not in lan.get("/records").text
    received(lan, due_day="2026-11-26")

    for page in ("/records", "/records/due-soon"):
        assert "Đến hạn ngày mai" in lan.get(page).text


def test_telling_stands_on_the_records_page(lan: Browser) -> None:
    address = received(lan, **WHO, **SOON)
    told(lan)

    page = lan.get(address).text

    assert "Báo sẽ trễ" in page
    assert "Đã báo người nộp sẽ trễ" in page


def test_nothing_due_is_said(lan: Browser) -> None:
    assert "Không có hồ sơ nào." in lan.get("/records/due-soon").text
