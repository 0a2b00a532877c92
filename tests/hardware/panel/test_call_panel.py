"""The panel on mock pins: one press, one command; refused ones blink and ask nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contract.answers import Called, Stands
from contract.asking import NoAnswerError
from contract.broker import NotConnectedError
from contract.commands import (
    CallNext,
    Finish,
    Hold,
    LiveCommand,
    NoShow,
    Recall,
    Resume,
    SeenTicket,
    StartService,
)
from contract.ids import CounterId, Epoch, ServiceId, TicketId, TicketNumber
from contract.words import CounterStatus, Outcome, TicketState
from tests.hardware.panel.bench import COUNTER, NOON, TICKET, Bench, heartbeat

SERVING = SeenTicket(ticket=TICKET, state=TicketState.SERVING)
PARKED = Stands(
    ticket=TICKET, number=TicketNumber("A012"), state=TicketState.ON_HOLD, service=ServiceId("civil")
)


def _kinds(bench: Bench) -> list[type[LiveCommand]]:
    return [type(command) for command in bench.asked]


# --- one press, one command ---------------------------------------------------------------------------


def test_a_press_asks_once_with_hub_time_and_a_deadline(bench: Bench) -> None:
    bench.pass_time(3.0)
    bench.press("next")
    [command] = bench.asked
    assert isinstance(command, CallNext)
    assert (command.counter, command.finishing, command.answer_within_s) == (COUNTER, None, 2.0)
    assert command.asked_at == NOON + timedelta(seconds=3.025)


def test_a_press_that_bounces_asks_once(bench: Bench) -> None:
    for _ in range(7):
        bench.pin("next").drive_low()
        bench.pass_time(0.003)
        bench.pin("next").drive_high()
        bench.pass_time(0.002)
    bench.press("next")
    assert _kinds(bench) == [CallNext]


@pytest.mark.parametrize(
    ("button", "state", "kind"),
    [
        ("finish", TicketState.CALLED, StartService),
        ("finish", TicketState.SERVING, Finish),
        ("recall", TicketState.CALLED, Recall),
        ("no_show", TicketState.CALLED, NoShow),
        ("hold", TicketState.CALLED, Hold),
        ("hold", TicketState.SERVING, Hold),
    ],
)
def test_a_press_names_the_ticket_and_the_state_that_was_seen(
    bench: Bench, button: str, state: TicketState, kind: type[Recall]
) -> None:
    bench.stands(ticket_state=state)
    bench.press(button)
    [command] = bench.asked
    assert isinstance(command, kind)
    assert command.seen == SeenTicket(ticket=TICKET, state=state)


def test_next_while_serving_finishes_the_ticket_in_the_same_stroke(bench: Bench) -> None:
    bench.stands(ticket_state=TicketState.SERVING)
    bench.press("next")
    [command] = bench.asked
    assert isinstance(command, CallNext)
    assert command.finishing == SERVING


def test_every_press_carries_an_id_of_its_own(bench: Bench) -> None:
    for _ in range(2):
        bench.press("next")
        bench.answer(Called(counter=COUNTER))
    assert len({command.command_id for command in bench.asked}) == 2


# --- double and long ----------------------------------------------------------------------------------


def test_a_double_press_never_calls_two_people(bench: Bench) -> None:
    bench.tap("next")
    bench.answer(Called(counter=COUNTER, ticket=TICKET, number=TicketNumber("A012")))
    bench.stands(ticket_state=TicketState.SERVING)
    bench.tap("next")
    assert _kinds(bench) == [CallNext]
    assert bench.red_flashes() == 0


def test_leaning_on_next_calls_one_person(bench: Bench) -> None:
    bench.press("next", down_s=20.0)
    assert _kinds(bench) == [CallNext]


def test_a_long_press_of_hold_takes_back_what_this_panel_parked(bench: Bench) -> None:
    bench.stands(ticket_state=TicketState.SERVING)
    bench.press("hold")
    bench.answer(PARKED)
    bench.stands()
    bench.press("hold", down_s=1.0)
    command = bench.asked[-1]
    assert isinstance(command, Resume)
    assert command.seen == SeenTicket(ticket=TICKET, state=TicketState.ON_HOLD)


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.REFUSED])
def test_a_parked_ticket_is_asked_back_once_whatever_the_hub_says(bench: Bench, outcome: Outcome) -> None:
    bench.stands(ticket_state=TicketState.SERVING)
    bench.press("hold")
    bench.answer(PARKED)
    bench.stands()
    bench.press("hold", down_s=1.0)
    bench.answer(outcome=outcome)
    bench.press("hold", down_s=1.0)
    assert _kinds(bench) == [Hold, Resume]


def test_a_parked_ticket_taken_back_on_the_console_is_parked_no_longer(bench: Bench) -> None:
    bench.stands(ticket_state=TicketState.SERVING)
    bench.press("hold")
    bench.answer(PARKED)
    bench.stands()
    bench.stands(ticket_state=TicketState.SERVING)
    bench.stands()
    bench.press("hold", down_s=1.0)
    assert _kinds(bench) == [Hold]


# --- refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "state"),
    [
        ("next", TicketState.CALLED),
        ("recall", None),
        ("recall", TicketState.SERVING),
        ("no_show", None),
        ("no_show", TicketState.SERVING),
        ("hold", None),
        ("finish", None),
    ],
)
def test_a_press_that_makes_no_sense_here_blinks_twice_and_asks_nothing(
    bench: Bench, button: str, state: TicketState | None
) -> None:
    bench.stands(ticket_state=state)
    bench.tap(button)
    assert bench.red_flashes() == 2
    assert bench.asked == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": CounterStatus.CLOSED, "is_seated": False},
        {"is_seated": False},
        {"status": CounterStatus.PAUSED},
        {"status": CounterStatus.CALLING},
        {"ticket_state": TicketState.WAITING},
        {"ticket": TICKET},
    ],
)
def test_a_counter_that_serves_nobody_refuses_every_button(bench: Bench, fields: dict[str, object]) -> None:
    bench.stands(**fields)
    for button in ("next", "recall", "no_show", "hold", "finish"):
        bench.press(button)
    assert bench.asked == []


def test_a_press_while_an_answer_is_open_is_refused_and_not_kept(bench: Bench) -> None:
    bench.stands(ticket_state=TicketState.CALLED)
    bench.tap("recall")
    bench.tap("no_show")
    assert bench.red_flashes() == 2
    bench.answer(Called(counter=COUNTER, ticket=TICKET))
    bench.pass_time(5.0)
    assert _kinds(bench) == [Recall]


@pytest.mark.parametrize("error", [NotConnectedError("gone"), NoAnswerError("late")])
def test_a_press_that_got_no_answer_blinks_and_frees_the_panel(bench: Bench, error: Exception) -> None:
    bench.tap("next")
    bench.answers[-1].set_exception(error)
    assert bench.red_flashes() == 2
    bench.press("next")
    assert _kinds(bench) == [CallNext, CallNext]


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.ERROR])
def test_what_the_hub_refuses_blinks(bench: Bench, outcome: Outcome) -> None:
    bench.tap("next")
    bench.answer(outcome=outcome)
    assert bench.red_flashes() == 2


def test_nobody_waiting_blinks_because_nobody_was_called(bench: Bench) -> None:
    bench.tap("next")
    bench.answer(Called(counter=COUNTER))
    assert bench.red_flashes() == 2


def test_a_press_that_was_done_does_not_blink(bench: Bench) -> None:
    bench.tap("next")
    bench.answer(Called(counter=COUNTER, ticket=TICKET))
    assert bench.red_flashes() == 0


# --- what the panel knows -----------------------------------------------------------------------------


def test_a_stale_counter_state_is_ignored(bench: Bench) -> None:
    bench.revision = 10
    bench.stands(ticket_state=TicketState.SERVING)
    bench.stands(revision=4)
    bench.press("finish")
    assert _kinds(bench) == [Finish]


def test_another_counters_state_is_ignored(bench: Bench) -> None:
    bench.stands(counter=CounterId("4"), ticket_state=TicketState.SERVING)
    bench.press("next")
    assert _kinds(bench) == [CallNext]


def test_a_new_epoch_replaces_all_that_was_known(bench: Bench) -> None:
    bench.revision = 500
    bench.stands(ticket_state=TicketState.SERVING)
    bench.stands(epoch=Epoch("e2"), revision=1, ticket_state=TicketState.CALLED, ticket=TicketId("restored"))
    bench.heartbeat(epoch="e2")
    bench.press("recall")
    [command] = bench.asked
    assert isinstance(command, Recall)
    assert command.seen.ticket == TicketId("restored")


def test_until_the_new_epoch_has_spoken_of_the_counter_presses_are_refused(bench: Bench) -> None:
    bench.heartbeat(epoch="e2")
    bench.stands(ticket_state=TicketState.SERVING)
    bench.press("finish")
    assert bench.asked == []


def test_no_press_is_asked_without_a_connection_or_kept_for_later(bench: Bench) -> None:
    bench.panel.connection_changed(is_connected=False)
    bench.press("next")
    bench.connect()
    bench.pass_time(5.0)
    assert bench.asked == []


def test_a_silent_hub_is_not_asked(bench: Bench) -> None:
    bench.pass_time(16.0)
    bench.press("next")
    assert bench.asked == []


def test_a_retained_heartbeat_of_any_age_is_not_taken_for_a_living_hub() -> None:
    bench = Bench()
    bench.panel.connection_changed(is_connected=True)
    bench.panel.remember_hub(heartbeat("e1", NOON - timedelta(hours=9)))
    bench.stands()
    bench.press("next")
    assert bench.asked == []
    bench.heartbeat()
    bench.press("next")
    assert bench.asked[-1].asked_at > NOON
    bench.panel.close()


# --- lamps --------------------------------------------------------------------------------------------


def test_green_is_steady_while_people_wait(bench: Bench) -> None:
    assert not bench.green
    bench.stands(waiting=4)
    for _ in range(5):
        bench.pass_time(0.7)
        assert (bench.green, bench.red) == (True, False)


def test_green_blinks_slowly_while_somebody_walks_to_the_counter(bench: Bench) -> None:
    bench.stands(waiting=4, ticket_state=TicketState.CALLED)
    seen = []
    for _ in range(4):
        bench.pass_time(0.5)
        seen.append(bench.green)
        bench.pass_time(0.5)
    assert seen == [True, False, True, False]


def test_a_lost_connection_makes_red_blink_slowly_at_once(bench: Bench) -> None:
    bench.panel.connection_changed(is_connected=False)
    seen = []
    for _ in range(4):
        bench.pass_time(0.5)
        seen.append(bench.red)
        bench.pass_time(0.5)
    assert seen == [True, False, True, False]


def test_a_silent_hub_shows_without_anybody_pressing(bench: Bench) -> None:
    bench.stands(waiting=4)
    bench.pass_time(14.0)
    assert (bench.green, bench.red) == (True, False)
    bench.pass_time(2.0)
    assert (bench.green, bench.red) == (False, True)


def test_after_a_refusal_the_lamps_go_on_as_before(bench: Bench) -> None:
    bench.stands(status=CounterStatus.PAUSED)
    assert bench.red
    bench.tap("next")
    assert bench.red_flashes(0.7) == 2
    bench.pass_time(1.0)
    assert bench.red


def test_a_closed_panel_leaves_no_lamp_on() -> None:
    bench = Bench()
    bench.panel.connection_changed(is_connected=True)
    pins = bench.pins
    bench.panel.close()
    assert not any(pins.pin(pin).state and pins.pin(pin).function == "output" for pin in (20, 21))


def test_a_jammed_button_is_told(bench: Bench) -> None:
    bench.pin("next").drive_low()
    bench.pass_time(40.0)
    assert [button.value for button in bench.panel.stuck_buttons()] == ["next"]
