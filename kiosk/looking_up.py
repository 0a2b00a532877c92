"""Looking a record up: its code typed or read, the receipt's key where a code is not enough, the answer.

Knows the order of the screens; what a code means, and whether it opens anything, is the hub's to say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from contract.citizen_card import SEPARATOR
from contract.record_look_up import ENOUGH_BY_ITSELF, LONGEST_CODE, RecordDegree
from kiosk import keyboard
from kiosk.keyboard import Layout
from kiosk.requests import FindRecord, ReadRecordCode, StopReading, Visit
from kiosk.scanning import token_in
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

_OUR_PAGE: Final = "/look-up?code="
_ON_A_RECEIPT: Final = re.compile(
    r"[A-Z0-9]{3}(?:\.[A-Z0-9]{2,3}){2,3}-\d{6}-\d{4,}|\d{1,7}/(?:20)?\d{2}(?:-[A-Z0-9]{6})?"
)
"""An official code, or our reference with or without its key."""


def is_of_a_record(read: str) -> bool:
    """Whether what was read may be a record's code: a card's or a queue slip's is none, and kept nowhere."""
    if not 0 < len(read.strip()) <= LONGEST_CODE or SEPARATOR in read:
        return False
    return _OUR_PAGE in read if "://" in read else not _is_of_a_slip(read)


def _is_of_a_slip(read: str) -> bool:
    return token_in(read) is not None and not {"/", "."} & set(read)


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
                read = code.strip()
                self._with_code(read, is_doubtful=_ON_A_RECEIPT.fullmatch(read) is None)
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
            self._stage.show(RecordNotFound(why, "" if view.is_doubtful else view.code, wait_s))

    def key_needed(self, visit: Visit, wait_s: int = 0) -> None:
        """The hub answers this code with the receipt's key alone; what is doubtful is not shown for it.

        Args:
            visit: whose question it was.
            wait_s: seconds until it answers without the key too; 0: it never does.
        """
        view = self._stage.view
        if not self._is_looking(visit) or not isinstance(view, LookingUp):
            return
        if view.is_doubtful:
            why = NotFound.WAIT if wait_s else NotFound.UNKNOWN
            self._stage.show(RecordNotFound(why, "", wait_s))
        else:
            self._stage.show(AskRecordKey(view.code, wait_s=wait_s))

    def _with_code(self, code: str, *, is_doubtful: bool = False) -> None:
        if len(code) < ENOUGH_BY_ITSELF:
            self._stage.show(AskRecordKey(code))
        else:
            self._find(code, "", is_doubtful=is_doubtful)

    def _find(self, code: str, key: str, *, is_doubtful: bool = False) -> None:
        self._stage.show(LookingUp(code, is_doubtful))
        self._stage.ask(FindRecord(self._stage.visit, code, key))

    def _is_looking(self, visit: Visit) -> bool:
        return self._stage.is_current(visit) and isinstance(self._stage.view, LookingUp)
