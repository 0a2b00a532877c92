"""A changed configuration: accepted whole while the hub runs, or refused whole and the old one goes on."""

from __future__ import annotations

import msgspec

from contract.events import ConfigurationAccepted
from contract.ids import CounterId, ServiceId
from server.store import ledger
from tests.server.hub.live_hub import HO_TICH, LiveHub
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until


def change(live: LiveHub, old: str, new: str) -> None:
    text = live.place.config.read_text("utf-8")
    assert old in text
    live.place.config.write_text(text.replace(old, new, 1), encoding="utf-8")


def accepted(live: LiveHub) -> list[str]:
    """Hashes of the configurations the ledger knows, oldest first."""
    with live.hub.core.database.reading() as connection:
        events = [item.event for item in ledger.events_after(connection, 0)]
    return [event.sha256 for event in events if isinstance(event, ConfigurationAccepted)]


def test_a_new_configuration_is_in_force_without_a_restart_and_in_the_ledger(
    live: LiveHub, broker: RunningBroker
) -> None:
    change(live, 'name_vi = "Quầy 1"', 'name_vi = "Bàn 1"')

    reloaded = live.place.motcua("config", "reload")

    assert (reloaded.status, reloaded.said) == (
        0,
        "Cấu hình mới đã có hiệu lực. / The new configuration is in force.\n",
    )
    assert len(accepted(live)) == 2
    assert accepted(live)[-1] == live.hub.core.writer.rules.sha256
    with RawMqtt(broker.address, broker.observer) as display:
        display.subscribe(f"motcua/v1/{CENTER}/state/catalogue")
        wait_until(lambda: any("Bàn 1".encode() in m.payload for m in display.arrived), what="the new name")


def test_the_same_configuration_again_is_no_event(live: LiveHub) -> None:
    before = live.seq

    assert "has not changed" in live.place.motcua("config", "reload").said
    assert live.seq == before


def test_a_broken_configuration_is_refused_with_its_line_and_the_center_goes_on(live: LiveHub) -> None:
    live.sit("1")
    text = live.place.config.read_text("utf-8")
    rules = live.hub.core.writer.rules
    for broken in (
        text.replace('zone = "hall"', "zone = hall", 1),
        text.replace("[[services]]", "[[", 1),
        "",
    ):
        live.place.config.write_text(broken, encoding="utf-8")
        refused = live.place.motcua("config", "reload")
        assert refused.status == 1
        assert "center.toml:" in refused.said
        assert "goes on with the old configuration" in refused.said

    assert live.hub.core.writer.rules is rules
    assert len(accepted(live)) == 1
    assert live.take().number == "A001"


def test_another_centers_file_is_refused(live: LiveHub) -> None:
    change(live, 'code = "23134"', 'code = "24769"')

    refused = live.place.motcua("config", "reload")

    assert refused.status == 1
    assert live.hub.core.center == CENTER


def test_a_missing_file_is_refused(live: LiveHub) -> None:
    live.place.config.unlink()

    refused = live.place.motcua("config", "reload")

    assert refused.status == 1
    assert "cannot be read" in refused.said


def test_people_in_line_keep_their_place_over_a_reload(live: LiveHub) -> None:
    live.sit("1")
    tickets = [live.take(HO_TICH).ticket, live.take(ServiceId("chung-thuc")).ticket]
    before = [live.ticket(ticket) for ticket in tickets]
    change(live, 'name_vi = "Quầy 2"', 'name_vi = "Bàn 2"')

    assert live.place.motcua("config", "reload").status == 0

    assert [live.ticket(ticket) for ticket in tickets] == before
    with live.hub.core.writer.reading() as hall:
        assert hall.counter(CounterId("1")).is_open
    assert msgspec.json.encode(live.place.find_out().wrong) == b"[]"
