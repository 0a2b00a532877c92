"""REST on the public listener: what can be read, and what a kiosk may ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from contract.answers import Answer
from contract.ids import new_command_id
from contract.states import BoardState, CatalogueState, CounterState, HubState, LineState
from tests.server.web.public_center import (
    AS_KIOSK,
    AS_PANEL,
    PublicCenter,
    basic,
    running_center,
    sample_config,
)


@pytest.fixture
def center(tmp_path: Path) -> Iterator[PublicCenter]:
    with running_center(tmp_path) as running:
        yield running


# --- reading ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("state/hub", HubState),
        ("state/line", LineState),
        ("state/board", BoardState),
        ("state/counters/1", CounterState),
        ("catalogue", CatalogueState),
    ],
)
def test_states_are_the_same_messages_as_on_the_broker(
    center: PublicCenter, path: str, kind: type[msgspec.Struct]
) -> None:
    reply = center.get(f"/api/v1/{path}")

    assert reply.status == 200
    assert isinstance(msgspec.json.decode(reply.body, type=kind), kind)


def test_a_reader_that_has_the_state_already_gets_no_body(center: PublicCenter) -> None:
    etag = center.get("/api/v1/state/board").headers["etag"]

    again = center.get("/api/v1/state/board", {"If-None-Match": etag})

    assert (again.status, again.body) == (304, b"")


def test_a_new_call_is_a_new_etag(center: PublicCenter) -> None:
    etag = center.get("/api/v1/state/board").headers["etag"]
    center.slip()
    center.hub.sit()
    center.hub.call()

    reply = center.get("/api/v1/state/board", {"If-None-Match": etag})

    assert reply.status == 200
    assert [call["number"] for call in reply.json["calls"]] == ["A001"]


def test_every_counter_is_listed(center: PublicCenter) -> None:
    reply = center.get("/api/v1/state/counters")

    listed = [counter["counter"] for counter in reply.json["counters"]]
    assert listed == [counter.id for counter in sample_config().counters]


def test_an_unknown_counter_is_a_problem_in_both_languages(center: PublicCenter) -> None:
    reply = center.get("/api/v1/state/counters/99")

    assert reply.status == 404
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json["code"] == "unknown-counter"
    assert reply.json["detail_vi"] == "Không có quầy này."
    assert reply.json["detail_en"] == "There is no such counter."


def test_the_procedures_carry_the_sum_that_the_catalogue_names(center: PublicCenter) -> None:
    reply = center.get("/api/v1/procedures")

    book = reply.json
    cards = msgspec.json.decode(reply.body, type=dict[str, msgspec.Raw])["procedures"]
    assert hashlib.sha256(bytes(cards)).hexdigest() == book["sha256"]
    assert center.get("/api/v1/catalogue").json["procedures_sha256"] == book["sha256"]
    assert reply.headers["etag"] == f'"{book["sha256"]}"'
    birth = next(card for card in book["procedures"] if card["code"] == "1.001193")
    assert birth["short_vi"]
    assert birth["documents"]
    assert {"documents_left_out", "is_unverified", "everyday_words"} <= birth.keys()


def test_health_says_that_the_hub_answers(center: PublicCenter) -> None:
    reply = center.get("/api/v1/health")

    assert reply.json["status"] == "ok"
    assert reply.json["day"] == "2026-11-23"


def test_an_unknown_address_under_api_is_a_problem_and_elsewhere_a_page(center: PublicCenter) -> None:
    api, page = center.get("/api/v1/nothing"), center.get("/nothing")

    assert (api.status, api.json["code"]) == (404, "unknown-address")
    assert page.status == 404
    assert "Không có địa chỉ này." in page.body.decode()


def test_a_wrong_method_names_the_right_ones(center: PublicCenter) -> None:
    reply = center.send("DELETE", "/api/v1/state/board")

    assert (reply.status, reply.json["code"]) == (405, "wrong-method")
    assert "GET" in reply.headers["allow"]


# --- tickets ------------------------------------------------------------------------------------------


def test_a_slip_finds_its_ticket(center: PublicCenter) -> None:
    center.slip()
    second = center.slip()

    reply = center.get(f"/api/v1/tickets/{second.token}")

    assert reply.json["number"] == "A002"
    assert reply.json["state"] == "waiting"
    assert reply.json["service"] == "ho-tich"
    assert reply.json["people_ahead"] == 1
    assert reply.headers["cache-control"] == "no-store"


def test_a_called_ticket_names_its_counter_and_nobody_ahead(center: PublicCenter) -> None:
    taken = center.slip()
    center.hub.sit()
    center.hub.call()

    reply = center.get(f"/api/v1/tickets/{taken.token}")

    assert (reply.json["state"], reply.json["counter"], reply.json["people_ahead"]) == ("called", "1", None)


def test_a_slip_of_an_earlier_day_is_still_found(center: PublicCenter) -> None:
    taken = center.slip()
    center.hub.close_day()
    center.hub.clock.pass_time(24 * 3600)
    center.hub.open_day()

    reply = center.get(f"/api/v1/tickets/{taken.token}")

    assert (reply.json["state"], reply.json["day"]) == ("unserved", "2026-11-23")


@pytest.mark.parametrize("token", ["AAAAAAAAAAAAAAAA", "short", "x" * 65, "%C3%A9" * 16, "..%2F..%2Fetc"])
def test_unknown_and_impossible_tokens_get_the_same_answer(center: PublicCenter, token: str) -> None:
    reply = center.get(f"/api/v1/tickets/{token}")

    assert reply.status == 404
    assert reply.json["code"] in ("unknown-slip", "unknown-address")


# --- commands -----------------------------------------------------------------------------------------


def test_a_kiosk_takes_a_number_over_http(center: PublicCenter) -> None:
    reply = center.command("reserve-ticket", AS_KIOSK, service="ho-tich")

    answer = msgspec.json.decode(reply.body, type=Answer)
    assert (reply.status, answer.outcome) == (200, "done")
    assert reply.json["result"]["number"] == "A001"


def test_a_repeat_gets_the_first_answer_again(center: PublicCenter) -> None:
    command = new_command_id()

    first = center.command("reserve-ticket", AS_KIOSK, command_id=command, service="ho-tich")
    second = center.command("reserve-ticket", AS_KIOSK, command_id=command, service="ho-tich")

    assert first.body == second.body
    assert center.get("/api/v1/state/line").json["taken_today"] == 1


def test_a_refusal_is_an_answer_with_status_409(center: PublicCenter) -> None:
    reply = center.command("reserve-ticket", AS_KIOSK, service="nothing-such")

    answer = msgspec.json.decode(reply.body, type=Answer)
    assert (reply.status, answer.outcome, answer.code) == (409, "refused", "unknown-service")


def test_a_command_that_names_a_time_long_past_is_late(center: PublicCenter) -> None:
    long_ago = center.hub.now() - timedelta(minutes=20)

    reply = center.command("reserve-ticket", AS_KIOSK, service="ho-tich", asked_at=long_ago)

    assert (reply.status, reply.json["code"]) == (409, "late")


def test_a_malformed_body_is_told_the_place(center: PublicCenter) -> None:
    reply = center.command("confirm-ticket", AS_KIOSK, ticket="t", fate="eaten")

    assert (reply.status, reply.json["code"]) == (400, "malformed")
    assert "$.fate" in reply.json["detail_en"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 9000])
def test_garbage_is_malformed(center: PublicCenter, body: bytes) -> None:
    headers = {"Content-Type": "application/json", **basic(AS_KIOSK)}

    reply = center.send("POST", "/api/v1/commands/reserve-ticket", body, headers)

    assert (reply.status, reply.json["code"]) == (400, "malformed")


def test_a_body_larger_than_a_command_may_be_is_refused(center: PublicCenter) -> None:
    headers = {"Content-Type": "application/json", **basic(AS_KIOSK)}

    reply = center.send("POST", "/api/v1/commands/reserve-ticket", b" " * 17_000, headers)

    assert (reply.status, reply.json["code"]) == (413, "too-large")


def test_a_body_that_is_no_json_is_not_even_read(center: PublicCenter) -> None:
    headers = {"Content-Type": "text/plain", **basic(AS_KIOSK)}

    reply = center.send("POST", "/api/v1/commands/reserve-ticket", b"{}", headers)

    assert reply.status == 415


def test_nobody_asks_without_a_password(center: PublicCenter) -> None:
    reply = center.command("reserve-ticket", None, service="ho-tich")

    assert (reply.status, reply.json["code"]) == (401, "not-signed-in")
    assert reply.headers["www-authenticate"].startswith("Basic")


def test_a_panel_has_no_business_here(center: PublicCenter) -> None:
    reply = center.command("reserve-ticket", AS_PANEL, service="ho-tich")

    assert (reply.status, reply.json["code"]) == (403, "not-allowed")


@pytest.mark.parametrize("verb", ["call-next", "open-day", "give-number"])
def test_staffs_commands_are_not_on_the_public_listener(center: PublicCenter, verb: str) -> None:
    assert center.command(verb, AS_KIOSK, counter="1").status == 404
