"""Staff go to the kiosk that asked."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import AnswerGuideCall
from contract.events import GuideCallAnswered
from server.service.work import Work


def answer_guide_call(command: AnswerGuideCall, work: Work) -> Noted:
    """Answered twice is answered once."""
    if command.kiosk in work.hall.guide_calls:
        work.record(GuideCallAnswered, kiosk=command.kiosk)
    return Noted()
