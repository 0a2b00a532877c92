"""REST on the console's listener: the same commands, for a signed-in session alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contract.ids import new_command_id
from server.broker.devices import KnownDevices
from server.bus.catalogue import catalogue_state
from server.config.center_directory import CenterDirectory
from server.store.look_up_key import LookUpKeys
from server.store.paper_desk import PaperDesk
from server.store.papers import Papers
from server.web.api.blueprint import api_blueprint
from server.web.api.door import Door
from server.web.live import LiveStreams
from server.web.public.hub import PublicHub
from server.web.public.procedure_shelf import shelf_of
from server.web.security import authenticate
from tests.support.console import Browser, Console
from tests.support.open_center import OpenCenter
from tests.support.record_papers import PaperParts


@pytest.fixture
def rest(site: Console, center: OpenCenter, tmp_path_factory: pytest.TempPathFactory) -> Console:
    """The console with REST beside it, as the running hub puts them together."""
    folder = tmp_path_factory.mktemp("papers")
    with center.writer.reading() as hall:
        catalogue = catalogue_state(hall.head, center.config, "0")
    hub = PublicHub(
        writer=center.writer,
        database=center.database,
        registry=KnownDevices(folder / "devices.json"),
        catalogue=lambda: catalogue,
        procedures=lambda: shelf_of((), date(2026, 11, 23)),
        centers=lambda: CenterDirectory((), ()),
        papers=PaperDesk(Papers(folder), center.writer, lambda: center.config.scanning),
        scans=PaperParts(center.writer, center.database, folder, center.config).stations,
        live=LiveStreams(1, lambda: center.writer.now().utc),
        version="test",
        look_up_keys=LookUpKeys(folder),
    )
    site.app.register_blueprint(api_blueprint(hub, Door.CONSOLE, authenticate))
    return site


def _ask(browser: Browser, verb: str, **fields: Any) -> Any:
    body = {"command_id": new_command_id(), **fields}
    headers = {"X-CSRF-Token": browser.csrf}
    return browser.client.post(f"/api/v1/commands/{verb}", json=body, headers=headers)


def test_an_officer_opens_a_counter_over_rest(rest: Console) -> None:
    response = _ask(rest.signed_in("lan"), "open-counter", counter="1")

    assert response.status_code == 200, response.text
    assert response.get_json()["result"]["status"] == "ready"


def test_nobody_without_a_session(rest: Console) -> None:
    response = _ask(rest.browser(), "open-counter", counter="1")

    assert response.status_code == 401
    assert response.mimetype == "application/problem+json"
    assert "WWW-Authenticate" not in response.headers


def test_a_session_without_its_token_is_refused(rest: Console) -> None:
    browser = rest.signed_in("lan")
    browser.csrf = "another page's"

    assert _ask(browser, "open-counter", counter="1").status_code == 403


def test_a_guide_may_not_open_a_counter(rest: Console) -> None:
    response = _ask(rest.signed_in("thu"), "open-counter", counter="1")

    assert (response.status_code, response.get_json()["code"]) == (403, "not-allowed")


def test_an_unknown_address_under_api_is_a_problem_here_too(rest: Console) -> None:
    response = rest.browser().get("/api/v1/nothing")

    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_kiosks_hand_no_papers_in_here(rest: Console) -> None:
    assert rest.browser().client.post("/api/v1/papers").status_code == 404
