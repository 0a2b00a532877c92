"""The running hub's `/health` and `/metrics`: in order, with its broker gone, with a ledger that hangs."""

from __future__ import annotations

import json
import resource
import sys
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from contract.devices import DeviceState
from contract.ids import DeviceId
from contract.words import DeviceKind
from server.service.judging_hub import STANDS_STILL_S
from tests.server.hub.hub_place import HubPlace, HubProcess
from tests.server.hub.live_hub import Devices, LiveHub
from tests.support.hung_thread import hung
from tests.support.mosquitto import RunningBroker
from tests.support.service_manager import ServiceManager
from tests.support.waiting import wait_until

WRITER = 1
"""Its place among the hub's threads: the first that is started."""


def get(port: int, path: str) -> tuple[int, str]:
    """Status and text."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def health(port: int) -> tuple[int, dict[str, Any]]:
    """Status and what it says."""
    status, text = get(port, "/health")
    return status, json.loads(text)


def reasons(port: int) -> list[str]:
    """Their codes."""
    return [reason["code"] for reason in health(port)[1]["reasons"]]


def values(port: int) -> dict[str, float]:
    """Prometheus's figures without labels."""
    _, text = get(port, "/metrics")
    families = text_string_to_metric_families(text)
    return {
        sample.name: sample.value for family in families for sample in family.samples if not sample.labels
    }


def test_it_tells_of_itself_and_its_devices(live: LiveHub, broker: RunningBroker) -> None:
    port = live.hub.pages.console_port
    kiosk = Devices(live, broker).kiosk()
    kiosk.client.publish(
        DeviceState(device=DeviceId("kiosk-1"), kind=DeviceKind.KIOSK, is_online=True, version="0.1.0")
    )
    live.take()

    wait_until(lambda: health(port)[1]["devices"][0]["standing"] == "here", what="the kiosk is here")
    status, told = health(port)

    assert (status, told["status"], told["reasons"]) == (200, "ok", [])
    figures = values(port)
    assert figures["motcua_hub_healthy"] == figures["motcua_hub_writes"] == 1
    assert figures["motcua_hub_broker_connected"] == figures["motcua_hub_day_open"] == 1
    assert figures["motcua_writer_turns_total"] > 0
    wait_until(lambda: values(port)["motcua_ledger_seq"] == live.seq, what="the clockwork has looked again")
    wait_until(lambda: values(port)["motcua_outbox_behind_events"] == 0, what="the outbox is empty")


def test_a_lost_broker_is_a_reason_until_it_is_back(live: LiveHub, broker: RunningBroker) -> None:
    port = live.hub.pages.console_port
    wait_until(lambda: health(port)[0] == 200, what="all is well")

    broker.kill()
    wait_until(lambda: reasons(port) == ["no-broker"], what="the reason")
    assert health(port)[0] == 503

    broker.start()
    wait_until(lambda: health(port)[0] == 200, 20, "all is well again")


@pytest.mark.system
def test_with_a_full_disk_it_lives_says_so_and_notices_by_itself_when_there_is_room(place: HubPlace) -> None:
    """A hub that was started again could not even write that it started."""
    place.fixed_ports()
    command = [sys.executable, "-m", "server", "hub", "--settings", str(place.settings_file)]
    with ServiceManager(place.folder, command, 4.0, {}) as manager:
        manager.wait_for("READY=1")
        hub = manager.process.pid
        before = resource.prlimit(hub, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        now = f"{place.local_now():%Y-%m-%dT%H:%M:%S}"
        assert place.motcua("clock", "confirm", now).status != 0, "it was not written"

        wait_until(lambda: "cannot-write" in reasons(place.console_port), what="the reason")
        assert max(manager.gaps_s(6)) <= 2.0, "it is alive"
        assert "cannot-write" in reasons(place.console_port)
        resource.prlimit(hub, resource.RLIMIT_FSIZE, before)

        wait_until(lambda: "cannot-write" not in reasons(place.console_port), what="it writes again")


@pytest.mark.system
def test_it_answers_while_its_writer_hangs_and_says_so(place: HubPlace) -> None:
    place.fixed_ports()
    hub = HubProcess(place)
    try:
        hub.start()
        wait_until(lambda: "stands-still" not in reasons(place.console_port), what="it turns")
        with hung(hub.child.process.pid, WRITER):
            began_s = time.monotonic()
            wait_until(
                lambda: "stands-still" in reasons(place.console_port), 2 * STANDS_STILL_S, "the reason"
            )
            assert time.monotonic() - began_s > STANDS_STILL_S / 2, "a slow turn is not a hanging one"
            assert health(place.console_port)[0] == 503
    finally:
        hub.close()
