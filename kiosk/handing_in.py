"""Handing in to the hub what it may not know: tickets given without it, or all of them after a restore.

Knows what is owed and in which portions; the hub takes each ticket in exactly once, by its token, so that a
lost answer costs nothing but a repeat. Knows nothing of when to try again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence

from contract.answers import Answer, HandedIn
from contract.clock import Clock, local_time
from contract.commands import HandIn
from contract.ids import new_command_id
from contract.offline import JournaledTicket, Lease, TakenAt
from contract.words import HandInEnd, Outcome
from kiosk.believed_time import believe
from kiosk.hub_port import Hub
from kiosk.journal import Journal
from kiosk.journal_books import Remembered
from kiosk.journal_entries import EpochSettled, LeasesHeld, TakenIn
from kiosk.taken_times import TakenTimes

log = logging.getLogger(__name__)

AT_ONCE = 40
"""Tickets in one portion: with eight leases beside them it fits into the 64 KiB, whatever the names are."""
MOST_LEASES = 8


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
        portions = [owed[start : start + AT_ONCE] for start in range(0, len(owed), AT_ONCE)] or [[]]
        leases = self._leases() if is_whole else ()
        epoch, _ = self._journal.epochs()
        for place, portion in enumerate(portions, start=1):
            command = HandIn(
                command_id=new_command_id(),
                tickets=self._told(portion),
                leases=leases if place == 1 else (),
                is_whole=ends_whole and place == len(portions),
                is_new=ends_whole and place == len(portions) and not self._journal.is_known_to_hub(),
            )
            answer = self._hub.ask(command, within_s)
            if answer.outcome is not Outcome.DONE:
                log.warning("the hub took %d tickets not in: %s", len(portion), answer.code)
                return
            self._note(answer)
        if ends_whole and epoch is not None:
            self._journal.note(EpochSettled(epoch))

    def _owed(self) -> list[Remembered]:
        owed = self._journal.tickets(lambda told: told.is_owed and told.is_decided)
        return sorted(owed, key=lambda told: told.birth.order)

    def _is_whole_owed(self) -> bool:
        met, settled = self._journal.epochs()
        return met is not None and met != settled

    def _has_heard_hub(self) -> bool:
        """Only then is the time of what was taken in this boot known."""
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
        """Of days that are not over; today's first."""
        today = believe(self._clock.read(), self._journal.contacts()).day
        held = sorted(self._journal.known_leases(), key=lambda lease: lease.day)
        return tuple(lease for lease in held if today is None or lease.day >= today)[:MOST_LEASES]

    def _note(self, answer: Answer) -> None:
        result = answer.result
        if not isinstance(result, HandedIn):
            return
        taken_in = tuple(end.ticket for end in result.tickets if end.end is not HandInEnd.NOT_YET)
        log.info("the hub took in: %s", [f"{end.ticket} {end.end}" for end in result.tickets])
        if taken_in:
            self._journal.note(TakenIn(taken_in))
        held = self._journal.leases()
        if result.reclaimed and held is not None:
            kept = tuple(lease for lease in held.leases if lease.lease not in result.reclaimed)
            self._journal.note(LeasesHeld(held.epoch, held.revision, kept))

    def _told(self, portion: Sequence[Remembered]) -> tuple[JournaledTicket, ...]:
        times = TakenTimes(self._journal.tickets(), self._journal.contacts())
        leases = self._journal.known_leases()
        return tuple(_told(told, times.of(told), leases) for told in portion)


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
