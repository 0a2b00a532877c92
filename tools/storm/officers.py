"""Officers at their counters: they look how the counter stands, and do one of what can be done then.

Knows the console's REST; knows nothing of faults: what fails is tried again later.
"""

from __future__ import annotations

import http.client
import json
import threading
import urllib.error
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contract.ids import new_command_id
from tools.demo.center import NothingHappenedError
from tools.demo.people import Browser, Person
from tools.storm.people import Step, Steps

SlipInHand = Callable[[float], tuple[str, str] | None]
"""Number and token of a slip that somebody holds out, picked by a draw; None: nobody does."""
ROUND_THE_HOUSE = ("ho-tich", "chung-thuc", "dat-dai-xay-dung")
"""Where officers send who is in the wrong line."""
WENT_WRONG = (OSError, http.client.HTTPException, json.JSONDecodeError, NothingHappenedError)
SIGNED_OUT = "not-signed-in"
"""A restore brings nobody's session back."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What an officer has before them."""

    counter: str
    person: Person
    console: Browser
    slip_in_hand: SlipInHand


class Officer(threading.Thread):
    """One person at one counter, through the console."""

    def __init__(self, desk: Desk, steps: Steps, stopped: threading.Event) -> None:
        super().__init__(name=f"officer of counter {desk.counter}", daemon=True)
        self.asked: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        """By code."""
        self._desk = desk
        self._counter = desk.counter
        self._console = desk.console
        self._steps = steps
        self._stopped = stopped
        self._parked: list[str] = []
        self._absent: list[str] = []
        self._has_just_claimed = False

    def run(self) -> None:
        """One step after the other."""
        while not self._stopped.is_set():
            step = self._steps.next()
            if self._stopped.wait(step.after_s):
                return
            try:
                self._take(step, json.loads(self._console.get(f"/api/v1/state/counters/{self._counter}")))
            except WENT_WRONG as error:
                self.refused[type(error).__name__] += 1

    # --- what is done ---

    def _take(self, step: Step, state: dict[str, Any]) -> None:
        match state["status"]:
            case "closed":
                self._ask("open-counter")
            case "paused":
                self._ask("resume-counter")
            case "ready":
                self._at_a_free_counter(step)
            case "calling":
                self._with_somebody_called(step, state)
            case "serving":
                self._with_somebody_served(step, state)

    def _at_a_free_counter(self, step: Step) -> None:
        if self._parked and step.mood < 0.07:
            ticket = self._parked.pop(int(step.detail * len(self._parked)))
            self._ask("serve-by-hand", tickets=[{"ticket": ticket, "state": "on-hold"}])
        elif self._parked and step.mood < 0.3:
            ticket = self._parked.pop(int(step.detail * len(self._parked)))
            self._ask("resume", seen={"ticket": ticket, "state": "on-hold"})
        elif self._absent and step.mood < 0.4:
            ticket = self._absent.pop(int(step.detail * len(self._absent)))
            self._ask("return-to-line", seen={"ticket": ticket, "state": "no-show"}, counter=self._counter)
        elif step.mood > 0.96:
            self._ask("close-counter")
        elif step.mood > 0.92:
            self._ask("pause-counter", reason="nghi-ngan")
        elif step.mood > 0.89:
            self._ask("undo")
        elif step.mood > 0.75 and self._claim(step):
            self.asked["slip held out"] += 1
        else:
            self._call_next()

    def _claim(self, step: Step) -> bool:
        """Somebody holds a slip out that was given without the hub."""
        slip = self._desk.slip_in_hand(step.detail)
        if slip is not None:
            self._has_just_claimed = self._ask("claim-slip", number=slip[0], token=slip[1])
        return slip is not None

    def _with_somebody_called(self, step: Step, state: dict[str, Any]) -> None:
        seen = _seen(state)
        if step.mood < 0.62:
            self._start(seen)
        elif step.mood < 0.76:
            self._recall(seen)
        elif step.mood < 0.86:
            self._no_show(seen)
        elif step.mood < 0.93:
            self._hold(seen)
        elif step.mood < 0.97:
            self._ask("redirect", seen=seen, to_service=_picked(step), counter=self._counter)
        else:
            self._ask("return-to-line", seen=seen, counter=self._counter)

    def _with_somebody_served(self, step: Step, state: dict[str, Any]) -> None:
        seen = _seen(state)
        has_just_claimed, self._has_just_claimed = self._has_just_claimed, False
        if has_just_claimed and step.mood < 0.4:
            self._ask("undo")
        elif step.mood < 0.55:
            self._finish(seen)
        elif step.mood < 0.8:
            self._finish_and_call_next(seen)
        elif step.mood < 0.9:
            self._hold(seen)
        else:
            self._ask("transfer", seen=seen, to_service=_picked(step))

    # --- the hands: the panel's officer has buttons for these ---

    def _call_next(self) -> None:
        self._ask("call-next")

    def _start(self, seen: dict[str, str]) -> None:
        self._ask("start-service", seen=seen)

    def _recall(self, seen: dict[str, str]) -> None:
        self._ask("recall", seen=seen)

    def _no_show(self, seen: dict[str, str]) -> None:
        if self._ask("no-show", seen=seen):
            self._absent.append(seen["ticket"])

    def _hold(self, seen: dict[str, str]) -> None:
        if self._ask("hold", seen=seen):
            self._parked.append(seen["ticket"])

    def _finish(self, seen: dict[str, str]) -> None:
        self._ask("finish", seen=seen)

    def _finish_and_call_next(self, seen: dict[str, str]) -> None:
        self._ask("call-next", finishing=seen)

    def _ask(self, verb: str, **fields: Any) -> bool:
        """Whether it was done; a counter is named where none is."""
        self.asked[verb] += 1
        body = {"command_id": new_command_id(), "counter": self._counter, **fields}
        try:
            answer = self._console.post(f"/api/v1/commands/{verb}", body)
        except urllib.error.HTTPError as error:
            code = _code_of(error)
            self.refused[code] += 1
            if code == SIGNED_OUT:
                self._console.sign_in(self._desk.person)
            return False
        return bool(answer["outcome"] == "done")


def _seen(state: dict[str, Any]) -> dict[str, str]:
    return {"ticket": state["ticket"], "state": state["ticket_state"]}


def _picked(step: Step) -> str:
    return ROUND_THE_HOUSE[int(step.detail * len(ROUND_THE_HOUSE))]


def _code_of(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.loads(error.read()).get("code", error.code))
    except WENT_WRONG:
        return str(error.code)
