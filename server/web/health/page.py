"""`/system-health`: how every machine of the center is, the worst first, and what to do. For staff."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from server.service.permission import may_read_health
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.health.view import page_of


def system_health_pages(hub: ConsoleHub) -> Blueprint:
    """For managers, administrators and guides."""
    pages = Blueprint("system_health", __name__)

    @pages.before_request
    def only_some() -> None:
        if not may_read_health(security.signed_in().asker):
            abort(403)

    @pages.get("/system-health")
    def page() -> str:
        return render_template("health.html", page=_page(hub))

    @pages.get("/system-health/rows")
    def rows() -> str:
        return render_template("health_rows.html", page=_page(hub))

    return pages


def _page(hub: ConsoleHub) -> object:
    return page_of(hub.health.current(), hub.config(), security.say())
