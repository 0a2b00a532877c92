"""Help with filing online on the officer's page, and the checklist citizens take along."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter


def serve(site: Console, center: OpenCenter, login: str = "lan", service: str = "huong-dan") -> str:
    who = site.asker(login)
    ticket = center.take(service).ticket
    center.call("2", who)
    center.start("2", who)
    return ticket


def test_who_is_helped_can_be_noted(site: Console, center: OpenCenter, lan: Browser) -> None:
    center.sit("2", site.asker("lan"))
    assert lan.state()["filing"] is None
    ticket = serve(site, center)

    card = lan.state()["filing"]
    assert card["is_open"]
    assert [thing["name"] for thing in card["things"]] == [
        "Định danh điện tử mức độ 2", "Tài khoản ngân hàng", "Điện thoại", "Thứ khác",
    ]  # fmt: skip
    assert card["rows"] == [
        {"ticket": ticket, "number": "S001", "language": "vi", "missing": None, "filed": None}
    ]

    assert lan.ask("note-filing", ticket=ticket, missing=["dien-thoai"], filed=False).status_code == 200
    assert lan.state()["filing"]["rows"][0] | {"ticket": ""} == {
        "ticket": "", "number": "S001", "language": "vi", "missing": ["dien-thoai"], "filed": False,
    }  # fmt: skip


def test_keys_are_nobodys_while_somebody_else_is_served(
    site: Console, center: OpenCenter, lan: Browser
) -> None:
    who = site.asker("lan")
    center.sit("2", who)
    serve(site, center)
    center.finish("2", who)
    assert lan.state()["filing"]["is_open"]

    serve(site, center, service="chung-thuc")
    card = lan.state()["filing"]
    assert [row["number"] for row in card["rows"]] == ["S001"]
    assert not card["is_open"]


def test_other_officers_see_none_of_it(
    site: Console, center: OpenCenter, signed_in: Callable[[str], Browser]
) -> None:
    center.sit("2", site.asker("lan"))
    serve(site, center)

    assert signed_in("minh").state()["filing"] is None


def test_the_checklist_says_what_to_do_about_what_was_missing(lan: Browser) -> None:
    page = lan.get("/filing/checklist?missing=tai-khoan-ngan-hang").text

    assert "Mở tài khoản ngân hàng" in page
    assert "Định danh điện tử mức độ 2" not in page
    assert "vẫn nộp hồ sơ trực tiếp tại quầy" in page


def test_without_a_thing_named_all_stand_on_it_in_both_languages(lan: Browser) -> None:
    page = lan.get("/filing/checklist?missing=%3Cscript%3E").text
    english = lan.get("/filing/checklist?lang=en").text

    assert "<script>" not in page.replace("<script src=", "")
    for vi, en in (
        ("Định danh điện tử mức độ 2", "Level-2"),
        ("Điện thoại", "Phone"),
        ("Thứ khác", "Something else"),
    ):
        assert vi in page
        assert en in english


def test_the_checklist_is_for_staff(site: Console) -> None:
    assert site.browser().get("/filing/checklist").status_code == 302
