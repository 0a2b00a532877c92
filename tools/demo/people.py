"""The demo's people: accounts made at the first run, and a browser without a screen that signs in as them.

Passwords are made by `motcua account add` and kept in one file for the person at this machine alone.
"""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

import msgspec

from server.broker.private_file import write_private
from tools.demo.center import DemoCenter, NothingHappenedError

_SHOWN = re.compile(r"shown only now: (\S+)")


class Person(msgspec.Struct, frozen=True):
    """Somebody who works in the demo's center."""

    login: str
    name: str
    roles: tuple[str, ...]
    password: str


WANTED = (
    ("lan", "Nguyễn Thị Lan", ("can-bo",)),
    ("minh", "Trần Văn Minh", ("quan-ly",)),
    ("quantri", "Quản trị hệ thống", ("quan-tri",)),
)
"""Login, name, roles of the sample configuration."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with their password."""

    officer: Person
    manager: Person
    administrator: Person


def people_of(center: DemoCenter) -> People:
    """Those of an earlier run, or new ones through the `motcua` command."""
    kept = center.place.data / "people.json"
    if kept.exists():
        return People(*msgspec.json.decode(kept.read_bytes(), type=tuple[Person, ...]))
    people = tuple(_added(center, *wanted) for wanted in WANTED)
    write_private(kept, msgspec.json.encode(people))
    return People(*people)


def _added(center: DemoCenter, login: str, name: str, roles: tuple[str, ...]) -> Person:
    options = [option for role in roles for option in ("--role", role)]
    shown = _SHOWN.search(center.motcua("account", "add", login, "--name", name, *options))
    if shown is None:
        raise NothingHappenedError(f"no password was shown for {login}")
    return Person(login, name, roles, shown.group(1))


class Browser:
    """Signs in and presses what the console's page presses."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self._csrf = ""

    def get(self, path: str) -> str:
        """A page's text."""
        with self._opener.open(self._base + path, timeout=15) as answer:
            return str(answer.read().decode("utf-8-sig"))

    def sign_in(self, person: Person) -> None:
        """As the sign-in page does.

        Raises:
            NothingHappenedError: the password was refused.
        """
        form = {"login": person.login, "password": person.password, "csrf": self._token(self.get("/sign-in"))}
        body = urllib.parse.urlencode(form).encode()
        with self._opener.open(self._base + "/sign-in", data=body, timeout=15) as answer:
            page = answer.read().decode()
        self._csrf = self._token(page)
        if not self._csrf:
            raise NothingHappenedError(f"{person.login} could not sign in")

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """A JSON answer to a JSON question."""
        request = urllib.request.Request(  # noqa: S310 - our own console on loopback
            self._base + path,
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "X-CSRF-Token": self._csrf},
        )
        with self._opener.open(request, timeout=15) as answer:
            said: dict[str, Any] = json.loads(answer.read())
        return said

    def _token(self, page: str) -> str:
        found = re.search(r'name="csrf[^"]*"\s+(?:content|value)="([^"]+)"', page)
        return found.group(1) if found else ""
