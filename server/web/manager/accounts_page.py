"""`/accounts`: the administrator adds people, gives new passwords, closes accounts."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request

from server.domain.refusal import Refusal
from server.service.accounts import Account
from server.service.permission import may_manage_accounts
from server.store.account_book import AccountBook, Handed
from server.web import security
from server.web.console_hub import ConsoleHub


def accounts_pages(hub: ConsoleHub, book: AccountBook) -> Blueprint:
    """For administrators."""
    pages = Blueprint("accounts", __name__)

    @pages.before_request
    def only_administrators() -> None:
        if not may_manage_accounts(security.signed_in().asker):
            abort(403)

    @pages.get("/accounts")
    def page() -> str:
        return _page(hub, book)

    @pages.post("/accounts/add")
    def add() -> tuple[str, int]:
        form = request.form
        return _after(
            hub,
            book,
            lambda: book.add(
                form.get("login", ""),
                form.get("name", ""),
                form.getlist("roles"),
                asker=security.signed_in().asker,
            ),
        )

    @pages.post("/accounts/<login>/password")
    def password(login: str) -> tuple[str, int]:
        asker = security.signed_in().asker
        return _after(hub, book, lambda: book.change_password(login, asker=asker))

    @pages.post("/accounts/<login>/close")
    def close(login: str) -> tuple[str, int]:
        who = security.signed_in()
        if login == who.account.login:
            said = ("Không thể đóng tài khoản của chính mình.", "You cannot close your own account.")
            return _page(hub, book, said=security.say()(*said)), 409
        return _after(hub, book, lambda: book.close(login, who.asker))

    return pages


def _after(hub: ConsoleHub, book: AccountBook, change: Callable[[], Handed | Account]) -> tuple[str, int]:
    """The page again, with what was done or why not. A made password is shown this once."""
    try:
        done = change()
    except Refusal as refusal:
        return _page(hub, book, said=security.say()(refusal.vi, refusal.en)), 409
    return _page(hub, book, handed=done if isinstance(done, Handed) else None), 200


def _page(hub: ConsoleHub, book: AccountBook, said: str = "", handed: Handed | None = None) -> str:
    return render_template(
        "manager_accounts.html", accounts=book.all(), roles=hub.config().roles, said=said, handed=handed
    )
