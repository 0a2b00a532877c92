"""Pages that are not taken: each with its reason, and no going on where that can only lose sheets."""

from __future__ import annotations

import pytest
from PIL import Image

from contract.ids import ScanJobId
from contract.paper_words import LARGEST_PAGE, ScanState, ScanTrouble
from server.guarded_channel import LARGEST_BODY
from server.scans.picture import LARGEST_PIXELS
from server.web.records.paper_words import ENDS_THE_SCAN, TROUBLES
from tests.server.web.records.test_record_papers_page import PAGES, add, papers, upload
from tests.support.console import Browser, Console
from tests.support.record_papers import STATION, encoded


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"%PDF-1.7", 415, "Tệp không phải ảnh PNG hoặc JPEG."),
        (b"", 415, "Tệp không phải ảnh PNG hoặc JPEG."),
        (PAGES[1][:100], 422, "Ảnh bị hỏng hoặc chưa chép hết"),
        (encoded(Image.new("1", (LARGEST_PIXELS // 8_000 + 1, 8_000)), 300), 413, "Ảnh quá lớn, tối đa"),
        (bytes(LARGEST_PAGE + 1), 413, "Tệp quá lớn, tối đa 31 MB"),
    ],
    ids=["no picture", "empty", "damaged", "too many pixels", "too many bytes"],
)
def test_why_a_file_is_not_taken_is_said_in_plain_words(
    lan: Browser, address: str, content: bytes, status: int, said: str
) -> None:
    document = add(lan, address)["id"]
    answer = upload(lan, address, document, content)

    assert answer.status_code == status
    assert answer.get_json()["refused"].startswith(said)
    assert papers(lan, address)["largest_file"] == LARGEST_PAGE == LARGEST_BODY - 64 * 1024


@pytest.mark.parametrize(
    ("code", "goes_on"),
    [(ScanTrouble.JAMMED, True), (ScanTrouble.PAGE_DAMAGED, True)]
    + [(code, False) for code in sorted(ENDS_THE_SCAN)],
)
def test_a_scan_goes_on_only_where_no_sheet_can_be_lost(
    site: Console, lan: Browser, address: str, code: ScanTrouble, goes_on: bool
) -> None:
    document = add(lan, address)["id"]
    asked = lan.post(f"{address}/{document}/scan", station=STATION).get_json()
    job = ScanJobId(asked["documents"][0]["job"]["id"])
    site.scanned.stations.tell(STATION, job, ScanState.PAUSED, code, 0)

    told = papers(lan, address)["documents"][0]["job"]
    assert (told["is_trouble"], told["can_go_on"]) == (True, goes_on)
    assert ("bấm Quét tiếp" in told["text"], "Bấm Dừng quét" in told["text"]) == (goes_on, not goes_on)


def test_every_trouble_has_words() -> None:
    assert set(TROUBLES) == set(ScanTrouble)
