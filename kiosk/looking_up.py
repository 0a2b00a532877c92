"""Looking a record up: its code typed or read, the receipt's key where a code is not enough, the answer.

Knows the order of the screens; what a code means, and whether it opens anything, is the hub's to say.
"""

from __future__ import annotations

from dataclasses import replace

from contract.citizen_card import SEPARATOR
from contract.record_look_up import ENOUGH_BY_ITSELF, LONGEST_CODE, RecordDegree
from kiosk import keyboard
from kiosk.keyboard import Layout
from kiosk.requests import FindRecord, ReadRecordCode, StopReading, Visit
from kiosk.stage import Stage
from kiosk.views import (
    AskRecordCode,
    AskRecordKey,
    ClosedNow,
    Home,
    LookingUp,
    NotFound,
    RecordFound,
    RecordNotFound,
)


def is_of_a_record(read: str) -> bool:
    """Whether what the reader read may be a record's code. A citizen card's is none, and is kept nowhere."""
    return 0 < len(read.strip()) <= LONGEST_CODE and SEPARATOR not in read


class RecordPart:
    """Everything from "look a record up" to its degree of completion."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def begin(self) -> None:
        """From the tiles, or from the closed screen."""
        if self._stage.pressed(Home, ClosedNow):
            self.ask_code()

    def ask_code(self, typed: str = "") -> None:
        """The first question; the reader may answer it too."""
        self._stage.show(AskRecordCode(typed))
        self._stage.ask(ReadRecordCode(self._stage.visit))

    def key(self, key: str) -> None:
        """One key of the keyboard."""
        view = self._stage.view
        if self._stage.pressed(AskRecordCode, AskRecordKey) and isinstance(
            view, AskRecordCode | AskRecordKey
        ):
            typed = keyboard.typed(view.typed, key, Layout.CODES)
            if typed != view.typed:
                self._stage.show(replace(view, typed=typed))

    def look_up(self) -> None:
        """What is typed is all there is."""
        view = self._stage.view
        if not self._stage.pressed(AskRecordCode, AskRecordKey):
            return
        if isinstance(view, AskRecordCode) and view.typed:
            self._stage.ask(StopReading())
            self._with_code(view.typed)
        elif isinstance(view, AskRecordKey) and view.typed:
            self._find(view.code, view.typed)

    def code_read(self, visit: Visit, code: str) -> None:
        """The reader read something."""
        if self._stage.is_current(visit) and isinstance(self._stage.view, AskRecordCode):
            self._stage.ask(StopReading())
            if is_of_a_record(code):
                self._with_code(code.strip())
            else:
                self._stage.show(RecordNotFound(NotFound.NO_CODE, ""))

    def again(self) -> None:
        """Another try, with what was typed."""
        view = self._stage.view
        if self._stage.pressed(RecordNotFound) and isinstance(view, RecordNotFound):
            self.ask_code(view.code)

    def found(self, visit: Visit, degree: RecordDegree) -> None:
        """How far it has come."""
        if self._is_looking(visit):
            self._stage.show(RecordFound(degree))

    def not_found(self, visit: Visit, why: NotFound, wait_s: int = 0) -> None:
        """There is none, it is too early to ask again, or the hub is away."""
        view = self._stage.view
        if self._is_looking(visit) and isinstance(view, LookingUp):
            self._stage.show(RecordNotFound(why, view.code, wait_s))

    def key_needed(self, visit: Visit) -> None:
        """The hub answers this code with the receipt's key alone."""
        view = self._stage.view
        if self._is_looking(visit) and isinstance(view, LookingUp):
            self._stage.show(AskRecordKey(view.code))

    def _with_code(self, code: str) -> None:
        if len(code) < ENOUGH_BY_ITSELF:
            self._stage.show(AskRecordKey(code))
        else:
            self._find(code, "")

    def _find(self, code: str, key: str) -> None:
        self._stage.show(LookingUp(code))
        self._stage.ask(FindRecord(self._stage.visit, code, key))

    def _is_looking(self, visit: Visit) -> bool:
        return self._stage.is_current(visit) and isinstance(self._stage.view, LookingUp)
