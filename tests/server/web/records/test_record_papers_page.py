"""Scanned papers on a record's page: what the script is told, what it may ask, and who is told nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from contract.ids import ScanJobId, new_command_id
from contract.paper_words import PageFlaw, ScanState, ScanTrouble
from contract.words import Language
from server.guarded_channel import LargeRequest
from server.pdf_keeper import Progress
from server.store.alike_pages import AlikePages
from server.store.pdf_shelf import PdfShelf
from server.store.record_pages import Document, PdfState
from server.web.console_app import UPLOAD_SENDERS
from server.web.records.pdf_words import PdfWords
from server.web.say import Say
from server.web.security import COOKIE
from tests.server.web.records.test_record_forms import pdf_of
from tests.server.web.records.test_records_pages import press, received
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter
from tests.support.paper_pictures import as_png, filled_form
from tests.support.record_papers import STATION, png

GUARDIAN = "1.004837"
PAGES = [png(f"page {number}") for number in range(9)]


def papers(browser: Browser, address: str) -> Any:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def add(browser: Browser, address: str, paper: str = "giay-to-kem-theo", **fields: str) -> Any:
    """The document that was added."""
    answer = browser.post(address, paper=paper, **fields)
    assert answer.status_code == 200, answer.text
    return answer.get_json()["documents"][-1]


def upload(browser: Browser, address: str, document: str, content: bytes) -> TestResponse:
    headers = {"X-CSRF-Token": browser.csrf, "Content-Type": "image/png"}
    return browser.client.post(f"{address}/{document}/upload", data=content, headers=headers)


def test_the_record_page_has_a_place_for_papers(lan: Browser, address: str) -> None:
    page = lan.get(address.removesuffix("/papers")).text

    assert f'data-address="{address}"' in page
    assert "record-papers.js" in page


def test_kinds_and_scanners_are_offered_the_own_counters_first(lan: Browser, address: str) -> None:
    offered = papers(lan, address)

    assert [kind["id"] for kind in offered["kinds"] if kind["needs_consent"]] == ["the-can-cuoc"]
    assert offered["stations"][0] == {"id": STATION, "name": "Máy quét 1", "is_heard": False}
    assert offered["documents"] == []


def test_a_scan_is_followed_through_a_jam(site: Console, lan: Browser, address: str) -> None:
    document = add(lan, address)
    asked = lan.post(f"{address}/{document['id']}/scan", station=STATION).get_json()
    assert "không trả lời" in asked["documents"][0]["job"]["text"]

    stations, job = site.scanned.stations, ScanJobId(asked["documents"][0]["job"]["id"])
    stations.next_for(STATION)
    stations.tell(STATION, job, ScanState.SCANNING, None, 0)
    for number in (1, 2):
        stations.keep(STATION, job, number, PAGES[number], (PageFlaw.SKEWED,) if number == 2 else ())
    assert papers(lan, address)["documents"][0]["job"]["text"] == "Đang quét… Đã nhận 2 trang."
    stations.tell(STATION, job, ScanState.PAUSED, ScanTrouble.JAMMED, 2)

    (jammed,) = papers(lan, address)["documents"]
    assert jammed["job"]["is_trouble"]
    assert jammed["job"]["text"].startswith("Kẹt giấy.")
    assert jammed["job"]["text"].endswith("Đã nhận 2 trang.")
    assert [page["advice"] for page in jammed["pages"]] == [
        [],
        ["Trang bị nghiêng: chỉnh hai thanh dẫn giấy rồi quét lại."],
    ]
    assert lan.post(f"{address}/{document['id']}/go-on", job=job).status_code == 200
    assert stations.next_for(STATION) is not None
    stations.tell(STATION, job, ScanState.DONE, None, 2)
    assert papers(lan, address)["documents"][0]["job"]["text"] == "Quét xong 2 trang."


def test_files_are_uploaded_put_in_order_and_dropped(lan: Browser, address: str) -> None:
    document = add(lan, address)["id"]
    for at in (1, 2, 3):
        assert upload(lan, address, document, PAGES[at]).status_code == 200
    lan.post(f"{address}/{document}/order", numbers="3,1,2")
    answer = lan.post(f"{address}/{document}/drop", number="1").get_json()

    numbers = [page["number"] for page in answer["documents"][0]["pages"]]
    assert numbers == [3, 2]
    shown = lan.get(f"{address}/{document}/pages/3")
    assert (shown.data, shown.mimetype) == (PAGES[3], "image/png")
    thumbnail = lan.get(f"{address}/{document}/small/3")
    assert (thumbnail.mimetype, thumbnail.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert shown.headers["Cache-Control"] == "no-store"
    assert lan.get(f"{address}/{document}/pages/1").status_code == 404


@pytest.mark.parametrize(
    ("verb", "fields"), [("drop", {"number": "x"}), ("order", {"numbers": "1,,2"}), ("order", {})]
)
def test_fields_that_mean_nothing_are_refused(
    lan: Browser, address: str, verb: str, fields: dict[str, str]
) -> None:
    document = add(lan, address)["id"]

    assert lan.post(f"{address}/{document}/{verb}", **fields).status_code == 400


def test_a_card_is_only_for_who_agreed(lan: Browser, address: str) -> None:
    refused = lan.post(address, paper="the-can-cuoc")

    assert refused.status_code == 409
    assert "đồng ý" in refused.get_json()["refused"]
    assert lan.post(address, paper="the-can-cuoc", agreed="yes").status_code == 409
    assert (
        add(lan, address, "the-can-cuoc", agreed=papers(lan, address)["ask"]["version"])["consent"]
        == "ho-so-1-vi"
    )


def test_the_version_names_the_language_that_was_read_out(lan: Browser, address: str) -> None:
    lan.get("/language/en")
    asked = papers(lan, address)["ask"]

    assert asked["text"].startswith("The scan is kept with this record")
    assert add(lan, address, "the-can-cuoc", agreed=asked["version"])["consent"] == "ho-so-1-en"


def test_what_is_shown_only_says_so_and_takes_nothing(lan: Browser, address: str) -> None:
    document = add(lan, address)["id"]
    marked = lan.post(f"{address}/{document}/shown-only", is_shown_only="yes").get_json()["documents"][0]

    assert (marked["is_shown_only"], marked["can_unmark"]) == (True, True)
    assert upload(lan, address, document, PAGES[1]).status_code == 409
    always = add(lan, address, "chi-xuat-trinh")
    assert (always["is_shown_only"], always["can_unmark"]) == (True, False)


def test_another_officer_is_told_why_there_is_nothing_and_reaches_no_page(
    site: Console, lan: Browser, address: str
) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[1])
    minh = site.signed_in("minh")

    assert papers(minh, address)["documents"] == []
    assert "người quản lý mới xem được" in papers(minh, address)["why_not"]
    assert minh.get(f"{address}/{document}/pages/1").status_code == 403
    assert minh.get(f"{address}/{document}/small/1").status_code == 403
    assert upload(minh, address, document, PAGES[2]).status_code == 409
    assert minh.post(f"{address}/{document}/drop", number="1").status_code == 409
    assert len(papers(lan, address)["documents"][0]["pages"]) == 1


def test_guides_and_strangers_reach_nothing(site: Console, lan: Browser, address: str) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[1])

    assert site.signed_in("thu").get(address).status_code == 403
    assert "/sign-in" in site.browser().get(f"{address}/{document}/pages/1").headers["Location"]
    without_token = lan.client.post(
        f"{address}/{document}/upload", data=PAGES[2], headers={"Content-Type": "image/png"}
    )
    assert without_token.status_code == 403


def test_a_manager_sees_and_erases_what_an_officer_cannot(site: Console, lan: Browser, address: str) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[1])
    quang = site.signed_in("quang")

    assert lan.post(f"{address}/{document}/erase").status_code == 409
    assert papers(quang, address)["may_erase"]
    assert quang.post(f"{address}/{document}/erase").get_json()["documents"] == []
    history = quang.get(address.removesuffix("/papers")).text
    assert "Xóa giấy tờ đã quét" in history


def test_a_page_that_came_before_names_the_earlier_record(
    site: Console, center: OpenCenter, lan: Browser, address: str
) -> None:
    page = as_png(filled_form(1))
    upload(lan, address, add(lan, address)["id"], page)
    command_id = lan.get("/records/new").text.split('name="command_id" value="', 1)[1].split('"', 1)[0]
    second = lan.post("/records/new", procedure=GUARDIAN, act="receive", command_id=command_id).location
    upload(lan, f"{second}/papers", add(lan, f"{second}/papers")["id"], page)
    compare = AlikePages(site.scanned.vault, center.writer, center.database)
    while (fresh := compare.next_fresh()) is not None:
        compare.compare(fresh)

    (shown,) = papers(lan, f"{second}/papers")["documents"][0]["pages"]
    assert shown["alike"] == [
        {
            "record": address.removeprefix("/records/").removesuffix("/papers"),
            "text": "Chính ảnh này đã nộp ở hồ sơ 1/2026 (đã tiếp nhận).",
        }
    ]
    first = address.removeprefix("/records/").removesuffix("/papers")
    assert papers(lan, f"{second}/papers")["repeats"] == [
        {"record": first, "text": "Có thể trùng với hồ sơ 1/2026 (đã tiếp nhận)."}
    ]
    assert papers(lan, address)["repeats"] == []


def test_refused_as_a_duplicate_the_record_names_the_earlier_one_on_page_and_paper(
    lan: Browser, address: str, tmp_path: Path
) -> None:
    earlier = address.removeprefix("/records/").removesuffix("/papers")
    second = received(lan)
    seen = {"command_id": new_command_id(), "state": "received"}

    assert lan.post(f"{second}/refuse-record", **seen, duplicate_of=earlier).status_code == 303

    page = lan.get(second).text
    assert "Hồ sơ 2/2026: Từ chối giải quyết" in page
    assert f'Hồ sơ trùng: <a href="/records/{earlier}">1/2026</a>' in page
    text = pdf_of(lan, second, "03", tmp_path).raw_text
    assert "TỪ CHỐI GIẢI QUYẾT HỒ SƠ" in text
    assert "Trùng với hồ sơ đã nộp trước: số 1/2026 trong sổ theo dõi" in text


def test_a_duplicate_that_cannot_be_one_is_refused_in_words(lan: Browser, address: str) -> None:
    earlier = address.removeprefix("/records/").removesuffix("/papers")

    answer = lan.post(
        f"/records/{earlier}/refuse-record",
        command_id=new_command_id(),
        state="received",
        duplicate_of=earlier,
    )

    assert answer.status_code == 409
    assert "chính là hồ sơ nộp trước" in answer.text


def test_the_pdf_is_told_of_and_downloaded_under_its_name(
    site: Console, center: OpenCenter, lan: Browser, address: str
) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[1])
    assert papers(lan, address)["documents"][0]["pdf"] == {
        "state": "wanted",
        "text": "Bản PDF sẽ được tạo ngay sau đây.",
        "can_try": False,
    }
    assert lan.get(f"{address}/{document}/pdf").status_code == 404
    shelf = PdfShelf(site.scanned.vault, center.writer, center.database)
    center.clock.pass_time(6)
    waiting = shelf.next_waiting()
    assert waiting is not None
    shelf.keep(waiting.document, b"%PDF-1.7 made")

    answer = lan.get(f"{address}/{document}/pdf")
    assert (answer.data, answer.mimetype) == (b"%PDF-1.7 made", "application/pdf")
    named = 'attachment; filename="1-2026_20261123_giay-to-kem-theo-1.pdf"'
    assert answer.headers["Content-Disposition"] == named
    assert site.signed_in("minh").get(f"{address}/{document}/pdf").status_code == 403
    lan.post(f"{address}/{document}/make-again")
    assert lan.get(f"{address}/{document}/pdf").status_code == 404


@pytest.mark.parametrize(
    ("progress", "missing", "makes", "text"),
    [
        (Progress("d", 3, 8), (), True, "Đang tạo bản PDF: trang 3/8."),
        (Progress("other", 3, 8), (), True, "Bản PDF sẽ được tạo ngay sau đây."),
        (None, ("ocrmypdf",), True, "Máy chủ chưa có ocrmypdf"),
        (None, (), False, ""),
    ],
)
def test_how_a_pdf_comes_on_is_said(
    progress: Progress | None, missing: tuple[str, ...], makes: bool, text: str
) -> None:
    words = PdfWords(Say(Language.VI), progress, missing, makes=makes)
    document = Document(
        id="d", record="r", position=1, paper="p", is_shown_only=False, consent=None, changed_us=0,
        pdf=PdfState.WANTED, pdf_why=None,
    )  # fmt: skip

    assert words(document).text.startswith(text)


@pytest.mark.parametrize(
    ("why", "text"),
    [("no-room", "Máy chủ không đủ bộ nhớ tạm"), ("failed", "Chưa tạo được bản PDF; ảnh gốc")],
)
def test_why_there_is_no_pdf_is_said(why: str, text: str) -> None:
    words = PdfWords(Say(Language.VI), None, (), makes=True)
    document = Document(
        id="d", record="r", position=1, paper="p", is_shown_only=False, consent=None, changed_us=0,
        pdf=PdfState.FAILED, pdf_why=why,
    )  # fmt: skip

    assert words(document).text.startswith(text)
    assert words(document).can_try


def test_only_a_signed_in_officers_upload_may_be_large(site: Console, lan: Browser) -> None:
    admits = site.app.extensions[UPLOAD_SENDERS]
    cookie = lan.client.get_cookie(COOKIE)
    assert cookie is not None
    own = f"{COOKIE}={cookie.value}"

    assert admits(LargeRequest("POST", "/records/a/papers/b/upload", "", "::1", own))
    assert not admits(LargeRequest("POST", "/records/a/papers/b/upload", "", "::1", f"{COOKIE}=guess"))
    assert not admits(LargeRequest("POST", "/records/a/papers/b/upload", "", "::1"))
    assert not admits(LargeRequest("POST", "/records/new", "", "::1", own))
    assert not admits(LargeRequest("PUT", "/records/a/papers/b/upload", "", "::1", own))


def test_the_history_says_who_scanned_and_who_looked(lan: Browser, address: str) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[1])
    lan.get(f"{address}/{document}/pages/1")

    history = lan.get(address.removesuffix("/papers")).text
    assert "Quét giấy tờ vào hồ sơ" in history
    assert "Xem giấy tờ đã quét" in history


def test_a_record_that_has_ended_says_that_only_managers_change_its_pages(
    site: Console, center: OpenCenter, lan: Browser, address: str
) -> None:
    document, record = add(lan, address)["id"], address.removesuffix("/papers")
    upload(lan, address, document, PAGES[1])
    press(lan, record, "withdraw-record", reason="cong-dan-de-nghi")
    assert (papers(lan, address)["can_add"], papers(lan, address)["closed"]) == (True, "")
    center.clock.pass_time(601)

    ended = papers(lan, address)
    assert (ended["can_add"], ended["closed"].startswith("Hồ sơ 1/2026 đã kết thúc")) == (False, True)
    assert upload(lan, address, document, PAGES[2]).status_code == 409
    assert lan.post(f"{address}/{document}/drop", number="1").get_json()["refused"] == ended["closed"]
    assert lan.get(f"{address}/{document}/pages/1").status_code == 200
    quang = site.signed_in("quang")
    assert (papers(quang, address)["can_add"], papers(quang, address)["closed"]) == (True, "")
    assert upload(quang, address, document, PAGES[2]).status_code == 200


def test_an_officer_is_told_that_the_page_vault_is_away(
    center: OpenCenter, lan: Browser, address: str
) -> None:
    document = add(lan, address)["id"]
    upload(lan, address, document, PAGES[0])
    assert papers(lan, address)["away"] == ""
    (center.data_dir / "record-papers").rename(center.data_dir / "disk elsewhere")
    (center.data_dir / "record-papers").mkdir()

    told = papers(lan, address)
    assert told["away"].startswith("Chưa mở được kho trang quét")
    assert len(told["documents"][0]["pages"]) == 1
    refused = upload(lan, address, document, PAGES[1])
    assert (refused.status_code, refused.get_json()["refused"]) == (409, told["away"])
    assert lan.get(f"{address}/{document}/pages/1").status_code == 503
