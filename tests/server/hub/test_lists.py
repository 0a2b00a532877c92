"""Procedures and centers from files: reviewed, put in force while the hub runs, and known to an auditor."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

import pytest

from contract.events import ListAccepted
from contract.words import ReferenceList
from server.config.csv_table import read_table, write_table
from server.config.procedure_table import COLUMNS, PROCEDURES_CSV
from server.lists.in_force import kept_text
from server.lists.review import read_list
from server.local_door import SOCKET_NAME
from server.store.database import only_reading
from server.store.ledger import list_events
from tests.server.hub.hub_place import HubPlace
from tests.server.hub.live_hub import LiveHub
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

SHIPPED = PROCEDURES_CSV.read_text(encoding="utf-8")


def listed(place: HubPlace) -> list[ListAccepted]:
    with only_reading(f"sqlite:///{place.ledger}") as connection:
        return list(list_events(connection))


def a_file(place: HubPlace, old: str, new: str) -> Path:
    file = place.folder / "moi.csv"
    assert old in SHIPPED
    file.write_text(SHIPPED.replace(old, new, 1), encoding="utf-8-sig")
    return file


def without(place: HubPlace, code: str) -> Path:
    rows = [row.cells for row in read_table(SHIPPED, COLUMNS).rows if row.cells["code"] != code]
    file = place.folder / "moi.csv"
    file.write_text(write_table(COLUMNS, rows), encoding="utf-8")
    return file


def book(live: LiveHub) -> dict[str, object]:
    address = f"http://127.0.0.1:{live.hub.pages.public_port}/api/v1/procedures"
    with urllib.request.urlopen(address, timeout=10) as answer:
        found: dict[str, object] = json.load(answer)
        return found


def test_a_start_writes_down_the_shipped_list_and_keeps_its_text(live: LiveHub) -> None:
    (event,) = listed(live.place)

    assert (event.which, event.rows, event.is_shipped) == (ReferenceList.PROCEDURES, 93, True)
    assert kept_text(live.place.data_dir, ReferenceList.PROCEDURES, event.sha256) == SHIPPED


def test_a_review_changes_nothing(live: LiveHub) -> None:
    file = a_file(live.place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")
    before = live.seq

    reviewed = live.place.motcua("procedures", "import", str(file), "--review")

    assert reviewed.status == 0
    assert "+ Làm giấy khai sinh" in reviewed.said
    assert "− Đăng ký khai sinh" in reviewed.said
    assert "--yes" in reviewed.said
    assert live.seq == before


def test_an_accepted_list_is_in_force_at_once_told_to_kiosks_and_in_the_ledger(
    live: LiveHub, broker: RunningBroker
) -> None:
    sha256 = book(live)["sha256"]
    file = a_file(live.place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")

    accepted = live.place.motcua("procedures", "import", str(file), "--yes")

    assert accepted.status == 0, accepted.said
    assert "The new list is in force." in accepted.said
    now = book(live)
    assert now["sha256"] != sha256
    assert "Làm giấy khai sinh" in json.dumps(now, ensure_ascii=False)
    with RawMqtt(broker.address, broker.observer) as kiosk:
        kiosk.subscribe(f"motcua/v1/{CENTER}/state/catalogue")
        told = str(now["sha256"]).encode()
        wait_until(lambda: any(told in m.payload for m in kiosk.arrived), what="kiosks are told of it")
    last = listed(live.place)[-1]
    assert (last.is_shipped, last.rows) == (False, 93)
    text = kept_text(live.place.data_dir, ReferenceList.PROCEDURES, last.sha256)
    assert text is not None
    assert "Làm giấy khai sinh" in text
    assert live.place.find_out().is_sound


def test_the_same_list_again_is_no_event(live: LiveHub) -> None:
    file = live.place.folder / "same.csv"
    assert live.place.motcua("procedures", "export", "--to", str(file)).status == 0
    before = live.seq

    again = live.place.motcua("procedures", "import", str(file), "--yes")

    assert (again.status, live.seq) == (0, before)
    assert "The two lists are the same." in again.said


def test_a_wrong_file_is_refused_with_line_and_column(live: LiveHub) -> None:
    file = a_file(live.place, "Đăng ký khai sinh,", "=1+1,")

    refused = live.place.motcua("procedures", "import", str(file), "--yes")

    assert refused.status == 1
    assert "Nothing was imported." in refused.said
    assert "moi.csv: dòng 2, cột short_vi: ô này là công thức / line 2, column short_vi: " in refused.said
    assert "this is a formula: =1+1 (formula)" in refused.said
    assert len(listed(live.place)) == 1


def test_a_file_of_windows_1258_is_named_as_such(live: LiveHub) -> None:
    file = live.place.folder / "cu.csv"
    file.write_bytes("code,short_vi\n1.001193,Đăng ký\n".encode("utf-16"))

    refused = live.place.motcua("procedures", "import", str(file))

    assert refused.status == 1
    assert "CSV UTF-8" in refused.said


@pytest.mark.parametrize("which", ["procedures", "centers"])
def test_a_file_that_is_not_there_is_said_in_both_languages(place: HubPlace, which: str) -> None:
    refused = place.motcua(which, "import", "/none/such.csv")

    assert refused.status == 2
    assert refused.said.splitlines() == [
        "/none/such.csv: không có tệp hoặc thư mục này",
        "/none/such.csv: there is no such file or folder (file-missing)",
    ]


def test_a_configuration_in_another_encoding_is_said_before_a_list_is_read(place: HubPlace) -> None:
    place.config.write_bytes(b'[center]\nname_vi = "T\xe2n L\x1e\xa7p"\n')

    refused = place.motcua("procedures", "import", str(a_file(place, "Đăng ký khai sinh,", "Khai sinh,")))

    assert refused.status == 2
    assert "không phải UTF-8" in refused.said
    assert "is not UTF-8; save the file as UTF-8. (not-utf-8)" in refused.said


def test_another_hub_at_the_ledger_is_said_in_both_languages(live: LiveHub) -> None:
    (live.place.data_dir / SOCKET_NAME).unlink()
    file = a_file(live.place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")

    refused = live.place.motcua("procedures", "import", str(file), "--yes")

    assert refused.status == 2
    assert "Một máy chủ khác đang ghi vào nhật ký này." in refused.said
    assert "(another-hub)" in refused.said


def test_a_list_that_cannot_be_written_is_said_in_both_languages(live: LiveHub) -> None:
    file = a_file(live.place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")
    sha256 = read_list(file, ReferenceList.PROCEDURES).sha256
    (live.place.data_dir / "lists" / f"procedures-{sha256}.csv").mkdir()

    refused = live.place.motcua("procedures", "import", str(file), "--yes")

    assert refused.status == 1
    assert "đây là thư mục, không phải tệp" in refused.said
    assert "this is a folder, not a file (file-is-folder)" in refused.said
    assert "Traceback" not in refused.said


def test_a_list_in_force_that_is_no_text_is_named_with_what_to_do(place: HubPlace) -> None:
    folder = place.data_dir / "lists"
    folder.mkdir()
    (folder / "procedures.csv").write_bytes(SHIPPED.encode("utf-16"))

    ended = place.hub_that_ends()

    assert "(not-utf-8)" in ended.said
    assert "xóa tệp để dùng danh sách đi kèm" in ended.said
    assert "go back to the shipped list. (list-damaged)" in ended.said


def test_a_list_without_a_procedure_of_the_configuration_is_refused(live: LiveHub) -> None:
    refused = live.place.motcua("procedures", "import", str(without(live.place, "1.000894")), "--yes")

    assert refused.status == 1
    assert "unknown-procedure" in refused.said
    assert len(listed(live.place)) == 1


def test_a_review_names_what_no_service_offers(live: LiveHub) -> None:
    rows = [dict(row.cells) for row in read_table(SHIPPED, COLUMNS).rows]
    file = live.place.folder / "them.csv"
    file.write_text(write_table(COLUMNS, [*rows, rows[0] | {"code": "9.000001"}]), encoding="utf-8")

    said = live.place.motcua("procedures", "import", str(file)).said

    assert "+ 9.000001" in said
    assert "1 procedures belong to no service and cannot be found: 9.000001" in said


def test_an_imported_list_outlives_a_restart_without_another_event(place: HubPlace) -> None:
    file = a_file(place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")
    assert place.motcua("procedures", "import", str(file), "--yes").status == 0
    before = listed(place)

    with LiveHub(place) as live:
        assert "Làm giấy khai sinh" in json.dumps(book(live), ensure_ascii=False)

    assert listed(place) == before
    assert [event.is_shipped for event in before] == [True, False]


def test_a_list_that_somebody_changed_by_hand_is_an_event_of_the_next_start(place: HubPlace) -> None:
    file = a_file(place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")
    assert place.motcua("procedures", "import", str(file), "--yes").status == 0
    (place.data_dir / "lists" / "procedures.csv").unlink()

    with LiveHub(place):
        pass

    assert [event.is_shipped for event in listed(place)] == [True, False, True]


def test_a_damaged_list_keeps_the_hub_from_starting_and_says_what_to_do(place: HubPlace) -> None:
    folder = place.data_dir / "lists"
    folder.mkdir()
    (folder / "procedures.csv").write_text(SHIPPED[:-40] + '"', encoding="utf-8")

    ended = place.hub_that_ends()

    assert ended.status != 0
    assert "go back to the shipped list" in ended.said


def test_the_history_names_each_text_and_it_can_be_read_again(live: LiveHub) -> None:
    file = a_file(live.place, "Đăng ký khai sinh,", "Làm giấy khai sinh,")
    live.place.motcua("procedures", "import", str(file), "--yes")

    told = live.place.motcua("procedures", "history").said.splitlines()

    assert [("shipped" in line, "imported" in line) for line in told] == [(True, False), (False, True)]
    sha256 = told[0].split()[2]
    assert live.place.motcua("procedures", "export", "--sha256", sha256).said == SHIPPED
    (live.place.data_dir / "lists" / f"procedures-{sha256}.csv").write_text("x", encoding="utf-8")
    assert "TEXT MISSING" in live.place.motcua("procedures", "history").said
    assert live.place.motcua("procedures", "export", "--sha256", sha256).status == 1


def test_centers_are_filled_in_imported_and_told_what_is_missing(live: LiveHub) -> None:
    file = live.place.folder / "tt.csv"
    assert live.place.motcua("centers", "export", "--to", str(file)).status == 0
    text = file.read_text(encoding="utf-8-sig")
    filled = text.replace("24829,Phường B'Lao,,,", "24829,Phường B'Lao,Số 1 đường A,0263 3 000 001,")
    assert filled != text
    file.write_text(filled, encoding="utf-8")

    accepted = live.place.motcua("centers", "import", str(file), "--yes")

    assert accepted.status == 0, accepted.said
    assert "address missing of 123" in accepted.said
    address = f"http://127.0.0.1:{live.hub.pages.public_port}/centers/found?q=blao"
    with urllib.request.urlopen(address, timeout=10) as answer:
        assert "Số 1 đường A" in answer.read().decode()
    assert listed(live.place)[-1].which is ReferenceList.CENTERS


def test_a_configuration_is_checked_against_the_list_in_force(place: HubPlace) -> None:
    rows = [dict(row.cells) for row in read_table(SHIPPED, COLUMNS).rows]
    file = place.folder / "them.csv"
    file.write_text(write_table(COLUMNS, [*rows, rows[0] | {"code": "9.000001"}]), encoding="utf-8")
    config = place.config.read_text("utf-8").replace('"1.001193"', '"1.001193", "9.000001"', 1)
    candidate = place.folder / "new.toml"
    candidate.write_text(config, encoding="utf-8")
    assert "unknown-procedure" in place.motcua("config", "check", str(candidate)).said

    assert place.motcua("procedures", "import", str(file), "--yes").status == 0

    assert "unknown-procedure" not in place.motcua("config", "check", str(candidate)).said


@pytest.mark.parametrize("which", ["procedures", "centers"])
def test_an_export_does_not_replace_a_file_unasked(place: HubPlace, which: str) -> None:
    file = place.folder / "out.csv"
    assert place.motcua(which, "export", "--to", str(file)).status == 0

    assert place.motcua(which, "export", "--to", str(file)).status == 1
    assert place.motcua(which, "export", "--to", str(file), "--force").status == 0
