"""From the kiosk to a real hub and back: found, one answer for all that is not, a wait, no hub at all."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from contract.ids import RecordCode, RecordId
from contract.record_look_up import Degree, RecordDegree
from contract.record_words import RecordState
from kiosk.hub_http import HubAwayError, HubHttp, LookedUp
from kiosk.requests import FindRecord, ReadRecordCode
from kiosk.views import AskRecordCode, AskRecordKey, LookingUp, NotFound, RecordFound, RecordNotFound
from server.domain.record_look_up import receipt_code, shown_key
from server.forms.drawing import drawn
from server.forms.facts import Form
from server.web.public.asking_limits import OF_KIOSKS
from server.web.public.look_up import KIOSKS
from tests.kiosk.test_outside import FakeHttp, Office
from tests.server.web.public_center import PublicCenter, running_center
from tests.support.form_facts import FONTS, NOW, facts
from tests.support.printed_pdf import read
from tests.support.records import in_state, known, receive
from tests.support.waiting import wait_until

CODE = "000.00.01.H36-261123-0001"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    folder = tmp_path / "hub"
    folder.mkdir()
    with running_center(folder) as running:
        yield running


def kiosk_of(center: PublicCenter) -> HubHttp:
    return HubHttp(center.url, "kiosk-1", "kiosk-password")


def receipt_of(center: PublicCenter, record: RecordId) -> str:
    """What its picture code says."""
    return receipt_code(known(center.hub, record).reference, center.public.look_up_keys.of(record))


class AtHub(FakeHttp):
    """Looks records up at a real hub."""

    def __init__(self, http: HubHttp) -> None:
        super().__init__()
        self._http = http

    def look_up(self, code: str, key: str) -> LookedUp:
        return self._http.look_up(code, key)


@pytest.fixture
def office(tmp_path: Path, center: PublicCenter) -> Iterator[Office]:
    """A kiosk's outbox with that hub behind it."""
    built = Office(tmp_path, AtHub(kiosk_of(center)))
    yield built
    built.outside.close()


def test_a_code_of_the_official_shape_opens_its_record(center: PublicCenter, office: Office) -> None:
    receive(center.hub, code=RecordCode(CODE))

    view = office.does(FindRecord(office.visit, CODE, ""), LookingUp(CODE))

    assert view == RecordFound(RecordDegree(code=CODE, degree=Degree.RECEIVED))


def test_a_receipts_picture_code_opens_its_record(center: PublicCenter, office: Office) -> None:
    record = in_state(center.hub, RecordState.RESULT_READY)
    code = receipt_of(center, record)

    view = office.does(FindRecord(office.visit, code, ""), LookingUp(code))

    assert view == RecordFound(RecordDegree(code=known(center.hub, record).reference, degree=Degree.READY))


def test_the_picture_code_as_it_is_printed_on_form_01_opens_its_record_at_kiosk_and_on_the_web(
    center: PublicCenter, office: Office, tmp_path: Path
) -> None:
    record = in_state(center.hub, RecordState.RESULT_READY)
    reference, key = known(center.hub, record).reference, center.public.look_up_keys.of(record)
    told = facts(Form.RECEIPT, reference=reference, look_up_key=shown_key(key))
    scanned = read(drawn(told, FONTS, NOW), tmp_path).codes["QRCode"]

    view = office.does(FindRecord(office.visit, scanned, ""), LookingUp(scanned))
    page = center.send("POST", "/look-up", urlencode({"code": scanned, "key": ""}).encode(), FORM)

    assert view == RecordFound(RecordDegree(code=reference, degree=Degree.READY))
    assert page.status == 200
    assert "<h1>Đã có kết quả</h1>" in page.body.decode()


def test_a_reference_opens_with_its_own_key_alone(center: PublicCenter, office: Office) -> None:
    first, second = receive(center.hub).record, receive(center.hub).record
    keys = center.public.look_up_keys

    right = office.does(FindRecord(office.visit, "1/2026", keys.of(first)), LookingUp("1/2026"))
    wrong = office.does(FindRecord(office.visit, "1/2026", keys.of(second)), LookingUp("1/2026"))

    assert isinstance(right, RecordFound)
    assert wrong == RecordNotFound(NotFound.UNKNOWN, "1/2026")


def test_a_code_whose_shape_the_hub_does_not_know_is_asked_for_its_key(
    center: PublicCenter, office: Office
) -> None:
    code = RecordCode("TL-2026-0000052")
    key = center.public.look_up_keys.of(receive(center.hub, code=code).record)

    assert office.does(FindRecord(office.visit, code, ""), LookingUp(code)) == AskRecordKey(code)
    view = office.does(FindRecord(office.visit, code, key), LookingUp(code))

    assert view == RecordFound(RecordDegree(code=code, degree=Degree.RECEIVED))


def test_after_many_codes_alone_the_key_is_asked_for_with_how_long_that_lasts(
    center: PublicCenter, office: Office
) -> None:
    record = receive(center.hub, code=RecordCode(CODE)).record
    for number in range(2, OF_KIOSKS.codes_at_once + 2):
        other = f"{CODE[:-4]}{number:04}"
        assert isinstance(office.does(FindRecord(office.visit, other, ""), LookingUp(other)), RecordNotFound)

    asked = office.does(FindRecord(office.visit, CODE, ""), LookingUp(CODE))
    key = center.public.look_up_keys.of(record)
    found = office.does(FindRecord(office.visit, CODE, key), LookingUp(CODE))

    assert asked == AskRecordKey(CODE, wait_s=int(OF_KIOSKS.code_every_s))
    assert found == RecordFound(RecordDegree(code=CODE, degree=Degree.RECEIVED))


def test_who_is_wrong_too_often_is_told_how_long_to_wait(center: PublicCenter, office: Office) -> None:
    for _ in range(KIOSKS.free + 1):
        office.does(FindRecord(office.visit, "9/2026", "CCCCCC"), LookingUp("9/2026"))

    view = office.does(FindRecord(office.visit, "9/2026", "CCCCCC"), LookingUp("9/2026"))

    assert view == RecordNotFound(NotFound.WAIT, "9/2026", 2)


def test_a_hub_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    office = Office(tmp_path, AtHub(HubHttp("http://127.0.0.1:9", "kiosk-1", "kiosk-password")))

    view = office.does(FindRecord(office.visit, CODE, ""), LookingUp(CODE))
    office.outside.close()

    assert view == RecordNotFound(NotFound.AWAY, CODE)


def test_a_kiosk_the_hub_does_not_know_is_no_browser_in_disguise(center: PublicCenter) -> None:
    with pytest.raises(HubAwayError):
        HubHttp(center.url, "kiosk-1", "wrong").look_up(CODE, "")


def test_a_code_is_heard_only_while_it_is_asked_for(office: Office) -> None:
    office.flow.stage.view = AskRecordCode()
    office.outside.take(ReadRecordCode(office.visit))
    reading = office.outside._reading
    assert reading is not None
    wait_until(lambda: reading.is_heard, what="the reader is listened to")

    office.hears(CODE)

    assert office.flow.stage.view == LookingUp(CODE)


def test_a_citizen_card_held_to_the_reader_goes_nowhere(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.flow.stage.view = AskRecordCode()
    office.outside.take(ReadRecordCode(office.visit))
    reading = office.outside._reading
    assert reading is not None
    wait_until(lambda: reading.is_heard, what="the reader is listened to")

    view = office.hears("068090000000|250000000|Nguyễn Thị Lành|01021990|Nữ|Thôn 1|01022022")

    assert view == RecordNotFound(NotFound.NO_CODE, "")
    assert "068090000000" not in caplog.text


def test_no_code_stands_in_the_log(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    office.does(FindRecord(office.visit, "77/2026", "K7QM2X"), LookingUp("77/2026"))

    assert "77/2026" not in caplog.text
    assert "K7QM2X" not in caplog.text
