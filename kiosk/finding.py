"""Finding a procedure: search on the kiosk's own keyboard, or by service; its page, and its papers printed.

Knows the order of the screens; the search itself is `contract.procedure_search`.
"""

from __future__ import annotations

from dataclasses import replace

from contract.ids import ProcedureCode, ServiceId
from contract.procedure_search import ProcedureIndex
from kiosk import keyboard
from kiosk.center import Center
from kiosk.requests import PrintChecklist, Visit
from kiosk.stage import Stage
from kiosk.views import (
    BrowseProcedures,
    BrowseServices,
    CheckEnd,
    ClosedNow,
    Home,
    ProcedurePage,
    Search,
)


class FindPart:
    """Everything about looking up a procedure; works without the hub, too."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._index = ProcedureIndex(())

    def learn(self, center: Center) -> None:
        """A new catalogue is indexed once, so that no key press has to."""
        if center.procedures is not self._stage.center.procedures:
            self._index = ProcedureIndex(center.procedures.values())

    def empty_search(self) -> Search:
        """The search as it begins."""
        return Search()

    def search(self) -> None:
        """From the tiles, or from the closed screen."""
        if self._stage.pressed(Home, ClosedNow) and self._stage.center.procedures:
            self._stage.show(Search())

    def key(self, key: str) -> None:
        """One key of the keyboard."""
        view = self._stage.view
        if not self._stage.pressed(Search) or not isinstance(view, Search):
            return
        if key == keyboard.SWITCH:
            self._stage.show(replace(view, layout=keyboard.switched(view.layout)))
            return
        typed = keyboard.typed(view.typed, key)
        if typed != view.typed:
            self._stage.show(replace(view, typed=typed, found=self._index.find(typed), page=0))

    def browse(self) -> None:
        """By service instead of by letters."""
        if self._stage.pressed(Search):
            self._stage.show(BrowseServices())

    def choose_service(self, service: ServiceId) -> None:
        """One service's procedures."""
        if self._stage.pressed(BrowseServices):
            self._stage.show(BrowseProcedures(service))

    def read(self, code: ProcedureCode) -> None:
        """One procedure's page."""
        view = self._stage.view
        if (
            self._stage.pressed(Search, BrowseProcedures)
            and isinstance(view, Search | BrowseProcedures)
            and code in self._stage.center.procedures
        ):
            self._stage.show(ProcedurePage(code, view))

    def print_checklist(self) -> None:
        """Its papers to take along; once is enough, and what failed may be tried again."""
        view = self._stage.view
        if not self._stage.pressed(ProcedurePage) or not isinstance(view, ProcedurePage):
            return
        if view.printing not in (CheckEnd.RUNNING, CheckEnd.GOOD):
            self._stage.show(replace(view, printing=CheckEnd.RUNNING, detail_vi="", detail_en=""))
            self._stage.ask(PrintChecklist(self._stage.visit, view.code, self._stage.language))

    def printed(
        self, visit: Visit, code: ProcedureCode, end: CheckEnd, detail_vi: str = "", detail_en: str = ""
    ) -> None:
        """How it went, with the printer's own sentence where it has one."""
        view = self._stage.view
        if self._stage.is_current(visit) and isinstance(view, ProcedurePage) and view.code == code:
            self._stage.show(replace(view, printing=end, detail_vi=detail_vi, detail_en=detail_en))
