"""The kiosk's flow: from the tiles to a slip, to a procedure's page, to scanned papers, to the staff's menu.

Decides which screen follows; knows no window, no printer and no broker. Screens mirror it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from contract.words import Language
from kiosk import views
from kiosk.center import Center
from kiosk.copies import CopyPart
from kiosk.finding import FindPart
from kiosk.guiding import GuidePart
from kiosk.looking_up import RecordPart
from kiosk.numbers import NumberPart
from kiosk.requests import NumberLeft, Request, StopReading
from kiosk.reviewing import ReviewPart
from kiosk.scanning import ScanPart
from kiosk.service_menu import ServicePart
from kiosk.stage import Equipment, Stage

_PAGED = (
    views.Home,
    views.ChooseProcedure,
    views.ChoosePriority,
    views.Search,
    views.BrowseServices,
    views.BrowseProcedures,
    views.ChooseCopy,
)
_STAYS = (
    views.TakingNumber,
    views.NoteNumber,
    views.CheckingCode,
    views.LookingUp,
    views.SendingPages,
    views.ShuttingDown,
)
"""Screens nobody leaves by a button "back" or "home": work is under way, or an answer is owed."""


class Flow:
    """Everything that can be pressed, and everything the screens show."""

    def __init__(
        self, monotonic_s: Callable[[], float], outbox: Callable[[Request], None], equipment: Equipment
    ) -> None:
        self.stage = Stage(monotonic_s, outbox, equipment)
        self.stage.on_leave = self._left
        self.numbers = NumberPart(self.stage)
        self.finding = FindPart(self.stage)
        self.records = RecordPart(self.stage)
        self.guide = GuidePart(self.stage)
        self.scan = ScanPart(self.stage)
        self.review = ReviewPart(self.stage)
        self.copies = CopyPart(self.stage)
        self.staff = ServicePart(self.stage, monotonic_s, self.copies)

    # --- the outside tells ---

    def center_changed(self, center: Center) -> None:
        """The hub said something new, or fell silent. Who is in the middle of something is not disturbed."""
        self.finding.learn(center)
        self.stage.center = center
        view = self.stage.view
        if isinstance(view, views.Home | views.ClosedNow):
            self._rest_again(view)
        self.stage.on_change()

    def tick(self) -> None:
        """Time passes."""
        self.staff.tick()
        self.stage.tick()

    # --- anywhere ---

    def touched(self) -> None:
        """A touch beside every button; on the slip's screen it means: done."""
        if isinstance(self.stage.view, views.SlipReady):
            self.go_home()
        else:
            self.stage.touched()

    def more_time(self) -> None:
        """The citizen is still there."""
        self.stage.touched()

    def go_home(self) -> None:
        """Give up what was begun."""
        if self._may_leave():
            self.stage.home()

    def go_back(self) -> None:
        """One screen back, where that makes sense; home otherwise."""
        if not self._may_leave():
            return
        view = self.stage.view
        behind = self._behind(view)
        if isinstance(view, views.AskRecordKey):
            self.records.ask_code(view.code)
        elif behind is None:
            self.stage.home()
        else:
            self.stage.show(behind)

    def speak(self, language: Language) -> None:
        """The other language, on the same screen."""
        self.stage.touched()
        if language is not self.stage.language:
            self.stage.language = language
            self.stage.on_change()

    def lower(self) -> None:
        """Move the controls down, or up again."""
        self.stage.touched()
        self.stage.is_lowered = not self.stage.is_lowered
        self.stage.on_change()

    def read_notices(self) -> None:
        """From the tiles, or from the closed screen."""
        if self.stage.pressed(views.Home, views.ClosedNow) and self.stage.center.notices:
            self.stage.show(views.ReadNotices())

    def turn_page(self, page: int) -> None:
        """Another page of the same list; 0 is the first."""
        view = self.stage.view
        if self.stage.pressed(*_PAGED) and isinstance(view, _PAGED) and page >= 0:
            self.stage.show(replace(view, page=page))

    def _may_leave(self) -> bool:
        return not isinstance(self.stage.view, _STAYS) and self.stage.pressed(type(self.stage.view))

    def _behind(self, view: views.View) -> views.View | None:
        match view:
            case views.ChooseProcedure() | views.ChoosePriority():
                return view.about
            case views.ProcedurePage():
                return view.back
            case views.BrowseProcedures():
                return views.BrowseServices()
            case views.BrowseServices():
                return self.finding.empty_search()
            case views.ReviewPage() | views.ChangePage():
                return view.pages
            case views.TouchTest() | views.ConfirmShutDown() | views.ChooseCopy():
                return self.staff.menu()
            case _:
                return None

    def _rest_again(self, view: views.Home | views.ClosedNow) -> None:
        """Between tiles and the closed screen as the center opens and closes; the page of tiles stays."""
        resting = self.stage.resting()
        is_about_one_service = isinstance(view, views.ClosedNow) and view.service is not None
        is_open_again = isinstance(view, views.ClosedNow) and not is_about_one_service
        if isinstance(resting, views.ClosedNow) or is_open_again:
            self.stage.renew(resting)

    def _left(self, view: views.View) -> None:
        if isinstance(view, views.NoteNumber):
            self.stage.ask(NumberLeft(view.shown))
        elif isinstance(view, views.ShowCode | views.AskRecordCode):
            self.stage.ask(StopReading())
