"""What is pressed and typed at one counter. Knows who sits there; not what they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract import commands as c
from contract.ids import CounterId, TicketId
from contract.words import TicketState
from server.service.asker import Asker
from server.simulate.floor import Floor
from server.simulate.scene import Scene


@dataclass(frozen=True, slots=True)
class Desk:
    """One counter, one day."""

    scene: Scene
    floor: Floor
    counter: CounterId
    officer: Callable[[], Asker]
    """Who sits there now, at the console."""
    button: Callable[[], Asker]
    """The panel or the console."""
    goes_on: Callable[[], bool]
    """Whether they will call the next one."""
    is_free: Callable[[], None]
    """To be told when nobody is at the counter any more."""

    def has(self, ticket: TicketId, *states: TicketState) -> bool:
        """Whether the ticket is here, in one of these states."""
        here = self.scene.hub.ticket_at(self.counter)
        return here is not None and here.id == ticket and here.state in states

    def press(self, kind: type[c.Command], **fields: object) -> object:
        """What the panel has a button for; None: refused."""
        return self.scene.hub.do(kind, self.button(), counter=self.counter, **fields)

    def type_in(self, kind: type[c.Command], **fields: object) -> object:
        """What only the console can; None: refused."""
        return self.scene.hub.do(kind, self.officer(), counter=self.counter, **fields)
