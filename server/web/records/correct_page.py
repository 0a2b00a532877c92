"""`/records/<record>/correct`: a form of what was written down at reception, to put it right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contract.ids import RecordId, new_command_id
from contract.record_words import Channel, PaperKind, ResultTo
from server.domain.refusal import Refusal
from server.service.permission import may_read_records
from server.store.kiosk_likes import Likes
from server.store.record_persons import Applicant
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records import words
from server.web.records.access import note_opened
from server.web.records.correction import Correction, Kept, is_fee_alone, no_correction, typed_before
from server.web.records.desk import RecordDesk, Whole
from server.web.records.fields import WRONG_FIELD, Wrong, WrongFormError
from server.web.records.form import Draft, Reading, paper_rows, read_draft
from server.web.records.suspects import Suspects, suspects
from server.web.records.unanswered import UnansweredError

Page = str | Response | tuple[str, int]
NOTHING_NEW = ("Chưa có ô nào khác với điều đã ghi.", "No field says anything else than what is kept.")


def correcting_pages(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("corrections", __name__)
    desk = RecordDesk(hub)

    @pages.before_request
    def only_who_works_on_them() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records/<record>/correct")
    def form(record: str) -> Page:
        whole = _whole(desk, RecordId(record))
        if _is_over(whole):
            return redirect(url_for("records.page", record=record), 303)
        note_opened(hub, whole, security.signed_in().asker)
        return _form(whole, {**typed_before(_kept(whole)), **_seen(whole)})

    @pages.post("/records/<record>/correct")
    def correct(record: str) -> Page:
        return _correct(hub, desk, _whole(desk, RecordId(record)))

    return pages


def _whole(desk: RecordDesk, record: RecordId) -> Whole:
    whole = desk.whole(record)
    if whole is None:
        abort(404)
    return whole


def _is_over(whole: Whole) -> bool:
    return no_correction(whole.record, security.say()) is not None


def _kept(whole: Whole) -> Kept:
    return Kept(whole.record, whole.applicant, whole.papers)


def _form(
    whole: Whole,
    typed: Mapping[str, str],
    said: str = "",
    wrong: tuple[Wrong, ...] = (),
    found: Suspects | None = None,
    now: Mapping[str, str] = MappingProxyType({}),
    unanswered: UnansweredError | None = None,
) -> str:
    """`now`: what is kept, said beside each field that says otherwise."""
    return render_template(
        "record_correct.html",
        record=whole.record,
        is_fee_alone=is_fee_alone(whole.record),
        has_identity=whole.applicant is not None and whole.applicant.identity_hash is not None,
        typed=defaultdict(str, typed),
        now=now,
        said=unanswered.said(security.say()) if unanswered is not None else said,
        unanswered=unanswered,
        wrong=wrong,
        wrong_code=WRONG_FIELD,
        suspects=found if found is not None else Suspects(),
        rows=paper_rows(typed),
        channels=list(Channel),
        results_to=list(ResultTo),
        paper_kinds=list(PaperKind),
        words=words,
    )


def _correct(hub: ConsoleHub, desk: RecordDesk, whole: Whole) -> Page:
    read, asker = read_draft(request.form), security.signed_in().asker
    if read.wrong:
        return _form(whole, read.typed, wrong=read.wrong), 400
    address = url_for("records.page", record=whole.record.id)
    if desk.done_before(read.draft.command_id, asker) is not None:
        return redirect(address, 303)
    correction = Correction(_kept(whole), read.draft, _identity(desk, read.draft))
    if not correction.corrects:
        return _form(whole, read.typed, security.say()(*NOTHING_NEW)), 409
    found = _suspects(desk, whole, read.draft)
    if not set(request.form.getlist("despite")).issuperset(found.records):
        return _form(whole, read.typed, found=found), 409
    return _asked(hub, desk, whole, read, correction, found) or redirect(address, 303)


def _asked(
    hub: ConsoleHub, desk: RecordDesk, whole: Whole, read: Reading, correction: Correction, found: Suspects
) -> Page | None:
    """None: it is done; else the form again, as it was typed."""
    typed, say = read.typed, security.say()
    try:
        command = correction.command(typed.get("state", ""), typed.get("as_of", ""), found.records)
        desk.ask(command, security.signed_in().asker, correction.beside)
    except Refusal as refusal:
        return _compared(hub, desk, typed, whole.record.id, say(refusal.vi, refusal.en)), 409
    except WrongFormError as error:
        return _form(whole, typed, wrong=error.wrong, found=found), 400
    except UnansweredError as error:
        return _form(whole, typed, found=found, unanswered=error), 503
    return None


def _compared(
    hub: ConsoleHub, desk: RecordDesk, typed: Mapping[str, str], record: RecordId, said: str
) -> str:
    """The form as typed, of the record as it stands now: a refusal is the answer to its command for good."""
    whole = _whole(desk, record)
    note_opened(hub, whole, security.signed_in().asker)
    return _form(whole, {**typed, **_seen(whole)}, said, now=typed_before(_kept(whole)))


def _seen(whole: Whole) -> dict[str, str]:
    record = whole.record
    return {
        "command_id": new_command_id(),
        "state": record.state.value,
        "as_of": str(record.last_seq),
    }


def _identity(desk: RecordDesk, draft: Draft) -> Applicant | None:
    return desk.applicant(draft) if draft.identity else None


def _suspects(desk: RecordDesk, whole: Whole, draft: Draft) -> Suspects:
    """By the number that was typed, as at reception."""
    of_procedure = msgspec.structs.replace(draft, procedure=whole.record.procedure)
    others = tuple(one for one in desk.duplicates(of_procedure) if one.record.id != whole.record.id)
    return suspects(others, Likes(), whole.record.procedure, security.say())
