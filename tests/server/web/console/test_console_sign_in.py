"""Signing in and out: cookies, throttling, sessions that end."""

from __future__ import annotations

from sqlalchemy import select

from server.store import tables
from tests.support.console import PASSWORD, Console
from tests.support.open_center import OpenCenter

HOUR_S = 3600


def test_nobody_sees_the_console_without_signing_in(site: Console) -> None:
    response = site.browser().get("/waits?day=2026-11-23")
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in?next=/waits?day%3D2026-11-23"


def test_signing_in_leads_to_where_one_wanted_to_go(site: Console) -> None:
    browser = site.browser()
    fields = {"login": "quang", "password": PASSWORD, "next": "/waits?day=2026-11-23"}
    response = browser.client.post("/sign-in", data=fields)
    assert (response.status_code, response.headers["Location"]) == (303, "/waits?day=2026-11-23")


def test_nobody_is_sent_to_another_site(site: Console) -> None:
    for elsewhere in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/x",
    ):
        fields = {"login": "lan", "password": PASSWORD, "next": elsewhere}
        response = site.browser().client.post("/sign-in", data=fields)
        assert response.headers["Location"] == "/"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(site: Console) -> None:
    cookie = site.browser().sign_in("lan").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(site: Console) -> None:
    cookie = site.browser().sign_in("lan", base_url="https://hub.local").headers["Set-Cookie"]
    assert "Secure" in cookie


def test_only_the_hash_of_the_cookie_is_stored(site: Console, center: OpenCenter) -> None:
    browser = site.signed_in("lan")
    cookie = browser.client.get_cookie("motcua_session")
    assert cookie is not None
    with center.database.reading() as connection:
        stored = connection.execute(select(tables.session)).one()
    assert cookie.value not in tuple(stored)


def test_a_wrong_password_and_an_unknown_login_read_alike(site: Console) -> None:
    wrong = site.browser().sign_in("lan", "không phải thế này")
    unknown = site.browser().sign_in("nobody", "không phải thế này")
    assert wrong.status_code == unknown.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert wrong.text.replace("lan", "") == unknown.text.replace("nobody", "").replace("lan", "")


def test_guessing_makes_one_wait_and_says_how_long(site: Console, center: OpenCenter) -> None:
    browser = site.browser()
    for _ in range(6):
        assert browser.sign_in("lan", "sai").status_code == 401
        center.clock.pass_time(3)
    browser.sign_in("lan", "sai")
    response = browser.sign_in("lan")
    assert response.status_code == 429
    assert "Vui lòng thử lại sau" in response.text
    center.clock.pass_time(61)
    assert browser.sign_in("lan").status_code == 303


def test_trying_many_logins_makes_the_address_wait(site: Console) -> None:
    browser = site.browser()
    for guess in range(16):
        browser.sign_in(f"guess{guess}", "sai")
    assert browser.sign_in("lan").status_code == 429
    other = browser.sign_in("lan", environ_overrides={"REMOTE_ADDR": "10.0.0.9"})
    assert other.status_code == 303


def test_failures_outlive_a_restart(site: Console, center: OpenCenter) -> None:
    for _ in range(5):
        site.browser().sign_in("lan", "sai")
    with center.database.reading() as connection:
        kept = connection.execute(select(tables.sign_in_failure)).all()
    assert {row.failures for row in kept} == {5}
    assert all("lan" not in row.login for row in kept)


def test_signing_out_ends_the_session(site: Console) -> None:
    lan = site.signed_in("lan")
    cookie = lan.client.get_cookie("motcua_session")
    assert cookie is not None
    assert lan.post("/sign-out").status_code == 303
    lan.client.set_cookie("motcua_session", cookie.value)
    assert lan.get("/").status_code == 302


def test_a_session_ends_after_eight_idle_hours(site: Console, center: OpenCenter) -> None:
    lan = site.signed_in("lan")
    center.clock.pass_time(7.9 * HOUR_S)
    assert lan.get("/").status_code == 200
    center.clock.pass_time(8.1 * HOUR_S)
    assert lan.get("/").status_code == 302


def test_a_session_ends_after_twelve_hours_whatever_happens(site: Console, center: OpenCenter) -> None:
    lan = site.signed_in("lan")
    for _ in range(5):
        center.clock.pass_time(2.5 * HOUR_S)
        response = lan.get("/")
    assert response.status_code == 302


def test_a_page_that_asks_by_itself_does_not_keep_a_session_alive(site: Console, center: OpenCenter) -> None:
    lan = site.signed_in("lan")
    minh = site.signed_in("minh")
    for _ in range(9):
        center.clock.pass_time(HOUR_S)
        response = lan.get("/console/state")
        form = minh.post("/records/new/suspects", command_id="of-the-form")
    assert (response.status_code, form.status_code) == (401, 401)


def test_a_closed_account_is_out_at_once(site: Console) -> None:
    lan = site.signed_in("lan")
    site.book.close("lan")
    assert lan.get("/").status_code == 302
    assert site.browser().sign_in("lan").status_code == 401


def test_a_link_from_a_mail_asks_once_more_from_this_site(site: Console) -> None:
    response = site.browser().get("/waits?day=2026-11-23", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
    assert 'content="0;url=/waits?day=2026-11-23"' in response.text


def test_the_sign_in_page_speaks_english_when_asked(site: Console) -> None:
    browser = site.browser()
    assert "Mật khẩu" in browser.get("/sign-in").text
    assert browser.get("/language/en?next=/sign-in").headers["Location"] == "/sign-in"
    assert "Password" in browser.get("/sign-in").text
    assert browser.get("/language/xx").status_code == 404
