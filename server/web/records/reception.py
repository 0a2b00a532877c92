"""`/records/new…`: the reception form as it opens, as it was typed, and what becomes of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import msgspec
from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from contract.commands import RefuseReception
from contract.ids import ReasonId, RecordId, new_command_id
from contract.record_words import Channel, PaperKind, ReasonFor, ResultTo
from server.domain.record_rules import DUPLICATE
from server.domain.refusal import Refusal
from server.store.record_persons import beside
from server.web import security
from server.web.console_hub import ConsoleHub
from server.web.records import words
from server.web.records.desk import RecordDesk, Visit
from server.web.records.fields import WRONG_FIELD, WrongFormError
from server.web.records.form import MOST_PAPERS, Draft, Reading, paper_rows, read_draft, typed_in
from server.web.records.offered_papers import offered_papers
from server.web.records.suspects import Suspects
from server.web.records.unanswered import UnansweredError

Page = str | Response | tuple[str, int]
REFUSE_AS = "duplicate:"
"""The press that refuses, and the record that it names."""


@dataclass(frozen=True, slots=True)
class Reception:
    """Of whoever is signed in."""

    hub: ConsoleHub
    desk: RecordDesk

    def opened(self) -> str:
        """As nobody has typed in it yet."""
        visit = self._visit()
        draft = _fresh(self.desk, visit)
        return self._form(visit, Reading(draft, typed_in(draft), ()))

    def offered(self, procedure: str) -> str:
        """The names of its papers alone, for the form that stands open."""
        return render_template("record_offered_papers.html", **self._papers_of(procedure))

    def suspects(self) -> str:
        """The warnings alone; what is typed is hashed, and kept nowhere."""
        read = read_draft(request.form)
        if read.wrong:
            abort(400)
        found = self.desk.suspects(read.draft, security.signed_in().asker, security.say())
        return render_template("record_suspects.html", suspects=found, words=words)

    def receive(self) -> Page:
        """The record's page; or the form again with what was typed, and why."""
        read, who = read_draft(request.form), security.signed_in()
        visit = self._visit()
        if read.wrong:
            return self._form(visit, read), 400
        # the next card held to the reader is the next citizen's
        self.hub.codes.done(who.account.id, read.draft.command_id)
        known = self.desk.done_before(read.draft.command_id, who.asker)
        if known is not None:
            return redirect(url_for("records.page", record=known), 303)
        return self._take_in(visit, read)

    def _take_in(self, visit: Visit | None, read: Reading) -> Page:
        draft = read.draft
        found = self.desk.suspects(draft, security.signed_in().asker, security.say())
        act = request.form.get("act", "receive")
        if not _has_seen(act, found):
            return self._form(visit, read, found=found), 409
        try:
            record = _entered(self.desk, draft, act, found.records)
        except Refusal as refusal:
            said = security.say()(refusal.vi, refusal.en)
            return self._form(visit, _anew(read), said, found), 409
        except WrongFormError as error:
            return self._form(visit, msgspec.structs.replace(read, wrong=error.wrong), found=found), 400
        except UnansweredError as error:
            return self._form(visit, read, found=found, unanswered=error), 503
        return redirect(url_for("records.page", record=record), 303)

    def _form(
        self,
        visit: Visit | None,
        read: Reading,
        said: str = "",
        found: Suspects | None = None,
        unanswered: UnansweredError | None = None,
    ) -> str:
        """The form as typed. `unanswered`: the writer may hold the hall, so nothing is asked of it."""
        draft, say = read.draft, security.say()
        if found is None:
            found = self.desk.suspects(draft, security.signed_in().asker, say)
        shown = [known for known in self.hub.procedures() if known.is_shown]
        first = visit.procedures if visit is not None else ()
        refusals = self.desk.rules.reasons_for(ReasonFor.REFUSE_AT_RECEPTION)
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
            rows=paper_rows(read.typed),
            most_papers=MOST_PAPERS,
            **self._papers_of(draft.procedure),
            channels=list(Channel),
            results_to=list(ResultTo),
            paper_kinds=list(PaperKind),
            words=words,
        )

    def _papers_of(self, code: str) -> dict[str, Any]:
        """What the form offers of that procedure."""
        procedure = next((known for known in self.hub.procedures() if known.code == code), None)
        left_out = procedure.documents_left_out if procedure is not None else 0
        return {"offered": offered_papers(procedure), "left_out": left_out}

    def _visit(self) -> Visit | None:
        return self.desk.visit(security.signed_in().account.id)


def _fresh(desk: RecordDesk, visit: Visit | None) -> Draft:
    if visit is None:
        return Draft(command_id=new_command_id())
    likely = desk.likely_procedure(security.signed_in().account.id, visit)
    draft = Draft(command_id=new_command_id(), ticket=visit.ticket)
    return msgspec.structs.replace(draft, procedure=likely) if likely is not None else draft


def _has_seen(act: str, found: Suspects) -> bool:
    """Whether the form had shown what this press passes over, or names."""
    seen = set(request.form.getlist("despite"))
    if act.startswith(REFUSE_AS):
        return act.removeprefix(REFUSE_AS) in seen
    return act not in ("receive", "same-visit") or seen.issuperset(found.records)


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
