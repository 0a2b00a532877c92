"""Nothing committed is left unpublished, nothing is published that is not committed, and seq has no gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from contract.event import Event
from tools.storm.evidence import Difference, Evidence, Sort

AROUND_S = 2.0
"""What the broker had taken and not passed on when it died, it had taken just before."""


def compare_events(evidence: Evidence) -> Iterator[Difference]:
    """The ledger and what the witness heard."""
    events = evidence.events
    if events and events[0].seq != 1:
        yield Difference(Sort.GAP, f"the ledger begins with {events[0].seq}")
    for before, after in pairwise(events):
        if after.seq != before.seq + 1:
            yield Difference(Sort.GAP, f"{after.seq} follows {before.seq}")
    written = {(event.epoch, event.seq) for event in (*events, *evidence.lost)}
    for epoch, seq in evidence.heard_s.keys() - written:
        yield Difference(
            Sort.NOT_COMMITTED, f"event {seq} of epoch {epoch}", at_s=evidence.heard_s[epoch, seq]
        )
    for event in events:
        if (event.epoch, event.seq) not in evidence.heard_s and not lost_with_broker(event, evidence):
            ticket = getattr(event, "ticket", None)
            yield Difference(Sort.NOT_PUBLISHED, f"event {event.seq} ({event.kind()})", ticket)


def lost_with_broker(event: Event, evidence: Evidence) -> bool:
    """Whether the broker died between what was heard before and after it: it had it and took it along."""
    heard = {seq: at_s for (epoch, seq), at_s in evidence.heard_s.items() if epoch == event.epoch}
    before_s = max((at_s for seq, at_s in heard.items() if seq < event.seq), default=0.0)
    after_s = min((at_s for seq, at_s in heard.items() if seq > event.seq), default=float("inf"))
    return any(
        before_s - AROUND_S <= trouble.began_s <= after_s + AROUND_S
        for trouble in evidence.troubles
        if trouble.is_broker_gone
    )
