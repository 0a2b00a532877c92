"""Calls made = calls shown, each spoken at most once, and not spoken only for a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from contract import events as e
from contract.ids import CallId, TicketId
from tools.storm.cast import BROKER, HALL, HUB, broker_link
from tools.storm.evidence import Difference, Evidence, Line, Sort

ON_A_BOARD = 12
"""Calls a board holds: one that so many others overtook while there was no broker was never shown."""

FRESH_S = 30.0
"""Later nobody is helped by a voice."""

BEFORE_S, AFTER_S = 20.0, FRESH_S + 5.0
"""A display back after a fault needs a while to know the time; a call waits that long for its turn."""

BUSY = 6
"""Announcements that fit into the time a call is fresh."""

_ON_THE_WAY = (HALL, HUB, BROKER, broker_link(HALL), broker_link(HUB))


def compare_calls(evidence: Evidence) -> Iterator[Difference]:
    """From the ledger to the boards to the voice."""
    calls = {
        event.call_id: event
        for event in (*evidence.events, *evidence.lost)
        if isinstance(event, e.TicketCalled | e.TicketRecalled)
    }
    order = list(calls)
    by_call: defaultdict[CallId, list[Line]] = defaultdict(list)
    for line in evidence.lines:
        by_call[line.call].append(line)
    for place, (call, event) in enumerate(calls.items()):
        if call not in evidence.shown_s:
            if not _overtaken(order[place + 1 :], evidence):
                text = f"the call of {event.number} to counter {event.counter} was on no board"
                yield Difference(Sort.NEVER_SHOWN, text, event.ticket, call)
        elif call not in by_call and not _has_reason(call, evidence):
            text = f"{event.number} was called to counter {event.counter}, shown, and not spoken"
            yield Difference(Sort.NEVER_SPOKEN, text, event.ticket, call)
    for call in [*evidence.shown_s, *by_call]:
        if call not in calls:
            yield Difference(Sort.SHOWN_NEVER_CALLED, f"call {call} stands in no ledger", call=call)
    for call, lines in by_call.items():
        yield from _spoken_once(lines, calls[call].ticket if call in calls else None)
    yield from _one_at_a_time(evidence)


def _overtaken(later: list[CallId], evidence: Evidence) -> bool:
    """So many came after it before anybody saw a board again: the first that was shown came with the rest."""
    shown = [evidence.shown_s[call] for call in later if call in evidence.shown_s]
    together = [at for at in shown if at <= min(shown) + 1.0]
    return len(together) >= ON_A_BOARD


def _has_reason(call: CallId, evidence: Evidence) -> bool:
    at_s = evidence.shown_s[call]
    if any(
        trouble.target in _ON_THE_WAY
        and trouble.began_s <= at_s + AFTER_S
        and trouble.mended_s >= at_s - BEFORE_S
        for trouble in (*evidence.troubles, *evidence.ended)
    ):
        return True
    ended = [evidence.shown_s[line.call] for line in evidence.lines if line.call in evidence.shown_s]
    return sum(at_s - FRESH_S <= other <= at_s + FRESH_S for other in ended) >= BUSY


def _spoken_once(lines: list[Line], ticket: TicketId | None) -> Iterator[Difference]:
    """Begun again only after a crash in the middle, and only once."""
    call = lines[0].call
    begun = [line for line in lines if line.step == "begun"]
    ended = [line for line in lines if line.step != "begun"]
    is_twice_in_a_run = len({line.run for line in begun}) < len(begun)
    is_after_its_end = any(line.step != "begun" for line in lines[:-1])
    if len(begun) > 2 or len(ended) > 1 or is_twice_in_a_run or is_after_its_end:
        story = ", ".join(f"{line.step} in run {line.run}" for line in lines)
        yield Difference(Sort.SPOKEN_AGAIN, f"call {call}: {story}", ticket, call)


def _one_at_a_time(evidence: Evidence) -> Iterator[Difference]:
    open_calls: dict[int, CallId] = {}
    for line in evidence.lines:
        if line.step != "begun":
            open_calls.pop(line.run, None)
        elif line.run in open_calls:
            text = f"call {line.call} was begun while {open_calls[line.run]} was spoken"
            yield Difference(Sort.TWO_AT_A_TIME, text, call=line.call)
        else:
            open_calls[line.run] = line.call
