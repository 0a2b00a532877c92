"""Officers read the look-up key off the record's page, as long as anybody can use it."""

from __future__ import annotations

from contract.ids import RecordId
from server.domain.record_look_up import shown_key
from tests.server.web.records.test_records_pages import press, received
from tests.support.console import Browser, Console


def test_the_key_stands_on_the_records_page_until_the_applicant_is_forgotten(
    site: Console, lan: Browser
) -> None:
    address = received(lan)
    key = shown_key(site.hub.look_up_key(RecordId(address.rsplit("/", 1)[1])))
    before = lan.get(address).text
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi")
    press(site.signed_in("quang"), address, "forget-applicant")

    assert f"<b>{key}</b> (tra cứu với số 1/2026)" in before
    assert key not in lan.get(address).text
