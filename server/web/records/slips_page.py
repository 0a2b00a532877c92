"""`POST /records/{record}/slip/{kiosk}`: a record's thermal slip at a kiosk's printer.

A counter usually has no printer, a kiosk has; the slip names nobody, for it comes out in the hall. The answer
waits until the kiosk has said what became of it.
"""

from __future__ import annotations

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from contract.ids import DeviceId, RecordId
from contract.record_slip import RecordSlip, SlipEnd
from server.service.permission import may_read_records
from server.service.slip_kiosks import BusyKioskError
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records.desk import RecordDesk
from server.web.records.printed_words import SlipSaid
from server.web.records.slip_facts import WITH_SLIP, slip_of

_SAID = {
    SlipEnd.PRINTED: SlipSaid.PRINTED,
    SlipEnd.NOT_PRINTED: SlipSaid.NOT_PRINTED,
    SlipEnd.UNSURE: SlipSaid.UNSURE,
}


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
        known = next((one for one, _is_here in hub.slips.kiosks() if one == kiosk), None)
        if whole is None or known is None or whole.record.state not in WITH_SLIP:
            abort(404)
        wanted = slip_of(
            whole.record, whole.earlier, hub.config(), hub.procedures(), desk.rules, whole.look_up_key
        )
        said = _asked(hub, known, wanted)
        return redirect(url_for("records.page", record=record, slip=said.value, kiosk=known), 303)

    return pages


def _asked(hub: ConsoleHub, kiosk: DeviceId, slip: RecordSlip) -> SlipSaid:
    try:
        ended = hub.slips.print(kiosk, slip)
    except BusyKioskError:
        return SlipSaid.BUSY
    return _SAID[ended.end] if ended is not None else SlipSaid.NO_ANSWER
