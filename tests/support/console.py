"""The console's app over a center, with people in it, and browsers without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from contract.ids import OfficerId, TicketId, new_command_id
from server.config.procedure_table import read_procedures
from server.service.accounts import Account, asker_of, grants_of
from server.service.alerts import Alert
from server.service.asker import Asker
from server.service.passwords import PasswordKeeper
from server.store.account_book import AccountBook
from server.store.counter_seats import codes_of_counters
from server.store.identity import IdentityHash
from server.store.look_up_key import LookUpKeys
from server.web.console_app import LIVE, console_app
from server.web.console_hub import ConsoleHub
from tests.support.open_center import OpenCenter
from tests.support.record_papers import PaperParts, with_scanners
from tests.support.steered_health import SteeredHealth

PASSWORD = "một mật khẩu dài"
PEOPLE = {
    "lan": ("Nguyễn Thị Lan", ["can-bo"]),
    "minh": ("Trần Văn Minh", ["can-bo"]),
    "hung": ("Lê Hùng", ["cong-an"]),
    "thu": ("Phạm Thị Thu", ["huong-dan"]),
    "quang": ("Đỗ Quang", ["quan-ly"]),
    "admin": ("Vũ An", ["quan-tri"]),
}


class SteeredAlerts:
    """Alerts that tests set."""

    def __init__(self) -> None:
        self.now: list[Alert] = []

    def current(self) -> list[Alert]:
        """What was set."""
        return self.now


@dataclass
class HeldPapers:
    """Pages kept in memory, each for one officer."""

    pages: dict[tuple[OfficerId, TicketId], list[bytes]] = field(default_factory=dict)

    def pages_for(self, officer: OfficerId, ticket: TicketId) -> int:
        """How many there are for this officer."""
        return len(self.pages.get((officer, ticket), []))

    def digests_for(
        self, officer: OfficerId, ticket: TicketId, digest: Callable[[bytes], str]
    ) -> Mapping[int, str]:
        """Of each of them."""
        return {at: digest(page) for at, page in enumerate(self.pages.get((officer, ticket), []), start=1)}

    def open_for(self, officer: OfficerId, ticket: TicketId, page: int) -> bytes:
        """The page, or LookupError."""
        return self.pages[officer, ticket][page - 1]


class Browser:
    """One person's browser: cookies, the page's token, commands."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.csrf = ""

    def sign_in(self, login: str, password: str = PASSWORD, **extra: Any) -> TestResponse:
        """Fill in the form."""
        return self.client.post("/sign-in", data={"login": login, "password": password}, **extra)

    def get(self, address: str, **extra: Any) -> TestResponse:
        """A page, read to its end; with `buffered=False` as it comes."""
        return self.client.get(address, **{"buffered": True, **extra})

    def post(self, address: str, **fields: Any) -> TestResponse:
        """A form of one of our pages."""
        return self.client.post(address, data={"csrf": self.csrf, **fields})

    def find(self, written: str) -> TestResponse:
        """What stands in the find box."""
        headers = {"X-CSRF-Token": self.csrf}
        return self.client.post("/console/ticket", json={"wanted": written}, headers=headers)

    def state(self) -> Any:
        """What the officer's page is drawn from."""
        response = self.get("/console/state")
        assert response.status_code == 200, response.text
        return response.get_json()

    def ask(self, verb: str, **fields: Any) -> TestResponse:
        """A press."""
        body = {"command_id": new_command_id(), **fields}
        return self.client.post(f"/console/command/{verb}", json=body, headers={"X-CSRF-Token": self.csrf})

    def press(self, verb: str, **asked: Any) -> TestResponse:
        """The button of that command, as the page has it now."""
        counter = self.state()["counter"]
        action = next(known for known in counter["actions"] + counter["life"] if known["verb"] == verb)
        assert action["why_not"] is None, action
        return self.ask(verb, **action["fields"], **asked)


@dataclass
class Console:
    """What tests hold on to."""

    app: Flask
    hub: ConsoleHub
    book: AccountBook
    alerts: SteeredAlerts
    papers: HeldPapers
    accounts: dict[str, Account]
    health: SteeredHealth
    scanned: PaperParts
    replaced: dict[Path, datetime]
    """What a restore replaced, and when it goes."""

    def browser(self) -> Browser:
        """Nobody signed in yet."""
        return Browser(self.app)

    def signed_in(self, login: str) -> Browser:
        """That person signed in."""
        browser = self.browser()
        assert browser.sign_in(login).status_code == 303
        page = browser.get("/").text
        browser.csrf = page.split('data-csrf="', 1)[1].split('"', 1)[0]
        return browser

    def asker(self, login: str) -> Asker:
        """The person, without a browser."""
        return asker_of(self.accounts[login], grants_of(self.hub.config().roles))


@contextmanager
def console(center: OpenCenter, stream_cap: int = 4, answer_within_s: float = 8.0) -> Iterator[Console]:
    """The app and everybody's account."""
    keeper = PasswordKeeper(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    alerts, papers, health = SteeredAlerts(), HeldPapers(), SteeredHealth()
    scanned = PaperParts(center.writer, center.database, center.data_dir, with_scanners())
    replaced: dict[Path, datetime] = {}
    hub = ConsoleHub(
        writer=center.writer,
        database=center.database,
        config=lambda: center.config,
        procedures=read_procedures,
        alerts=alerts,
        health=health,
        stream_cap=stream_cap,
        version="test",
        papers=papers,
        passwords=keeper,
        identity=IdentityHash(center.data_dir),
        record_papers=scanned.hub_of(),
        look_up_key=LookUpKeys(center.data_dir).of,
        codes=codes_of_counters(center.writer, with_scanners),
        replaced=lambda: replaced,
        answer_within_s=answer_within_s,
    )
    book = AccountBook(center.writer, center.database, lambda: grants_of(center.config.roles), keeper)
    accounts = {
        login: book.add(login, name, roles, PASSWORD).account for login, (name, roles) in PEOPLE.items()
    }
    app = console_app(hub)
    try:
        yield Console(app, hub, book, alerts, papers, accounts, health, scanned, replaced)
    finally:
        app.extensions[LIVE].close()
