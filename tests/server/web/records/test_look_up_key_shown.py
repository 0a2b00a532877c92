"""Officers read the look-up key off the record's page, as long as anybody can use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from contract.ids import RecordId
from server.config.shapes import CenterConfig
from server.domain.record_look_up import receipt_code, shown_key
from server.web.console_app import LIVE, console_app
from tests.server.web.records.test_record_forms import pdf_of
from tests.server.web.records.test_record_slips_page import ask
from tests.server.web.records.test_records_pages import COPIES, fill_in, press, received
from tests.support.console import Browser, Console
from tests.support.slip_kiosks import SteeredKiosks


@pytest.fixture
def kiosks() -> SteeredKiosks:
    return SteeredKiosks()


@pytest.fixture
def site(site: Console, kiosks: SteeredKiosks) -> Iterator[Console]:
    """Of a center with public pages, and two kiosks."""

    def config() -> CenterConfig:
        known = site.hub.config()
        center = msgspec.structs.replace(known.center, public_url="https://mot.tanlap.vn/t/")
        return msgspec.structs.replace(known, center=center)

    site.app = console_app(replace(site.hub, slips=kiosks, config=config))
    yield site
    site.app.extensions[LIVE].close()


def key_of(site: Console, address: str) -> str:
    return shown_key(site.hub.look_up_key(RecordId(address.rsplit("/", 1)[1])))


def test_the_key_stands_on_the_records_page_until_the_applicant_is_forgotten(
    site: Console, lan: Browser
) -> None:
    address = received(lan)
    key = key_of(site, address)
    before = lan.get(address).text
    press(lan, address, "withdraw-record", reason="cong-dan-de-nghi")
    press(site.signed_in("quang"), address, "forget-applicant")

    assert f"<b>{key}</b> (tra cứu với số 1/2026)" in before
    assert key not in lan.get(address).text


def test_it_stands_on_form_01_and_on_the_receipt_with_where_it_is_typed(
    site: Console, lan: Browser, served: str, kiosks: SteeredKiosks, tmp_path: Path
) -> None:
    address = received(lan)
    key = key_of(site, address)

    printed = pdf_of(lan, address, "01", tmp_path)
    paper = " ".join(printed.text.split())
    ask(lan, address)

    assert f"Mã tra cứu: {key}" in paper
    assert "Xem hồ sơ đã đến đâu: tại máy lấy số hoặc mot.tanlap.vn/look-up" in paper
    assert printed.codes == {"QRCode": receipt_code("1/2026", key.replace("-", ""))}
    assert (kiosks.record.look_up_key, kiosks.record.look_up_at) == (key, "mot.tanlap.vn/look-up")


def test_a_refusal_has_none(
    site: Console, lan: Browser, served: str, kiosks: SteeredKiosks, tmp_path: Path
) -> None:
    answer = fill_in(lan, procedure=COPIES, act="refuse", reason="khong-hop-le")
    address = str(answer.location)

    paper = pdf_of(lan, address, "03", tmp_path).text
    ask(lan, address)

    assert key_of(site, address) not in paper
    assert (kiosks.record.look_up_key, kiosks.record.look_up_at) == ("", "")


def test_an_officer_who_scans_the_receipt_finds_the_record(site: Console, lan: Browser, served: str) -> None:
    address = received(lan)
    scanned = receipt_code("1/2026", key_of(site, address).replace("-", ""))

    assert lan.post("/records/find", find=scanned).location == address
