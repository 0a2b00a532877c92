"""The staff's list of this kiosk's last numbers, to print one of their slips again.

Knows the order of the screens; knows nothing of journal or printer.
"""

from __future__ import annotations

from dataclasses import replace

from contract.ids import TicketId
from kiosk.issued import IssuedNumber
from kiosk.requests import ListNumbers, PrintCopy, Visit
from kiosk.stage import Stage
from kiosk.views import CheckEnd, ChooseCopy, ServiceMenu


class CopyPart:
    """One copy at a time."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def begin(self) -> None:
        """From the staff's menu."""
        if isinstance(self._stage.view, ServiceMenu):
            self._stage.ask(ListNumbers(self._stage.visit))

    def listed(self, visit: Visit, numbers: tuple[IssuedNumber, ...]) -> None:
        """These may be printed again."""
        if self._stage.is_current(visit) and isinstance(self._stage.view, ServiceMenu):
            self._stage.show(ChooseCopy(numbers))

    def choose(self, ticket: TicketId) -> None:
        """Print that one again."""
        view = self._stage.view
        if not self._stage.pressed(ChooseCopy) or not isinstance(view, ChooseCopy):
            return
        chosen = next((number for number in view.numbers if number.ticket == ticket), None)
        if chosen is not None and view.end is not CheckEnd.RUNNING:
            self._stage.show(
                replace(view, last=chosen.number, end=CheckEnd.RUNNING, detail_vi="", detail_en="")
            )
            self._stage.ask(PrintCopy(self._stage.visit, ticket))

    def printed(self, visit: Visit, end: CheckEnd, detail_vi: str = "", detail_en: str = "") -> None:
        """How it went, with the printer's own sentence where it has one."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, ChooseCopy):
            self._stage.show(replace(view, end=end, detail_vi=detail_vi, detail_en=detail_en))
