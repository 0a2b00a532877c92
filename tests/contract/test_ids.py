"""Identifiers are spelled one way, and those made at run time sort by their making."""

from __future__ import annotations

import random
import threading
import time
import uuid

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.ids import (
    DeviceId,
    TicketNumber,
    Token,
    is_spelled,
    made_from,
    new_command_id,
    new_token,
    uuid7,
)


def test_ids_made_one_after_another_sort_that_way() -> None:
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_are_uuids_of_version_seven_with_the_time_in_front() -> None:
    before_ms = time.time_ns() // 1_000_000
    made = uuid.UUID(uuid7())

    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 >= before_ms


def test_threads_never_make_the_same_id() -> None:
    made: list[list[str]] = []

    def make() -> None:
        made.append([uuid7() for _ in range(3_000)])

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    everything = [one for some in made for one in some]
    assert len(set(everything)) == 24_000
    assert all(some == sorted(some) for some in made)


def test_what_is_made_here_may_be_a_topic_level_and_a_message_field() -> None:
    assert is_spelled(new_command_id())
    assert msgspec.convert(new_token(), Token)


def test_a_token_holds_at_least_96_random_bits() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000
    assert len(new_token()) >= 16


@given(st.text(max_size=80))
def test_an_identifier_is_the_same_to_topics_and_to_payloads(text: str) -> None:
    try:
        msgspec.convert(text, DeviceId)
        in_payload = True
    except msgspec.ValidationError:
        in_payload = False

    assert is_spelled(text) == in_payload


@pytest.mark.parametrize("text", ["kiosk-1\n", "kiosk-1\r", "\nkiosk-1", ""])
def test_a_line_end_is_no_part_of_an_identifier(text: str) -> None:
    assert not is_spelled(text)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, DeviceId)


@pytest.mark.parametrize("text", ["A012", "1001", "Z99999", "7"])
def test_a_number_is_a_letter_and_digits_or_digits(text: str) -> None:
    assert msgspec.convert(text, TicketNumber) == text


@pytest.mark.parametrize("text", ["", "a012", "AB12", "A", "A012\n", "A 12", "A123456", "Đ012", "١٢"])
def test_what_cannot_be_read_aloud_is_no_number(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, TicketNumber)


@pytest.mark.parametrize("text", ["", "short", "x" * 65, "x" * 16 + "\n", "x" * 15 + "/"])
def test_what_cannot_be_guarded_is_no_token(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Token)


class _SetChance:
    """Chance that repeats itself."""

    def __init__(self) -> None:
        self._random = random.Random(7)

    def unix_ms(self) -> int:
        return 1_793_000_000_000

    def random_bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)


def made_by_set_chance() -> list[str]:
    with made_from(_SetChance()):
        return [uuid7() for _ in range(5_000)] + [new_token()]


def test_in_a_simulation_ids_and_tokens_follow_from_its_chance_alone() -> None:
    made = made_by_set_chance()

    assert made == made_by_set_chance()
    assert made[:-1] == sorted(set(made[:-1]))
    assert uuid.UUID(made[0]).int >> 80 == 1_793_000_000_000


def test_after_a_simulation_ids_are_the_machines_again_whatever_happened_in_it() -> None:
    with pytest.raises(KeyError), made_from(_SetChance()):
        raise KeyError

    assert abs((uuid.UUID(uuid7()).int >> 80) - time.time_ns() // 1_000_000) < 60_000
    assert new_token() != new_token()
