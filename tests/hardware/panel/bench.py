"""A panel on mock pins, a hub that answers by hand, and a clock that stands still until told."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

from gpiozero.pins.mock import MockFactory

from contract.answers import Answer, Result
from contract.commands import LiveCommand
from contract.ids import CenterId, CounterId, DeviceId, Epoch, TicketId, TicketNumber
from contract.states import CounterState, HubState
from contract.words import ClockTrust, CounterStatus, Outcome, TicketState
from hardware.panel.call_panel import CallPanel
from hardware.panel.settings import PanelSettings

NOON = datetime(2025, 11, 24, 5, 0, tzinfo=UTC)
COUNTER = CounterId("3")
TICKET = TicketId("ticket-1")

WORDS: dict[TicketState | None, CounterStatus] = {
    None: CounterStatus.READY,
    TicketState.CALLED: CounterStatus.CALLING,
    TicketState.SERVING: CounterStatus.SERVING,
}


def heartbeat(epoch: str, at: datetime) -> HubState:
    """What the hub says every 5 s."""
    return HubState(epoch=Epoch(epoch), revision=0, at=at, trust=ClockTrust.NTP, day=NOON.date(), version="1")


class Bench:
    """Everything a test of the panel needs, driven by hand."""

    def __init__(self) -> None:
        self.settings = PanelSettings(
            center=CenterId("23134"),
            device=DeviceId("panel-3"),
            password_file="/nowhere",
            data_dir="/nowhere",
            counter=COUNTER,
        )
        self.pins: Any = MockFactory()
        self.now_s = 1000.0
        self.asked: list[LiveCommand] = []
        self.answers: list[Future[Answer]] = []
        self.revision = 0
        self.panel = CallPanel(self.settings, self.pins, self._ask, lambda call: call(), lambda: self.now_s)

    # --- the hub ---

    def connect(self) -> None:
        """The broker is there, and a live heartbeat has followed the retained one."""
        self.panel.connection_changed(is_connected=True)
        self.panel.remember_hub(heartbeat("e1", NOON))
        self.heartbeat()

    def heartbeat(self, epoch: str = "e1", at: datetime = NOON) -> None:
        """The hub says it is there."""
        self.panel.heard_hub(heartbeat(epoch, at))

    def stands(self, **fields: Any) -> None:
        """News of the counter; what is not named is that of a seated, ready counter."""
        self.revision += 1
        ticket_state: TicketState | None = fields.get("ticket_state")
        news: dict[str, Any] = {
            "epoch": Epoch("e1"),
            "revision": self.revision,
            "counter": COUNTER,
            "status": WORDS.get(ticket_state),
            "is_seated": True,
            "waiting": 0,
        }
        if ticket_state is not None:
            news |= {"ticket": TICKET, "number": TicketNumber("A012")}
        self.panel.heard_counter(CounterState(**(news | fields)))

    def answer(self, result: Result | None = None, outcome: Outcome = Outcome.DONE) -> None:
        """The hub answers what was asked last."""
        command_id = self.asked[-1].command_id
        self.answers[-1].set_result(Answer(command_id=command_id, outcome=outcome, result=result))

    # --- the hand ---

    def pin(self, button: str) -> Any:
        """The mock pin a button is wired to."""
        return self.pins.pin(getattr(self.settings.wiring, button))

    def pass_time(self, seconds: float) -> None:
        """Time goes on, the panel waking whenever it asked to be woken."""
        until_s = self.now_s + seconds
        while (due_s := self.panel.due_s) is not None and due_s <= until_s:
            self.now_s = max(self.now_s, due_s)
            self.panel.pass_time()
        self.now_s = until_s
        self.panel.pass_time()

    def press(self, button: str, down_s: float = 0.1) -> None:
        """Down and up, and well past the double window."""
        self.tap(button, down_s)
        self.pass_time(1.0)

    def tap(self, button: str, down_s: float = 0.1) -> None:
        """Down and up, rested; flashes are counted from here."""
        self.pins.pin(self.settings.wiring.red).clear_states()
        self.pin(button).drive_low()
        self.pass_time(down_s)
        self.pin(button).drive_high()
        self.pass_time(0.05)

    # --- the lamps ---

    @property
    def green(self) -> bool:
        """Whether the green lamp is lit."""
        return bool(self.pins.pin(self.settings.wiring.green).state)

    @property
    def red(self) -> bool:
        """Whether the red lamp is lit."""
        return bool(self.pins.pin(self.settings.wiring.red).state)

    def red_flashes(self, seconds: float = 1.5) -> int:
        """How often the red lamp came on since the last tap, once time has passed."""
        self.pass_time(seconds)
        changes = self.pins.pin(self.settings.wiring.red).states[1:]
        return sum(1 for change in changes if change.state)

    def _ask(self, command: LiveCommand) -> Future[Answer]:
        self.asked.append(command)
        self.answers.append(Future())
        return self.answers[-1]
