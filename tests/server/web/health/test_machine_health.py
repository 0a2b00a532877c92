"""`/health` and `/metrics`: who is let in, what they say, and that nobody's name is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from werkzeug.test import TestResponse

from contract.devices import Fault
from contract.ids import DeviceId
from contract.words import ClockTrust, DeviceKind
from server.service.health import BackupAge, BackupIs, Standing
from server.web.console_app import LIVE, console_app
from server.web.health.machine_door import MachineDoor, WeakTokenError, machine_door_of
from tests.server.web.health import troubled_center as troubled
from tests.support.console import PEOPLE, Console
from tests.support.steered_health import NOW, presence

TOKEN = "a-token-nobody-guesses"
LAN = {"REMOTE_ADDR": "192.168.10.7"}

Ask = Callable[..., TestResponse]


@pytest.fixture
def ask(site: Console) -> Ask:
    """A machine that asks, from this one unless told otherwise."""

    def answer(path: str, environ: dict[str, str] | None = None, **extra: Any) -> TestResponse:
        return site.app.test_client().get(path, environ_base=environ or {}, **extra)

    return answer


def values(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Prometheus's own parser reads it."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


# --- /health ---


def test_a_well_center_answers_200(site: Console, ask: Ask) -> None:
    troubled.all_well(site.health)

    answer = ask("/health")

    assert answer.status_code == 200
    assert answer.json
    assert (answer.json["status"], answer.json["reasons"]) == ("ok", [])
    assert [device["standing"] for device in answer.json["devices"]] == ["here"] * 7
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"has_broker": False}, "no-broker"),
        ({"writes": False}, "cannot-write"),
        ({"looked_s_ago": 21.0}, "stands-still"),
        ({"awaiting": (DeviceId("kiosk-2"),)}, "awaiting-journals"),
        ({"trust": ClockTrust.UNTRUSTED, "day": None}, "clock-untrusted"),
        ({"readings": troubled.pi(disk_free_share=1.0, disk_free=120.0)}, "disk-full"),
    ],
)
def test_a_hub_that_cannot_do_its_work_answers_503_and_why(
    site: Console, ask: Ask, figures: dict[str, Any], code: str
) -> None:
    site.health.hub_is(**figures)

    answer = ask("/health")

    assert answer.status_code == 503
    assert answer.json
    assert [reason["code"] for reason in answer.json["reasons"]] == [code]


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"trust": ClockTrust.UNTRUSTED}, "clock-untrusted"),
        ({"steps_today": 1}, "clock-stepped"),
        ({"outbox_behind": 1001}, "outbox-behind"),
        ({"queue_length": 257}, "long-queue"),
        ({"live_streams": 200}, "streams-full"),
        ({"denied": 1}, "refused"),
        ({"backups": (BackupAge("/mnt/usb", BackupIs.NEVER, None),)}, "no-backup"),
        ({"backups": (BackupAge("/mnt/usb", BackupIs.OLD, NOW - timedelta(days=3)),)}, "backup-old"),
        ({"backups": (BackupAge("/mnt/usb", BackupIs.FAILED, None, "Đầy.", "Full."),)}, "backup-failed"),
        ({"readings": troubled.pi(card_worn=90.0)}, "card-worn"),
        ({"readings": troubled.pi(memory_free_share=4.0)}, "memory-low"),
    ],
)
def test_what_only_needs_a_look_is_told_with_200(
    site: Console, ask: Ask, figures: dict[str, Any], code: str
) -> None:
    site.health.hub_is(**figures)

    answer = ask("/health")

    assert answer.status_code == 200
    assert answer.json
    assert [finding["code"] for finding in answer.json["findings"]] == [code]


def test_a_hub_without_its_broker_does_not_complain_of_a_long_outbox(site: Console, ask: Ask) -> None:
    site.health.hub_is(has_broker=False, outbox_behind=5000)

    answer = ask("/health").json

    assert answer
    assert answer["findings"] == []


def test_a_devices_trouble_is_never_the_hubs(site: Console, ask: Ask) -> None:
    fault = Fault(code="printer-paper-out", message_vi="hết giấy", message_en="paper out")
    site.health.presences = (
        presence("kiosk-1", DeviceKind.KIOSK, fault),
        presence("kiosk-2", standing=Standing.GONE),
    )

    answer = ask("/health")

    assert answer.status_code == 200
    assert answer.json
    assert [(device["device"], device["level"]) for device in answer.json["devices"]] == [
        ("kiosk-1", "broken"),
        ("kiosk-2", "broken"),
    ]


# --- /metrics ---


def test_prometheus_reads_the_hubs_and_the_devices_figures(site: Console, ask: Ask) -> None:
    troubled.many_faults(site.health)

    answer = ask("/metrics")
    told = values(answer.text)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    kiosk = (("device", "kiosk-1"), ("kind", "kiosk"))
    assert told["motcua_hub_healthy", ()] == 0
    assert told["motcua_hub_clock_steps_today", ()] == 2
    assert told["motcua_hub_clock_trust", (("trust", "untrusted"),)] == 1
    assert told["motcua_messages_unreadable_total", ()] == 17
    assert told["motcua_writer_turns_total", ()] == 240
    assert told["motcua_journals_awaited", ()] == 1
    assert told["motcua_backup_age_seconds", (("place", "1"),)] == 6 * 24 * 3600
    assert told["motcua_device_here", kiosk] == 1
    assert told["motcua_device_running_seconds", kiosk] == 7200
    assert told["motcua_device_finding", (("code", "printer-paper-out"), *kiosk, ("level", "broken"))] == 1
    assert told["motcua_temperature_celsius", (("device", "hall-1"),)] == 83
    assert told["motcua_disk_free_bytes", (("device", "hub"),)] == 620_000_000
    assert told["motcua_device_silent_seconds", (("device", "kiosk-2"), ("kind", "kiosk"))] == 5400
    assert ("motcua_temperature_celsius", (("device", "kiosk-2"),)) not in told, "old news is no reading"


def test_a_center_without_devices_is_read_too(ask: Ask) -> None:
    assert values(ask("/metrics").text)["motcua_hub_healthy", ()] == 1


def test_a_fault_said_twice_is_one_finding(site: Console, ask: Ask) -> None:
    fault = Fault(code="speaker", message_vi="loa", message_en="speaker")
    site.health.presences = (presence("hall-1", DeviceKind.HALL_DISPLAY, fault, fault),)

    assert ask("/metrics").text.count('code="speaker"') == 1


@pytest.mark.parametrize("path", ["/health", "/metrics"])
def test_nobodys_name_is_in_it(site: Console, ask: Ask, path: str) -> None:
    troubled.many_faults(site.health)
    site.signed_in("lan")

    text = ask(path).text

    for login, (name, _) in PEOPLE.items():
        assert name not in text
        assert f'"{login}"' not in text


# --- who is let in ---


@pytest.mark.parametrize("path", ["/health", "/metrics"])
def test_without_a_token_only_this_machine_is_let_in(ask: Ask, path: str) -> None:
    assert ask(path).status_code == 200
    assert ask(path, {"REMOTE_ADDR": "::1"}).status_code == 200
    assert ask(path, LAN).status_code == 403
    assert ask(path, {"REMOTE_ADDR": "not an address"}).status_code == 403
    assert ask(path, LAN, headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    assert ask(path, LAN, headers={"Authorization": "Bearer "}).status_code == 403


@pytest.fixture
def with_token(site: Console) -> Flask:
    """The same console, opened to who knows the token."""
    app = console_app(replace(site.hub, machine_door=MachineDoor(TOKEN)))
    app.extensions[LIVE].close()
    return app


@pytest.mark.parametrize(
    ("authorization", "status"),
    [(f"Bearer {TOKEN}", 200), (f"bearer {TOKEN}", 200), (f"Basic {TOKEN}", 403), ("Bearer wrong", 403)],
)
def test_with_the_token_another_machine_is_let_in(with_token: Flask, authorization: str, status: int) -> None:
    headers = {"Authorization": authorization}

    answer = with_token.test_client().get("/health", environ_base=LAN, headers=headers)

    assert answer.status_code == status


def test_the_token_opens_no_other_page(with_token: Flask) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}

    assert with_token.test_client().get("/system-health", headers=headers).status_code == 302


def test_a_token_that_could_be_guessed_or_read_nowhere_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "token"
    with pytest.raises(OSError, match="token"):
        machine_door_of(str(file))
    file.write_text("secret\n", encoding="ascii")
    with pytest.raises(WeakTokenError, match="fewer than 16"):
        machine_door_of(str(file))

    file.write_text(f"{TOKEN}\n", encoding="ascii")

    assert machine_door_of(str(file)) == MachineDoor(TOKEN)
    assert machine_door_of(None) == MachineDoor()
