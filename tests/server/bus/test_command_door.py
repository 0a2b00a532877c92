"""Commands that come by the broker: once, in time, from who they say, for what exists."""

from __future__ import annotations

import threading
from datetime import timedelta

import msgspec

from contract import commands as c
from contract.answers import Answer, Called, Reserved
from contract.broker import Asked
from contract.ids import CounterId, ServiceId, TicketId, new_command_id
from contract.words import Outcome, SlipFate, TicketState
from tests.server.hub.live_hub import HO_TICH, AskingDevice, Devices, LiveHub, officer
from tests.support.inbox import Inbox
from tests.support.mosquitto import CENTER, RunningBroker
from tests.support.raw_mqtt import RawMqtt
from tests.support.waiting import wait_until

SHARED = ServiceId("chung-thuc")
"""Counters 1 and 2 both call for it."""


def test_a_command_sent_twice_is_done_once_and_answered_twice_alike(
    hub: LiveHub, kiosk: AskingDevice
) -> None:
    command = hub.make(c.ReserveTicket, service=HO_TICH)

    first, second = kiosk.send(command), kiosk.send(command)

    assert first == second
    assert first.outcome is Outcome.DONE
    assert len(hub.tickets()) == 1


def test_a_refusal_is_given_again_to_a_repeat_even_when_it_would_be_done_now(
    hub: LiveHub, devices: Devices
) -> None:
    panel = devices.panel("1")
    press = hub.make(c.CallNext, counter=CounterId("1"))
    first = panel.send(press)
    hub.sit("1")
    hub.take()

    assert first.code == "nobody-seated"
    assert panel.send(press) == first
    assert hub.tickets()[0].state is TicketState.WAITING


def test_another_device_that_uses_the_same_id_gets_no_ones_answer(hub: LiveHub, devices: Devices) -> None:
    command = hub.make(c.ReserveTicket, service=HO_TICH)
    devices.kiosk("kiosk-1").send(command)

    answer = devices.kiosk("kiosk-2").send(command)

    assert (answer.outcome, answer.code, answer.result) == (Outcome.REFUSED, "not-yours", None)
    assert len(hub.tickets()) == 1


def test_a_press_from_twenty_minutes_ago_calls_nobody(hub: LiveHub, devices: Devices) -> None:
    hub.sit("1")
    taken = hub.take()
    panel = devices.panel("1")

    late = hub.now() - timedelta(minutes=20)

    assert panel.refused(c.CallNext, counter=CounterId("1"), asked_at=late) == "late"
    assert hub.ticket(taken.ticket).state is TicketState.WAITING


def test_a_device_whose_clock_runs_far_ahead_is_refused_too(hub: LiveHub, kiosk: AskingDevice) -> None:
    ahead = hub.now() + timedelta(minutes=1)

    assert kiosk.refused(c.ReserveTicket, service=HO_TICH, asked_at=ahead) == "late"


def test_a_removed_device_is_cut_off_by_the_broker_and_unknown_to_the_hub(
    hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker
) -> None:
    before = hub.seq
    broker.remove("kiosk-1")
    wait_until(lambda: not kiosk.client.is_connected, what="the removed kiosk is cut off")

    with RawMqtt(broker.address, broker.observer) as anyone:
        anyone.subscribe(f"motcua/v1/{CENTER}/answer/#")
        command = hub.make(c.ReserveTicket, service=HO_TICH)
        anyone.publish(command.topic(CENTER, device="kiosk-1"), command.encode())
        wait_until(lambda: hub.hub.door.unknown_devices == 1, what="the unknown device is counted")
        assert anyone.arrived == []

    assert hub.seq == before


def test_on_another_devices_topic_nobody_can_speak_or_listen(
    hub: LiveHub, devices: Devices, broker: RunningBroker
) -> None:
    other = devices.kiosk("kiosk-2")
    answers = Inbox()
    other.client.subscribe(Answer, answers, device="kiosk-2")
    intruder = broker.add("kiosk-1")
    command = hub.make(c.ReserveTicket, service=HO_TICH)

    with RawMqtt(broker.address, intruder) as raw:
        raw.subscribe(f"motcua/v1/{CENTER}/answer/#")
        said = raw.publish(command.topic(CENTER, device="kiosk-2"), command.encode())
        other.done(c.ReserveTicket, service=HO_TICH)
        assert said == "Not authorized"
        assert raw.arrived == []

    assert len(hub.tickets()) == 1
    assert len(answers.wait_for(1)) == 1


def test_the_answer_goes_to_the_asker_whatever_response_topic_it_named(
    hub: LiveHub, devices: Devices
) -> None:
    kiosk, other = devices.kiosk("kiosk-1"), devices.kiosk("kiosk-2")
    mine, theirs = Inbox(), Inbox()
    kiosk.client.subscribe(Answer, mine, device="kiosk-1")
    other.client.subscribe(Answer, theirs, device="kiosk-2")
    command = hub.make(c.ReserveTicket, service=HO_TICH)
    elsewhere = Answer.TOPIC.fill({"center": CENTER, "device": "kiosk-2"})

    kiosk.client.publish(command, asked=Asked(elsewhere, b"x", 2), device="kiosk-1")

    [answer] = mine.wait_for(1)
    assert isinstance(answer, Answer)
    assert answer.command_id == command.command_id
    assert theirs.messages == []


def test_an_unknown_service_or_priority_gives_no_number(hub: LiveHub, kiosk: AskingDevice) -> None:
    assert kiosk.refused(c.ReserveTicket, service=ServiceId("no-such")) == "unknown-service"
    assert kiosk.refused(c.ReserveTicket, service=HO_TICH, priority="no-such") == "unknown-priority"
    assert kiosk.refused(c.ReserveTicket, service=HO_TICH, procedure="9.999999") == "unknown-procedure"
    assert hub.tickets() == []


def test_an_unknown_ticket_cannot_be_confirmed(kiosk: AskingDevice) -> None:
    said = kiosk.refused(c.ConfirmTicket, ticket=TicketId("no-such"), fate=SlipFate.PRINTED)

    assert said == "unknown-ticket"


def test_a_panel_speaks_for_its_own_counter_alone(hub: LiveHub, devices: Devices) -> None:
    hub.sit("2")
    panel = devices.panel("1")

    assert panel.refused(c.CallNext, counter=CounterId("2")) == "not-your-counter"
    assert panel.refused(c.CallNext, counter=CounterId("99")) == "unknown-counter"


def test_a_kiosk_cannot_call(hub: LiveHub, kiosk: AskingDevice, broker: RunningBroker) -> None:
    hub.sit("1")
    taken = hub.take()
    command = hub.make(c.CallNext, counter=CounterId("1"))

    with RawMqtt(broker.address, broker.observer) as past_the_access_list:
        past_the_access_list.subscribe(f"motcua/v1/{CENTER}/answer/kiosk-1")
        past_the_access_list.publish(command.topic(CENTER, device="kiosk-1"), command.encode())
        answer = msgspec.json.decode(past_the_access_list.wait_for(1)[0].payload, type=Answer)

    assert answer.code == "not-allowed"
    assert hub.ticket(taken.ticket).state is TicketState.WAITING


def test_calling_with_nobody_waiting_is_an_answer_and_no_event(hub: LiveHub, devices: Devices) -> None:
    hub.sit("1")
    panel = devices.panel("1")
    before = hub.seq

    assert panel.call_next("1") == Called(counter=CounterId("1"))
    assert hub.seq == before


def test_a_press_with_nobody_seated_is_refused(hub: LiveHub, devices: Devices) -> None:
    hub.take()

    assert devices.panel("1").refused(c.CallNext, counter=CounterId("1")) == "nobody-seated"


def test_counters_that_press_at_the_same_instant_never_get_the_same_ticket(
    hub: LiveHub, devices: Devices
) -> None:
    counters = ["1", "2"]
    panels = [devices.panel(counter) for counter in counters]
    for counter in counters:
        hub.sit(counter, f"officer-{counter}")
    wanted = [hub.take(SHARED).ticket for _ in range(10)]
    called: list[TicketId | None] = []

    for _ in range(5):
        called += press_together(panels, counters)
        for counter in counters:
            finish(hub, counter)

    assert sorted(map(str, called)) == sorted(wanted)


def press_together(panels: list[AskingDevice], counters: list[str]) -> list[TicketId | None]:
    gate = threading.Barrier(len(panels))
    called: list[TicketId | None] = []

    def press(panel: AskingDevice, counter: str) -> None:
        gate.wait()
        called.append(panel.call_next(counter).ticket)

    threads = [threading.Thread(target=press, args=pair) for pair in zip(panels, counters, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return called


def finish(hub: LiveHub, counter: str) -> None:
    with hub.hub.core.writer.reading() as hall:
        known = hall.ticket_at(hall.counter(CounterId(counter)))
        who = hall.counter(CounterId(counter)).officer
    assert known is not None
    for kind, state in ((c.StartService, TicketState.CALLED), (c.Finish, TicketState.SERVING)):
        seen = c.SeenTicket(ticket=known.id, state=state)
        hub.do(kind, officer(str(who)), counter=CounterId(counter), seen=seen)


def test_a_ticket_seen_in_another_state_is_refused_as_stale(hub: LiveHub, devices: Devices) -> None:
    hub.sit("1")
    hub.take()
    panel = devices.panel("1")
    called = panel.call_next("1")
    assert called.ticket is not None
    seen = c.SeenTicket(ticket=called.ticket, state=TicketState.SERVING)

    assert panel.refused(c.Finish, counter=CounterId("1"), seen=seen) == "stale"


def test_an_abandoned_command_that_arrives_afterwards_takes_no_number(
    hub: LiveHub, kiosk: AskingDevice
) -> None:
    given_up = hub.make(c.ReserveTicket, service=HO_TICH, command_id=new_command_id())
    taken = kiosk.done(c.ReserveTicket, service=HO_TICH, abandons=(given_up.command_id,))

    answer = kiosk.send(given_up)

    assert answer.code == "abandoned"
    assert isinstance(taken, Reserved)
    assert [ticket.id for ticket in hub.tickets()] == [taken.ticket]
