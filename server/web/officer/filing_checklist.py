"""`/filing/checklist`: what a citizen takes along who could not file online yet, for paper of A5 or A4.

Knows no visit: the address names what is missing.
"""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from contract.clock import local_time
from server.service.permission import may_use_console
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.filing_words import checklist, closing
from server.web.say import Say, asked_language


def filing_checklists(hub: ConsoleHub) -> Blueprint:
    """For all staff; `?missing=…&missing=…&lang=en`."""
    pages = Blueprint("filing", __name__)

    @pages.before_request
    def only_staff() -> None:
        if not may_use_console(security.signed_in().asker):
            abort(403)

    @pages.get("/filing/checklist")
    def page() -> str:
        return _page(hub)

    return pages


def _page(hub: ConsoleHub) -> str:
    config = hub.config()
    if not config.filing_help.missing:
        abort(404)
    missing = request.args.getlist("missing")
    say = Say(asked_language(request))
    return render_template(
        "filing_checklist.html",
        say=say,
        parts=checklist(config, missing, say),
        closing=closing(config, say),
        center_name=say(config.center.name_vi, config.center.name_en),
        hotline=config.center.hotline,
        printed=f"{local_time(hub.writer.now().utc):%d/%m/%Y}",
        other={"missing": missing, "lang": say("en", "vi")},
    )
