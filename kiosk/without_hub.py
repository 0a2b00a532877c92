"""This kiosk by itself: hears time, epoch and leases while the hub is there, gives numbers when it is not.

Knows journal and clock; which number is next is `lease_book`'s. Knows nothing of the broker and of paper.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from contract.answers import Reserved
from contract.clock import Clock
from contract.ids import DeviceId, ServiceId, Token, new_ticket_id, new_token
from contract.states import HubState, LeaseState
from contract.words import ClockTrust
from kiosk.believed_time import Belief, Source, believe, hub_time
from kiosk.center import NotGiven
from kiosk.journal import Journal
from kiosk.journal_entries import Birth, ContactMade, EpochMet, LeasesHeld, Lent, NumberReserved
from kiosk.lease_book import LeaseBook
from kiosk.outcomes import Wish

log = logging.getLogger(__name__)

CONTACT_EVERY_S = 600.0
"""Seconds of boot clock between two contacts in the journal: a Pi's clock drifts some 30 ms in them."""
STEP_S = 2.0
"""So far from what was expected the hub's clock was set: that is written at once."""


class WithoutHub:
    """Safe to use from several threads."""

    def __init__(self, journal: Journal, clock: Clock, device: DeviceId) -> None:
        self._journal = journal
        self._clock = clock
        self._device = device

    # --- while the hub is there ---

    def heard(self, hub: HubState) -> None:
        """It lives: its time, and whether its ledger is still the one we know."""
        self._note_contact(hub)
        met, settled = self._journal.epochs()
        is_asked_again = settled == hub.epoch and self._device in hub.awaits
        if met != hub.epoch or is_asked_again:
            log.info("the hub's ledger is of epoch %s, before %s: all is handed in", hub.epoch, met)
            self._journal.note(EpochMet(hub.epoch))
            self._journal.on_owed()

    def leases_are(self, state: LeaseState) -> None:
        """Numbers lent to this kiosk; kept on disk at once."""
        held = self._journal.leases()
        is_old = held is not None and held.epoch == state.epoch and held.revision > state.revision
        is_same = held is not None and held.epoch == state.epoch and held.leases == state.leases
        if not is_old and not is_same:
            self._journal.note(LeasesHeld(state.epoch, state.revision, state.leases))

    # --- while it is not ---

    def birth(self, wish: Wish, lent: Lent | None = None) -> Birth:
        """What is written of a number that is born now."""
        moment = self._clock.read()
        is_time_sure = lent is None or believe(moment, self._journal.contacts()).source is Source.HUB
        return Birth(
            order=self._journal.next_order(),
            boot_id=moment.boot_id,
            boot_us=moment.boot_us,
            is_time_sure=is_time_sure,
            language=wish.language,
            priority=wish.priority,
            procedure=wish.procedure,
            lent=lent,
        )

    def number(self, wish: Wish) -> NumberReserved | NotGiven:
        """The next number of the lease, or why there is none. It is nobody's until it is written down."""
        book = self._book()
        found = book.next_number(wish.service)
        if isinstance(found, NotGiven):
            return found
        reserved = Reserved(
            ticket=new_ticket_id(),
            number=found.number,
            token=Token(f"{found.number}-{new_token()}"),
            service=wish.service,
            taken_at=book.belief.now,
            day=found.day,
            people_ahead=None,
        )
        lent = Lent(found.lease, found.series, found.value, found.days)
        return NumberReserved(None, reserved, self.birth(wish, lent))

    def lent(self) -> Mapping[ServiceId, NotGiven | None]:
        """Each service a lease is held for: None where it gives a number now, else why not."""
        book = self._book()
        found = {service: book.next_number(service) for service in book.services()}
        return {
            service: answer if isinstance(answer, NotGiven) else None for service, answer in found.items()
        }

    def belief(self) -> Belief:
        """What time it is, as far as this kiosk can know."""
        return believe(self._clock.read(), self._journal.contacts())

    def _book(self) -> LeaseBook:
        return LeaseBook(self._journal.lent(), self.belief(), self._journal.used(), self._journal.given())

    def _note_contact(self, hub: HubState) -> None:
        moment = self._clock.read()
        contacts = self._journal.contacts()
        is_trusted = hub.trust is not ClockTrust.UNTRUSTED
        last = next((old for old in reversed(contacts) if old.boot_id == moment.boot_id), None)
        if last is not None and last.is_trusted == is_trusted:
            expected = hub_time(moment.boot_id, moment.boot_us, (last,))
            is_off = expected is None or abs((hub.at - expected).total_seconds()) > STEP_S
            if not is_off and moment.boot_us - last.boot_us < CONTACT_EVERY_S * 1_000_000:
                return
        order = self._journal.next_order() - 1
        self._journal.note(ContactMade(order, moment.boot_id, moment.boot_us, hub.at, is_trusted))
