"""Handing in to the hub what it may not know: tickets given without it, or all of them after a restore.

Knows what is owed; the hub takes each ticket in exactly once, by its token, so that a lost answer costs
nothing but a repeat. Knows nothing of when to try again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence

from msgspec import structs

from contract.answers import HandedIn
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.clock import Clock, local_time
from contract.commands import HandIn
from contract.ids import Epoch, new_command_id
from contract.offline import JournaledTicket, Lease, TakenAt
from contract.words import HandInEnd, Outcome
from kiosk.believed_time import Source, believe
from kiosk.hub_port import Hub
from kiosk.journal import Journal
from kiosk.journal_books import Remembered
from kiosk.journal_entries import EpochSettled, LeasesReclaimed, TakenIn
from kiosk.portions import Portion, portions_of
from kiosk.taken_times import TakenTimes

log = logging.getLogger(__name__)

MOST_LEASES = 8
"""Named in one round, and no more than one command may have."""


class HandingIn:
    """One thread's work."""

    def __init__(self, journal: Journal, hub: Hub, clock: Clock) -> None:
        self._journal = journal
        self._hub = hub
        self._clock = clock

    def left(self) -> int:
        """How much is still owed."""
        return len(self._owed()) + self._is_whole_owed()

    def hand_in(self, within_s: float) -> None:
        """Hand in all that is owed.

        Raises:
            NotConnectedError: not everything was sent.
            NoAnswerError: sent, and whether it was taken in is not known.
        """
        owed, is_whole = self._owed(), self._is_whole_owed()
        if not (owed or is_whole) or not self._has_heard_hub():
            return
        ends_whole = is_whole and not self._is_number_open()
        *portions, last = portions_of(self._leases() if is_whole else (), self._told(owed))
        epoch, _ = self._journal.epochs()
        telling = _Telling(self._journal, self._hub, epoch, within_s)
        for portion in portions:
            telling.tell_or_part(portion)
        if not ends_whole or telling.is_one_missing(portions):
            telling.tell_or_part(last)
        elif not telling.tell_whole(last):
            telling.tell_parts(last)
            if not telling.is_one_missing((*portions, last)):
                telling.tell_whole(Portion())

    def _owed(self) -> list[Remembered]:
        owed = self._journal.tickets(lambda told: told.is_owed and told.is_decided)
        return sorted(owed, key=lambda told: told.birth.order)

    def _is_whole_owed(self) -> bool:
        met, settled = self._journal.epochs()
        return met is not None and met != settled

    def _has_heard_hub(self) -> bool:
        """Only then can the time of what was taken in this boot be known."""
        boot_id = self._clock.read().boot_id
        return any(contact.boot_id == boot_id for contact in self._journal.contacts())

    def _is_number_open(self) -> bool:
        """Whether a number that the hub gave before its restore is just being printed."""
        return bool(
            self._journal.tickets(
                lambda told: told.is_owed and not told.is_decided and told.birth.lent is None
            )
        )

    def _leases(self) -> tuple[Lease, ...]:
        """Of days that are not over, today's first; where nobody knows the day, the newest."""
        belief = believe(self._clock.read(), self._journal.contacts())
        held = sorted(self._journal.known_leases(), key=lambda lease: lease.day)
        if belief.source is not Source.HUB:
            return tuple(reversed(held))[:MOST_LEASES]
        return tuple(lease for lease in held if belief.day is None or lease.day >= belief.day)[:MOST_LEASES]

    def _told(self, portion: Sequence[Remembered]) -> tuple[JournaledTicket, ...]:
        times = TakenTimes(self._journal.tickets(), self._journal.contacts())
        leases = self._journal.known_leases()
        return tuple(_told(told, times.of(told), leases) for told in portion)


class _Telling:
    """One round: portions told one after the other, to the hub of one epoch."""

    def __init__(self, journal: Journal, hub: Hub, epoch: Epoch | None, within_s: float) -> None:
        self._journal = journal
        self._hub = hub
        self._epoch = epoch
        self._within_s = within_s

    def tell_or_part(self, portion: Portion) -> None:
        """A ticket that the hub cannot take keeps no other waiting."""
        if not self._tell(portion, self._command(portion)):
            self.tell_parts(portion)

    def tell_parts(self, portion: Portion) -> None:
        """One by one."""
        for part in portion.one_by_one():
            self._tell(part, self._command(part))

    def tell_whole(self, portion: Portion) -> bool:
        """With this one all has been told; whether the hub took it."""
        command = self._command(portion)
        return self._tell(portion, structs.replace(command, is_whole=True, journal=self._journal.name()))

    def is_one_missing(self, portions: Iterable[Portion]) -> bool:
        """Whether the hub does not have yet a number that it once gave itself: it would give it again."""
        own = (ticket.ticket for portion in portions for ticket in portion.tickets if ticket.lease is None)
        return any(told is not None and told.is_owed for told in map(self._journal.ticket, own))

    def _command(self, portion: Portion) -> HandIn:
        return HandIn(command_id=new_command_id(), tickets=portion.tickets, leases=portion.leases)

    def _tell(self, portion: Portion, command: HandIn) -> bool:
        try:
            answer = self._hub.ask(command, self._within_s)
        except (NoAnswerError, NotConnectedError):
            raise
        except Exception:
            log.exception("%d tickets cannot be handed in", len(portion.tickets))
            return False
        if answer.outcome is not Outcome.DONE or not isinstance(answer.result, HandedIn):
            log.warning("the hub took %d tickets not in: %s", len(portion.tickets), answer.code)
            return False
        if self._journal.epochs()[0] == self._epoch:  # else it was restored meanwhile, and may have nothing
            self._note(answer.result)
        return True

    def _note(self, handed: HandedIn) -> None:
        taken_in = tuple(end.ticket for end in handed.tickets if end.end is not HandInEnd.NOT_YET)
        log.info("the hub took in: %s", [f"{end.ticket} {end.end}" for end in handed.tickets])
        if taken_in:
            self._journal.note(TakenIn(taken_in))
        if handed.reclaimed:
            self._journal.note(LeasesReclaimed(handed.reclaimed))
        if handed.is_journal_in and self._epoch is not None:
            self._journal.note(EpochSettled(self._epoch))


def _told(told: Remembered, taken: TakenAt, leases: Sequence[Lease]) -> JournaledTicket:
    reserved, birth = told.reserved, told.birth
    lent, day = birth.lent, reserved.day
    lease = lent.lease if lent else None
    if lent is not None and taken.is_sure and local_time(taken.at).date() in lent.days:
        day = local_time(taken.at).date()
        lease = next((part.lease for part in leases if part.day == day and _holds(part, told)), lent.lease)
    return JournaledTicket(
        ticket=reserved.ticket,
        number=reserved.number,
        series=lent.series if lent else None,
        value=lent.value if lent else None,
        service=reserved.service,
        day=day,
        order=birth.order,
        taken=taken,
        token_hash=hashlib.sha256(reserved.token.encode()).hexdigest(),
        lease=lease,
        fate=told.fate,
        void=told.void,
        language=birth.language,
        priority=birth.priority,
        procedure=birth.procedure,
    )


def _holds(lease: Lease, told: Remembered) -> bool:
    lent = told.birth.lent
    return lent is not None and any(
        part.series == lent.series and part.first <= lent.value <= part.last for part in lease.ranges
    )
