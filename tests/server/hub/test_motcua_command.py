"""`motcua` against a running center: devices, accounts, configuration, day; exit statuses and sentences."""

from __future__ import annotations

import io
import json
import socket
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import select

from contract.broker import BrokerClient, Credentials
from contract.events import EpochBegun, JournalsOverridden
from contract.ids import DeviceId, Epoch
from server.hub_alerts import HubAlerts
from server.local_door import SOCKET_NAME
from server.store import tables
from tests.server.hub.hub_place import Ended, HubPlace, run_as_typed
from tests.server.hub.live_hub import LiveHub
from tests.server.hub.staff_door import LAN, StaffDoor, add_person
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.waiting import wait_until


def client_of(broker: RunningBroker, device: str, password: str) -> BrokerClient:
    return broker.client(Credentials(CENTER, DeviceId(device), password))


def test_a_device_added_to_a_running_center_is_let_in_at_once_and_out_when_removed(
    live: LiveHub, broker: RunningBroker
) -> None:
    place = live.place
    file = place.folder / "kiosk-7.password"

    added = place.motcua("device", "add", "kiosk-7", "--kind", "kiosk", "--password-file", str(file))
    assert added.status == 0
    assert "The broker knows." in added.said
    assert file.stat().st_mode & 0o077 == 0
    password = file.read_text().strip()
    client = client_of(broker, "kiosk-7", password)
    assert live.hub.devices.who_is("kiosk-7", password) is not None
    assert "kiosk-7  kiosk" in place.motcua("device", "list").said

    assert place.motcua("device", "remove", "kiosk-7").status == 0
    wait_until(lambda: not client.is_connected, what="the removed device is cut off")
    assert live.hub.devices.find("kiosk-7") is None
    assert place.motcua("device", "list").said.startswith("Chưa có thiết bị nào")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("add", "hub", "--kind", "kiosk"), "hub's own name"),
        (("add", "kiosk 1", "--kind", "kiosk"), "no device name"),
        (("add", "panel-1", "--kind", "panel"), "--counter"),
        (("add", "kiosk-1", "--kind", "kiosk", "--counter", "1"), "no counter"),
        (("remove", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_a_device_is_refused_in_words(
    place: HubPlace, arguments: tuple[str, ...], word: str
) -> None:
    refused = place.motcua("device", *arguments)

    assert refused.status == 1
    assert word in refused.said


def test_an_account_added_while_the_hub_runs_signs_in(live: LiveHub) -> None:
    port = live.hub.pages.console_port
    person = add_person(live.place, *LAN)

    officer = StaffDoor(port, person)

    assert officer.done("open-counter", counter="1")["status"] == "ready"
    assert "lan (Nguyễn Thị Lan; can-bo)" in live.place.motcua("account", "list").said
    twice = live.place.motcua("account", "add", "lan", "--name", "Lan", "--role", "can-bo")
    assert twice.status == 1
    unknown = live.place.motcua("account", "add", "ba", "--name", "Ba", "--role", "no-such-role")
    assert unknown.status == 1


def test_a_closed_account_can_do_nothing_more(live: LiveHub) -> None:
    person = add_person(live.place, *LAN)
    officer = StaffDoor(live.hub.pages.console_port, person)

    assert live.place.motcua("account", "close", "lan").status == 0

    said = officer.ask("open-counter", counter="1")
    assert said["code"] in ("not-signed-in", "not-allowed")


def test_accounts_can_be_made_before_the_first_start(place: HubPlace) -> None:
    person = add_person(place, *LAN)

    with LiveHub(place) as hub:
        StaffDoor(hub.hub.pages.console_port, person)


def test_the_configuration_is_checked_with_a_status_of_its_own(place: HubPlace) -> None:
    good = place.motcua("config", "check", str(place.config))
    wrong = place.folder / "wrong.toml"
    wrong.write_text(place.config.read_text("utf-8").replace("name_vi", "nam_vi", 1), encoding="utf-8")

    assert good.status == 0
    assert "accepted" in good.said
    refused = place.motcua("config", "check", str(wrong))
    assert refused.status == 1
    assert "nam_vi" in refused.said
    assert "name_vi" in refused.said
    assert place.motcua("config", "check", str(place.folder / "none.toml")).status == 2


def test_the_day_is_closed_and_opened_by_hand(live: LiveHub) -> None:
    assert "is open" in live.place.motcua("day", "open").said
    assert live.place.motcua("day", "close").said == (
        "Không có ngày làm việc nào đang mở.\nNo business day is open.\n"
    )
    assert not live.day_is_open
    assert live.place.motcua("day", "open").status == 0


def test_commands_that_cannot_begin_say_why_without_a_traceback(place: HubPlace) -> None:
    settings = place.folder / "none.toml"
    for arguments in (("day", "open"), ("device", "list"), ("ledger", "verify")):
        ended = run_as_typed("--settings", str(settings), *arguments)
        assert ended.status == 2
        assert "none.toml" in ended.said

    place.config.write_text("this is no toml [", encoding="utf-8")
    broken = place.motcua("device", "list")
    assert broken.status == 2
    assert "center.toml:1:" in broken.said


def test_a_ledger_that_is_not_there_is_not_sound(place: HubPlace) -> None:
    ended = place.motcua("ledger", "verify")

    assert ended.status == 2
    assert "cannot be used" in ended.said


def test_the_ledger_of_a_running_hub_is_verified(live: LiveHub) -> None:
    live.sit("1")
    live.take()

    ended = live.place.motcua("ledger", "verify")

    assert ended.status == 0, ended
    assert ended.said.startswith("Nhật ký nguyên vẹn: ")
    assert "\nsound: " in ended.said
    assert "\nhead " in ended.said
    assert ended.said.endswith("scanned pages 0, their files 0, differences 0\n")


def test_a_page_vault_that_went_is_told_to_staff_and_given_up_by_one_verb(live: LiveHub) -> None:
    def codes() -> set[str]:
        return {finding.code for finding in live.hub.health.current().hub_findings}

    give_up = ("records", "pages-are-gone")
    assert "(page-vault-here)" in live.place.motcua(*give_up, "--yes").said

    (live.place.data_dir / "record-papers" / "vault.json").unlink()
    wait_until(lambda: "page-vault-away" in codes(), what="the next look")
    (alert,) = [one for one in HubAlerts(live.hub.health).current() if "trang quét" in one.message_vi]
    assert alert.message_en.startswith("The vault of records' scanned pages is not there")
    assert "not looked at" in live.place.motcua("ledger", "verify").said

    assert "add --yes" in live.place.motcua(*give_up).said
    assert live.place.motcua(*give_up, "--yes").status == 0
    wait_until(lambda: "page-vault-away" not in codes(), what="the vault is begun anew")


def test_a_time_that_is_none_is_refused_by_the_command_line(place: HubPlace) -> None:
    ended = place.motcua("clock", "confirm", "half past seven")

    assert ended.status == 2
    assert "half past seven" in ended.said


def test_the_local_socket_is_for_the_hubs_user_alone_and_survives_nonsense(live: LiveHub) -> None:
    path = live.place.data_dir / SOCKET_NAME
    assert path.stat().st_mode & 0o177 == 0

    for line in (b"hello\n", b"\xff\xfe\n", b'{"do":"NoSuchChore"}\n', b"\n"):
        said = json.loads(told(path, line))
        assert said["exit_code"] == 2
        assert "does not know" in said["text"]
    assert live.place.motcua("clock", "show").status == 0


def told(path: Path, line: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(10)
        channel.connect(str(path))
        channel.sendall(line)
        with channel.makefile("rb") as answer:
            return answer.readline()


def test_a_socket_left_behind_by_a_killed_hub_is_no_running_hub(place: HubPlace) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place.data_dir / SOCKET_NAME))

    assert place.motcua("clock", "show").status == 0


def test_public_pages_and_console_are_separate_doors(live: LiveHub) -> None:
    public = f"http://127.0.0.1:{live.hub.pages.public_port}"

    with urllib.request.urlopen(f"{public}/api/v1/health", timeout=10) as answer:
        assert json.load(io.BytesIO(answer.read()))["status"] == "ok"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{public}/sign-in", timeout=10)
    assert refused.value.code == 404
    refused.value.close()


def test_numbers_are_given_without_a_missing_journal_and_the_reason_is_kept(live: LiveHub) -> None:
    said = live.place.motcua("ledger", "issue-without-journals", "--reason", "x")
    assert (said.status, "not-awaiting" in said.said) == (1, True)

    begun = {"before": Epoch("an-older-one"), "awaits": (DeviceId("kiosk-1"),)}
    live.hub.core.writer.run(lambda work, _: work.record(EpochBegun, **begun)).result(10)
    assert live.place.motcua("ledger", "issue-without-journals", "--reason", " ").status == 1
    assert live.place.motcua("ledger", "issue-without-journals", "--reason", "x" * 2001).status == 2
    said = live.place.motcua("ledger", "issue-without-journals", "--reason", "kiosk burnt")
    assert said == Ended(
        0,
        "Đã cấp số trở lại. Lý do được ghi vào nhật ký.\n"
        "Numbers are given again. The reason is in the ledger.\n",
    )

    assert live.take().number == "A101", "what the kiosk may have given is skipped"
    with live.hub.core.database.reading() as connection:
        payload = connection.execute(
            select(tables.event.c.payload).where(tables.event.c.kind == JournalsOverridden.kind())
        ).scalar_one()
    assert b"kiosk burnt" in payload
