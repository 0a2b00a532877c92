"""The whole table: what each gesture on each button asks for, wherever the counter stands.

Pure; docs/panel.md holds the same table in words and a test compares them. Whether the hub agrees is the
hub's business.
"""

from __future__ import annotations

from enum import StrEnum, unique
from itertools import product

from hardware.panel.gesture import Button, Gesture


@unique
class Standing(StrEnum):
    """Where the counter stands, as far as the panel can know."""

    HUB_AWAY = "hub-away"
    """No connection, three heartbeats missed, or nothing heard of this counter yet."""
    CLOSED = "closed"
    NOBODY_SEATED = "nobody-seated"
    PAUSED = "paused"
    READY = "ready"
    READY_PARKED = "ready-parked"
    """Ready, and this panel's last hold parked a ticket that can be taken back."""
    CALLED = "called"
    SERVING = "serving"
    UNCLEAR = "unclear"
    """The hub's words do not add up (a called status without a ticket): touch nothing."""


@unique
class Action(StrEnum):
    """What the panel asks the hub."""

    CALL_NEXT = "call-next"
    FINISH_AND_CALL_NEXT = "finish-and-call-next"
    RECALL = "recall"
    START_SERVICE = "start-service"
    FINISH = "finish"
    NO_SHOW = "no-show"
    HOLD = "hold"
    RESUME = "resume"


@unique
class Refusal(StrEnum):
    """Why a press asks nothing and blinks."""

    HUB_AWAY = "hub-away"
    COUNTER_CLOSED = "counter-closed"
    NOBODY_SEATED = "nobody-seated"
    COUNTER_PAUSED = "counter-paused"
    NO_TICKET = "no-ticket"
    NOT_FINISHED = "not-finished"
    """A called ticket stands: recall it, start, park it or mark it absent first."""
    ALREADY_SERVING = "already-serving"
    NOTHING_PARKED = "nothing-parked"
    UNCLEAR = "unclear"
    STILL_ASKING = "still-asking"
    """The answer to the press before has not come yet."""


@unique
class Silence(StrEnum):
    """Why a gesture asks nothing and does not blink either: the press itself was heard already."""

    SECOND_PRESS = "second-press"
    STILL_DOWN = "still-down"


@unique
class Asking(StrEnum):
    """Whether the hub owes this panel an answer."""

    FREE = "free"
    OPEN = "open"


Entry = Action | Refusal | Silence

_EVERYWHERE_REFUSED = {
    Standing.HUB_AWAY: Refusal.HUB_AWAY,
    Standing.CLOSED: Refusal.COUNTER_CLOSED,
    Standing.NOBODY_SEATED: Refusal.NOBODY_SEATED,
    Standing.PAUSED: Refusal.COUNTER_PAUSED,
    Standing.UNCLEAR: Refusal.UNCLEAR,
}

_SHORT: dict[Button, tuple[Entry, Entry, Entry]] = {
    # per button: ready (parked or not), called, serving
    Button.NEXT: (Action.CALL_NEXT, Refusal.NOT_FINISHED, Action.FINISH_AND_CALL_NEXT),
    Button.RECALL: (Refusal.NO_TICKET, Action.RECALL, Refusal.ALREADY_SERVING),
    Button.NO_SHOW: (Refusal.NO_TICKET, Action.NO_SHOW, Refusal.ALREADY_SERVING),
    Button.HOLD: (Refusal.NO_TICKET, Action.HOLD, Action.HOLD),
    Button.FINISH: (Refusal.NO_TICKET, Action.START_SERVICE, Action.FINISH),
}

_LONG_HOLD: dict[Standing, Entry] = {
    Standing.READY: Refusal.NOTHING_PARKED,
    Standing.READY_PARKED: Action.RESUME,
    Standing.CALLED: Refusal.NOT_FINISHED,
    Standing.SERVING: Refusal.ALREADY_SERVING,
}


def decide(button: Button, gesture: Gesture, standing: Standing, asking: Asking) -> Entry:
    """What this gesture asks for here. While an answer is open nothing more is asked."""
    entry = TABLE[button, gesture, standing]
    if isinstance(entry, Action) and asking is Asking.OPEN:
        return Refusal.STILL_ASKING
    return entry


def _entry(button: Button, gesture: Gesture, standing: Standing) -> Entry:
    if gesture is Gesture.DOUBLE:
        return Silence.SECOND_PRESS
    if gesture is Gesture.LONG and button is not Button.HOLD:
        return Silence.STILL_DOWN
    if standing in _EVERYWHERE_REFUSED:
        return _EVERYWHERE_REFUSED[standing]
    if gesture is Gesture.LONG:
        return _LONG_HOLD[standing]
    ready, called, serving = _SHORT[button]
    return {Standing.CALLED: called, Standing.SERVING: serving}.get(standing, ready)


TABLE: dict[tuple[Button, Gesture, Standing], Entry] = {
    cell: _entry(*cell) for cell in product(Button, Gesture, Standing)
}
"""Every combination there is."""
