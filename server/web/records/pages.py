"""`/records…`: the lists, a record's page and what is done there; the reception form is `reception`'s."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, url_for

from contract.commands import RecordCommand
from contract.ids import CommandId, RecordId, new_command_id
from contract.record_words import RecordState
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
from server.web.records.desk import RecordDesk
from server.web.records.fields import WRONG_FIELD, Wrong, WrongFormError, wrong_in
from server.web.records.form import moment_of
from server.web.records.late_promise import late_promise
from server.web.records.numbers import amount
from server.web.records.on_paper import on_paper
from server.web.records.reception import Page, Reception
from server.web.records.register_page import is_register_unsure
from server.web.records.unanswered import UnansweredError
from server.web.records.undoing import undo_offer
from server.web.records.view import record_actions
from server.web.records.waiting_page import how_many_wait_long

_PLAIN_FIELDS = ("reason", "due_day", "new_day", "undone", "duplicate_of", "seen_code")
"""Beside a step's button, as they are written."""
MOST_WRITTEN = 2000
"""Signs beside a step."""


def records_pages(hub: ConsoleHub) -> Blueprint:
    """For officers and managers."""
    pages = Blueprint("records", __name__)
    desk = RecordDesk(hub)
    reception = Reception(hub, desk)

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
        return reception.opened()

    @pages.post("/records/new")
    def receive() -> Page:
        return reception.receive()

    @pages.get("/records/new/offered-papers")
    def offer_papers() -> Page:
        return reception.offered(request.args.get("procedure", ""))

    @pages.post("/records/new/suspects")
    def look_for_suspects() -> Page:
        return reception.suspects()

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
        is_register_unsure=is_register_unsure(hub),
        may_answer_for_persons=may_answer_for_persons(security.signed_in().asker),
        names=_procedures(hub),
        words=words,
    )


def _procedures(hub: ConsoleHub) -> dict[str, str]:
    say = security.say()
    return {known.code: say(known.short_vi, known.short_en) for known in hub.procedures()}


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
