"""A step done before is written down from the record's page, with when it was done, and is marked."""

from __future__ import annotations

from datetime import timedelta

from contract.clock import local_time
from tests.server.web.records.test_records_pages import WHO, press, received
from tests.support.console import Browser
from tests.support.open_center import OpenCenter

OFFER = "Việc đã làm từ trước, bây giờ mới ghi?"
FIELD = 'name="happened"'


def an_hour_ago(center: OpenCenter) -> str:
    """An hour passes; when it began, as the field has it."""
    began = f"{local_time(center.clock.read().utc):%Y-%m-%dT%H:%M}"
    center.clock.pass_time(3600)
    return began


def test_the_page_asks_for_no_time_unless_somebody_wants_to_name_one(lan: Browser) -> None:
    address = received(lan, **WHO)

    page, wanted = lan.get(address).text, lan.get(f"{address}?happened=").text

    assert OFFER in page
    assert FIELD not in page
    assert FIELD in wanted
    assert wanted.count(FIELD) == wanted.count("Đã làm từ trước, lúc")
    apology = wanted.split("/reappoint-record")[1].split("</form>")[0]
    assert FIELD not in apology, "an apology is made now"


def test_a_step_with_its_time_stands_with_both_moments_in_the_story_and_in_the_register(
    lan: Browser, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    done = an_hour_ago(center)

    answer = press(lan, address, "finish-record", happened=done)

    page = lan.get(str(answer.location)).text
    assert FIELD in page, "the next step was done before, too"
    now = local_time(center.clock.read().utc)
    assert f"ghi lúc {now:%d/%m/%Y %H:%M}" in page
    assert f"{now - timedelta(hours=1):%d/%m/%Y %H:%M}<br>" in page
    assert "có bước ghi sau" in lan.get("/records/register").text
    assert "có bước ghi sau" in lan.get("/records/register.csv").text


def test_a_time_before_the_reception_is_refused_in_words_and_stays_to_be_mended(
    lan: Browser, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    an_hour_ago(center)

    answer = press(lan, address, "finish-record", happened="2026-11-01T08:00")

    assert answer.status_code == 409
    assert "Bước trước của hồ sơ 1/2026" in answer.text
    assert 'value="2026-11-01T08:00"' in answer.text
    assert FIELD in answer.text


def test_a_time_that_is_none_is_named_by_its_label(lan: Browser) -> None:
    address = received(lan, **WHO)

    for written in ("0001-01-01T03:00", "hôm qua"):
        answer = press(lan, address, "finish-record", happened=written)

        assert answer.status_code == 400
        assert "Ô “Đã làm từ trước, lúc” ghi chưa đúng" in answer.text


def test_an_ended_record_offers_it_no_more(lan: Browser) -> None:
    address = received(lan, **WHO)
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi", words="Theo đơn")

    assert OFFER not in lan.get(address).text


def test_a_step_of_the_open_day_on_a_doubtful_clock_is_marked(lan: Browser, center: OpenCenter) -> None:
    address = received(lan)
    assert "chưa chắc đồng hồ đúng" not in lan.get(address).text

    center.clock.reboot("another", center.clock.read().utc - timedelta(hours=1))
    press(lan, address, "take-up-record")

    assert lan.get(address).text.count("chưa chắc đồng hồ đúng") == 1
