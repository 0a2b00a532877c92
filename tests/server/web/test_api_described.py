"""The OpenAPI document against the running hub: schemathesis tries every operation on both listeners."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
import schemathesis
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from contract.commands import COMMANDS
from contract.ids import new_command_id
from server.service.accounts import grants_of
from server.service.passwords import PasswordKeeper
from server.store.account_book import AccountBook
from server.web.api.blueprint import api_blueprint
from server.web.api.door import Door, offered
from server.web.console_app import console_app
from server.web.console_hub import ConsoleHub
from server.web.openapi import document
from server.web.public.hub import PublicHub
from server.web.security import CSRF_HEADER, authenticate
from tests.server.web.public_center import AS_KIOSK, AS_SCANNER, PublicCenter, running_center, sample_config
from tests.support.console import PASSWORD, SteeredAlerts
from tests.support.steered_health import SteeredHealth

EXAMPLES = 8
LOGIN = "quang"


def _console(hub: PublicHub) -> Flask:
    """The console as the running hub puts it together, and a manager's account."""
    keeper = PasswordKeeper(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    book = AccountBook(hub.writer, hub.database, lambda: grants_of(sample_config().roles), keeper)
    book.add(LOGIN, "Đỗ Quang", ["quan-ly"], PASSWORD)
    console = ConsoleHub(
        writer=hub.writer,
        database=hub.database,
        config=sample_config,
        procedures=(),
        alerts=SteeredAlerts(),
        health=SteeredHealth(),
        stream_cap=1,
        version=hub.version,
        passwords=keeper,
    )
    app = console_app(console)
    app.register_blueprint(api_blueprint(hub, Door.CONSOLE, authenticate))
    return app


def _session(center: PublicCenter) -> dict[str, str]:
    """Signed in as a browser would: the cookie, and the token out of the page."""
    form = urlencode({"login": LOGIN, "password": PASSWORD}).encode()
    answered = center.send("POST", "/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})
    cookie = answered.headers["set-cookie"].split(";", 1)[0]
    page = center.get("/", {"Cookie": cookie}).body.decode()
    return {"Cookie": cookie, CSRF_HEADER: page.split('data-csrf="', 1)[1].split('"', 1)[0]}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("public")) as running:
        yield running


@dataclass(frozen=True, slots=True)
class SignedInConsole:
    """The running console, and what a signed-in browser sends along."""

    center: PublicCenter
    headers: dict[str, str]


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SignedInConsole]:
    with running_center(tmp_path_factory.mktemp("console"), app=_console) as running:
        yield SignedInConsole(running, _session(running))


def _operations(door: Door) -> list[str]:
    described = msgspec.json.decode(document(door, "0"))
    return [f"{method} {path}" for path, methods in described["paths"].items() for method in methods]


def _beyond_schemas(operation: str) -> list[Any]:
    """What the checks cannot know.

    Who sends wrong passwords again and again gets 429, not 401 (tested by hand), and so does who looks
    unknown records up. That a page is a picture shows in its first bytes, and too many of them are a 413:
    no schema can say either.
    """
    if operation.endswith("/papers") or "/scan-jobs/" in operation:
        return [ignored_auth, positive_data_acceptance, negative_data_rejection]
    if operation.endswith("/look-up"):
        return [ignored_auth, positive_data_acceptance]
    return [ignored_auth]


def _try(center: PublicCenter, operation: str, headers: dict[str, str]) -> None:
    method, path = operation.split(" ")
    schema = schemathesis.openapi.from_url(f"{center.url}/api/v1/openapi.json")
    found = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def conforms(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from(list(GenerationMode)))
        case: Any = data.draw(found.as_strategy(generation_mode=mode))
        case.call_and_validate(headers=headers, timeout=10, excluded_checks=_beyond_schemas(operation))

    conforms()


@pytest.mark.parametrize("operation", _operations(Door.PUBLIC))
def test_the_public_listener_does_what_its_document_says(public: PublicCenter, operation: str) -> None:
    device = AS_SCANNER if operation.endswith("/counter-codes") or "/scan-jobs/" in operation else AS_KIOSK
    login = base64.b64encode(":".join(device).encode()).decode()

    _try(public, operation, {"Authorization": f"Basic {login}"})


@pytest.mark.parametrize("operation", _operations(Door.CONSOLE))
def test_the_console_listener_does_what_its_document_says(console: SignedInConsole, operation: str) -> None:
    _try(console.center, operation, console.headers)


def test_the_session_it_is_tried_with_is_let_in(console: SignedInConsole) -> None:
    body = msgspec.json.encode({"command_id": new_command_id()})
    headers = {**console.headers, "Content-Type": "application/json"}
    let_in = console.center.send("POST", "/api/v1/commands/open-day", body, headers)
    without_token = {**headers, CSRF_HEADER: "another page's"}

    assert let_in.status in (200, 409)
    assert console.center.send("POST", "/api/v1/commands/open-day", body, without_token).status == 403


def test_every_command_is_described_exactly_once_over_both_listeners() -> None:
    verbs = {**offered(Door.PUBLIC), **offered(Door.CONSOLE)}

    assert set(verbs.values()) == set(COMMANDS)
