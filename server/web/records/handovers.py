"""Who handed a record to whom, of its history: the lines of form 06.

What happens between this program's steps (who decides, in which office) is not known: those names stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from contract import events as e
from contract.ids import OfficerId
from server.domain.hours import to_local
from server.domain.record_rules import RecordRules
from server.forms.facts import Handover
from server.reports.record_history import Step
from server.web.records import words
from server.web.records.printed_words import APPLICANT, VI

_TO_APPLICANT = (e.SupplementAsked, e.RecordReturned, e.RecordRefused, e.RecordWithdrawn, e.RecordStopped)
_FROM_APPLICANT = (e.RecordReceived, e.SupplementTaken)
_ONWARDS = (e.RecordTakenUp,)
_BACK = (e.ResultReady,)


def handovers(
    history: Iterable[Step], officer: Callable[[OfficerId | None], str], rules: RecordRules
) -> tuple[Handover, ...]:
    """In order; a step that hands nothing over is a line with a note."""
    return tuple(_lines((step.event for step in history), officer, rules))


def _lines(
    events: Iterable[e.RecordEvent], officer: Callable[[OfficerId | None], str], rules: RecordRules
) -> Iterator[Handover]:
    for event in events:
        hands = _hands(event, officer(event.officer))
        if hands is not None:
            at = event.received_at if isinstance(event, e.RecordReceived) else event.moment
            yield Handover(
                giver=hands[0],
                taker=hands[1],
                at=to_local(at),
                timeliness=getattr(event, "timeliness", None),
                note=_note(event, rules),
            )


def _hands(event: e.RecordEvent, officer: str) -> tuple[str, str] | None:
    if isinstance(event, _FROM_APPLICANT):
        return APPLICANT, officer
    if isinstance(event, _TO_APPLICANT):
        return officer, APPLICANT
    if isinstance(event, _ONWARDS):
        return officer, ""
    if isinstance(event, _BACK):
        return "", officer
    return (officer, APPLICANT) if isinstance(event, e.RecordReappointed) else None


def _note(event: e.RecordEvent, rules: RecordRules) -> str:
    """What the step was, its reason and its date; never what an officer wrote."""
    more = words.step_more(event, rules, VI)
    return f"{words.step_name(event, VI)}: {more}" if more else words.step_name(event, VI)
