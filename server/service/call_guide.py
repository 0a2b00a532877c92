"""A citizen at a kiosk asks for a guide."""

from __future__ import annotations

from contract.answers import Noted
from contract.commands import CallGuide
from contract.events import GuideCalled
from server.service.work import Work


def call_guide(_command: CallGuide, work: Work) -> Noted:
    """Once is enough: a second press while nobody has come adds nothing."""
    if work.asker.device not in work.hall.guide_calls:
        work.record(GuideCalled)
    return Noted()
