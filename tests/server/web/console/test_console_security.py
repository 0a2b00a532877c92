"""What protects the console: tokens, origins, headers, roles, plain error pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contract.ids import new_command_id
from tests.support.console import Browser, Console

TEMPLATES = Path("server/web/templates")


def test_a_press_without_the_token_is_refused(lan: Browser) -> None:
    body = {"command_id": new_command_id(), "counter": "1"}
    assert lan.client.post("/console/command/open-counter", json=body).status_code == 403
    wrong = {"X-CSRF-Token": "ạ" * 3}
    assert lan.client.post("/console/command/open-counter", json=body, headers=wrong).status_code == 403


def test_a_form_without_the_token_is_refused(lan: Browser) -> None:
    assert lan.client.post("/sign-out").status_code == 403


def test_a_token_of_somebody_else_is_refused(site: Console, lan: Browser) -> None:
    lan.csrf = site.signed_in("minh").csrf
    assert lan.ask("open-counter", counter="1").status_code == 403


def test_a_form_from_another_site_is_refused_even_before_signing_in(site: Console) -> None:
    response = site.browser().sign_in("lan", headers={"Origin": "https://evil.example"})
    assert response.status_code == 403
    assert site.browser().sign_in("lan", headers={"Origin": "http://localhost"}).status_code == 303


def test_every_answer_carries_the_headers(lan: Browser) -> None:
    for address in ("/", "/sign-in", "/console/state", "/static/console.js", "/nowhere"):
        headers = lan.get(address).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_by_shared_computers(lan: Browser) -> None:
    assert lan.get("/").headers["Cache-Control"] == "no-store"
    assert lan.get("/console/state").headers["Cache-Control"] == "no-store"


def test_no_page_has_inline_scripts_or_styles() -> None:
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), template
        assert not re.search(r"\son\w+=|\sstyle=|<style", text), template


@pytest.mark.parametrize(
    ("login", "page", "status"),
    [
        ("lan", "/waits", 403),
        ("thu", "/waits", 403),
        ("quang", "/waits", 200),
        ("admin", "/waits", 403),
        ("lan", "/accounts", 403),
        ("quang", "/accounts", 403),
        ("admin", "/accounts", 200),
        ("thu", "/", 200),
    ],
)
def test_pages_open_by_role(site: Console, login: str, page: str, status: int) -> None:
    assert site.signed_in(login).get(page).status_code == status


def test_a_role_that_may_not_ask_is_refused(site: Console) -> None:
    guide = site.signed_in("thu")
    assert guide.ask("call-next", counter="1").status_code == 403
    assert site.signed_in("lan").ask("close-day").status_code == 403


def test_an_account_without_a_role_sees_nothing(site: Console) -> None:
    lan = site.signed_in("lan")
    site.book.change_roles("lan", ["quan-tri"])
    assert lan.get("/console/state").get_json()["counters"] == []


def test_an_unknown_page_is_one_plain_sentence(lan: Browser) -> None:
    response = lan.get("/nowhere")
    assert response.status_code == 404
    assert "Không có trang này." in response.text


def test_a_failure_shows_no_traceback(site: Console, lan: Browser) -> None:
    def broken() -> str:
        raise RuntimeError("secret")

    site.app.view_functions["console.page"] = broken
    response = lan.get("/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text


def test_fonts_come_from_the_system_and_nothing_else_does(site: Console) -> None:
    browser = site.browser()
    font = browser.get("/fonts/NotoSans-Regular.ttf")
    assert font.status_code == 200
    assert font.data[:4] == b"\x00\x01\x00\x00"
    assert browser.get("/fonts/NotoSerif-Regular.ttf").status_code == 404
    assert browser.get("/fonts/..%2f..%2fpasswd").status_code == 404


def test_a_huge_form_is_refused(site: Console) -> None:
    response = site.browser().sign_in("x" * 200_000)
    assert response.status_code == 413
