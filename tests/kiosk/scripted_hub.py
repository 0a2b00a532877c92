"""A hub that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from contract.answers import Answer, Noted, Result
from contract.commands import Command
from contract.words import Outcome

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)


@dataclass
class ScriptedHub:
    """Answers in the order given; when the script is over it notes everything."""

    script: deque[Result | Outcome | Exception] = field(default_factory=deque)
    asked: list[Command] = field(default_factory=list)
    time: datetime | None = NOW

    def will(self, *ends: Result | Outcome | Exception) -> None:
        self.script.extend(ends)

    def now(self) -> datetime | None:
        return self.time

    def ask(self, command: Command, within_s: float) -> Answer:
        self.asked.append(command)
        end = self.script.popleft() if self.script else Noted()
        if isinstance(end, Exception):
            raise end
        if isinstance(end, Outcome):
            return Answer(
                command_id=command.command_id,
                outcome=end,
                code="said-no",
                message_vi="Không được.",
                message_en="No.",
            )
        return Answer(command_id=command.command_id, outcome=Outcome.DONE, result=end)
