"""Looking a record up at the kiosk: what is asked, what is answered, and that nothing of it stays."""

from __future__ import annotations

import pytest

from contract.record_look_up import Degree, RecordDegree
from kiosk.center import Closed
from kiosk.keyboard import ERASE
from kiosk.patience import MESSAGE, USUAL
from kiosk.requests import FindRecord, ReadRecordCode, StopReading, Visit
from kiosk.views import (
    AskRecordCode,
    AskRecordKey,
    ClosedNow,
    Home,
    LookingUp,
    NotFound,
    RecordFound,
    RecordNotFound,
)
from tests.kiosk.citizen import Citizen, a_center, a_citizen

OFFICIAL = "000.00.01.H36-261123-0001"
TOKEN = "Qk3v9ZrT0bX1nY2m"
READY = RecordDegree(code=OFFICIAL, degree=Degree.READY)


@pytest.fixture
def asking(citizen: Citizen) -> Citizen:
    """Before the first question."""
    citizen.flow.records.begin()
    citizen.looks()
    return citizen


def types(citizen: Citizen, text: str) -> None:
    for key in text:
        citizen.flow.records.key(key)


def looked_up(citizen: Citizen, code: str = OFFICIAL) -> Visit:
    """Typed and asked; whose visit it is."""
    types(citizen, code)
    citizen.flow.records.look_up()
    return citizen.flow.stage.visit


def test_an_official_code_is_typed_and_its_degree_shown(asking: Citizen) -> None:
    visit = looked_up(asking)
    assert asking.sees() == LookingUp(OFFICIAL)
    assert asking.asked[-1] == FindRecord(visit, OFFICIAL, "")

    asking.flow.records.found(visit, READY)

    assert asking.sees() == RecordFound(READY)


def test_a_reference_is_asked_for_its_key(asking: Citizen) -> None:
    looked_up(asking, "52/2026")
    assert asking.sees() == AskRecordKey("52/2026")
    asking.looks()
    visit = looked_up(asking, "K7QM2X")

    assert asking.asked[-1] == FindRecord(visit, "52/2026", "K7QM2X")


def test_what_the_reader_reads_from_the_receipt_needs_no_typing(asking: Citizen) -> None:
    visit = asking.flow.stage.visit
    assert asking.asked[-1] == ReadRecordCode(visit)
    types(asking, "5")

    asking.flow.records.code_read(visit, "52/2026-K7QM2X\r")

    assert asking.asked[-2:] == [StopReading(), FindRecord(visit, "52/2026-K7QM2X", "")]


@pytest.mark.parametrize(
    "read",
    [
        "068090000000|250000000|K’Brêu Thị Nguyễn|01021990|Nữ|Thôn 1, xã Tân Lập|01022022",
        "068090000000|\r",
        "",
        " \r\n",
        "X" * 301,
        f"https://x.vn/t/{TOKEN}\r\n",
        f" {TOKEN}\r",
        "https://x.vn/",
    ],
    ids=["card", "piece-of-a-card", "refused", "blank", "too-long", "slip", "bare-token", "other-page"],
)
def test_what_is_no_records_code_is_asked_of_nobody_and_kept_nowhere(asking: Citizen, read: str) -> None:
    asking.flow.records.code_read(asking.flow.stage.visit, read)

    assert asking.sees() == RecordNotFound(NotFound.NO_CODE, "")
    assert asking.asked[-1] == StopReading()
    asking.looks()
    asking.flow.records.again()

    assert asking.sees() == AskRecordCode("")
    assert asking.asked[-1] == ReadRecordCode(asking.flow.stage.visit)


@pytest.mark.parametrize(
    "read",
    ["8934563138165", f"//x.vn/t/{TOKEN}", "52/2026-K7QM2"],
    ids=["goods", "piece-of-a-slip", "damaged"],
)
def test_what_the_reader_read_and_may_be_anything_is_never_shown(asking: Citizen, read: str) -> None:
    visit = asking.flow.stage.visit
    asking.flow.records.code_read(visit, read)
    assert asking.asked[-1] == FindRecord(visit, read, "")
    asking.flow.records.not_found(visit, NotFound.AWAY)
    assert asking.sees() == RecordNotFound(NotFound.AWAY, "")
    asking.looks()
    asking.flow.records.again()
    assert asking.sees() == AskRecordCode("")
    asking.looks()

    asking.flow.records.code_read(visit, read)
    asking.flow.records.key_needed(visit)

    assert asking.sees() == RecordNotFound(NotFound.UNKNOWN, "")


def test_a_doubtful_code_that_must_wait_is_not_said_to_be_unknown(asking: Citizen) -> None:
    visit = asking.flow.stage.visit
    asking.flow.records.code_read(visit, f"https://x.vn/look-up?code={OFFICIAL}")
    asking.flow.records.key_needed(visit, 30)

    assert asking.sees() == RecordNotFound(NotFound.WAIT, "", 30)


def test_a_code_that_usually_needs_no_key_is_asked_for_it_with_how_long_that_lasts(asking: Citizen) -> None:
    asking.flow.records.key_needed(looked_up(asking), 30)
    assert asking.sees() == AskRecordKey(OFFICIAL, wait_s=30)

    asking.looks()
    visit = looked_up(asking, "K7QM2X")

    assert asking.asked[-1] == FindRecord(visit, OFFICIAL, "K7QM2X")


@pytest.mark.parametrize("read", [OFFICIAL, "H36.001.01-260706-010001", "0000052/2026"])
def test_a_code_that_receipts_bear_is_asked_for_its_key_when_read(asking: Citizen, read: str) -> None:
    visit = asking.flow.stage.visit
    asking.flow.records.code_read(visit, read)
    asking.flow.records.key_needed(visit)

    assert asking.sees() == AskRecordKey(read)


def test_a_typed_code_of_any_shape_is_asked_for_its_key(asking: Citizen) -> None:
    asking.flow.records.key_needed(looked_up(asking, "TL-2026-0000052"))

    assert asking.sees() == AskRecordKey("TL-2026-0000052")


def test_our_pages_address_on_a_receipt_is_asked_about(asking: Citizen) -> None:
    visit = asking.flow.stage.visit
    address = "https://x.vn/look-up?code=52/2026&key=K7QM2X"
    asking.flow.records.code_read(visit, address)

    assert asking.asked[-1] == FindRecord(visit, address, "")


def test_the_longest_code_that_the_hub_takes_is_asked_about(asking: Citizen) -> None:
    visit = asking.flow.stage.visit
    asking.flow.records.code_read(visit, "X" * 300)

    assert asking.asked[-1] == FindRecord(visit, "X" * 300, "")


def test_a_code_read_after_the_citizen_left_means_nothing(asking: Citizen) -> None:
    visit = asking.flow.stage.visit
    asking.flow.go_home()
    asking.flow.records.code_read(visit, OFFICIAL)

    assert asking.sees() == Home()
    assert asking.asked[-1] == StopReading()


def test_nothing_typed_is_not_looked_up(asking: Citizen) -> None:
    types(asking, "5")
    asking.flow.records.key(ERASE)
    asking.flow.records.look_up()

    assert asking.sees() == AskRecordCode()


def test_small_letters_and_spaces_are_no_keys_of_codes(asking: Citizen) -> None:
    types(asking, "h 3")

    assert asking.sees() == AskRecordCode("3")


def test_from_the_key_back_leads_to_the_code_that_was_typed(asking: Citizen) -> None:
    looked_up(asking, "52/2026")
    asking.looks()
    asking.flow.go_back()

    assert asking.sees() == AskRecordCode("52/2026")
    assert asking.asked[-1] == ReadRecordCode(asking.flow.stage.visit)


@pytest.mark.parametrize("why", NotFound)
def test_without_an_answer_the_citizen_may_try_again(asking: Citizen, why: NotFound) -> None:
    visit = looked_up(asking)
    asking.flow.records.not_found(visit, why, 16)
    assert asking.sees() == RecordNotFound(why, OFFICIAL, 16)
    asking.looks()

    asking.flow.records.again()

    assert asking.sees() == AskRecordCode(OFFICIAL)


def test_a_degree_leaves_the_screen_by_itself(asking: Citizen) -> None:
    asking.flow.records.found(looked_up(asking), READY)

    asking.waits(USUAL.quiet_s + 1)
    assert asking.flow.stage.warning_s is not None
    asking.waits(USUAL.warned_s)

    assert asking.sees() == Home()


def test_a_typed_code_leaves_the_screen_by_itself_and_the_reader_is_told(asking: Citizen) -> None:
    types(asking, "52/2026")
    asking.waits(USUAL.quiet_s + USUAL.warned_s + 1)

    assert asking.sees() == Home()
    assert asking.asked[-1] == StopReading()


def test_a_failed_look_up_leaves_sooner(asking: Citizen) -> None:
    asking.flow.records.not_found(looked_up(asking), NotFound.UNKNOWN)
    asking.waits(MESSAGE.quiet_s + MESSAGE.warned_s + 1)

    assert asking.sees() == Home()


def test_an_answer_for_someone_who_has_left_is_not_shown(asking: Citizen) -> None:
    visit = looked_up(asking)
    asking.waits(USUAL.quiet_s + USUAL.warned_s + 1)
    asking.flow.records.found(visit, READY)

    assert asking.sees() == Home()


def test_a_record_can_be_looked_up_while_no_number_is_given() -> None:
    citizen = a_citizen(a_center(has_day=False))
    assert citizen.sees() == ClosedNow(Closed.NO_DAY)

    citizen.flow.records.begin()

    assert citizen.sees() == AskRecordCode()
