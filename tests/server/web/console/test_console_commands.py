"""Presses: each becomes the contract's command, and what became of it is a sentence."""

from __future__ import annotations

import pytest

from contract.commands import COMMANDS
from contract.ids import new_command_id
from server.web.commands import VERBS, UnknownVerbError, UnreadableCommandError, read_command
from tests.support.console import Browser, Console
from tests.support.open_center import MONDAY_8_AM, OpenCenter


@pytest.fixture
def seated(lan: Browser, center: OpenCenter) -> Browser:
    """Lan at counter 1, two people waiting."""
    center.take("ho-tich")
    center.take("chung-thuc", "cao-tuoi")
    assert lan.ask("open-counter", counter="1").status_code == 200
    return lan


def test_a_visit_from_call_to_finish(seated: Browser) -> None:
    called = seated.press("call-next")
    assert called.get_json()["sentence"] == "Đang gọi số C001 đến quầy 1."
    assert seated.press("start-service").get_json()["sentence"] == "Số C001: đang phục vụ."
    assert seated.press("finish").get_json()["sentence"] == "Số C001: hoàn thành."
    assert seated.state()["counter"]["ticket"] is None


def test_space_while_serving_finishes_and_calls(seated: Browser) -> None:
    seated.press("call-next")
    seated.press("start-service")
    assert seated.press("call-next").get_json()["result"]["number"] == "A001"


def test_a_press_is_undone(seated: Browser) -> None:
    seated.press("call-next")
    assert seated.press("undo").get_json()["sentence"] == "Đã hoàn tác: C001 đang chờ"


def test_hold_with_a_reason_and_resume_from_the_list(seated: Browser) -> None:
    seated.press("call-next")
    seated.press("hold", reason="cho-photo")
    held = seated.state()["held"]
    assert [card["number"] for card in held] == ["C001"]
    resume = held[0]["actions"][0]
    assert resume["verb"] == "resume"
    assert seated.ask(resume["verb"], **resume["fields"]).status_code == 200
    assert seated.state()["counter"]["ticket"]["state"] == "serving"


def test_a_no_show_comes_back_in_time(seated: Browser, center: OpenCenter) -> None:
    seated.press("call-next")
    seated.press("no-show")
    back = seated.state()["away"][0]["actions"][0]
    assert back["why_not"] is None
    center.clock.pass_time(31 * 60)
    assert seated.state()["away"][0]["actions"][0]["why_not"] == "Vắng quá 30 phút"
    late = seated.ask(back["verb"], **back["fields"])
    assert late.status_code == 409
    assert "Mời công dân lấy số mới" in late.get_json()["sentence"]


def test_transfer_in_service_and_redirect_before(seated: Browser) -> None:
    seated.press("call-next")
    assert seated.press("redirect", to_service="ho-tich").status_code == 200
    seated.press("call-next")
    seated.press("start-service")
    moved = seated.press("transfer", to_service="dat-dai-xay-dung", keeps_place="Cần quầy khác hỗ trợ")
    assert moved.get_json()["result"]["service"] == "dat-dai-xay-dung"


def test_a_ticket_of_the_line_is_called_with_a_reason(seated: Browser) -> None:
    card = seated.find("a1").get_json()
    call = card["actions"][0]
    assert (card["number"], call["verb"]) == ("A001", "call-ticket")
    assert seated.ask(call["verb"], **call["fields"], reason="Công dân quay lại").status_code == 200


def test_a_ticket_is_cancelled_with_a_reason(seated: Browser) -> None:
    card = seated.find("A001").get_json()
    cancel = next(action for action in card["actions"] if action["verb"] == "cancel")
    assert seated.ask("cancel", **cancel["fields"], reason="").status_code == 409
    assert seated.ask("cancel", **cancel["fields"], reason="Lấy nhầm số").status_code == 200


def test_pause_resume_and_close(seated: Browser) -> None:
    assert seated.press("pause-counter", reason="hop").get_json()["sentence"] == "Quầy 1 tạm dừng."
    state = seated.state()["counter"]
    assert state["pause"] == "Họp"
    assert state["actions"][0]["why_not"] == "Quầy đang tạm dừng"
    assert seated.press("resume-counter").status_code == 200
    assert seated.press("close-counter").get_json()["sentence"] == "Đã đóng quầy 1."


def test_a_number_is_given_by_hand(lan: Browser) -> None:
    given = lan.ask("give-number", service="ho-tich", priority="cao-tuoi").get_json()
    assert given["result"]["number"] == "A001"
    assert lan.find("A001").get_json()["priority"] == "Người từ 75 tuổi"


def test_a_repeat_gets_the_first_answer(lan: Browser) -> None:
    command_id = new_command_id()
    answers = [lan.ask("give-number", command_id=command_id, service="ho-tich").get_json() for _ in range(2)]
    assert answers[0] == answers[1]


def test_a_stale_view_is_refused_in_words(seated: Browser) -> None:
    seated.press("call-next")
    fields = next(a for a in seated.state()["counter"]["actions"] if a["verb"] == "start-service")["fields"]
    seated.ask("start-service", **fields)
    again = seated.ask("start-service", **fields)
    assert again.status_code == 409
    assert "vừa thay đổi trạng thái" in again.get_json()["sentence"]
    assert again.get_json()["code"] == "stale"


def test_refusals_come_in_english_when_asked(seated: Browser) -> None:
    seated.get("/language/en")
    assert seated.ask("resume-counter", counter="1").get_json()["sentence"] == "The counter is not paused."


def test_the_manager_opens_and_closes_the_day_and_an_officer_cannot(
    site: Console, center: OpenCenter
) -> None:
    center.take("ho-tich")
    quang = site.signed_in("quang")
    closed = quang.ask("close-day").get_json()
    assert closed["sentence"] == (
        "Đã đóng ngày 23/11/2026: 1 người chưa được phục vụ, 0 lượt kết thúc do hệ thống tự xác định."
    )
    assert quang.ask("open-day").status_code == 200
    assert site.signed_in("lan").state()["day"]["actions"] == []


def test_a_press_that_lay_on_the_way_is_refused(lan: Browser, center: OpenCenter) -> None:
    pressed = center.now()
    center.clock.pass_time(3)
    late = lan.ask("open-counter", counter="1", asked_at=pressed.isoformat())
    assert (late.status_code, late.get_json()["code"]) == (409, "late")


def test_a_page_whose_time_runs_ahead_is_taken_at_the_hubs(lan: Browser) -> None:
    assert lan.ask("open-counter", counter="1", asked_at="2999-01-01T00:00:00Z").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"null",
        b"\xff",
        b"[" * 9000,
        b'{"command_id": 7}',
        b'{"command_id": "a b"}',
        b"x" * 20000,
    ],
)
def test_garbage_is_not_a_command(lan: Browser, body: bytes) -> None:
    headers = {"X-CSRF-Token": lan.csrf, "Content-Type": "application/json"}
    response = lan.client.post("/console/command/open-counter", data=body, headers=headers)
    assert response.status_code == 400


def test_an_unknown_command_is_not_found(lan: Browser) -> None:
    assert lan.ask("explode").status_code == 404


def test_every_command_has_its_verb() -> None:
    assert VERBS["call-next"].__name__ == "CallNext"
    assert VERBS["claim-slip"].__name__ == "ClaimSlip"
    assert len(VERBS) == len(COMMANDS)
    with pytest.raises(UnknownVerbError):
        read_command("nothing", b"{}", MONDAY_8_AM)
    with pytest.raises(UnreadableCommandError):
        read_command("call-next", b'{"command_id": "x"}', MONDAY_8_AM)
