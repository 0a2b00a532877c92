"""The administrator's page."""

from __future__ import annotations

import re

import pytest

from tests.support.console import Browser, Console


@pytest.fixture
def admin(site: Console) -> Browser:
    """The administrator's browser."""
    return site.signed_in("admin")


def _password(page: str) -> str:
    found = re.search(r'class="password">([a-z0-9-]+)<', page)
    assert found is not None
    return found.group(1)


def test_a_person_is_added_and_can_sign_in_with_the_password_shown(site: Console, admin: Browser) -> None:
    page = admin.post("/accounts/add", login="hoa", name="Bùi Thị Hoa", roles=["can-bo", "quan-ly"]).text
    assert site.browser().sign_in("hoa", _password(page)).status_code == 303
    assert _password(page) not in admin.get("/accounts").text


def test_a_new_password_signs_the_person_out(site: Console, admin: Browser) -> None:
    lan = site.signed_in("lan")
    page = admin.post("/accounts/lan/password").text
    assert lan.get("/").status_code == 302
    assert site.browser().sign_in("lan").status_code == 401
    assert site.browser().sign_in("lan", _password(page)).status_code == 303


def test_an_account_is_closed_and_stays_in_the_list(site: Console, admin: Browser) -> None:
    assert admin.post("/accounts/lan/close").status_code == 200
    assert site.browser().sign_in("lan").status_code == 401
    assert "đã đóng" in admin.get("/accounts").text


def test_nobody_closes_the_account_they_sit_on(admin: Browser) -> None:
    response = admin.post("/accounts/admin/close")
    assert response.status_code == 409
    assert "Không thể đóng tài khoản của chính mình." in response.text


def test_a_mistake_is_said_in_words(admin: Browser) -> None:
    response = admin.post("/accounts/add", login="lan", name="Lan", roles="can-bo")
    assert response.status_code == 409
    assert "đã có người dùng" in response.text
    assert "Không có vai trò" in admin.post("/accounts/add", login="moi", name="Mới").text


def test_a_name_is_never_markup(admin: Browser) -> None:
    admin.post("/accounts/add", login="x1", name="<script>alert(1)</script>", roles="can-bo")
    page = admin.get("/accounts").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
