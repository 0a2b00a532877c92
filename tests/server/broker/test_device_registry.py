"""Devices, their names and passwords, and the file they are kept in."""

from __future__ import annotations

import grp
import os
import threading
from pathlib import Path

import pytest

from contract.ids import CenterId, CounterId
from contract.words import DeviceKind
from server.broker.devices import DeviceError, KnownDevices, Registry, read_registry, write_registry
from server.broker.site import BrokerSite


@pytest.fixture
def site(tmp_path: Path) -> BrokerSite:
    return BrokerSite(CenterId("23134"), tmp_path / "broker")


def with_kiosk(registry: Registry, name: str = "kiosk-1", word: str = "secret") -> Registry:
    return registry.with_device(name, DeviceKind.KIOSK, None, word)


@pytest.mark.parametrize("name", ["hub", "", "a/b", "+", "#", "kiosk 1", "kiosk\n", "quầy", "x" * 65, "-x"])
def test_a_name_that_is_reserved_or_no_topic_level_is_refused(name: str) -> None:
    with pytest.raises(DeviceError):
        with_kiosk(Registry(), name)


def test_a_name_is_given_once() -> None:
    with pytest.raises(DeviceError, match="already"):
        with_kiosk(with_kiosk(Registry()))


@pytest.mark.parametrize("kind", [DeviceKind.PANEL, DeviceKind.COUNTER_DISPLAY])
def test_a_device_at_a_counter_says_which(kind: DeviceKind) -> None:
    with pytest.raises(DeviceError, match="--counter"):
        Registry().with_device("x", kind, None, "secret")

    assert Registry().with_device("x", kind, CounterId("3"), "secret").devices[0].counter == "3"


def test_a_kiosk_belongs_to_no_counter() -> None:
    with pytest.raises(DeviceError, match="no counter"):
        Registry().with_device("x", DeviceKind.KIOSK, CounterId("3"), "secret")


def test_removing_who_is_not_there_is_refused() -> None:
    with pytest.raises(DeviceError, match="no device"):
        Registry().without_device("kiosk-1")


def test_no_password_is_kept_in_the_clear(site: BrokerSite) -> None:
    site.change(lambda registry: with_kiosk(registry, word="very-secret-word"))

    hub_password = site.hub_password_file.read_bytes().strip()
    for file in site.folder.iterdir():
        assert b"very-secret-word" not in file.read_bytes()
        assert file == site.hub_password_file or hub_password not in file.read_bytes()


def test_files_are_for_the_owner_alone(site: BrokerSite) -> None:
    site.change(with_kiosk)

    assert {file.stat().st_mode & 0o777 for file in site.folder.iterdir()} == {0o600}
    assert site.folder.stat().st_mode & 0o777 == 0o700


def test_a_group_sees_what_the_broker_reads_and_nothing_else(tmp_path: Path) -> None:
    own_group = grp.getgrgid(os.getgid()).gr_name
    site = BrokerSite(CenterId("23134"), tmp_path / "broker", group=own_group)

    site.change(with_kiosk)

    shared = {file for file in site.folder.iterdir() if file.stat().st_mode & 0o777 == 0o640}
    assert shared == {site.conf_file, site.password_file, site.access_file}


def test_the_running_hub_sees_a_change_without_restart(site: BrokerSite) -> None:
    known = KnownDevices(site.registry_file)
    assert known.all() == ()

    site.change(with_kiosk)
    seen = known.find("kiosk-1")
    site.change(lambda registry: registry.without_device("kiosk-1"))

    assert seen is not None
    assert seen.kind is DeviceKind.KIOSK
    assert known.find("kiosk-1") is None


def test_a_device_proves_itself_by_its_password(site: BrokerSite) -> None:
    site.change(with_kiosk)
    known = KnownDevices(site.registry_file)

    proven = known.who_is("kiosk-1", "secret")

    assert proven is not None
    assert proven.device == "kiosk-1"
    assert known.who_is("kiosk-1", "wrong") is None
    assert known.who_is("kiosk-2", "secret") is None
    assert known.who_is("kiosk-1", "") is None


def test_a_broken_registry_is_named_and_never_overwritten(site: BrokerSite) -> None:
    site.change(with_kiosk)
    site.registry_file.write_text("{ broken", encoding="utf-8")

    with pytest.raises(DeviceError, match="broken"):
        site.change(lambda registry: with_kiosk(registry, "kiosk-2"))

    assert site.registry_file.read_text(encoding="utf-8") == "{ broken"


def test_a_hub_that_reads_a_broken_registry_goes_on_with_the_last_good_one(site: BrokerSite) -> None:
    site.change(with_kiosk)
    known = KnownDevices(site.registry_file)
    known.all()

    site.registry_file.write_text("{ broken", encoding="utf-8")

    assert known.find("kiosk-1") is not None


def test_a_registry_survives_writing_and_reading(tmp_path: Path) -> None:
    registry = with_kiosk(Registry()).with_device("panel-1", DeviceKind.PANEL, CounterId("1"), "other")

    write_registry(tmp_path / "devices.json", registry)

    assert read_registry(tmp_path / "devices.json") == registry


def test_two_editors_at_once_lose_nothing(site: BrokerSite) -> None:
    names = [f"kiosk-{number}" for number in range(8)]
    editors = [
        threading.Thread(target=site.change, args=(lambda registry, name=name: with_kiosk(registry, name),))
        for name in names
    ]

    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()

    assert {known.device for known in read_registry(site.registry_file).devices} == set(names)


def test_the_hub_keeps_its_password_when_devices_change(site: BrokerSite) -> None:
    site.prepare()
    first = site.hub_password_file.read_text(encoding="ascii")

    site.change(with_kiosk)

    assert site.hub_password_file.read_text(encoding="ascii") == first
