"""Every message becomes bytes and is read back the same; whatever else arrives is refused with a reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.answers import Answer
from contract.codec import ALL_MESSAGES, Codec, Unreadable, UnreadableError
from contract.commands import COMMANDS, CallNext, Command, ReserveTicket
from contract.devices import DeviceState
from contract.events import EVENTS, ConfigurationAccepted, Event, TicketCalled
from contract.ids import CenterId, CommandId, CounterId, DeviceId, Epoch, ServiceId
from contract.message import Message, OversizedError
from contract.states import STATES, CounterState, State
from contract.words import ClockTrust, CounterStatus, DeviceKind
from tests.support.made_messages import messages

CENTER = CenterId("23134")
NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
CODEC = Codec()
CALL = CallNext(command_id=CommandId("c-1"), asked_at=NOW, counter=CounterId("3"))
CALL_TOPIC = CALL.topic(CENTER, device="panel-3")


def reason(topic: str, payload: bytes) -> Unreadable:
    with pytest.raises(UnreadableError) as refused:
        CODEC.read(topic, payload)
    return refused.value.reason


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25)
def test_every_message_is_read_back_as_it_was(kind: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(kind))
    slots = {
        slot: "dev-1" for slot in kind.TOPIC.slot_names if slot == "device" and not hasattr(message, slot)
    }

    received = CODEC.read(message.topic(CENTER, **slots), message.encode())

    assert received.message == message
    assert received.center == CENTER
    assert set(received.slots) == set(kind.TOPIC.slot_names) - {"center"}


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=5)
def test_fields_of_a_later_version_are_ignored(kind: type[Message], data: st.DataObject) -> None:
    message = data.draw(messages(kind))
    slots = {
        slot: "dev-1" for slot in kind.TOPIC.slot_names if slot == "device" and not hasattr(message, slot)
    }
    later = json.loads(message.encode()) | {"added_in_v1_9": {"deep": [1, 2]}}

    assert CODEC.read(message.topic(CENTER, **slots), json.dumps(later).encode()).message == message


@given(topic=st.text(max_size=120), payload=st.binary(max_size=200))
def test_a_foreign_topic_is_refused(topic: str, payload: bytes) -> None:
    assert reason(topic, payload) is Unreadable.UNKNOWN_TOPIC


@pytest.mark.parametrize("kind", ALL_MESSAGES, ids=lambda kind: kind.__name__)
@given(payload=st.binary(min_size=1, max_size=200) | st.text(max_size=100).map(str.encode))
@settings(max_examples=25)
def test_garbage_on_a_known_topic_is_malformed(kind: type[Message], payload: bytes) -> None:
    topic = kind.TOPIC.fill(dict.fromkeys(kind.TOPIC.slot_names, "x"))

    assert reason(topic, payload) is Unreadable.MALFORMED


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'"text"',
        b"\xff\xfe",
        b'{"command_id": "\xff"}',
        b'{"command_id": "a/b", "asked_at": "2026-03-02T01:30:00Z", "counter": "3"}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00", "counter": "3"}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00Z", "counter": "3\\n"}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00Z", "counter": 3}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00Z", "counter": "3", "answer_within_s": 0}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00Z", "counter": "3", "answer_within_s": 1e999}',
        b'{"command_id": "c", "asked_at": "2026-03-02T01:30:00Z", "counter": "3"} trailing',
    ],
)
def test_a_payload_of_another_shape_is_malformed(payload: bytes) -> None:
    assert reason(CALL_TOPIC, payload) is Unreadable.MALFORMED


@pytest.mark.parametrize("opened", [b"[", b'{"a":', b'{"command_id":[', b'{"unknown":['])
def test_json_nested_too_deep_is_malformed(opened: bytes) -> None:
    assert reason(CALL_TOPIC, opened * 1000) is Unreadable.MALFORMED


def test_deep_json_that_is_closed_in_an_unknown_field_is_read_or_refused_but_never_fatal() -> None:
    deep = CALL.encode()[:-1] + b',"later":' + b"[" * 7000 + b"]" * 7000 + b"}"

    try:
        read: Message | Unreadable = CODEC.read(CALL_TOPIC, deep).message
    except UnreadableError as refused:
        read = refused.reason

    assert read in (CALL, Unreadable.MALFORMED)  # how deep is too deep differs between Python versions


def test_a_payload_larger_than_its_kind_may_be_is_refused_unread() -> None:
    padded = CALL.encode() + b" " * CallNext.MAX_BYTES

    assert reason(CALL_TOPIC, padded) is Unreadable.OVERSIZED


def test_a_payload_of_exactly_the_largest_size_is_read() -> None:
    padded = CALL.encode().ljust(CallNext.MAX_BYTES)

    assert CODEC.read(CALL_TOPIC, padded).message == CALL


def test_a_message_larger_than_its_kind_may_be_is_not_even_sent() -> None:
    too_long = ReserveTicket(
        command_id=CommandId("c-1"),
        asked_at=NOW,
        service=ServiceId("s"),
        abandons=tuple(CommandId("x" * 64) for _ in range(400)),
    )

    with pytest.raises(OversizedError, match="ReserveTicket"):
        too_long.encode()


def test_a_device_that_speaks_for_another_is_misaddressed() -> None:
    state = DeviceState(device=DeviceId("kiosk-1"), kind=DeviceKind.KIOSK, is_online=True, version="1")

    assert reason(state.topic(CENTER, device="kiosk-2"), state.encode()) is Unreadable.MISADDRESSED


def test_a_counter_state_under_another_counter_is_misaddressed() -> None:
    state = CounterState(
        epoch=Epoch("e"),
        revision=1,
        counter=CounterId("1"),
        status=CounterStatus.READY,
        is_seated=True,
        waiting=0,
    )

    assert reason(state.topic(CENTER, counter="2"), state.encode()) is Unreadable.MISADDRESSED


@pytest.mark.parametrize(
    "topic",
    [
        "motcua/v1/23134/command/panel-3",
        "motcua/v1/23134/command/panel-3/call-next/now",
        "motcua/v1/23134/command/panel-3/unheard-of",
        "motcua/v2/23134/command/panel-3/call-next",
        "motcua/v1/23134/state/hub/x",
        "motcua/v1//state/hub",
        "/motcua/v1/23134/state/hub",
        "",
    ],
)
def test_an_address_near_one_of_ours_is_unknown(topic: str) -> None:
    assert reason(topic, CALL.encode()) is Unreadable.UNKNOWN_TOPIC


def test_a_reader_of_a_small_vocabulary_refuses_the_rest() -> None:
    with pytest.raises(UnreadableError) as refused:
        Codec(STATES).read(CALL_TOPIC, CALL.encode())

    assert refused.value.reason is Unreadable.UNKNOWN_TOPIC


def test_moments_are_written_in_utc_and_read_from_any_zone() -> None:
    in_vietnam = CALL.encode().replace(b"2026-03-02T01:30:00Z", b"2026-03-02T08:30:00+07:00")

    received = CODEC.read(CALL_TOPIC, in_vietnam).message

    assert b"Z" in CALL.encode()
    assert isinstance(received, CallNext)
    assert received.asked_at == NOW


def test_vietnamese_is_sent_as_it_is() -> None:
    event = ConfigurationAccepted(
        epoch=Epoch("e"),
        seq=1,
        at=NOW,
        boot_us=0,
        boot_id="b",
        trust=ClockTrust.RTC,
        sha256="0",
        text="Xã Tân Lập",
    )

    assert "Xã Tân Lập".encode() in event.encode()


def test_every_kind_of_message_is_listed_and_lives_in_its_branch() -> None:
    branches: dict[type[Message], tuple[tuple[type[Message], ...], str]] = {
        Command: (COMMANDS, "command"),
        Event: (EVENTS, "event"),
        State: (STATES, "state"),
    }

    for base, (listed, branch) in branches.items():
        assert set(listed) == {kind for kind in _leaves(base) if kind.__module__.startswith("contract.")}
        assert {kind.TOPIC.levels[3] for kind in listed} == {branch}
    assert Answer.TOPIC.levels[3] == "answer"


def test_states_are_retained_and_nothing_else_but_presence() -> None:
    assert {kind for kind in ALL_MESSAGES if kind.RETAIN} == {*STATES, DeviceState}


def test_an_event_knows_its_kind_from_its_topic() -> None:
    assert TicketCalled.kind() == "ticket/called"


def _leaves(base: type[Message]) -> set[type[Message]]:
    below: list[type[Message]] = base.__subclasses__()
    return {base} if not below else set().union(*(_leaves(kind) for kind in below))
