"""Looking a record up by page and by REST: code and degree, one answer for all that fails, strict limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import pytest

from contract import commands as c
from contract.ids import RecordCode
from contract.record_look_up import LookUp
from contract.record_words import RecordState
from server.store.record_persons import Applicant, beside
from server.web.problem import ProblemError
from server.web.public.look_up import BROWSERS, KIOSKS, RecordLookUp, network_of
from tests.server.web.public_center import AS_KIOSK, AS_PANEL, PublicCenter, Reply, basic, running_center
from tests.server.web.test_api_limits import Seconds
from tests.support.hub import ANH, KIOSK
from tests.support.records import GUARDIAN, in_state, known, receive

CODE = "000.00.01.H36-261123-0001"
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        lan = Applicant(name="Nguyễn Thị Lan", phone="0912345678", subject="con Bình")
        command = running.hub.make(c.ReceiveRecord, procedure=GUARDIAN, code=RecordCode(CODE))
        running.hub.writer.ask(command, ANH, beside(lan)).result(10)
        yield running


def typed(center: PublicCenter, code: str, key: str = "", lang: str = "") -> Reply:
    """The form, sent."""
    body = urlencode({"code": code, "key": key}).encode()
    return center.send("POST", f"/look-up{lang}", body, FORM)


def asked(center: PublicCenter, code: str, key: str = "", login: tuple[str, str] | None = None) -> Reply:
    """By REST."""
    body = msgspec.json.encode({"code": code, "key": key})
    return center.send("POST", "/api/v1/records/look-up", body, {**JSON, **basic(login)})


def test_a_citizen_types_the_official_code_and_reads_how_far_it_is(center: PublicCenter) -> None:
    reply = typed(center, "000.00.01.h36 – 261123 – 0001")
    text = reply.body.decode()

    assert reply.status == 200
    assert f'<b class="code">{CODE}</b>' in text
    assert "<h1>Đã tiếp nhận</h1>" in text
    assert text.count('aria-current="step"') == 1
    assert (reply.headers["cache-control"], reply.headers["x-robots-tag"]) == ("no-store", "noindex")


def test_the_same_in_english(center: PublicCenter) -> None:
    text = typed(center, CODE, lang="?lang=en").body.decode()

    assert '<html lang="en">' in text
    assert "<h1>Received</h1>" in text
    assert 'action="/look-up?lang=en"' in text


def test_no_name_no_procedure_no_officer_and_no_date_is_told(center: PublicCenter) -> None:
    page, rest = typed(center, CODE), asked(center, CODE)

    assert rest.json == {"code": CODE, "degree": "received"}
    for word in ("Lan", "0912345678", "Bình", GUARDIAN, "anh", "2026", "giám hộ"):
        assert word not in page.body.decode().split("<main>")[1].split("<form")[0].replace(CODE, "")


@pytest.mark.parametrize("state", [state for state in RecordState if state is not RecordState.VOID])
def test_every_degree_has_its_words_and_what_to_do(center: PublicCenter, state: RecordState) -> None:
    record = in_state(center.hub, state)
    key = center.public.look_up_keys.of(record)

    text = typed(center, known(center.hub, record).reference, key).body.decode()

    assert 'class="what-to-do"' in text
    assert "Không tìm thấy" not in text


def test_unknown_and_wrong_are_one_answer_to_the_last_byte(center: PublicCenter) -> None:
    record = receive(center.hub).record
    reference, key = known(center.hub, record).reference, center.public.look_up_keys.of(record)
    other = "CCCCCC" if key != "CCCCCC" else "FFFFFF"
    attempts = ((reference, other), ("99/2026", other), (CODE[:-1] + "7", ""), ("TL-9", other))
    without_key = (reference, "99/2026", "TL-2026-0000009")

    answers = [asked(center, *attempt) for attempt in attempts]

    assert {answer.status for answer in answers} == {404}
    assert len({asked(center, code).body for code in without_key}) == 1
    assert len({answer.body for answer in answers}) == 1
    varying = ("date",)
    heads = {
        tuple(sorted((n, v) for n, v in answer.headers.items() if n not in varying)) for answer in answers
    }
    assert len(heads) == 1


def test_the_page_says_the_same_of_unknown_and_of_wrong(center: PublicCenter) -> None:
    record = receive(center.hub).record
    reference = known(center.hub, record).reference

    wrong, unknown = typed(center, reference, "CCCCCC"), typed(center, "99/2026", "CCCCCC")

    assert (wrong.status, unknown.status) == (404, 404)
    assert wrong.body == unknown.body.replace(b'value="99/2026"', f'value="{reference}"'.encode())


def test_an_address_read_from_a_receipt_fills_the_form_and_asks_nothing(center: PublicCenter) -> None:
    reply = center.get("/look-up?code=1%2F2026&key=%22%3E%3Cb%3E")
    text = reply.body.decode()

    assert 'value="1/2026"' in text
    assert "<b>" not in text.split("<form")[1]
    assert 'class="degree' not in text


def test_nothing_typed_is_said_and_costs_nothing(center: PublicCenter) -> None:
    for _ in range(BROWSERS.free + 5):
        assert typed(center, "  ").status == 400

    assert typed(center, CODE).status == 200


def test_who_is_wrong_often_waits_and_the_wait_says_nothing_about_a_code(center: PublicCenter) -> None:
    right_key = center.public.look_up_keys.of(receive(center.hub, code=None).record)
    for _ in range(BROWSERS.free + 1):
        assert asked(center, "2/2026", "CCCCCC").status == 404

    wrong, right = asked(center, "2/2026", "FFFFFF"), asked(center, "2/2026", right_key)

    assert (wrong.status, right.status) == (429, 429)
    assert wrong.body == right.body
    assert wrong.headers["retry-after"] == "2"
    page = typed(center, "2/2026", right_key)
    assert (page.status, page.headers["retry-after"]) == (429, "2")
    assert "Xin đợi 2 giây rồi thử lại." in page.body.decode()


def test_a_kiosk_has_limits_of_its_own_and_proves_who_it_is(center: PublicCenter) -> None:
    for _ in range(BROWSERS.free + 1):
        asked(center, "99/2026", "CCCCCC")

    assert asked(center, "99/2026", "CCCCCC").status == 429
    assert asked(center, "99/2026", "CCCCCC", login=AS_KIOSK).status == 404
    assert asked(center, CODE, login=AS_KIOSK).status == 200
    assert asked(center, CODE, login=("kiosk-1", "wrong")).status == 401
    assert asked(center, CODE, login=AS_PANEL).status == 403


def test_the_next_citizen_at_a_kiosk_never_waits_longer_than_half_a_minute(center: PublicCenter) -> None:
    seconds = Seconds()
    look_up = RecordLookUp(center.public, seconds)
    wrong = LookUp(code="99/2026", key="CCCCCC")
    longest = 0
    for _ in range(40):
        with pytest.raises(ProblemError) as refused:
            look_up.find(wrong, "10.0.0.9", KIOSK)
        wait_s = refused.value.retry_after_s or 0
        longest = max(longest, wait_s)
        seconds.now += wait_s

    assert longest == KIOSKS.longest_wait_s


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("::ffff:192.168.1.7", "192.168.1.7"),
        ("2001:db8::7", "2001:db8::/64"),
        ("fe80::7%eth0", "fe80::/64"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_every_address_is_somebody(address: str, who: str) -> None:
    assert network_of(address) == who


def test_one_machine_with_many_addresses_of_ipv6_is_one_asker(center: PublicCenter) -> None:
    look_up = RecordLookUp(center.public, Seconds())
    statuses = []
    for number in range(BROWSERS.free + 3):
        with pytest.raises(ProblemError) as refused:
            look_up.find(LookUp(code="99/2026", key="CCCCCC"), f"2001:db8::{number:x}")
        statuses.append(refused.value.problem.status)

    assert statuses[-2:] == [429, 429]


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"code": ""}', b'{"key": "x"}', b'{"code": 7}', b'{"code": "' + b"9" * 301 + b'"}']
)
def test_what_is_no_look_up_is_malformed(center: PublicCenter, body: bytes) -> None:
    assert center.send("POST", "/api/v1/records/look-up", body, JSON).status == 400


def test_another_type_is_not_taken(center: PublicCenter) -> None:
    assert center.send("POST", "/api/v1/records/look-up", b"code=1", FORM).status == 415
