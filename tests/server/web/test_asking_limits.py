"""Counting official codes up comes to an end that tells nothing; who holds a key is always answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from contract.ids import RecordCode
from contract.record_look_up import KEY_NEEDED, LookUp
from server.service.asker import Asker
from server.web.problem import ProblemError
from server.web.public.asking_limits import DAY_S, OF_BROWSERS, OF_KIOSKS, AddressLimits, CodesAlone
from server.web.public.look_up import BROWSERS, RecordLookUp
from tests.server.web.public_center import AS_KIOSK, PublicCenter, running_center
from tests.server.web.test_api_limits import Seconds
from tests.server.web.test_look_up import asked, typed
from tests.support.hub import KIOSK
from tests.support.records import receive

WIFI = "192.168.1.1"
ODD = RecordCode("TL-2026-0000052")
BEYOND = OF_BROWSERS.codes_at_once + 1
NOWHERE = 9999


def official(number: int) -> RecordCode:
    return RecordCode(f"000.00.01.H36-261123-{number:04}")


@dataclass(frozen=True)
class Records:
    """More than may be asked for by code alone, and the keys of their receipts."""

    center: PublicCenter
    keys: dict[RecordCode, str]


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    with running_center(tmp_path_factory.mktemp("center")) as center:
        codes = [ODD, *map(official, range(1, BEYOND + 2))]
        made = {code: receive(center.hub, code=code).record for code in codes}
        yield Records(center, {code: center.public.look_up_keys.of(made[code]) for code in codes})


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def look_up(records: Records, seconds: Seconds) -> RecordLookUp:
    return RecordLookUp(records.center.public, seconds)


def outcome(look_up: RecordLookUp, code: str, key: str = "", asker: Asker | None = None) -> str:
    """A degree, or all that the problem says."""
    try:
        return look_up.find(LookUp(code=code, key=key), WIFI, asker).degree
    except ProblemError as error:
        said = error.problem
        return f"{said.status} {said.code} {said.detail} {said.detail_en} {error.retry_after_s}"


def empty_the_bucket(look_up: RecordLookUp) -> None:
    for number in range(1, BEYOND):
        assert outcome(look_up, official(number)) == "received"


def test_counting_up_ends_and_the_end_tells_of_no_code_what_it_is(look_up: RecordLookUp) -> None:
    empty_the_bucket(look_up)

    there, nowhere = outcome(look_up, official(BEYOND)), outcome(look_up, official(NOWHERE))
    with_a_wrong_key = {outcome(look_up, official(number), "CCCCCC") for number in (BEYOND, NOWHERE)}

    assert there == nowhere
    assert there.startswith(f"429 {KEY_NEEDED} Nhiều người đang tra cứu nên cần thêm mã tra cứu")
    assert "2 phút nữa" in there
    assert len(with_a_wrong_key) == 1
    assert with_a_wrong_key.pop().startswith("404 unknown-record ")


def test_codes_of_nobody_are_counted_like_any_other(look_up: RecordLookUp) -> None:
    for number in range(NOWHERE, NOWHERE - OF_BROWSERS.codes_at_once, -1):
        assert outcome(look_up, official(number)).startswith("404 unknown-record ")

    assert outcome(look_up, official(1)).startswith(f"429 {KEY_NEEDED} ")


def test_neighbours_at_the_same_address_are_answered_with_the_key_and_for_what_was_asked_before(
    records: Records, look_up: RecordLookUp
) -> None:
    empty_the_bucket(look_up)

    for _ in range(3):
        assert {outcome(look_up, code, key) for code, key in records.keys.items()} == {"received"}
    assert outcome(look_up, official(1)) == "received"


def test_a_neighbours_wrong_keys_make_nobody_else_wait(records: Records, look_up: RecordLookUp) -> None:
    for _ in range(BROWSERS.free + 2):
        wrong = outcome(look_up, official(1), "CCCCCC")

    assert wrong.startswith("429 too-often Tra cứu sai nhiều lần.")
    assert outcome(look_up, official(2), records.keys[official(2)]) == "received"
    assert outcome(look_up, official(3)) == "received"


def test_keys_are_not_tried_at_one_record_after_another_either(
    look_up: RecordLookUp, seconds: Seconds
) -> None:
    tried = [
        outcome(look_up, f"{number}/2026", "CCCCCC") for number in range(OF_BROWSERS.wrong_keys_at_once + 1)
    ]
    seconds.now += OF_BROWSERS.wrong_key_every_s

    assert tried[-2].startswith("404 unknown-record ")
    assert tried[-1].startswith("429 too-often Đang có nhiều lượt tra cứu.")
    assert outcome(look_up, "999/2026", "CCCCCC").startswith("404 ")


def test_who_never_erred_is_not_told_so_where_everybody_waits(
    look_up: RecordLookUp, seconds: Seconds
) -> None:
    def guess(number: int) -> str:
        try:
            return look_up.find(LookUp(code=f"{number}/2026", key="CCCCCC"), f"10.0.0.{number}").degree
        except ProblemError as error:
            return f"{error.problem.status} {error.problem.detail} {error.problem.detail_en}"

    told = [guess(number) for number in range(BROWSERS.in_all + 1)]

    assert told[-2].startswith("404 ")
    assert told[-1] == (
        "429 Đang có nhiều lượt tra cứu. Xin đợi 5 giây rồi thử lại. "
        "Many look-ups are under way. Please wait 5 s, then try again."
    )


def test_a_code_whose_counting_nobody_knows_needs_its_key(records: Records, look_up: RecordLookUp) -> None:
    alone, nowhere = outcome(look_up, ODD), outcome(look_up, "TL-2026-0000053")

    assert alone == nowhere
    assert alone.startswith(f"404 {KEY_NEEDED} ")
    assert outcome(look_up, ODD, "CCCCCC") == outcome(look_up, "TL-2026-0000053", "CCCCCC")
    assert outcome(look_up, ODD, records.keys[ODD]) == "received"


def test_a_kiosk_has_a_bucket_of_its_own_that_fills_within_half_a_minute(
    look_up: RecordLookUp, seconds: Seconds
) -> None:
    empty_the_bucket(look_up)
    for number in range(1, OF_KIOSKS.codes_at_once + 1):
        assert outcome(look_up, official(number), asker=KIOSK) == "received"

    assert outcome(look_up, official(BEYOND), asker=KIOSK).startswith(f"429 {KEY_NEEDED} ")
    seconds.now += 30
    assert outcome(look_up, official(BEYOND), asker=KIOSK) == "received"


def test_a_days_codes_have_an_end_however_patient_one_is() -> None:
    seconds = Seconds()
    limits = AddressLimits(
        codes_at_once=2, code_every_s=60, codes_a_day=5, wrong_keys_at_once=1, wrong_key_every_s=1
    )
    codes = CodesAlone(limits, seconds)
    waits = []
    for code in range(7):
        waits.append(codes.begin(WIFI, code))
        seconds.now += 60

    assert waits == [0, 0, 0, 0, 0, DAY_S - 300, DAY_S - 360]
    assert codes.begin(WIFI, 4) == 0
    assert codes.begin("192.168.1.2", 7) == 0
    seconds.now = DAY_S
    assert codes.begin(WIFI, 7) == 0


def test_the_page_asks_for_the_key_keeps_what_was_typed_and_takes_it(records: Records) -> None:
    center, last = records.center, official(BEYOND)
    for number in range(1, BEYOND):
        assert typed(center, official(number)).status == 200

    reply = typed(center, last)
    text = reply.body.decode()

    assert reply.status == 429
    assert 0 < int(reply.headers["retry-after"]) <= OF_BROWSERS.code_every_s
    assert "<h1>Nhiều người đang tra cứu nên cần thêm mã tra cứu trên giấy hẹn." in text
    assert f'value="{last}"' in text
    assert text.count(" autofocus") == 1
    assert typed(center, last, records.keys[last]).status == 200
    assert asked(center, last, login=AS_KIOSK).status == 200
