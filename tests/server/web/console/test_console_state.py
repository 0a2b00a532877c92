"""What the officer's page is told: buttons and reasons, the line, counters, alerts."""

from __future__ import annotations

from typing import Any

import pytest

from contract import commands as c
from contract.ids import new_command_id
from contract.words import ClockTrust
from server.service.alerts import Alert, AlertKind
from tests.support.console import Browser, Console, console
from tests.support.open_center import KIOSK, OpenCenter, open_center


def why_not(browser: Browser) -> dict[str, Any]:
    """Key or verb → the reason, None where it can be pressed."""
    return {
        action["key"] or action["verb"]: action["why_not"] for action in browser.state()["counter"]["actions"]
    }


def able(browser: Browser) -> set[str]:
    """The keys that do something now."""
    return {key for key, reason in why_not(browser).items() if reason is None}


def test_the_buttons_follow_the_ticket(lan: Browser, center: OpenCenter) -> None:
    lan.ask("open-counter", counter="1")
    assert able(lan) == set()
    assert why_not(lan)["Space"] == "Chưa có người chờ"

    center.take("ho-tich")
    assert able(lan) == {"Space"}

    lan.press("call-next")
    assert able(lan) == {"Enter", "R", "H", "N", "T", "U", "return-to-line", "cancel"}
    assert why_not(lan)["Space"] == "Đang gọi một số"

    lan.press("start-service")
    assert able(lan) == {"Enter", "H", "T", "U"}
    assert why_not(lan)["N"] == "Đang phục vụ"

    center.clock.pass_time(121)
    assert able(lan) == {"Enter", "H", "T"}


def test_the_buttons_never_change_places(lan: Browser, center: OpenCenter) -> None:
    def keys() -> list[str | None]:
        return [action["key"] for action in lan.state()["counter"]["actions"]]

    lan.ask("open-counter", counter="1")
    idle = keys()
    center.take("ho-tich")
    lan.press("call-next")
    assert keys() == idle
    lan.press("start-service")
    assert keys() == idle


def test_one_button_is_the_next_one(lan: Browser, center: OpenCenter) -> None:
    lan.ask("open-counter", counter="1")
    center.take("ho-tich")
    for verb in ("call-next", "start-service", "finish"):
        actions = lan.state()["counter"]["actions"]
        assert [action["verb"] for action in actions if action["is_next"]] == [verb]
        lan.press(verb)


def test_recalls_run_out_with_a_reason(lan: Browser, center: OpenCenter) -> None:
    lan.ask("open-counter", counter="1")
    center.take("ho-tich")
    lan.press("call-next")
    for _ in range(3):
        lan.press("recall")
    assert why_not(lan)["R"] == "Đã gọi lại 3 lần"


@pytest.mark.parametrize("state", ["called", "serving"])
def test_every_enabled_button_is_accepted_by_the_hub(lan: Browser, center: OpenCenter, state: str) -> None:
    asked = {
        "hold-reason": {"reason": "cho-photo"},
        "service": {"to_service": "chung-thuc"},
        "cancel-reason": {"reason": "Công dân đề nghị"},
    }
    lan.ask("open-counter", counter="1")
    for _ in range(12):
        center.take("ho-tich")
    _bring_to(lan, state)
    enabled = [a["verb"] for a in lan.state()["counter"]["actions"] if a["why_not"] is None]
    for verb in enabled:
        _bring_to(lan, state)
        action = next(a for a in lan.state()["counter"]["actions"] if a["verb"] == verb)
        answer = lan.ask(verb, **action["fields"], **asked.get(action["asks"], {}))
        assert answer.status_code == 200, (verb, answer.text)


def _bring_to(lan: Browser, wanted: str) -> None:
    """Somebody at the counter in that state, just brought there."""
    ticket = lan.state()["counter"]["ticket"]
    if ticket is not None and ticket["state"] == "serving":
        lan.press("finish")
    if ticket is None or ticket["state"] == "serving":
        lan.press("call-next")
    if wanted == "serving":
        lan.press("start-service")


def test_the_line_says_who_is_next_and_why(lan: Browser, center: OpenCenter) -> None:
    center.take("ho-tich")
    center.clock.pass_time(600)
    center.take("chung-thuc", "cao-tuoi")
    center.take("dat-dai-xay-dung")
    lan.ask("open-counter", counter="1")
    state = lan.state()
    assert state["why_next"] == "C001 tiếp theo: ưu tiên, Người từ 75 tuổi; chờ 0 phút, sau đó còn 1 người"
    mine = [line for line in state["lines"] if line["is_mine"]]
    assert [(line["service"], line["waiting"]) for line in mine] == [("ho-tich", 1), ("chung-thuc", 1)]
    assert [t["number"] for line in mine for t in line["tickets"] if t["is_next"]] == ["C001"]
    land = next(line for line in state["lines"] if line["service"] == "dat-dai-xay-dung")
    assert (land["waiting"], land["tickets"]) == (1, [])


def test_a_long_line_is_cut_and_counted(lan: Browser, center: OpenCenter) -> None:
    for _ in range(40):
        center.take("ho-tich")
    line = lan.state()["lines"][0]
    assert (line["waiting"], len(line["tickets"])) == (40, 30)


def test_times_are_periods_and_the_running_one(lan: Browser, center: OpenCenter) -> None:
    lan.ask("open-counter", counter="1")
    center.take("ho-tich")
    center.clock.pass_time(90)
    lan.press("call-next")
    center.clock.pass_time(20)
    lan.press("start-service")
    spent = lan.state()["counter"]["ticket"]["spent"]
    assert (spent["waiting_s"], spent["walking_s"], spent["running"]) == (90.0, 20.0, "service")


def test_a_counter_of_somebody_else_names_them(site: Console, lan: Browser) -> None:
    lan.ask("open-counter", counter="1")
    counters = {card["id"]: card for card in site.signed_in("minh").state()["counters"]}
    assert counters["1"]["why_not"] == "Nguyễn Thị Lan"
    assert counters["2"]["why_not"] is None


def test_the_police_see_their_desk_alone(site: Console) -> None:
    counters = {card["id"]: card for card in site.signed_in("hung").state()["counters"]}
    assert [service["id"] for service in counters["4"]["services"]] == ["cu-tru-can-cuoc"]
    assert counters["1"]["why_not"] == "Không thuộc nhóm của ông/bà"


def test_a_guide_sees_every_line_and_opens_no_counter(site: Console, center: OpenCenter) -> None:
    center.take("ho-tich")
    guide = site.signed_in("thu")
    state = guide.state()
    assert state["counters"] == []
    assert all(line["is_mine"] for line in state["lines"])
    card = guide.find("A001").get_json()
    assert [action["verb"] for action in card["actions"]] == ["redirect", "cancel"]


def test_a_call_for_a_guide_is_answered(site: Console, center: OpenCenter) -> None:
    center.done(c.CallGuide(command_id=new_command_id(), asked_at=center.now()), KIOSK)
    guide = site.signed_in("thu")
    alert = guide.state()["alerts"][0]
    kiosk = next(known for known in center.config.devices if known.id == alert["answer"])
    assert alert["text"] == f"Có người cần hướng dẫn tại {kiosk.name_vi}"
    assert guide.ask("answer-guide-call", kiosk=alert["answer"]).status_code == 200
    assert guide.state()["alerts"] == []


def test_device_faults_are_said_in_the_readers_language(site: Console, lan: Browser) -> None:
    site.alerts.now = [Alert(kind=AlertKind.DEVICE_FAULT, message_vi="Hết giấy in", message_en="Paper out")]
    assert lan.state()["alerts"][0]["text"] == "Hết giấy in"
    lan.get("/language/en")
    assert lan.state()["alerts"][0]["text"] == "Paper out"


def test_a_day_not_open_is_said_and_the_manager_can_open_it(tmp_path: Any) -> None:
    with open_center(tmp_path) as center, console(center) as site:
        state = site.signed_in("quang").state()
        assert [alert["kind"] for alert in state["alerts"]] == ["no-day"]
        assert [action["verb"] for action in state["day"]["actions"]] == ["open-day"]
        assert site.signed_in("lan").state()["counters"] == []


def test_an_untrusted_clock_is_said_and_confirmed(tmp_path: Any) -> None:
    with open_center(tmp_path, trust=ClockTrust.UNTRUSTED) as center, console(center) as site:
        quang = site.signed_in("quang")
        state = quang.state()
        assert [alert["kind"] for alert in state["alerts"]] == ["clock", "no-day"]
        assert quang.ask("confirm-clock", seen=state["at"]).status_code == 200
        assert [alert["kind"] for alert in quang.state()["alerts"]] == ["no-day"]


def test_a_lost_slip_is_found_by_what_is_remembered_of_it(lan: Browser, center: OpenCenter) -> None:
    center.take("ho-tich")
    for written in ("A001", "a1", " a 01 ", "A-1"):
        assert lan.find(written).get_json()["number"] == "A001"
    missing = lan.find("A500")
    assert missing.status_code == 404
    assert missing.get_json()["sentence"].startswith("Hôm nay không có số “A500”.")
    assert lan.find("<script>").status_code == 404


def test_a_redirection_and_a_transfer_read_differently(lan: Browser, center: OpenCenter) -> None:
    center.take("ho-tich")
    lan.ask("open-counter", counter="1")
    called = {"redirect": "Chuyển đúng nhóm", "transfer": "Chuyển nhóm tiếp theo"}
    lan.press("call-next")
    for verb, step in (("redirect", "start-service"), ("transfer", "finish")):
        buttons = {action["verb"]: action for action in lan.state()["counter"]["actions"]}
        assert buttons[verb]["label"] == called[verb]
        assert buttons[verb]["question"]
        lan.press(step)
