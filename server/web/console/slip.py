"""A paper slip that no kiosk has handed in yet: whose lease its number is of, and who may serve it. Pure.

A kiosk without the hub prints numbers of its lease, and codes of the form `{number}-{random}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from contract.ids import ServiceId, TicketNumber, Token
from contract.offline import Lease, LeasedRange, spelled_number
from server.domain.center import CenterRules
from server.domain.hall import Hall
from server.web.console.action import Action, Fields
from server.web.console.actions import Desk
from server.web.console.find import written_number
from server.web.console.names import Names
from server.web.console.ticket_actions import why_not_free
from server.web.say import Say

_OFFLINE = re.compile(r"([A-Z]?[0-9]{1,5})-[A-Za-z0-9_-]{16}")


@dataclass(frozen=True, slots=True)
class Slip:
    """What the officer holds in hand."""

    number: TicketNumber
    token: Token | None
    """Where its code was read."""
    lease: Lease
    part: LeasedRange


class SlipCard(msgspec.Struct, frozen=True, kw_only=True):
    """A slip that can be served, and what to look at first."""

    number: TicketNumber
    sentence: str
    look: str
    actions: tuple[Action, ...]
    is_slip: bool = True


def number_in_code(token: str) -> TicketNumber | None:
    """The number an offline slip's code names; None: it is an online slip's."""
    match = _OFFLINE.fullmatch(token)
    return TicketNumber(match.group(1)) if match is not None else None


def slip_of(hall: Hall, written: str, token: Token | None = None) -> Slip | None:
    """The slip of that number, where a kiosk may have given it today."""
    parts = written_number(written)
    if parts is None:
        return None
    letter, digits = parts
    for lease, part in _lent_today(hall):
        if part.letter == letter and part.first <= int(digits) <= part.last:
            return Slip(spelled_number(letter, int(digits)), token, lease, part)
    return None


def lease_of(hall: Hall, number: TicketNumber) -> Lease | None:
    """Which kiosk was lent this number today."""
    found = slip_of(hall, number)
    return found.lease if found is not None else None


def slip_card(slip: Slip, day: date, kiosk: str, actions: tuple[Action, ...], say: Say) -> SlipCard:
    """What to say of it."""
    return SlipCard(
        number=slip.number,
        sentence=say(
            f"Phiếu {slip.number} do {kiosk} cấp khi mất kết nối, máy chưa nộp về hệ thống.",
            f"Slip {slip.number} was issued offline by {kiosk}, which has not handed it in yet.",
        ),
        look=say(
            f"Xem ngày in trên phiếu: phải là {day:%d/%m/%Y}.",
            f"Look at the date on the slip: it must be {day:%d/%m/%Y}.",
        ),
        actions=actions,
    )


def slip_actions(slip: Slip, desk: Desk | None, rules: CenterRules, names: Names) -> tuple[Action, ...]:
    """A button for each service it may be of that this counter serves."""
    label = names.say("Phục vụ phiếu giấy", "Serve this slip")
    able = [
        leased.service
        for leased in slip.lease.services
        if leased.series == slip.part.series and leased.service in rules.services
    ]
    mine = [service for service in able if desk is not None and service in desk.counter.services]
    if not mine:
        return (Action(verb="claim-slip", label=label, why_not=_why_not_mine(able, desk, rules, names)),)
    why_not = why_not_free(desk, names.say)
    return tuple(
        Action(
            verb="claim-slip",
            label=label if len(able) == 1 else f"{label}: {names.service(service)}",
            why_not=why_not,
            is_next=True,
            fields=Fields(
                counter=desk.counter.id if desk is not None else None,
                number=slip.number,
                service=service,
                token=slip.token,
            ),
        )
        for service in mine
    )


def possible_numbers(hall: Hall, written: str) -> str | None:
    """`A850–A999, C850–C999`: what kiosks may have given without the hub today; None: nothing was lent.

    Of the written letter alone, where it is one of theirs.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for _, part in _lent_today(hall):
        spans.setdefault(part.letter, []).append((part.first, part.last))
    letter, _ = written_number(written) or ("", "")
    if letter in spans:
        spans = {letter: spans[letter]}
    texts = [_span(letter, span) for letter in sorted(spans) for span in _joined(spans[letter])]
    return ", ".join(texts) or None


def _why_not_mine(able: list[ServiceId], desk: Desk | None, rules: CenterRules, names: Names) -> str:
    if desk is None:
        return names.say("Chưa mở quầy", "No counter is open")
    where = [
        names.counter(counter.id) or counter.id
        for counter in rules.counters.values()
        if any(service in counter.services for service in able)
    ]
    return names.say(
        f"Quầy này không phục vụ số này; mời đến: {', '.join(where)}",
        f"Not served at this counter; go to: {', '.join(where)}",
    )


def _lent_today(hall: Hall) -> Iterator[tuple[Lease, LeasedRange]]:
    for lease in hall.leases.values():
        if lease.day == hall.day:
            for part in lease.ranges:
                yield lease, part


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def _span(letter: str, span: tuple[int, int]) -> str:
    first, last = (spelled_number(letter, value) for value in span)
    return first if first == last else f"{first}–{last}"
