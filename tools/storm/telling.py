"""What is told at the end: the shortest story of what went wrong, or the figures of what went well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from statistics import median

import msgspec

from contract import events as e
from contract.event import Event
from tools.storm.evidence import Difference, Evidence, Trouble
from tools.storm.ledger_tickets import TicketBook, read_tickets
from tools.storm.storm import Plan
from tools.storm.weather import Happened

BEFORE_S, AFTER_S = 4.0, 2.0
"""Faults so close to what happened to the ticket belong to its story."""
MOST_FAULTS = 12
_DULL = (
    "epoch",
    "seq",
    "at",
    "boot_us",
    "boot_id",
    "trust",
    "day",
    "ticket",
    "number",
    "command_id",
    "token_hash",
)


def repeat_it(plan: Plan) -> str:
    """How to have the same storm again."""
    return f'make storm ARGS="--seed {plan.seed} --faults {plan.faults}"'


def story_of(difference: Difference, evidence: Evidence) -> str:
    """The difference, what the ledger and the paper say of its ticket or call, and the faults around it."""
    events = [event for event in evidence.events if _is_about(event, difference)]
    moments = [
        evidence.heard_s[event.epoch, event.seq]
        for event in events
        if (event.epoch, event.seq) in evidence.heard_s
    ]
    if difference.at_s is not None:
        moments.append(difference.at_s)
    if difference.call is not None and difference.call in evidence.shown_s:
        moments.append(evidence.shown_s[difference.call])
    lines = [f"{difference.sort.upper()}: {difference.text}"]
    lines += (f"  {_moment(event, evidence)} {_in_words(event)}" for event in events)
    lines += _on_paper(difference, evidence)
    lines += (
        f"  {line.call} {line.step} in run {line.run}"
        for line in evidence.lines
        if line.call == difference.call
    )
    lines += (f"  fault {text}" for text in _around(moments, evidence.troubles))
    return "\n".join(lines)


def report(
    plan: Plan,
    evidence: Evidence,
    happened: Iterable[Happened],
    people: Mapping[str, Counter[str]],
    differences: int,
) -> str:
    """The figures."""
    happened = list(happened)
    book = read_tickets(evidence.events)
    parts = [
        f"storm: seed {plan.seed}, {len(happened)} faults, {differences} differences",
        f"again: {repeat_it(plan)}",
        f"ledger: {evidence.verdict}; {len(evidence.events)} events, {len(evidence.heard_s)} heard",
        _tickets(book, evidence),
        _calls(evidence),
        "people:",
        *(f"  {name}: {_counted(did)}" for name, did in people.items()),
        "faults:",
        *(
            f"  {kind:16} {count}"
            for kind, count in Counter(one.fault.kind for one in happened).most_common()
        ),
        "recovery, from mended to heard again (s): median / slowest / times",
        *_recoveries(happened),
    ]
    return "\n".join(parts)


def _is_about(event: Event, difference: Difference) -> bool:
    if difference.ticket is not None:
        return getattr(event, "ticket", None) == difference.ticket
    return difference.call is not None and getattr(event, "call_id", None) == difference.call


def _moment(event: Event, evidence: Evidence) -> str:
    at_s = evidence.heard_s.get((event.epoch, event.seq))
    return f"[{at_s:7.1f} s] {event.seq}" if at_s is not None else f"[not heard] {event.seq}"


def _in_words(event: Event) -> str:
    fields = msgspec.to_builtins(event)
    told = (
        f"{name}={value}" for name, value in fields.items() if name not in _DULL and value not in (None, "")
    )
    return f"{event.kind()} {' '.join(told)}"


def _on_paper(difference: Difference, evidence: Evidence) -> Iterator[str]:
    if difference.ticket is None:
        return
    ticket = read_tickets(evidence.events).tickets.get(difference.ticket)
    if ticket is None:
        return
    for paper in evidence.papers:
        if paper.token_hash in ticket.tokens:
            yield f"  paper: {paper.number} from {paper.kiosk}"
    for what, names in (
        ("bytes went out", evidence.started),
        ("a citizen noted it", evidence.noted),
        ("a citizen declined it", evidence.declined),
    ):
        if ticket.names & names:
            yield f"  kiosk's journal: {what}"


def _around(moments: list[float], troubles: Iterable[Trouble]) -> list[str]:
    near = [
        trouble
        for trouble in troubles
        if any(trouble.began_s - AFTER_S <= at_s <= trouble.mended_s + BEFORE_S for at_s in moments)
    ]
    near.sort(key=lambda trouble: trouble.began_s)
    told = [f"[{one.began_s:7.1f} s – {one.mended_s:.1f} s] {one.text}" for one in near[:MOST_FAULTS]]
    return told + ([f"and {len(near) - MOST_FAULTS} more"] if len(near) > MOST_FAULTS else [])


def _tickets(book: TicketBook, evidence: Evidence) -> str:
    tickets = book.tickets.values()
    fates = Counter(str(ticket.fate) for ticket in tickets if ticket.is_in_line)
    offline = sum(ticket.lease is not None for ticket in tickets)
    told = ", ".join(f"{count} {fate}" for fate, count in fates.most_common())
    voided = sum(ticket.void is not None for ticket in tickets)
    return (
        f"tickets: {len(book.tickets)} ({told}; {voided} voided; {offline} without the hub; "
        f"{len(book.unplaced)} not placed), slips: {len(evidence.papers)}"
    )


def _calls(evidence: Evidence) -> str:
    calls = sum(isinstance(event, e.TicketCalled | e.TicketRecalled) for event in evidence.events)
    spoken = sum(line.step == "ended" for line in evidence.lines)
    return f"calls: {calls}, shown: {len(evidence.shown_s)}, spoken: {spoken}, stale: {len(evidence.stale)}"


def _counted(did: Counter[str]) -> str:
    return ", ".join(f"{what} {times}" for what, times in did.most_common())


def _recoveries(happened: Iterable[Happened]) -> Iterator[str]:
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    for one in happened:
        if one.recovery_s is not None:
            seconds[f"{one.fault.kind} {one.fault.target}"].append(one.recovery_s)
    for what, took in sorted(seconds.items()):
        yield f"  {what:28} {median(took):5.1f} / {max(took):5.1f} / {len(took)}"
