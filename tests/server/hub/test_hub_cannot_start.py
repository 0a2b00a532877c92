"""Starts that must fail: exit status 3 (2: settings), one plain sentence, no traceback, nothing changed."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing

import pytest

from tests.server.hub.hub_place import CANNOT_START, Ended, HubPlace, HubProcess


def plainly(ended: Ended, *words: str) -> None:
    assert ended.status == CANNOT_START, ended
    assert "the hub cannot start" in ended.said
    assert "Traceback" not in ended.said
    for word in words:
        assert word in ended.said


def test_a_broken_configuration_is_named_with_its_line(place: HubPlace) -> None:
    text = place.config.read_text("utf-8")
    place.config.write_text(text.replace('id = "ho-tich"', "id = ho-tich", 1), encoding="utf-8")
    line = text[: text.index('id = "ho-tich"')].count("\n") + 1

    plainly(place.hub_that_ends(), f"center.toml:{line}:")

    assert not place.ledger.exists()


def test_a_missing_configuration_is_named(place: HubPlace) -> None:
    place.config.unlink()

    plainly(place.hub_that_ends(), "Không đọc được cấu hình", "center.toml", "(file-missing)")


def test_wrong_settings_are_named_and_have_a_status_of_their_own(place: HubPlace) -> None:
    place.settings_file.write_text('config_path = "x"\nno_such_key = 1\n', encoding="utf-8")

    ended = place.hub_that_ends()

    assert ended.status == 2
    assert "không có mục nào tên là no_such_key" in ended.said
    assert "there is no key named no_such_key (unknown-key)" in ended.said
    assert "Traceback" not in ended.said


@pytest.mark.system
def test_a_second_hub_on_the_same_ledger_is_refused_and_the_first_goes_on(hub: HubProcess) -> None:
    plainly(hub.place.hub_process_that_ends(), "another hub")

    assert hub.child.process.poll() is None
    assert hub.place.motcua("clock", "show").status == 0


def test_a_database_from_a_newer_version_is_left_alone(place: HubPlace) -> None:
    make_ledger(place, "UPDATE alembic_version SET version_num = '9999'")
    before = place.ledger.read_bytes()

    plainly(place.hub_that_ends(), "9999", "newer", "bản Motcua mới hơn", "(newer-database)")

    assert place.ledger.read_bytes() == before


def test_another_centers_ledger_is_refused(place: HubPlace) -> None:
    make_ledger(place, "UPDATE ledger SET center = '99999'")

    plainly(place.hub_that_ends(), "99999", "của trung tâm khác", "(wrong-center)")


def make_ledger(place: HubPlace, then: str) -> None:
    """As an earlier run left it, and one thing changed."""
    assert place.motcua("clock", "show").status == 0
    with closing(sqlite3.connect(place.ledger)) as database, database:
        database.execute(then)


def test_a_database_that_is_none_is_refused(place: HubPlace) -> None:
    place.ledger.write_bytes(b"this is no database" * 100)

    plainly(place.hub_that_ends(), "database", "Không dùng được cơ sở dữ liệu", "(ledger-unusable)")


@pytest.mark.system
def test_a_taken_port_is_named(place: HubPlace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place.console_port = taken.getsockname()[1]
        place.write_settings()

        plainly(place.hub_process_that_ends(), str(place.console_port), "console")

    assert place.find_out().is_sound


def test_a_data_folder_that_cannot_be_made_is_named(place: HubPlace) -> None:
    text = place.settings_file.read_text("utf-8")
    (place.folder / "file").write_text("in the way")
    text = text.replace(f'data_dir = "{place.data_dir}"', f'data_dir = "{place.folder}/file/data"')
    place.settings_file.write_text(text, encoding="utf-8")

    plainly(place.hub_that_ends(), "file")
