"""`/today`: the hall as it is now, for managers; and its content alone, by which the page renews itself."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from server.service.permission import may_read_today
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console.names import names_in
from server.web.console_hub import ConsoleHub
from server.web.manager.today_view import TodayPage, today_page


def today_pages(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("today", __name__)

    @pages.before_request
    def only_managers() -> None:
        if not may_read_today(security.signed_in().asker):
            abort(403)

    @pages.get("/today")
    def page() -> str:
        return render_template("manager_today.html", page=_page(hub))

    @pages.get("/today/now")
    def content() -> str:
        return render_template("manager_today_now.html", page=_page(hub))

    return pages


def _page(hub: ConsoleHub) -> TodayPage:
    """The database first: the hall is held only while it is read."""
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
    names = names_in(hub.config(), hub.procedures(), officers, security.say())
    with hub.writer.reading() as hall:
        return today_page(hall, hub.writer.rules, hub.writer.now(), names)
