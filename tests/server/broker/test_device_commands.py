"""`motcua device add|list|remove`, against a running Mosquitto where it matters."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from contract.broker import BrokerClient, Credentials
from contract.ids import CenterId, DeviceId
from contract.words import DeviceKind
from server.broker.commands import add_device, list_devices, remove_device
from server.broker.devices import KnownDevices
from server.broker.site import BrokerSite
from tests.support.mosquitto import RunningBroker
from tests.support.waiting import wait_until


@pytest.fixture
def site(tmp_path: Path) -> BrokerSite:
    return BrokerSite(CenterId("23134"), tmp_path / "broker")


def test_an_added_device_may_connect_at_once(broker: RunningBroker) -> None:
    said = add_device(broker.site, "kiosk-1", DeviceKind.KIOSK)

    vi, en, reload = said.text.splitlines()
    password = en.removeprefix("Added kiosk kiosk-1. Its password, shown only now: ")
    assert said.exit_code == 0
    assert vi.startswith("Đã thêm kiosk kiosk-1.")
    assert vi.endswith("Máy chuyển tin đã nhận thay đổi.")
    assert reload == "The broker knows."
    assert broker.client(Credentials(broker.center, DeviceId("kiosk-1"), password)).is_connected


def test_a_removed_device_is_thrown_out_and_stays_out(broker: RunningBroker) -> None:
    who = broker.add("kiosk-1")
    client = broker.client(who)

    said = remove_device(broker.site, "kiosk-1")

    assert said.exit_code == 0
    wait_until(lambda: not client.is_connected, what="the broker drops the removed device")
    wait_until(lambda: "not authorised" in broker.log(), what="and refuses it when it comes again")


def test_the_password_goes_into_a_file_nobody_else_can_read(site: BrokerSite, tmp_path: Path) -> None:
    file = tmp_path / "kiosk-1.password"

    said = add_device(site, "kiosk-1", DeviceKind.KIOSK, password_file=file)

    password = file.read_text(encoding="ascii").strip()
    assert said.exit_code == 0
    assert password not in said.text
    assert file.stat().st_mode & 0o777 == 0o600
    assert KnownDevices(site.registry_file).who_is("kiosk-1", password) is not None


def test_a_password_file_that_cannot_be_written_adds_no_device(site: BrokerSite, tmp_path: Path) -> None:
    said = add_device(site, "kiosk-1", DeviceKind.KIOSK, password_file=tmp_path / "absent" / "file")

    assert said.exit_code == 1
    assert said.text.startswith("Chưa thêm kiosk-1: không ghi được")
    assert "was not added" in said.text
    assert said.text.endswith("there is no such file or folder. (file-missing)")
    assert KnownDevices(site.registry_file).find("kiosk-1") is None


def test_a_refused_name_is_said_in_a_sentence(site: BrokerSite) -> None:
    said = add_device(site, "hub", DeviceKind.KIOSK)

    assert said.exit_code == 1
    assert "tên của chính máy chủ" in said.text
    assert "hub's own name" in said.text
    assert said.text.endswith("(name-of-the-hub)")


def test_a_group_that_does_not_exist_is_said(tmp_path: Path) -> None:
    site = BrokerSite(CenterId("23134"), tmp_path / "broker", group="no-such-group-here")

    said = add_device(site, "kiosk-1", DeviceKind.KIOSK)

    assert said.exit_code == 1
    assert "no-such-group-here" in said.text
    assert said.text.endswith("(unknown-group)")


def test_devices_are_listed_with_kind_and_counter(site: BrokerSite) -> None:
    assert "No devices yet" in list_devices(site).text

    add_device(site, "kiosk-1", DeviceKind.KIOSK)
    add_device(site, "panel-1", DeviceKind.PANEL, "3")

    assert list_devices(site).text.splitlines() == ["kiosk-1  kiosk", "panel-1  panel  counter 3"]


def test_removing_who_is_not_there_says_so(site: BrokerSite) -> None:
    said = remove_device(site, "kiosk-1")

    assert said.exit_code == 1
    assert said.text.splitlines() == [
        "Không có thiết bị nào tên là 'kiosk-1'; hãy xem: motcua device list",
        "There is no device 'kiosk-1'; see: motcua device list (unknown-device)",
    ]


def test_a_broker_that_does_not_run_is_no_mistake(broker: RunningBroker) -> None:
    broker.stop()

    said = add_device(broker.site, "kiosk-1", DeviceKind.KIOSK)

    assert said.exit_code == 0
    assert "not running" in said.text


def test_somebody_elses_process_is_never_signalled(site: BrokerSite, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    pid_file.write_text(str(os.getpid()), encoding="ascii")

    said = add_device(replace(site, pid_file=pid_file), "kiosk-1", DeviceKind.KIOSK)

    assert "not running" in said.text


def test_a_wrong_password_is_refused_and_the_broker_logs_it(
    broker: RunningBroker, caplog: pytest.LogCaptureFixture
) -> None:
    who = broker.add("kiosk-1")
    client = BrokerClient(broker.address, Credentials(who.center, who.device, "wrong"))

    client.start()
    try:
        wait_until(lambda: "the broker refused us: Not authorized" in caplog.text)
    finally:
        client.stop()

    assert not client.is_connected
    assert "not authorised" in broker.log()
