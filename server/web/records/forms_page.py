"""`/records/{record}/forms/{number}.pdf`: the forms of a record, for whoever may open its page.

They name a person: whoever prints one has opened the record, and no browser keeps it. The file's name is
by rule and names nobody.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from contract.ids import RecordId
from server.config.communes import read_communes
from server.domain.hours import to_local
from server.domain.record import Record
from server.forms.facts import Form
from server.forms.making import FormFailedError, made
from server.forms.offered import is_offered
from server.service.permission import may_read_records
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.access import note_opened
from server.web.records.desk import RecordDesk
from server.web.records.filling import Known, facts_of
from server.web.records.printed_words import FAILED, NO_FONT

_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""The console's own would keep a browser's reader of PDF from showing it."""


def record_forms(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("record_forms", __name__)
    desk = RecordDesk(hub)
    communes = read_communes()

    @pages.before_request
    def only_who_works_on_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.errorhandler(FormFailedError)
    def failed(error: FormFailedError) -> tuple[str, int]:
        said = security.say()(*(NO_FONT if error.is_font_missing else FAILED))
        return render_template("console_error.html", said=said, code=503), 503

    @pages.get("/records/<record>/forms/<number>.pdf")
    def pdf(record: str, number: str) -> Response:
        whole = desk.whole(RecordId(record))
        form = next((form for form in Form if form.value == number), None)
        if whole is None or form is None or not is_offered(form, whole.record):
            abort(404)
        note_opened(hub, whole, security.signed_in().asker)
        known = Known(hub.config(), desk.rules, hub.procedures(), communes)
        body = made(facts_of(form, whole, known), hub.fonts, to_local(hub.writer.now().utc))
        return _sent(body, _file_name(form, hub.config().center.code, whole.record))

    return pages


def _file_name(form: Form, center: str, record: Record) -> str:
    return f"mau-{form.value}-{center}-{record.year}-{record.number:05}.pdf"


def _sent(body: bytes, name: str) -> Response:
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = _POLICY
    return response
