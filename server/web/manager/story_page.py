"""`/reports/ticket/<id>`, a ticket's own story, and `/reports/tickets`, which finds it by day and number.

For managers, and for officers who had the ticket at their counter. What computes is loaded on demand.
"""

from __future__ import annotations

from concurrent.futures import TimeoutError as NotInTime
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contract.answers import Answer
from contract.commands import MarkTimes
from contract.ids import TicketId, new_command_id
from contract.words import Outcome
from server.service.asker import Role
from server.service.permission import may_look_up_tickets, may_read_story
from server.store.accounts import names_of_accounts
from server.web import security
from server.web.console.find import written_number
from server.web.console.names import names_in
from server.web.console.sentences import sentence
from server.web.console_hub import ConsoleHub
from server.web.manager.story_words import TIMES_WRONG, StoryWords

if TYPE_CHECKING:
    from server.reports.story import Story
    from server.web.manager.story_view import StoryView

ANSWER_WITHIN_S = 8.0
TAKE_BACK = "right"
"""What the form says instead of a reason."""
Page = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Read:
    """What the page is made of."""

    story: Story
    view: StoryView
    words: StoryWords


def story_pages(hub: ConsoleHub) -> Blueprint:
    """For managers, and officers about their own."""
    pages = Blueprint("story", __name__)

    @pages.before_request
    def only_who_may_look() -> None:
        if not may_look_up_tickets(security.signed_in().asker):
            abort(403)

    @pages.get("/reports/tickets")
    def look_up() -> Page:
        return _look_up(hub)

    @pages.get("/reports/ticket/<ticket>")
    def page(ticket: str) -> Page:
        return _page(hub, TicketId(ticket))

    @pages.post("/reports/ticket/<ticket>/times")
    def mark(ticket: str) -> Page:
        return _mark(hub, TicketId(ticket))

    return pages


# --- one story ----------------------------------------------------------------------------------------


def _page(hub: ConsoleHub, ticket: TicketId, said: str = "", status: int = 200) -> Page:
    read = _read(hub, ticket)
    if read is None:
        text = ("Không có phiếu nào có mã này.", "There is no ticket with this id.")
        return _form(hub, hub.writer.now().local_day, "", security.say()(*text)), 404
    wrong = [(reason.value, read.words.both(words)) for reason, words in TIMES_WRONG.items()]
    shown = render_template(
        "manager_story.html",
        read=read,
        said=said,
        reasons=wrong,
        new_command_id=new_command_id,
        take_back=TAKE_BACK,
    )
    return shown, status


def _read(hub: ConsoleHub, ticket: TicketId) -> Read | None:
    from server.reports.story import story_of
    from server.web.manager.story_view import view_of

    asker, config = security.signed_in().asker, hub.config()
    with hub.database.reading() as connection:
        officers = names_of_accounts(connection)
        story = story_of(connection, ticket, hub.writer.now().utc_us)
    if story is None:
        return None
    if not may_read_story(asker, story.officers):
        abort(403)
    names = names_in(config, hub.procedures(), officers, security.say())
    words = StoryWords(names, config, story.day, None if Role.MANAGER in asker.roles else asker.officer)
    return Read(story, view_of(story, words), words)


# --- by day and number --------------------------------------------------------------------------------


def _look_up(hub: ConsoleHub) -> Page:
    from server.reports.story import tickets_of

    today, written = hub.writer.now().local_day, request.args.get("number", "").strip()
    day = _day(request.args.get("day", ""), today)
    if day is None:
        text = ("Ngày không đọc được.", "That is not a date.")
        return _form(hub, today, written, security.say()(*text)), 400
    if not written:
        return _form(hub, day, "", "")
    with hub.database.reading() as connection:
        found = [known for number in _spelled(written) for known in tickets_of(connection, day, number)]
    if len(found) == 1:
        return redirect(url_for("story.page", ticket=found[0]), 303)
    if found:
        return _form(hub, day, written, "", tuple(found))
    text = (
        f"Ngày {day:%d/%m/%Y} không có số {written}.",
        f"There was no number {written} on {day:%d/%m/%Y}.",
    )
    return _form(hub, day, written, security.say()(*text)), 404


def _form(hub: ConsoleHub, day: date, written: str, said: str, found: tuple[TicketId, ...] = ()) -> str:
    today = hub.writer.now().local_day
    return render_template(
        "manager_story_find.html", day=day, latest=today, written=written, said=said, found=found
    )


def _day(written: str, today: date) -> date | None:
    try:
        return date.fromisoformat(written) if written else today
    except ValueError:
        return None


def _spelled(written: str) -> tuple[str, ...]:
    """`a 12` and `A012` are the same number."""
    parts = written_number(written)
    if parts is None:
        return ()
    letter, value = parts
    return tuple(dict.fromkeys((f"{letter}{value:0>3}", f"{letter}{value}")))


# --- marking ------------------------------------------------------------------------------------------


def _mark(hub: ConsoleHub, ticket: TicketId) -> Page:
    written = request.form.get("reason", "")
    if not written:
        text = ("Chưa chọn lý do: chưa ghi gì cả.", "No reason was chosen: nothing was noted.")
        return _page(hub, ticket, security.say()(*text), 400)
    reason = None if written == TAKE_BACK else written
    fields = {"command_id": request.form.get("command_id", ""), "ticket": ticket, "reason": reason}
    try:
        command = msgspec.convert(fields, MarkTimes)
    except msgspec.ValidationError:
        abort(400)
    answer = _answer(hub, command)
    if answer.outcome is not Outcome.DONE:
        return _page(hub, ticket, sentence(answer, security.say()), 409)
    return redirect(url_for("story.page", ticket=ticket, _anchor="times"), 303)


def _answer(hub: ConsoleHub, command: MarkTimes) -> Answer:
    try:
        return hub.writer.ask(command, security.signed_in().asker).result(ANSWER_WITHIN_S)
    except NotInTime:
        abort(503)
