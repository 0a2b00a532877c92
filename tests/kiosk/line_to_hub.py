"""The line between a kiosk and the hub's real writer, and everything that can be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, unique

from contract.answers import Answer
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import Command, ReserveTicket
from server.service.asker import Asker
from tests.support.hub import SmallHub


@unique
class Line(StrEnum):
    """What the line does to the kiosk's commands."""

    STANDS = "stands"
    DOWN = "down"
    """Nobody hears the hub: numbers come from the lease."""
    LATE = "late"
    """The hub gets the asking for a number when the kiosk has long given it up."""
    ANSWER_LOST = "answer-lost"
    """The hub reserves, and the kiosk never hears of it."""
    DEBTS_UNANSWERED = "debts-unanswered"
    """The hub does what it is told, and the kiosk never hears of it."""
    DOWN_AFTER_NUMBER = "down-after-number"
    """Nothing gets through any more once the number is reserved."""


@dataclass(slots=True)
class LineToHub:
    """A `hub_port.Hub`."""

    hub: SmallHub
    asker: Asker
    way: Line = Line.STANDS
    late: list[Command] = field(default_factory=list)

    def now(self) -> datetime | None:
        return self.hub.now()

    def is_silent(self) -> bool:
        return self.way is Line.DOWN

    def ask(self, command: Command, within_s: float) -> Answer:
        is_number = isinstance(command, ReserveTicket)
        if is_number and self.way is Line.LATE:
            self.late.append(command)
            raise NoAnswerError
        if self.way is Line.DOWN or (not is_number and self.way is Line.DOWN_AFTER_NUMBER):
            raise NotConnectedError
        answer = self.hub.ask(command, self.asker)
        if self.way is (Line.ANSWER_LOST if is_number else Line.DEBTS_UNANSWERED):
            raise NoAnswerError
        return answer

    def deliver_late(self) -> None:
        """What lay in the network arrives after all."""
        for command in self.late:
            self.hub.ask(command, self.asker)
