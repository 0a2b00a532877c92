"""Calling a guide (hall staff) to the kiosk."""

from __future__ import annotations

from kiosk.requests import CallForGuide, Visit
from kiosk.stage import Stage
from kiosk.views import ClosedNow, Guide, GuideCall, Home, InTrouble, Refused, Search, ServicePage


class GuidePart:
    """One call a visit is enough; the next screen says whether it arrived."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def call(self) -> None:
        """From wherever help may be wanted."""
        if self._stage.pressed(Home, ClosedNow, ServicePage, Search, InTrouble, Refused):
            self._stage.show(Guide(GuideCall.ASKING))
            self._stage.ask(CallForGuide(self._stage.visit))

    def coming(self, visit: Visit) -> None:
        """The hub told the staff."""
        self._ended(visit, GuideCall.COMING)

    def failed(self, visit: Visit) -> None:
        """Nobody was told: the citizen is asked to go to the desk."""
        self._ended(visit, GuideCall.FAILED)

    def _ended(self, visit: Visit, call: GuideCall) -> None:
        if self._stage.is_current(visit) and isinstance(self._stage.view, Guide):
            self._stage.show(Guide(call))
