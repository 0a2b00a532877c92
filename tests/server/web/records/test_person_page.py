"""A person asks what is kept of them, gets all of it, and is erased where nothing stands against it."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from contract.ids import RecordId
from server.reports.one_person import kept_of
from server.store import tables
from server.store.identity import IdentityHash
from server.store.records import ABOUT_PERSONS
from server.store.verify import verify
from tests.server.web.records.test_records_pages import COPIES, NUMBER, press, received
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter
from tests.support.record_papers import png

MAN = {"name": "Trần Thị Mận", "phone": "0987654321", "identity": NUMBER}
OTHER = {"name": "Trần Thị Mận", "phone": "0900000000", "identity": "068199009999"}

OF_BEFORE = "ghi từ trước bản cập nhật (đến ngày 23/11/2026) mà chưa ai hỏi đến: "


@pytest.fixture
def quang(site: Console) -> Browser:
    """The manager."""
    return site.signed_in("quang")


@pytest.fixture
def records(lan: Browser, served: str) -> list[str]:
    """Mận's: one returned, one withdrawn, one going on; and a namesake's."""
    ended = received(
        lan, **MAN, procedure=COPIES, act="same-visit", **{"paper-0": "Bằng lái", "kind-0": "shown"}
    )
    withdrawn = received(lan, **MAN, subject="Bé An", words="Mẹ nộp thay")
    press(lan, withdrawn, "withdraw-record", reason="cong-dan-de-nghi", words="Theo đơn")
    return [ended, withdrawn, received(lan, **MAN, subject="Bé Bình"), received(lan, **OTHER)]


def person(quang: Browser) -> str:
    answer = quang.post("/persons", identity=NUMBER)
    assert answer.status_code == 303
    return str(answer.location)


def given_out(quang: Browser) -> dict[str, Any]:
    answer = quang.post(f"{person(quang)}/json")
    assert "du-lieu-ca-nhan-20261123-0800.json" in answer.headers["Content-Disposition"]
    found: dict[str, Any] = json.loads(answer.text)
    return found


def rows_of(center: OpenCenter, address: str) -> int:
    record = address.rsplit("/", 1)[1]
    with center.database.reading() as connection:
        assert verify(connection).wrong == []
        counts = (select(func.count()).select_from(t).where(t.c.record == record) for t in ABOUT_PERSONS)
        return sum(connection.scalar(count) or 0 for count in counts)


def test_all_records_of_the_number_are_found_and_nobody_elses(quang: Browser, records: list[str]) -> None:
    page = quang.get(person(quang)).text

    assert [f">{number}/2026</a>" in page for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "Trần Thị Mận" not in page


def test_a_record_kept_when_dots_still_counted_is_found_and_stays_with_the_others(
    quang: Browser, records: list[str], center: OpenCenter
) -> None:
    key = (center.data_dir / "identity.key").read_bytes()
    dotted = hmac.new(key, b"068.199.001.234", hashlib.sha256).hexdigest()
    column = tables.record_person.c
    as_before = update(tables.record_person).where(column.record == records[1].rsplit("/", 1)[1])
    kept = as_before.values(identity_hash=dotted, identity_key=None)
    center.writer.run(lambda _, c: c.execute(kept) and None).result(10)

    pages = [quang.get(person(quang)).text, quang.get(f"/persons/{records[1].rsplit('/', 1)[1]}").text]

    assert all(f">{number}/2026</a>" in page for page in pages for number in (1, 2, 3))
    assert not any(OF_BEFORE in page for page in pages)


def test_the_file_holds_everything_that_is_kept(quang: Browser, records: list[str]) -> None:
    found = given_out(quang)

    assert [one["reference"] for one in found["records"]] == ["1/2026", "2/2026", "3/2026"]
    first, second, _ = found["records"]
    (about,) = first["about_the_person"]["record_person"]
    assert (about["name"], about["phone"], about["kept_at"]) == (
        "Trần Thị Mận", "0987654321", "2026-11-23T08:00:00+07:00",
    )  # fmt: skip
    assert first["about_the_person"]["record_paper"][0]["name"] == "Bằng lái"
    assert first["ticket"] == {"number": "A001", "day": "2026-11-23"}
    assert [word["text"] for word in second["about_the_person"]["record_word"]] == ["Mẹ nộp thay", "Theo đơn"]
    assert [step["kind"] for step in second["steps"]] == ["record/received", "record/withdrawn"]
    assert NUMBER not in json.dumps(found)
    assert "0900000000" not in json.dumps(found)


def test_nothing_of_the_erasable_tables_is_left_out_of_the_file(
    quang: Browser, records: list[str], center: OpenCenter
) -> None:
    with center.database.reading() as connection:
        kept = kept_of(connection, RecordId(records[1].rsplit("/", 1)[1]))
        assert kept is not None
        for table in ABOUT_PERSONS:
            names = {column.name.replace("_us", "_at") for column in table.columns} - {"record"}
            assert all(set(row) == names for row in kept.beside[table.name])
        assert set(kept.beside) == {table.name for table in ABOUT_PERSONS}


def test_giving_out_is_written_down_with_each_record_and_says_so_itself(
    quang: Browser, records: list[str], site: Console
) -> None:
    found = given_out(quang)

    for one in found["records"]:
        (look,) = one["seen_by"]
        assert (look["kind"], look["officer"]) == ("record/exported", site.asker("quang").officer)
    assert "Cung cấp dữ liệu cho người nộp" in quang.get(records[0]).text


def test_the_page_to_print_says_the_same(quang: Browser, records: list[str]) -> None:
    page = quang.post(f"{person(quang)}/page").text

    for said in ("Trần Thị Mận", "0987654321", "Bằng lái", "Mẹ nộp thay", "Bé Bình", "Đỗ Quang"):
        assert said in page
    assert "0900000000" not in page


def test_what_has_ended_is_erased_at_once_and_what_has_not_says_why(
    quang: Browser, records: list[str], center: OpenCenter
) -> None:
    page = quang.post(f"{person(quang)}/erase").text

    assert page.count("đã xóa") == 2
    assert page.count("chưa xóa được: hồ sơ chưa kết thúc") == 1
    assert [rows_of(center, address) > 0 for address in records] == [False, False, True, True]
    assert "Trần Thị Mận" in quang.get(records[2]).text


def test_erased_twice_it_is_one_event_each(quang: Browser, records: list[str], center: OpenCenter) -> None:
    address = person(quang)
    quang.post(f"{address}/erase")
    quang.post(f"{address}/erase")

    with center.database.reading() as connection:
        kind = tables.event.c.kind
        query = select(func.count()).where(kind == "record/applicant-forgotten")
        assert connection.scalar(query) == 2


def test_a_record_without_a_number_is_answered_alone(quang: Browser, lan: Browser) -> None:
    first = received(lan, name="Trần Thị Mận", act="same-visit")
    received(lan, name="Trần Thị Mận", act="same-visit")

    page = quang.get(f"/persons/{first.rsplit('/', 1)[1]}").text

    assert ">1/2026</a>" in page
    assert ">2/2026</a>" not in page
    assert "phải mở từng hồ sơ" in page


def test_a_number_nobody_came_with_finds_nothing(quang: Browser) -> None:
    for identity in ("068199001111", " "):
        page = quang.post("/persons", identity=identity)
        assert page.status_code == 200
        assert "Không tìm thấy hồ sơ nào theo số giấy tờ này" in page.text
        assert "có thể không tìm được" not in page.text
    assert quang.get("/persons/none").status_code == 404


def test_after_a_restore_the_page_says_which_records_no_number_finds(
    quang: Browser, records: list[str], center: OpenCenter, tmp_path: Path
) -> None:
    (tmp_path / "the machine before").mkdir()
    before = IdentityHash(tmp_path / "the machine before")
    kept = {"identity_hash": before.of(NUMBER), "identity_key": before.key_id}
    column = tables.record_person.c
    restored = update(tables.record_person).where(column.record != records[2].rsplit("/", 1)[1])
    center.writer.run(lambda _, c: c.execute(restored.values(**kept)) and None).result(10)

    pages = [quang.get("/persons").text, quang.post("/persons", identity=OTHER["identity"]).text]
    pages.append(quang.get(person(quang)).text)

    said = "Còn 3 hồ sơ ghi đến ngày 23/11/2026 có thể không tìm được theo số giấy tờ"
    assert all(said in page for page in pages)
    assert not any(OF_BEFORE in page for page in pages)
    assert ">3/2026</a>" in pages[2]
    assert ">1/2026</a>" not in pages[2]


def test_after_an_update_nothing_is_told_to_be_lost_and_whoever_is_found_is_known(
    quang: Browser, records: list[str], center: OpenCenter
) -> None:
    unnamed = update(tables.record_person).values(identity_key=None)
    center.writer.run(lambda _, c: c.execute(unnamed) and None).result(10)

    pages = [quang.get("/persons").text, quang.get(person(quang)).text]
    nobody = quang.post("/persons", identity="068199001111").text
    quang.post("/persons", identity=OTHER["identity"])

    assert [f"{OF_BEFORE}{count}." in page for count, page in zip((4, 1), pages, strict=True)] == [True, True]
    assert f"{OF_BEFORE}1." in nobody
    assert not any("có thể không tìm được" in page for page in (*pages, nobody))
    assert all(f">{number}/2026</a>" in pages[1] for number in (1, 2, 3))
    assert OF_BEFORE not in quang.get("/persons").text


def test_only_managers_answer_for_persons(lan: Browser, site: Console, records: list[str]) -> None:
    record = records[0].rsplit("/", 1)[1]
    for browser in (lan, site.signed_in("admin"), site.signed_in("thu")):
        assert browser.get("/persons").status_code == 403
        assert browser.post(f"/persons/{record}/json").status_code == 403
        assert browser.post(f"/persons/{record}/erase").status_code == 403
    assert "Dữ liệu một người" not in lan.get("/records").text


def test_the_page_lists_scanned_papers_and_says_how_to_get_them(
    quang: Browser, lan: Browser, records: list[str], site: Console
) -> None:
    record = RecordId(records[2].rsplit("/", 1)[1])
    papers = site.hub.record_papers
    assert papers is not None
    document = papers.desk.add(site.asker("lan"), record, "giay-to-kem-theo")
    papers.desk.upload(site.asker("lan"), document.id, png("một trang"))

    page = quang.post(f"{person(quang)}/page").text

    assert "Giấy tờ kèm theo: 1 trang, 23/11/2026 08:00" in page
    assert page.count("Ảnh quét không nằm trong bản này") == 1


def test_what_a_restore_replaced_is_named_with_the_day_it_goes(
    quang: Browser, records: list[str], site: Console
) -> None:
    folder = Path("/var/lib/motcua/replaced-20261120-081500")
    assert "Còn dữ liệu trước lần khôi phục" not in quang.get(person(quang)).text

    site.replaced[folder] = datetime(2026, 12, 20, 1, 15, tzinfo=UTC)

    page = quang.get(person(quang)).text
    assert str(folder) in page
    assert "đến 20/12/2026 08:15" in page
