"""From a tile to a number: service, what may be added to it, taking, and what came of it.

Knows the order of the screens; knows nothing of how a number is reserved or printed.
"""

from __future__ import annotations

from dataclasses import replace

from contract.ids import PriorityId, ProcedureCode, ServiceId
from kiosk.outcomes import Denied, Given, HubFailed, NoAnswer, NotPrinted, Outcome, SlipIs, Wish
from kiosk.requests import NumberDeclined, NumberLeft, NumberNoted, TakeNumber, Visit
from kiosk.stage import Stage
from kiosk.views import (
    ChoosePriority,
    ChooseProcedure,
    ClosedNow,
    Home,
    InTrouble,
    NoteNumber,
    ProcedurePage,
    Refused,
    ServicePage,
    SlipReady,
    TakingNumber,
    Trouble,
    View,
)


class NumberPart:
    """Everything that ends with a number."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    # --- before ---

    def choose_service(self, service: ServiceId) -> None:
        """A tile was pressed."""
        if self._stage.pressed(Home):
            self._enter(ServicePage(service))

    def choose_for_procedure(self) -> None:
        """A number for the procedure that was just read about."""
        view = self._stage.view
        if self._stage.pressed(ProcedurePage) and isinstance(view, ProcedurePage):
            card = self._stage.center.service_of(view.code)
            if card is not None:
                self._enter(ServicePage(card.service, view.code))

    def name_procedure(self) -> None:
        """Which procedure? Nobody has to say."""
        view = self._stage.view
        if self._stage.pressed(ServicePage) and isinstance(view, ServicePage):
            self._stage.show(ChooseProcedure(view))

    def choose_procedure(self, code: ProcedureCode | None) -> None:
        """This one; None takes it back."""
        view = self._stage.view
        if self._stage.pressed(ChooseProcedure) and isinstance(view, ChooseProcedure):
            self._stage.show(replace(view.about, procedure=code))

    def declare_priority(self) -> None:
        """The citizen says they belong to a class that goes first."""
        view = self._stage.view
        if (
            self._stage.pressed(ServicePage)
            and isinstance(view, ServicePage)
            and self._stage.center.priorities
        ):
            self._stage.show(ChoosePriority(view))

    def choose_priority(self, priority: PriorityId | None) -> None:
        """This class; None takes it back."""
        view = self._stage.view
        if self._stage.pressed(ChoosePriority) and isinstance(view, ChoosePriority):
            self._stage.show(replace(view.about, priority=priority))

    def take_number(self) -> None:
        """The wide button."""
        view = self._stage.view
        if not self._stage.pressed(ServicePage) or not isinstance(view, ServicePage):
            return
        closed = self._stage.center.closed(view.service)
        if closed is not None:
            self._stage.show(ClosedNow(closed, view.service))
            return
        wish = Wish(view.service, view.procedure, view.priority, self._stage.language)
        self._stage.show(TakingNumber(view.service))
        self._stage.ask(TakeNumber(self._stage.visit, wish))

    # --- after ---

    def ended(self, visit: Visit, outcome: Outcome) -> None:
        """What came of it. For who has gone in the meantime a number on the screen is nobody's."""
        if self._stage.is_current(visit) and isinstance(self._stage.view, TakingNumber):
            self._stage.show(_view_of(outcome))
        elif isinstance(outcome, NotPrinted):
            self._stage.ask(NumberLeft(outcome))

    def noted(self) -> None:
        """ "I have noted my number." """
        view = self._stage.view
        if self._stage.pressed(NoteNumber) and isinstance(view, NoteNumber):
            self._stage.ask(NumberNoted(view.shown))
            self._stage.show(SlipReady(_on_screen(view.shown)))

    def declined(self) -> None:
        """ "I do not want this number." """
        view = self._stage.view
        if self._stage.pressed(NoteNumber) and isinstance(view, NoteNumber):
            self._stage.ask(NumberDeclined(view.shown))
            self._stage.show(InTrouble(Trouble.NUMBER_GIVEN_BACK))

    def _enter(self, page: ServicePage) -> None:
        closed = self._stage.center.closed(page.service)
        self._stage.show(page if closed is None else ClosedNow(closed, page.service))


def _view_of(outcome: Outcome) -> View:
    match outcome:
        case Given():
            return SlipReady(outcome)
        case NotPrinted():
            return NoteNumber(outcome)
        case Denied():
            return Refused(outcome.message_vi, outcome.message_en)
        case NoAnswer():
            return InTrouble(Trouble.NO_ANSWER)
        case HubFailed():
            return InTrouble(Trouble.HUB_ERROR)


def _on_screen(shown: NotPrinted) -> Given:
    return Given(shown.reserved, SlipIs.NONE)
