"""The console's listener as a Flask app: put together here, decided nowhere.

Separate from the public pages: another app on another port.
"""

from __future__ import annotations

import logging

from flask import Flask, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from contract.clock import local_time
from server.reports.past_names import PastNames
from server.service.accounts import Grants, grants_of
from server.service.permission import (
    may_read_health,
    may_read_records,
    may_read_reports,
    may_read_today,
)
from server.store.account_book import AccountBook
from server.store.sign_in import SignInDesk
from server.web.api.blueprint import respond_as_problem
from server.web.console.pages import console_pages
from server.web.console.reading import reading
from server.web.console.state import AlertLine
from server.web.console_hub import ConsoleHub
from server.web.health.machine import machine_health
from server.web.health.page import system_health_pages
from server.web.live import LiveStreams
from server.web.look import look
from server.web.manager.accounts_page import accounts_pages
from server.web.manager.filing_page import filing_pages
from server.web.manager.month_page import month_pages
from server.web.manager.notices_page import notices_pages
from server.web.manager.officers_page import officers_pages
from server.web.manager.records_report_page import records_report_pages
from server.web.manager.report_filters import add_filters
from server.web.manager.reports_page import reports_pages
from server.web.manager.story_page import story_pages
from server.web.manager.today_page import today_pages
from server.web.manager.visits_export import visits_exports
from server.web.manager.waits_page import waits_pages
from server.web.officer.filing_checklist import filing_checklists
from server.web.officer.filing_slip import filing_slips
from server.web.officer.own_page import own_pages
from server.web.records.card_page import card_pages
from server.web.records.correct_page import correcting_pages
from server.web.records.due_page import due_pages
from server.web.records.forms_page import record_forms
from server.web.records.pages import records_pages
from server.web.records.papers_page import record_papers_pages
from server.web.records.person_page import person_pages
from server.web.records.reader_page import reader_pages
from server.web.records.register_page import register_pages
from server.web.records.slips_page import record_slips
from server.web.records.upload_senders import UploadSenders
from server.web.records.waiting_page import waiting_pages
from server.web.security import protect, say
from server.web.sign_in import sign_in_pages

log = logging.getLogger(__name__)

LARGEST_FORM = 64 * 1024
"""As the listener takes; a reception form with forty papers as the catalogue names them has a third of it."""
UPLOAD_SENDERS = "motcua-upload-senders"
"""The app's extension that its listener asks whose body may be large."""
LIVE = "live"
"""`app.extensions[LIVE]`: the streams, to be closed when the hub stops."""


def console_app(hub: ConsoleHub) -> Flask:
    """Staff's pages. REST for staff is added by whoever starts the listener."""
    app = Flask("server.web", static_folder="static", template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    app.json.ensure_ascii = False  # type: ignore[attr-defined] # Flask's default provider has it
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    def grants() -> Grants:
        return grants_of(hub.config().roles)

    live = LiveStreams(hub.stream_cap, lambda: hub.writer.now().utc)
    hub.writer.listen(lambda _commit, _hall: live.changed())
    hub.codes.listen(live.changed, live.changed)
    app.extensions[LIVE] = live
    desk = SignInDesk(hub.writer, hub.database, grants, hub.passwords)
    book = AccountBook(hub.writer, hub.database, grants, hub.passwords)
    protect(app, desk)
    app.register_blueprint(look(hub.fonts))
    app.register_blueprint(sign_in_pages(desk))
    app.register_blueprint(console_pages(hub, live))
    app.register_blueprint(today_pages(hub))
    app.register_blueprint(visits_exports(hub))
    app.register_blueprint(story_pages(hub))
    app.register_blueprint(own_pages(hub))
    app.register_blueprint(filing_checklists(hub))
    app.register_blueprint(filing_slips(hub))
    past_names = PastNames()
    add_filters(app)
    app.register_blueprint(waits_pages(hub, past_names))
    app.register_blueprint(reports_pages(hub, past_names))
    app.register_blueprint(officers_pages(hub, past_names))
    app.register_blueprint(month_pages(hub, past_names))
    app.register_blueprint(records_report_pages(hub, past_names))
    app.register_blueprint(filing_pages(hub))
    app.register_blueprint(notices_pages(hub))
    app.register_blueprint(register_pages(hub))
    app.register_blueprint(card_pages(hub))
    app.register_blueprint(reader_pages(hub, live))
    app.register_blueprint(due_pages(hub))
    app.register_blueprint(waiting_pages(hub))
    app.register_blueprint(record_forms(hub))
    app.register_blueprint(record_slips(hub))
    app.register_blueprint(correcting_pages(hub))
    app.register_blueprint(records_pages(hub))
    app.register_blueprint(person_pages(hub))
    if hub.record_papers is not None:
        app.register_blueprint(record_papers_pages(hub, hub.record_papers))
    app.extensions[UPLOAD_SENDERS] = UploadSenders(desk)
    app.register_blueprint(accounts_pages(hub, book))
    app.register_blueprint(system_health_pages(hub))
    app.register_blueprint(machine_health(hub))
    _say_errors(app)
    app.context_processor(
        lambda: {
            "center": hub.config().center,
            "version": hub.version,
            "may_read_health": may_read_health,
            "may_read_records": may_read_records,
            "may_read_today": may_read_today,
            "may_read_reports": may_read_reports,
            "grave": lambda: _grave(hub),
            "today": local_time(hub.writer.now().utc).date(),
        }
    )
    return app


def _grave(hub: ConsoleHub) -> tuple[AlertLine, ...]:
    with reading(hub) as reader:
        return reader.troubles().grave()


_ERRORS: dict[int, tuple[str, str]] = {
    401: ("Ông/bà chưa đăng nhập hoặc phiên làm việc đã hết.", "You are not signed in, or no longer."),
    403: ("Tài khoản này không được xem trang hoặc làm việc đó.", "This account may not see or do that."),
    404: ("Không có trang này.", "There is no such page."),
    413: ("Nội dung gửi lên quá lớn.", "What was sent is too large."),
    503: ("Hệ thống chưa trả lời. Vui lòng thử lại.", "The system did not answer. Please try again."),
}
_OTHER = (
    "Có lỗi xảy ra. Vui lòng thử lại, hoặc báo người quản trị.",
    "Something went wrong. Please try again.",
)


def _say_errors(app: Flask) -> None:
    """One plain sentence, never a traceback."""

    @app.errorhandler(HTTPException)
    def _known(error: HTTPException) -> tuple[str, int] | Response:
        if error.code is None or error.code < 400:
            return error.get_response()
        return respond_as_problem(error, request) or _page(error.code)

    @app.errorhandler(Exception)
    def _unknown(error: Exception) -> tuple[str, int]:
        log.error("%s %s failed", request.method, request.path, exc_info=error)
        return _page(500)

    def _page(code: int) -> tuple[str, int]:
        return render_template("console_error.html", said=say()(*_ERRORS.get(code, _OTHER)), code=code), code
