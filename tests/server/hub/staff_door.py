"""An officer's hands on a hub process: signs in to the console and asks by REST, as its page does."""

from __future__ import annotations

import json
import urllib.error
from typing import Any

from contract.ids import new_command_id
from tests.server.hub.hub_place import HubPlace
from tools.demo.people import Browser, Person

LAN = ("lan", "Nguyễn Thị Lan", "can-bo")


def add_person(place: HubPlace, login: str, name: str, role: str) -> Person:
    """By `motcua account add`, through the running hub or without one."""
    done = place.motcua("account", "add", login, "--name", name, "--role", role)
    assert done.status == 0, done
    return Person(login, name, (role,), done.said.split("shown only now:")[1].split()[0])


class StaffDoor:
    """A signed-in browser."""

    def __init__(self, console_port: int, person: Person) -> None:
        self.browser = Browser(f"http://127.0.0.1:{console_port}")
        self.browser.sign_in(person)

    def ask(self, verb: str, **fields: Any) -> dict[str, Any]:
        """The hub's answer, a refusal or an error included."""
        fields.setdefault("command_id", new_command_id())
        try:
            return self.browser.post(f"/api/v1/commands/{verb}", fields)
        except urllib.error.HTTPError as error:
            with error:
                answer: dict[str, Any] = json.loads(error.read())
            return answer

    def done(self, verb: str, **fields: Any) -> dict[str, Any]:
        """It must be done; its result."""
        answer = self.ask(verb, **fields)
        assert answer["outcome"] == "done", answer
        result: dict[str, Any] = answer["result"]
        return result

    def counter(self, counter: str) -> dict[str, Any]:
        """As everybody sees it."""
        state: dict[str, Any] = json.loads(self.browser.get(f"/api/v1/state/counters/{counter}"))
        return state

    def line(self, service: str) -> dict[str, Any]:
        """As everybody sees it."""
        state = json.loads(self.browser.get("/api/v1/state/line"))
        found: dict[str, Any] = next(known for known in state["services"] if known["service"] == service)
        return found
