"""`POST /records/{record}/slip/{kiosk}`: a record's thermal slip at a kiosk's printer.

A counter usually has no printer, a kiosk has; the slip names nobody, for it comes out in the hall. The answer
waits until the kiosk has said what became of it.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from contract.ids import RecordId
from server.service.permission import may_read_records
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.kiosk_slips import known_kiosk, send_slip
from server.web.records.desk import RecordDesk
from server.web.records.slip_facts import has_slip, slip_of


def record_slips(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("record_slips", __name__)
    desk = RecordDesk(hub)

    @pages.before_request
    def only_who_works_on_records() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.post("/records/<record>/slip/<kiosk>")
    def slip(record: str, kiosk: str) -> Response:
        whole = desk.whole(RecordId(record))
        known = known_kiosk(hub.slips, kiosk)
        if whole is None or known is None or not has_slip(whole.record):
            abort(404)
        wanted = slip_of(
            whole.record, whole.earlier, hub.config(), hub.procedures(), desk.rules, whole.look_up_key
        )
        word = send_slip(hub.slips, known, wanted)
        fault = word.fault or None
        page = url_for("records.page", record=record, slip=word.said.value, kiosk=known, fault=fault)
        return redirect(page, 303)

    return pages
