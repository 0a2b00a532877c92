"""The ledger cannot be written, or nobody knows whether it was: nothing typed is lost or done twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import text

from tests.server.web.records.test_records_pages import WHO, fill_in, hidden, press, received
from tests.server.web.records.test_wrong_fields import RIGHT, values
from tests.support.console import Browser, Console, console
from tests.support.open_center import OpenCenter

WHY = {"reason": "thieu-giay-to", "words": "Thiếu giấy khai sinh bản chính"}


@pytest.fixture
def site(center: OpenCenter) -> Iterator[Console]:
    """A console that soon stops waiting."""
    with console(center, answer_within_s=0.3) as site:
        yield site


@contextmanager
def full(center: OpenCenter) -> Iterator[None]:
    """The disk takes no event more."""
    _sql(center, "CREATE TRIGGER broken BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END")
    yield
    _sql(center, "DROP TRIGGER broken")


@contextmanager
def busy(center: OpenCenter) -> Iterator[None]:
    """The writer begins, and stands still for longer than anybody waits."""
    other = sqlite3.connect(center.data_dir / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def _sql(center: OpenCenter, statement: str) -> None:
    def run(_work: object, connection: object) -> None:
        connection.execute(text(statement))  # type: ignore[attr-defined] # sqlalchemy's

    center.writer.run(run).result(10)


def code(page: str) -> str:
    """What the page says to machines."""
    return page.split('data-code="')[1].split('"')[0]


def step(page: str, verb: str) -> dict[str, str]:
    """The fields of that step's form."""
    return values(page.split(f'/{verb}"')[1].split("</form>")[0])


def test_a_form_that_could_not_be_written_stands_there_again_and_is_sent_again(
    lan: Browser, center: OpenCenter
) -> None:
    sent = {**RIGHT, "command_id": hidden(lan.get("/records/new").text, "command_id")[0]}
    with full(center):
        failed = fill_in(lan, **sent)

        assert failed.status_code == 503
        assert code(failed.text) == "not-written"
        assert "chưa có gì thay đổi" in failed.text
    there = values(failed.text)
    assert {name: there[name] for name in sent} == sent
    assert failed.headers["Cache-Control"] == "no-store"

    answer = lan.post("/records/new", **{**there, "act": "receive"})

    assert answer.status_code == 303
    assert "Hồ sơ 1/2026" in lan.get(str(answer.location)).text


@pytest.mark.parametrize("away", [full, busy])
def test_a_correction_without_an_answer_stands_there_again_and_is_done_once(
    lan: Browser, center: OpenCenter, away: Callable[[OpenCenter], AbstractContextManager[None]]
) -> None:
    address = f"{received(lan, **WHO)}/correct"
    sent = {**values(lan.get(address).text), "phone": "0987654321"}
    with away(center):
        failed = lan.post(address, **sent)

        assert failed.status_code == 503
        assert values(failed.text) == sent

    assert [lan.post(address, **values(failed.text)).status_code for _ in range(2)] == [303, 303]

    page = lan.get(address.removesuffix("/correct")).text
    assert "0987654321" in page
    assert page.count("<td>Đính chính</td>") == 1


def test_a_form_of_which_nobody_knows_is_one_record_when_it_is_sent_again(
    lan: Browser, center: OpenCenter, served: str
) -> None:
    with busy(center):
        failed = fill_in(lan, **WHO)

        assert failed.status_code == 503
        assert code(failed.text) == "no-answer"
        assert "chưa biết đã ghi hay chưa" in failed.text
        assert f"của số {served}" in failed.text
    there = {**values(failed.text), "act": "receive", "procedure": "1.004837"}

    again = lan.post("/records/new", **there)

    assert "Hồ sơ 1/2026" in lan.get(str(again.location)).text
    assert "Hồ sơ 2/2026" in lan.get(received(lan)).text


def test_a_step_that_could_not_be_written_keeps_its_words_and_its_command(
    lan: Browser, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    with full(center):
        failed = press(lan, address, "ask-supplement", **WHY)

        assert failed.status_code == 503
        assert code(failed.text) == "not-written"
    assert WHO["phone"] in failed.text
    there = step(failed.text, "ask-supplement")
    assert {name: there[name] for name in WHY} == WHY

    assert lan.post(f"{address}/ask-supplement", **there).status_code == 303

    assert "Chờ bổ sung" in lan.get(address).text


def test_a_step_of_which_nobody_knows_is_done_once(lan: Browser, center: OpenCenter) -> None:
    address = received(lan, **WHO)
    with busy(center):
        failed = press(lan, address, "ask-supplement", **WHY)

        assert failed.status_code == 503
        assert code(failed.text) == "no-answer"
    center.writer.run(lambda _work, _connection: None).result(10)

    again = lan.post(f"{address}/ask-supplement", **step(failed.text, "ask-supplement"))

    assert again.status_code == 303
    assert lan.get(address).text.count("Thiếu giấy khai sinh bản chính") == 1


def test_nobody_sees_a_person_by_a_press_that_could_not_be_written(
    lan: Browser, site: Console, center: OpenCenter
) -> None:
    address = received(lan, **WHO)
    minh = site.signed_in("minh")
    page = minh.get(address).text
    fields = {"command_id": hidden(page, "command_id")[0], "state": "received"}
    center.clock.pass_time(16 * 60)
    with full(center):
        failed = minh.post(f"{address}/take-up-record", **fields)

    assert failed.status_code == 503
    assert WHO["phone"] not in failed.text
    assert "lần xem này chưa ghi được" in failed.text
