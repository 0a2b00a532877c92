"""What the counter's reader read is given to the form of its officer alone, once."""

from __future__ import annotations

import pytest

from contract.ids import DeviceId
from server.domain.refusal import Refusal
from server.web.records.reader_page import MISSED
from tests.server.web.records.test_records_pages import GUARDIAN, hidden
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter

READER = DeviceId("scanner-1")
CARD = "068185001234|251234567|Trần Thị Mận|02031985|Nữ|Thôn 3, Tân Thành, Bình Thuận|14082021"


def taken(browser: Browser, form: str = "form") -> tuple[int, str]:
    answer = browser.post("/records/reader", form=form)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.text


def test_the_counters_officer_alone_gets_it_for_the_form_that_is_open(
    site: Console, center: OpenCenter, lan: Browser
) -> None:
    center.sit("1", site.asker("lan"))
    minh = site.signed_in("minh")
    hers = lan.get("/records/reader/live?form=form&opening=view", buffered=False)
    his = minh.get("/records/reader/live?form=form&opening=view", buffered=False)
    told = iter(hers.response)
    assert b"event: alive" in next(told)

    site.hub.codes.put(READER, None, CARD, 0.0)

    assert b"event: changed" in next(told)
    assert taken(minh) == (204, "")
    assert taken(lan, "another") == (204, "")
    assert taken(lan) == (200, CARD)
    assert taken(lan) == (204, "")
    his.close()
    hers.close()


def test_without_a_form_the_counter_page_says_so_and_a_stream_that_ends_is_a_form_soon_closed(
    site: Console, center: OpenCenter, lan: Browser
) -> None:
    center.sit("1", site.asker("lan"))
    with pytest.raises(Refusal, match="no-form"):
        site.hub.codes.put(READER, None, CARD, 0.0)
    said = "Đầu đọc vừa đọc một mã, nhưng chưa mở mẫu nhận hồ sơ: bấm B rồi quét lại."
    assert said in [alert["text"] for alert in lan.state()["alerts"]]
    assert said not in str(site.signed_in("minh").state())
    lan.get("/records/reader/live?form=form&opening=view", buffered=False).close()
    answers = [lan.post("/records/reader", form="form") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert [MISSED in answer.headers for answer in answers] == [True, False]
    assert said not in str(lan.state())
    (form,) = site.hub.codes._forms.values()
    assert (form.id, form.streams.total(), form.gone_s > 0) == ("form", 0, True)


def test_a_form_that_was_sent_is_no_longer_open_for_the_next_citizens_card(
    site: Console, lan: Browser, served: str
) -> None:
    for act in ("receive", "same-visit", "refuse"):
        (form,) = hidden(lan.get("/records/new").text, "command_id")
        stream = lan.get(f"/records/reader/live?form={form}&opening=of-{act}", buffered=False)
        sent = lan.post("/records/new", command_id=form, procedure=GUARDIAN, act=act, reason="khong-hop-le")
        assert sent.status_code == 303, sent.text

        with pytest.raises(Refusal, match="no-form"):
            site.hub.codes.put(READER, None, CARD, 0.0)

        assert taken(lan, form) == (204, "")
        stream.close()


def test_it_is_for_who_receives_records_and_asked_by_the_page_itself(site: Console, lan: Browser) -> None:
    guide = site.signed_in("thu")

    assert guide.get("/records/reader/live?form=form&opening=view").status_code == 403
    assert guide.post("/records/reader", form="form").status_code == 403
    assert site.browser().get("/records/reader/live?form=form&opening=view").status_code == 401
    assert lan.client.post("/records/reader", data={"form": "form"}).status_code == 403, "no token"
    assert lan.get("/records/reader/live?form=form").status_code == 400, "no opening"
    for ago in ("", "-1", "1.5", "soon", "9" * 13):
        address = f"/records/reader/live?form=form&opening=view&turned_ago_ms={ago}"
        assert lan.get(address).status_code == 400, ago
    assert [lan.post("/records/reader", form=form).status_code for form in ("", "x" * 65)] == [400, 400]
