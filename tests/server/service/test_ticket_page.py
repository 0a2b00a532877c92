"""docs/ticket.md says what the code does: its tables are made from the code and from a running hub."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from contract import commands as c
from contract.words import DeviceKind, TicketState
from server.domain.ticket import MAY_BECOME, PERIOD_OF
from server.service.asker import Asker, Role
from server.service.permission import may
from server.service.use_cases import USE_CASES
from tests.support.hub import ANH, SmallHub
from tests.support.ticket_states import ALLOWED_ON, in_state, what_it_needs

PAGE = Path("docs/ticket.md")


def table(*rows: Iterable[str]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(list(rows[0])), *body])


def on_the_page(name: str) -> str:
    text = PAGE.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
    assert text.count(start) == text.count(end) == 1
    return text.split(start)[1].split(end)[0]


def verb(kind: type[c.Command]) -> str:
    return kind.TOPIC.text.rsplit("/", 1)[1]


def who_may(kind: type[c.Command]) -> str:
    devices = [device for device in DeviceKind if may(Asker(device_kind=device), kind)]
    return ", ".join([*devices, *(role for role in Role if may(Asker(roles=frozenset({role})), kind))])


def test_the_page_shows_the_transition_table() -> None:
    rows = [
        (
            state,
            PERIOD_OF.get(state, "–"),
            ", ".join(sorted(MAY_BECOME[state])) or "ended",
        )
        for state in TicketState
    ]

    assert on_the_page("states") == table(("state", "time counts as", "may become"), *rows)


def test_the_page_shows_who_may_ask_what() -> None:
    rows = [(f"`{verb(kind)}`", who_may(kind)) for kind in USE_CASES]

    assert on_the_page("who may") == table(("command", "who may"), *rows)


@pytest.fixture
def desk(hub: SmallHub) -> SmallHub:
    hub.sit()
    return hub


def test_the_page_shows_what_each_command_makes_of_a_ticket(desk: SmallHub) -> None:
    rows = [
        (f"`{verb(kind)}`", state, *_what_happens(desk, kind, state))
        for kind, states in ALLOWED_ON.items()
        for state in TicketState
        if state in states
    ]

    assert on_the_page("moves") == table(("command", "on a ticket that is", "makes it", "event"), *rows)


def _what_happens(hub: SmallHub, kind: type[c.Command], state: TicketState) -> tuple[str, str]:
    ticket = in_state(hub, state)
    hub.settle()
    before = len(hub.commits)
    hub.do(kind, ANH, **what_it_needs(kind, ticket))
    hub.settle()
    kinds = [item.event.kind() for commit in hub.commits[before:] for item in commit.recorded]
    became = hub.ticket(ticket).state
    hub.close_day()
    hub.open_day()
    hub.sit()
    return became, ", ".join(f"`{kind}`" for kind in kinds)
