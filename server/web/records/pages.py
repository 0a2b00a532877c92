"""`/records…`: the lists, the reception form, a record's page and what is done there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contract.commands import RecordCommand, RefuseReception
from contract.ids import CommandId, ReasonId, RecordId, new_command_id
from contract.record_words import Channel, PaperKind, ReasonFor, RecordState, ResultTo
from server.domain.record_code import as_written
from server.domain.record_rules import DUPLICATE
from server.domain.refusal import Refusal
from server.reports.record_lists import Standing
from server.service.permission import may_answer_for_persons, may_read_records
from server.store.record_persons import beside
from server.web import security
from server.web.commands import VERBS
from server.web.console_hub import ConsoleHub
from server.web.records import words
from server.web.records.access import may_look_unnoted, note_opened
from server.web.records.correction import no_correction
from server.web.records.desk import RecordDesk, Visit
from server.web.records.fields import WRONG_FIELD, Wrong, WrongFormError, wrong_in
from server.web.records.form import PAPER_ROWS, Draft, Reading, moment_of, read_draft, typed_in
from server.web.records.late_promise import late_promise
from server.web.records.numbers import amount
from server.web.records.on_paper import on_paper
from server.web.records.suspects import Suspects
from server.web.records.unanswered import UnansweredError
from server.web.records.undoing import undo_offer
from server.web.records.view import record_actions
from server.web.records.waiting_page import how_many_wait_long

Page = str | Response | tuple[str, int]
REFUSE_AS = "duplicate:"
"""The press that refuses, and the record that it names."""
_PLAIN_FIELDS = ("reason", "due_day", "new_day", "undone", "duplicate_of")
MOST_WRITTEN = 2000
"""Signs beside a step."""


def records_pages(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("records", __name__)
    desk = RecordDesk(hub)

    @pages.before_request
    def only_who_works_on_them() -> None:
        if not may_read_records(security.signed_in().asker):
            abort(403)

    @pages.get("/records")
    def lists() -> Page:
        return _lists(hub, desk)

    @pages.post("/records/find")
    def find() -> Page:
        """By POST: a keyboard reader may have read a citizen card, which must stand in no address."""
        return _find(hub, desk, request.form.get("find", "").strip())

    @pages.get("/records/new")
    def form() -> Page:
        visit = desk.visit(security.signed_in().account.id)
        draft = _fresh(desk, visit)
        return _form(hub, desk, visit, Reading(draft, typed_in(draft), ()))

    @pages.post("/records/new")
    def receive() -> Page:
        return _receive(hub, desk)

    @pages.post("/records/new/suspects")
    def look_for_suspects() -> Page:
        return _suspects(desk)

    @pages.get("/records/<record>")
    def page(record: str) -> Page:
        return _page(hub, desk, RecordId(record))

    @pages.post("/records/<record>/<verb>")
    def act(record: str, verb: str) -> Page:
        return _act(hub, desk, RecordId(record), verb)

    return pages


# --- lists --------------------------------------------------------------------------------------------


def _find(hub: ConsoleHub, desk: RecordDesk, written: str) -> Page:
    found = desk.find(written) if written else {}
    if len(found) == 1:
        return redirect(url_for("records.page", record=next(iter(found))), 303)
    return _lists(hub, desk, "" if "|" in written else written, is_card="|" in written, shared_by=found)


def _lists(
    hub: ConsoleHub,
    desk: RecordDesk,
    written: str = "",
    *,
    is_card: bool = False,
    shared_by: Mapping[RecordId, str] = MappingProxyType({}),
) -> Page:
    """`written`: what was looked for and not found, or is the code of several."""
    wanted = request.args.get("list", "")
    return render_template(
        "records.html",
        listed=desk.lists(),
        standings=[one for one in Standing if one is not Standing.DUE_SOON or desk.rules.due_soon_days],
        wanted=Standing(wanted) if wanted in set(Standing) else None,
        written=written,
        is_card=is_card,
        shared_by=shared_by,
        wait_long=how_many_wait_long(hub),
        may_answer_for_persons=may_answer_for_persons(security.signed_in().asker),
        names=_procedures(hub),
        words=words,
    )


def _procedures(hub: ConsoleHub) -> dict[str, str]:
    say = security.say()
    return {known.code: say(known.short_vi, known.short_en) for known in hub.procedures()}


# --- reception ----------------------------------------------------------------------------------------


def _fresh(desk: RecordDesk, visit: Visit | None) -> Draft:
    if visit is None:
        return Draft(command_id=new_command_id())
    likely = desk.likely_procedure(security.signed_in().account.id, visit)
    draft = Draft(command_id=new_command_id(), ticket=visit.ticket)
    return msgspec.structs.replace(draft, procedure=likely) if likely is not None else draft


def _form(
    hub: ConsoleHub,
    desk: RecordDesk,
    visit: Visit | None,
    read: Reading,
    said: str = "",
    found: Suspects | None = None,
    unanswered: UnansweredError | None = None,
) -> str:
    """The form as typed. `unanswered`: the writer may hold the hall, so nothing is asked of it."""
    draft, say = read.draft, security.say()
    if found is None:
        found = desk.suspects(draft, security.signed_in().asker, say)
    shown = [known for known in hub.procedures() if known.is_shown]
    first = visit.procedures if visit is not None else ()
    refusals = desk.rules.reasons_for(ReasonFor.REFUSE_AT_RECEPTION)
    return render_template(
        "record_form.html",
        command_id=draft.command_id,
        typed=defaultdict(str, read.typed),
        wrong=read.wrong,
        wrong_code=WRONG_FIELD,
        visit=visit if visit is not None and visit.ticket == draft.ticket else None,
        said=unanswered.said(say) if unanswered is not None else said,
        unanswered=unanswered,
        suspects=found,
        procedures=sorted(shown, key=lambda known: (known.code not in first, known.short_vi)),
        refusals=[known for known in refusals if known.id != DUPLICATE],
        rows=range(PAPER_ROWS),
        channels=list(Channel),
        results_to=list(ResultTo),
        paper_kinds=list(PaperKind),
        words=words,
    )


def _receive(hub: ConsoleHub, desk: RecordDesk) -> Page:
    read, who = read_draft(request.form), security.signed_in()
    visit = desk.visit(who.account.id)
    if read.wrong:
        return _form(hub, desk, visit, read), 400
    # the next card held to the reader is the next citizen's
    hub.codes.done(who.account.id, read.draft.command_id)
    known = desk.done_before(read.draft.command_id, who.asker)
    if known is not None:
        return redirect(url_for("records.page", record=known), 303)
    return _take_in(hub, desk, visit, read)


def _take_in(hub: ConsoleHub, desk: RecordDesk, visit: Visit | None, read: Reading) -> Page:
    draft = read.draft
    found = desk.suspects(draft, security.signed_in().asker, security.say())
    seen = set(request.form.getlist("despite"))
    act = request.form.get("act", "receive")
    if act in ("receive", "same-visit") and not seen.issuperset(found.records):
        return _form(hub, desk, visit, read, found=found), 409
    if act.startswith(REFUSE_AS) and act.removeprefix(REFUSE_AS) not in seen:
        return _form(hub, desk, visit, read, found=found), 409
    try:
        record = _entered(desk, draft, act, found.records)
    except Refusal as refusal:
        said = security.say()(refusal.vi, refusal.en)
        return _form(hub, desk, visit, _anew(read), said, found), 409
    except WrongFormError as error:
        return _form(hub, desk, visit, msgspec.structs.replace(read, wrong=error.wrong), found=found), 400
    except UnansweredError as error:
        return _form(hub, desk, visit, read, found=found, unanswered=error), 503
    return redirect(url_for("records.page", record=record), 303)


def _suspects(desk: RecordDesk) -> Page:
    """The warnings alone, for the form that stands open; what is typed is hashed, and kept nowhere."""
    read = read_draft(request.form)
    if read.wrong:
        abort(400)
    found = desk.suspects(read.draft, security.signed_in().asker, security.say())
    return render_template("record_suspects.html", suspects=found, words=words)


def _anew(read: Reading) -> Reading:
    """A refusal is the answer to its command for good: what is mended is another command."""
    command_id = new_command_id()
    draft = msgspec.structs.replace(read.draft, command_id=command_id)
    return Reading(draft, {**read.typed, "command_id": command_id}, read.wrong)


def _entered(desk: RecordDesk, draft: Draft, act: str, despite: tuple[RecordId, ...]) -> RecordId:
    asker, applicant = security.signed_in().asker, desk.applicant(draft)
    if act == "refuse" or act.startswith(REFUSE_AS):
        return desk.ask(_refused(draft, act), asker, beside(applicant, draft.papers, draft.clause)).record
    command = draft.receive(is_returned_at_once=act == "same-visit", despite=despite)
    return desk.ask(command, asker, beside(applicant, draft.papers, draft.words)).record


def _refused(draft: Draft, act: str) -> RefuseReception:
    """Beside a refusal stands what its slip prints, and nothing else: a note is not mistaken for it."""
    if draft.words:
        raise Refusal(
            "note-beside-refusal",
            "Ghi chú nội bộ chỉ giữ với hồ sơ được nhận. Để từ chối: điều cần in lên phiếu thì chuyển xuống "
            "ô “Căn cứ, nội dung”, còn lại xóa đi, rồi bấm lại.",
            "An internal note is kept with a received record only. To refuse: move what the slip is to say "
            "down to “Clause, contents”, clear the rest, then press again.",
        )
    if act.startswith(REFUSE_AS):
        return draft.refuse(ReasonId(""), RecordId(act.removeprefix(REFUSE_AS)))
    return draft.refuse(ReasonId(request.form.get("reason", "")))


# --- one record ---------------------------------------------------------------------------------------


def _page(
    hub: ConsoleHub,
    desk: RecordDesk,
    record: RecordId,
    said: str = "",
    wrong: tuple[Wrong, ...] = (),
    unanswered: UnansweredError | None = None,
) -> Page:
    """After a press that was not done, with what was typed beside its button.

    Asked for with `?happened`, every step has a field for when it was done.
    """
    whole = desk.whole(record)
    if whole is None:
        abort(404)
    asker, say, now = security.signed_in().asker, security.say(), hub.writer.now().utc
    if unanswered is None:
        note_opened(hub, whole, asker)
    elif not may_look_unnoted(hub, whole, asker):
        whole = whole.withheld()
    return render_template(
        "record.html",
        whole=whole,
        looks=whole.looks if may_answer_for_persons(asker) else (),
        may_answer_for_persons=may_answer_for_persons(asker),
        record=whole.record,
        said=unanswered.said(say) if unanswered is not None else said,
        unanswered=unanswered,
        wrong=wrong,
        wrong_code=WRONG_FIELD,
        typed=defaultdict(str, request.form),
        is_back_dating="happened" in request.values,
        tried=request.view_args.get("verb", "") if request.view_args else "",
        actions=record_actions(whole.record, desk.rules, asker, say, now),
        undo=undo_offer(whole.record, desk.rules, asker, now),
        on_paper=on_paper(hub, whole.record),
        rules=desk.rules,
        late_promise=late_promise(whole.record, desk.rules, say),
        procedure=_procedures(hub).get(whole.record.procedure, whole.record.procedure),
        command_id=new_command_id,
        State=RecordState,
        has_papers=hub.record_papers is not None,
        no_correction=no_correction(whole.record, say),
        words=words,
    )


def _act(hub: ConsoleHub, desk: RecordDesk, record: RecordId, verb: str) -> Page:
    kind = VERBS.get(verb)
    if kind is None or not issubclass(kind, RecordCommand):
        abort(404)
    written = request.form.get("words", "").strip() if "reason" in kind.__struct_fields__ else ""
    try:
        command = _asked(record, kind, written)
        desk.ask(command, security.signed_in().asker, beside(None, words=written) if written else None)
    except Refusal as refusal:
        return str(_page(hub, desk, record, security.say()(refusal.vi, refusal.en))), 409
    except WrongFormError as error:
        return str(_page(hub, desk, record, wrong=error.wrong)), 400
    except UnansweredError as error:
        if desk.done_before(command.command_id, security.signed_in().asker) is None:
            return str(_page(hub, desk, record, unanswered=error)), 503
    if request.form.get("back") == "due-soon":
        return redirect(url_for("due.page"), 303)
    goes_on = "" if request.form.get("happened") else None  # yesterday's next step will follow
    return redirect(url_for("records.page", record=record, happened=goes_on), 303)


_READ: dict[str, tuple[str, Callable[[str], object]]] = {
    "code": ("code", as_written), "fee_vnd": ("fee_vnd", amount), "happened": ("happened_at", moment_of),
}  # fmt: skip
"""Fields beside a button, what the command calls them, and how they are read."""


def _asked(record: RecordId, kind: type[RecordCommand], written: str) -> RecordCommand:
    """The command of a pressed button; raises `WrongFormError` where a field holds what it cannot hold."""
    form = request.form
    fields: dict[str, Any] = {
        "command_id": CommandId(form.get("command_id", "")),
        "seen": {"record": record, "state": form.get("state", "")},
    }
    fields |= {name: form[name] for name in _PLAIN_FIELDS if form.get(name)}
    if form.get("duplicate_of"):
        fields["reason"] = DUPLICATE
    for name, (called, read) in _READ.items():
        try:
            fields |= {called: read(form[name])} if form.get(name) else {}
        except (ValueError, OverflowError) as error:
            raise WrongFormError(Wrong(name)) from error
    if len(written) > MOST_WRITTEN:
        raise WrongFormError(Wrong("clause"))
    try:
        return msgspec.convert(fields, kind, strict=False)
    except msgspec.ValidationError as error:
        raise WrongFormError(wrong_in(error)) from error
