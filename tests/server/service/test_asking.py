"""How commands are asked: once, in time, on what the asker really saw, and only by who may."""

from __future__ import annotations

from typing import Any

import pytest

from contract import commands as c
from contract.ids import new_command_id
from contract.words import DeviceKind, Outcome, SlipFate, TicketState, VoidReason
from server.service.asker import HUB, Asker, Role
from server.service.permission import BY_DEVICE, BY_ROLE, may
from server.service.use_cases import USE_CASES
from tests.support.hub import ANH, BINH, KIOSK, MANAGER, OTHER_KIOSK, PANEL, SmallHub
from tests.support.ticket_states import ALLOWED_ON, in_state, what_it_needs

S = TicketState
LIVE = [kind for kind in c.COMMANDS if issubclass(kind, c.LiveCommand)]
NAMES = [kind.__name__ for kind in LIVE]

NEEDED: dict[str, Any] = {
    "service": "ho-tich", "counter": "1", "seen": c.SeenTicket(ticket="t", state=S.WAITING),  # type: ignore[arg-type] # an id written by hand
    "reason": "hop", "to_service": "chung-thuc", "kiosk": "kiosk-1", "number": "A999",
    "tickets": (c.SeenTicket(ticket="t", state=S.WAITING),),  # type: ignore[arg-type] # an id written by hand
}  # fmt: skip


def any_of(hub: SmallHub, kind: type[c.LiveCommand], **fields: Any) -> c.LiveCommand:
    needed = {name: NEEDED[name] for name in kind.__struct_fields__ if name in NEEDED}
    return hub.make(kind, **needed, **fields)


def asker_for(kind: type[c.Command]) -> Asker:
    return next(asker for asker in (KIOSK, MANAGER) if may(asker, kind))


# --- once ---------------------------------------------------------------------------------------------


def test_the_same_command_twice_is_done_once_and_answered_twice_alike(hub: SmallHub) -> None:
    command = hub.make(c.ReserveTicket, service="ho-tich")
    first = hub.ask(command, KIOSK)
    seq = hub.seq
    hub.clock.pass_time(600)

    assert hub.ask(command, KIOSK) == first
    assert hub.seq == seq


def test_a_repeat_is_answered_alike_after_a_restart(hub: SmallHub) -> None:
    command = hub.make(c.ReserveTicket, service="ho-tich")
    first = hub.ask(command, KIOSK)
    hub.restart()

    assert hub.ask(command, KIOSK) == first


def test_a_refusal_is_kept_and_given_again_although_it_would_be_done_now(hub: SmallHub) -> None:
    command = hub.make(c.CallNext, counter="1")
    refused = hub.ask(command, ANH)
    hub.sit()

    assert refused.code == "nobody-seated"
    assert hub.ask(command, ANH) == refused


def test_a_command_id_belongs_to_who_used_it_first(hub: SmallHub) -> None:
    command = hub.make(c.ReserveTicket, service="ho-tich")
    first = hub.ask(command, KIOSK)

    stolen = hub.ask(command, OTHER_KIOSK)

    assert (stolen.outcome, stolen.code, stolen.result) == (Outcome.REFUSED, "not-yours", None)
    assert hub.ask(command, KIOSK) == first


def test_one_press_sent_twice_calls_one_person(hub: SmallHub) -> None:
    hub.sit()
    first, second = hub.take(), hub.take()
    press = hub.make(c.CallNext, counter="1")
    answers = [future.result(10) for future in [hub.writer.ask(press, PANEL) for _ in range(3)]]

    assert answers[0] == answers[1] == answers[2]
    assert (hub.ticket(first).state, hub.ticket(second).state) == (S.CALLED, S.WAITING)


# --- in time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIVE, ids=NAMES)
def test_every_live_command_is_refused_when_late(hub: SmallHub, kind: type[c.LiveCommand]) -> None:
    command = any_of(hub, kind)
    hub.clock.pass_time(2.001)

    answer = hub.ask(command, asker_for(kind))

    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "late")


def test_a_command_is_in_time_up_to_its_own_limit(hub: SmallHub) -> None:
    hub.sit()
    command = hub.make(c.CallNext, counter="1", answer_within_s=30)
    hub.clock.pass_time(30)

    assert hub.ask(command, ANH).outcome is Outcome.DONE


def test_an_asker_may_be_a_little_ahead_but_not_much(hub: SmallHub) -> None:
    hub.sit()
    ahead = hub.make(c.CallNext, counter="1")
    far_ahead = hub.make(c.CallNext, counter="1")
    hub.clock.step_wall(-5)
    hub.tick()
    assert hub.ask(ahead, ANH).outcome is Outcome.DONE
    hub.clock.step_wall(-1)
    hub.tick()

    assert hub.ask(far_ahead, ANH).code == "late"


def test_confirmations_are_never_late(hub: SmallHub) -> None:
    ticket = hub.reserve().ticket
    confirm = hub.make(c.ConfirmTicket, ticket=ticket, fate=SlipFate.PRINTED)
    hub.clock.pass_time(3600)

    assert hub.ask(confirm, KIOSK).outcome is Outcome.DONE


# --- as it was seen -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in LIVE if "seen" in kind.__struct_fields__])
def test_a_command_on_a_ticket_that_has_moved_on_is_stale(hub: SmallHub, kind: type[c.LiveCommand]) -> None:
    hub.sit()
    ticket = hub.take()
    called = kind in (c.CallTicket, c.Resume)
    if not called:
        hub.call()
    seen = hub.seen(ticket, S.SERVING)

    command = any_of(hub, kind)
    fields = {name: getattr(command, name) for name in kind.__struct_fields__}
    assert hub.refused(kind, ANH, **(fields | {"seen": seen})) == "stale"


@pytest.mark.parametrize("state", [state for state in S if state is not S.UNSERVED])
def test_each_command_is_done_in_its_states_and_refused_in_all_others(
    hub: SmallHub, state: TicketState
) -> None:
    hub.sit()
    for kind, allowed in ALLOWED_ON.items():
        ticket = in_state(hub, state)
        fields = what_it_needs(kind, ticket)
        if state in allowed:
            hub.do(kind, ANH, **fields)
        else:
            assert hub.refused(kind, ANH, **fields) in ("wrong-state", "someone-called", "someone-served")
        hub.close_day()
        hub.open_day()
        hub.sit()


def test_a_ticket_nobody_has_is_unknown(hub: SmallHub) -> None:
    hub.sit()
    seen = c.SeenTicket(ticket="no-such", state=S.CALLED)  # type: ignore[arg-type] # an id written by hand

    assert hub.refused(c.StartService, ANH, counter="1", seen=seen) == "unknown-ticket"


# --- who may ------------------------------------------------------------------------------------------

MAY: dict[str, str] = {
    "ReserveTicket": "kiosk", "ConfirmTicket": "kiosk", "VoidTicket": "kiosk", "CallGuide": "kiosk",
    "GiveNumber": "officer guide manager", "Redirect": "officer guide manager",
    "ReturnToLine": "officer guide manager", "Cancel": "officer guide manager",
    "AnswerGuideCall": "officer guide manager",
    "CallNext": "panel officer manager", "Recall": "panel officer manager",
    "StartService": "panel officer manager", "Hold": "panel officer manager",
    "Resume": "panel officer manager", "Finish": "panel officer manager",
    "NoShow": "panel officer manager", "Undo": "panel officer manager",
    "CallTicket": "officer manager", "Transfer": "officer manager", "OpenCounter": "officer manager",
    "PauseCounter": "officer manager", "ResumeCounter": "officer manager", "CloseCounter": "officer manager",
    "OpenDay": "manager administrator", "CloseDay": "manager administrator",
    "ConfirmClock": "manager administrator",
    "HandIn": "kiosk", "NoteReprint": "kiosk",
    "ClaimSlip": "officer manager", "ServeByHand": "officer manager",
    "IssueWithoutJournals": "manager administrator", "MarkTimes": "officer manager",
    "NoteFiling": "officer manager", "ContinueRegister": "manager",
    **{kind.__name__: "officer manager" for kind in c.RECORD_COMMANDS}, "ForgetApplicant": "manager",
    **{kind.__name__: "manager" for kind in c.NOTICE_COMMANDS},
}  # fmt: skip


@pytest.mark.parametrize("kind", c.COMMANDS, ids=[kind.__name__ for kind in c.COMMANDS])
def test_every_command_is_open_to_these_devices_and_roles_and_to_no_others(kind: type[c.Command]) -> None:
    allowed = set(MAY[kind.__name__].split())

    for device in DeviceKind:
        assert may(Asker(device_kind=device), kind) is (device.value in allowed)
    for role in Role:
        assert may(Asker(roles=frozenset({role})), kind) is (role.value in allowed)
    assert not may(Asker(), kind)
    assert may(HUB, kind)


def test_the_tables_cover_every_command_device_and_role() -> None:
    assert set(MAY) == {kind.__name__ for kind in c.COMMANDS}
    assert set(USE_CASES) == set(c.COMMANDS)
    assert (set(BY_DEVICE), set(BY_ROLE)) == (set(DeviceKind), set(Role))


@pytest.mark.parametrize("kind", LIVE, ids=NAMES)
def test_who_may_not_is_refused_by_the_hub_itself(hub: SmallHub, kind: type[c.LiveCommand]) -> None:
    answer = hub.ask(any_of(hub, kind), Asker(device="hall-1", device_kind=DeviceKind.HALL_DISPLAY))  # type: ignore[arg-type] # an id written by hand

    assert (answer.outcome, answer.code) == (Outcome.REFUSED, "not-allowed")


def test_a_panel_presses_for_its_own_counter_alone(hub: SmallHub) -> None:
    hub.sit("2", BINH)
    hub.sit("1", ANH)

    assert hub.refused(c.CallNext, PANEL, counter="2") == "not-your-counter"


def test_a_press_where_nobody_sits_is_refused(hub: SmallHub) -> None:
    assert hub.refused(c.CallNext, PANEL, counter="1") == "nobody-seated"


def test_a_counter_that_is_not_configured_is_unknown(hub: SmallHub) -> None:
    assert hub.refused(c.CallNext, ANH, counter="no-such") == "unknown-counter"


def test_a_display_cannot_make_the_hub_refuse_a_kiosks_command(hub: SmallHub) -> None:
    command = hub.make(c.ReserveTicket, service="ho-tich")
    void = hub.make(c.VoidTicket, abandoned=command.command_id, reason=VoidReason.ABANDONED)
    assert hub.ask(void, PANEL).code == "not-allowed"

    assert hub.ask(command, KIOSK).outcome is Outcome.DONE


def test_a_late_reservation_that_names_abandoned_ones_still_keeps_them_out(hub: SmallHub) -> None:
    lost = new_command_id()
    late = hub.make(c.ReserveTicket, service="ho-tich", abandons=(lost,))
    hub.clock.pass_time(60)
    assert hub.ask(late, KIOSK).code == "late"

    assert hub.ask(hub.make(c.ReserveTicket, command_id=lost, service="ho-tich"), KIOSK).code == "abandoned"
