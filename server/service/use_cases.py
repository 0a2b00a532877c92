"""Which use case a command means. Both doors come through `carry_out`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract import commands as c
from contract.answers import Result
from server.service.answer_guide_call import answer_guide_call
from server.service.ask_supplement import ask_supplement
from server.service.call_guide import call_guide
from server.service.call_next import call_next
from server.service.call_ticket import call_ticket
from server.service.cancel import cancel
from server.service.checks import not_late
from server.service.claim_slip import claim_slip
from server.service.close_counter import close_counter
from server.service.close_day import close_day
from server.service.code_record import code_record
from server.service.confirm_clock import confirm_clock
from server.service.confirm_ticket import confirm_ticket
from server.service.continue_register import continue_register
from server.service.correct_record import correct_record
from server.service.finish import finish
from server.service.finish_record import finish_record
from server.service.forget_applicant import forget_applicant
from server.service.give_number import give_number
from server.service.hand_in import hand_in
from server.service.hold import hold
from server.service.issue_without_journals import issue_without_journals
from server.service.mark_times import mark_times
from server.service.no_show import no_show
from server.service.note_filing import note_filing
from server.service.note_reprint import note_reprint
from server.service.notices import edit_notice, order_notices, publish_notice, withdraw_notice
from server.service.open_counter import open_counter
from server.service.open_day import open_day
from server.service.pause_counter import pause_counter
from server.service.permission import check_permission
from server.service.reappoint_record import reappoint_record
from server.service.recall import recall
from server.service.receive_record import receive_record
from server.service.redirect import redirect
from server.service.refuse_reception import refuse_reception
from server.service.refuse_record import refuse_record
from server.service.reserve_ticket import reserve_ticket
from server.service.resume import resume
from server.service.resume_counter import resume_counter
from server.service.return_record import return_record
from server.service.return_to_line import return_to_line
from server.service.serve_by_hand import serve_by_hand
from server.service.start_service import start_service
from server.service.stop_record import stop_record
from server.service.take_supplement import take_supplement
from server.service.take_up_record import take_up_record
from server.service.tell_delay import tell_delay
from server.service.transfer import transfer
from server.service.undo import undo
from server.service.undo_record import undo_record
from server.service.void_ticket import void_ticket
from server.service.withdraw_record import withdraw_record
from server.service.work import Work

USE_CASES: dict[type[c.Command], Callable[[Any, Work], Result]] = {
    c.ReserveTicket: reserve_ticket,
    c.ConfirmTicket: confirm_ticket,
    c.VoidTicket: void_ticket,
    c.GiveNumber: give_number,
    c.CallNext: call_next,
    c.CallTicket: call_ticket,
    c.Recall: recall,
    c.StartService: start_service,
    c.Hold: hold,
    c.Resume: resume,
    c.Finish: finish,
    c.NoShow: no_show,
    c.Transfer: transfer,
    c.Redirect: redirect,
    c.ReturnToLine: return_to_line,
    c.Cancel: cancel,
    c.Undo: undo,
    c.OpenCounter: open_counter,
    c.PauseCounter: pause_counter,
    c.ResumeCounter: resume_counter,
    c.CloseCounter: close_counter,
    c.OpenDay: open_day,
    c.CloseDay: close_day,
    c.ConfirmClock: confirm_clock,
    c.CallGuide: call_guide,
    c.AnswerGuideCall: answer_guide_call,
    c.HandIn: hand_in,
    c.NoteReprint: note_reprint,
    c.ClaimSlip: claim_slip,
    c.ServeByHand: serve_by_hand,
    c.IssueWithoutJournals: issue_without_journals,
    c.MarkTimes: mark_times,
    c.NoteFiling: note_filing,
    c.PublishNotice: publish_notice,
    c.EditNotice: edit_notice,
    c.WithdrawNotice: withdraw_notice,
    c.OrderNotices: order_notices,
    c.ReceiveRecord: receive_record,
    c.RefuseReception: refuse_reception,
    c.TakeUpRecord: take_up_record,
    c.AskSupplement: ask_supplement,
    c.TakeSupplement: take_supplement,
    c.ReappointRecord: reappoint_record,
    c.FinishRecord: finish_record,
    c.ReturnRecord: return_record,
    c.RefuseRecord: refuse_record,
    c.WithdrawRecord: withdraw_record,
    c.StopRecord: stop_record,
    c.CodeRecord: code_record,
    c.CorrectRecord: correct_record,
    c.ForgetApplicant: forget_applicant,
    c.UndoRecord: undo_record,
    c.TellDelay: tell_delay,
    c.ContinueRegister: continue_register,
}


def carry_out(command: c.Command, work: Work) -> Result:
    """Do it, or raise `Refusal`."""
    check_permission(work.asker, command)
    not_late(work, command)
    return USE_CASES[type(command)](command, work)
