"""What a typed or scanned text may mean: every keyboard's signs, our reference with its key, and nonsense."""

from __future__ import annotations

import pytest

from contract.record_look_up import LookUp
from contract.record_words import RecordState
from server.domain.record_code import as_written
from server.domain.record_look_up import (
    DEGREES,
    KEY_LENGTH,
    KEY_LETTERS,
    asked_for,
    plain_key,
    receipt_code,
    shown_key,
)

OFFICIAL = "000.00.01.H36-250706-0001"


@pytest.mark.parametrize(
    "typed",
    [
        OFFICIAL,
        " 000.00.01.h36 - 250706 - 0001 ",
        "000.00.01.H36–250706—0001",
        "000.00.01.H36\u2011250706\u22120001",
        "０００．００．０１．Ｈ３６－２５０７０６－０００１",
        "000.00.01.H36-250706-0001\u200b\r\n",
        "\ufeff000·00·01·H36-250706-0001",
        "https://tanlap.example/look-up?code=000.00.01.H36-250706-0001",
    ],
)
def test_one_official_code_however_it_is_typed(typed: str) -> None:
    asked = asked_for(LookUp(code=typed))

    assert asked.codes[0] == OFFICIAL
    assert (asked.is_reference, asked.is_enough_by_itself) == (False, True)


@pytest.mark.parametrize(
    ("typed", "number", "year"),
    [
        ("52/2026", 52, 2026),
        (" 052 / 2026 ", 52, 2026),
        ("52/26", 52, 2026),
        ("52-2026", 52, 2026),
        ("52 2026", 52, 2026),
        ("52.2026", 52, 2026),
        ("52\u20442026", 52, 2026),
        ("52\\2026".replace("\\", "\u2215"), 52, 2026),
        ("1234567/2031", 1_234_567, 2031),
    ],
)
def test_our_reference_however_it_is_typed(typed: str, number: int, year: int) -> None:
    asked = asked_for(LookUp(code=typed, key="k7q m2x"))

    assert asked.reference == (number, year)
    assert (asked.key, asked.is_enough_by_itself) == ("K7QM2X", False)


@pytest.mark.parametrize(
    "scanned",
    [
        receipt_code("52/2026", "K7QM2X"),
        "52/2026/k7q-m2x",
        "52/2026 K7Q M2X",
        "https://tanlap.example/look-up?code=52%2F2026&key=K7Q-M2X",
    ],
)
def test_what_the_receipt_says_to_a_reader_is_reference_and_key(scanned: str) -> None:
    asked = asked_for(LookUp(code=scanned))

    assert (asked.reference, asked.key) == ((52, 2026), "K7QM2X")


def test_official_codes_are_never_taken_for_references() -> None:
    for code in (OFFICIAL, "H36.001.01-260706-010001", "000.00.01.H36-250706-12345", "123.26.01-2026"):
        assert not asked_for(LookUp(code=code)).is_reference, code


@pytest.mark.parametrize(
    ("typed", "meant", "keyboard"),
    [("BÁ.00.01.H36-250706-0001", "BA1.00.01.H36-250706-0001", 1),
     ("GÊ.00.01.H36-250706-0001", "GE6.00.01.H36-250706-0001", 1),
     ("Đ.00.01.H36-250706-0001", "D9.00.01.H36-250706-0001", 1),
     ("ÁX.00.01.H36-250706-0001", "ASX.00.01.H36-250706-0001", 2),
     ("GÔ.00.01.H36-250706-0001", "GOO.00.01.H36-250706-0001", 2),
     ("ĐA.00.01.H36-250706-0001", "DDA.00.01.H36-250706-0001", 2)],
)  # fmt: skip
def test_what_vni_or_telex_made_of_a_code_is_undone(typed: str, meant: str, keyboard: int) -> None:
    assert asked_for(LookUp(code=typed)).codes[keyboard] == meant


@pytest.mark.parametrize(
    "typed", ["x", "?", "\x00\x01", "a" * 300, "://", "https://[", "52/", "/2026", "🙂", "000"]
)
def test_nonsense_is_asked_like_anything_else(typed: str) -> None:
    asked = asked_for(LookUp(code=typed))

    assert len(asked.codes) == 3
    assert "\x00" not in "".join(asked.codes)
    assert not asked.is_reference


@pytest.mark.parametrize("code", ["HS-12-01", "TL-2026-0052", "2026-0000052", "HS-2026-00012345"])
def test_a_code_of_an_unknown_shape_is_not_enough_by_itself(code: str) -> None:
    assert not asked_for(LookUp(code=code)).is_enough_by_itself


def test_an_official_code_that_a_keyboard_changed_is_enough_all_the_same() -> None:
    assert asked_for(LookUp(code="GÊ.00.01.H36-250706-0001")).is_enough_by_itself


def test_keys_have_letters_that_no_keyboard_changes_and_nobody_mixes_up() -> None:
    assert not set(KEY_LETTERS) & set("AEIOUYDW01BGSZ")
    assert len(KEY_LETTERS) ** KEY_LENGTH > 100_000_000
    assert plain_key("b g s z") == "8652"
    assert plain_key(shown_key("K7QM2X")) == "K7QM2X"


def test_every_state_has_a_degree_and_no_reason_shows() -> None:
    assert set(DEGREES) == set(RecordState)
    assert len({DEGREES[state] for state in (RecordState.REFUSED, RecordState.WITHDRAWN)}) == 1


def test_a_code_is_kept_with_plain_signs() -> None:
    assert as_written(" h36.001.01\u2013260706\u2011010001\n") == "H36.001.01-260706-010001"
