"""`/notices`: a manager writes notices, edits and withdraws them, and puts them in order."""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contract.answers import Answer
from contract.commands import Command, EditNotice, OrderNotices, PublishNotice, WithdrawNotice
from contract.ids import NoticeId, new_command_id
from contract.notices import MOST_TEXT, MOST_TITLE, NoticePlace
from contract.words import Outcome
from server.domain.notice import KnownNotice, pinned_first
from server.domain.refusal import Refusal
from server.service.permission import may_write_notices
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.manager.notice_form import NoticeDraft, content_of, draft_of, fresh, read_draft

ANSWER_WITHIN_S = 8.0
SHOWN_OVER = 30
PLACES: dict[NoticePlace, tuple[str, str]] = {
    NoticePlace.WEB: ("Trang công khai", "Public pages"),
    NoticePlace.KIOSK: ("Máy lấy số", "Kiosk"),
    NoticePlace.HALL: ("Màn hình sảnh", "Hall display"),
}

Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Shelves:
    """All notices: running ones in order, those that are over with the latest first."""

    running: list[KnownNotice]
    over: list[KnownNotice]


def notices_pages(hub: ConsoleHub) -> Blueprint:
    """For managers."""
    pages = Blueprint("notices", __name__)

    @pages.before_request
    def only_managers() -> None:
        if not may_write_notices(security.signed_in().asker):
            abort(403)

    @pages.get("/notices")
    def lists() -> Page:
        return _lists(hub)

    @pages.get("/notices/new")
    def new() -> Page:
        return _form(fresh(hub.writer.now().local_day))

    @pages.get("/notices/<notice>")
    def edit(notice: str) -> Page:
        return _form(draft_of(_known(hub, notice)))

    @pages.post("/notices/save")
    def save() -> Page:
        return _save(hub)

    @pages.post("/notices/<notice>/<verb>")
    def act(notice: str, verb: str) -> Page:
        return _act(hub, _known(hub, notice), verb)

    return pages


def _shelves(hub: ConsoleHub) -> Shelves:
    today = hub.writer.now().local_day
    with hub.writer.reading() as hall:
        known = list(hall.notices.values())
    over = [notice for notice in known if notice.is_over(today)]
    over.sort(key=lambda notice: notice.changed_at, reverse=True)
    return Shelves(pinned_first(notice for notice in known if not notice.is_over(today)), over[:SHOWN_OVER])


def _lists(hub: ConsoleHub, said: str = "") -> str:
    with hub.database.reading() as connection:
        names = names_of_accounts(connection)
    return render_template(
        "manager_notices.html",
        shelves=_shelves(hub),
        today=hub.writer.now().local_day,
        names=names,
        places=PLACES,
        said=said,
    )


def _known(hub: ConsoleHub, notice: str) -> KnownNotice:
    with hub.writer.reading() as hall:
        known = hall.notices.get(NoticeId(notice))
    if known is None:
        abort(404)
    return known


def _form(draft: NoticeDraft, said: str = "") -> str:
    return render_template(
        "manager_notice.html",
        draft=draft,
        said=said,
        places=PLACES,
        most_title=MOST_TITLE,
        most_text=MOST_TEXT,
    )


def _save(hub: ConsoleHub) -> Page:
    try:
        draft = read_draft(request.form)
        content = content_of(draft)
    except msgspec.ValidationError:
        abort(400)
    except Refusal as refusal:
        return _form(draft, security.say()(refusal.vi, refusal.en)), 409
    command: Command
    if draft.seen:
        command = EditNotice(
            command_id=draft.command_id, notice=draft.notice, content=content, seen=draft.seen
        )
    else:
        command = PublishNotice(command_id=draft.command_id, notice=draft.notice, content=content)
    said = _refused(_ask(hub, command))
    if said:
        # a refusal is kept under its id: what is corrected is another command
        again = msgspec.structs.replace(draft, command_id=new_command_id())
        return _form(again, said), 409
    return redirect(url_for("notices.lists"), 303)


def _act(hub: ConsoleHub, known: KnownNotice, verb: str) -> Page:
    if verb == "withdraw":
        command: Command = WithdrawNotice(command_id=new_command_id(), notice=known.id)
    elif verb in ("up", "down"):
        order = _moved(_shelves(hub).running, known, -1 if verb == "up" else 1)
        command = OrderNotices(command_id=new_command_id(), notices=order)
    else:
        abort(404)
    said = _refused(_ask(hub, command))
    if said:
        return _lists(hub, said), 409
    return redirect(url_for("notices.lists"), 303)


def _moved(running: list[KnownNotice], known: KnownNotice, by: int) -> tuple[NoticeId, ...]:
    order = [notice.id for notice in running]
    if known.id in order:
        at = order.index(known.id)
        other = min(max(at + by, 0), len(order) - 1)
        order[at], order[other] = order[other], order[at]
    return tuple(order)


def _ask(hub: ConsoleHub, command: Command) -> Answer:
    try:
        return hub.writer.ask(command, security.signed_in().asker).result(ANSWER_WITHIN_S)
    except NotInTime:
        abort(503)


def _refused(answer: Answer) -> str:
    """Why not; empty: it was done."""
    if answer.outcome is Outcome.DONE:
        return ""
    return security.say()(answer.message_vi or "Chưa ghi được.", answer.message_en or "Not written.")
