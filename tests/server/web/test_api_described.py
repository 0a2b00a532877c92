"""The OpenAPI document against the running hub: schemathesis tries every operation on both listeners."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
import schemathesis
from flask import Flask, Request, request
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)
from werkzeug.exceptions import HTTPException

from contract.commands import COMMANDS
from server.service.asker import Asker
from server.web.api.blueprint import api_blueprint, respond_as_problem
from server.web.api.door import Door, offered
from server.web.openapi import document
from server.web.public.hub import PublicHub
from tests.server.web.public_center import AS_KIOSK, PublicCenter, running_center
from tests.support.hub import MANAGER

EXAMPLES = 8


def _signed_in(asked: Request) -> Asker | None:
    """Stands for the console's session: whoever has the header is the manager."""
    return MANAGER if asked.headers.get("X-CSRF-Token") == "right" else None


def _console(hub: PublicHub) -> Flask:
    app = Flask("console")
    app.register_blueprint(api_blueprint(hub, Door.CONSOLE, _signed_in))
    app.register_error_handler(HTTPException, lambda error: respond_as_problem(error, request) or error)
    return app


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("public")) as running:
        yield running


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicCenter]:
    with running_center(tmp_path_factory.mktemp("console"), app=_console) as running:
        yield running


def _operations(door: Door) -> list[str]:
    described = msgspec.json.decode(document(door, "0"))
    return [f"{method} {path}" for path, methods in described["paths"].items() for method in methods]


def _beyond_schemas(operation: str) -> list[Any]:
    """What the checks cannot know.

    Who sends wrong passwords again and again gets 429, not 401 (tested by hand). That a page is a picture
    shows in its first bytes, and too many of them are a 413: no schema can say either.
    """
    if operation.endswith("/papers"):
        return [ignored_auth, positive_data_acceptance, negative_data_rejection]
    return [ignored_auth]


def _try(center: PublicCenter, operation: str, headers: dict[str, str]) -> None:
    method, path = operation.split(" ")
    schema = schemathesis.openapi.from_url(f"{center.url}/api/v1/openapi.json")
    found = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
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
    login = base64.b64encode(":".join(AS_KIOSK).encode()).decode()

    _try(public, operation, {"Authorization": f"Basic {login}"})


@pytest.mark.parametrize("operation", _operations(Door.CONSOLE))
def test_the_console_listener_does_what_its_document_says(console: PublicCenter, operation: str) -> None:
    _try(console, operation, {"X-CSRF-Token": "right"})


def test_every_command_is_described_exactly_once_over_both_listeners() -> None:
    verbs = {**offered(Door.PUBLIC), **offered(Door.CONSOLE)}

    assert set(verbs.values()) == set(COMMANDS)
